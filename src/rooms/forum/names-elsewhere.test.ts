import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { elsewhere, withElsewhere } from '#jigsaw/elsewhere-rules';
import { look } from '#jigsaw/look';
import * as faces from '#members/faces';
import type { Member, Steward } from '#members/members';
import { foldName } from '#members/name-rules';
import * as personas from '#members/personas';
import { emptyDraft } from '#forum/draft-rules';
import * as places from '#forum/places';
import * as questions from '#forum/questions';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

const draft = (text: string, language = 'en') => ({ ...emptyDraft, board: 'lounge', want: 'none', language, title: '', text });
const asked = async (member: Member, place: string, text: string, language = 'en') => (await questions.before(member, place, draft(text, language)))?.identity?.clues.map(({ kind, words }) => `${kind}: ${words}`) ?? [];
const open = async (iben: Steward, kind = 'local') => (await places.open(iben, { kind, name: 'By the water', about: '', region: '', area: kind === 'local' ? 'Sandvika' : '', language: 'en' })).code;
const comeIn = (member: Member, place: string, name: string) => personas.make(member, place, { name, pledged: true, keepName: true });

/** ada is Quiet_Heron7 in the forum and Marta Solberg in a local group; bo is Calm Otter there and Kari Bakken here. */
async function twoNames(ada: Member, bo: Member, iben: Steward) {
  const place = await open(iben);
  await faces.rename(ada, 'Quiet_Heron7', { keep: true });
  await faces.rename(bo, 'Calm Otter', { keep: true });
  await comeIn(ada, place, 'Marta Solberg');
  await comeIn(bo, place, 'Kari Bakken');
  return { place, local: `new:${place}` };
}

describe('a name of another space, in the forum (ID-3, ID-7)', () => {
  scene('is asked about though the writer knows it from there: somebody else’s', async ({ ada, bo, iben }) => {
    await twoNames(ada, bo, iben);
    expect(await asked(ada, 'new', 'Calm Otter here is Kari Bakken from our local group.')).toEqual(['other-person: Kari Bakken']);
    expect(await asked(ada, 'new', 'Calm Otter her er Kari Bakken fra lokalgruppa.', 'nb')).toEqual(['other-person: Kari Bakken']);
    expect(await asked(ada, 'new', 'I lokalgruppa heter hun Kari Bakken.', 'nb')).toEqual(['other-person: Kari Bakken']);
    expect(await asked(ada, 'new', 'I keep thinking of what Calm Otter wrote.')).toEqual([]);
  });
  scene('and the writer’s own, however it is typed, in a reply and in a change as well', async ({ ada, bo, iben }) => {
    await twoNames(ada, bo, iben);
    for (const text of ['I am Marta Solberg in the local group.', 'In our local group I call myself Marta Solberg.', 'there they know me as marta solberg', 'Look for MartaSolberg at the table.'])
      expect(await asked(ada, 'new', text), text).toEqual([expect.stringMatching(/^handle: marta ?solberg$/i)]);
    expect(await asked(ada, 'new', 'I lokalgruppa kaller jeg meg Marta Solberg.', 'nb')).toEqual(['handle: Marta Solberg']);
    const { code } = await threads.begin(ada, draft('Rain.'), 'once-ada-1');
    const [post] = await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`);
    for (const at of [`reply:${code}`, `edit:${post!.id}`]) expect(await asked(ada, at, 'I am Marta Solberg down there.'), at).toEqual(['handle: Marta Solberg']);
    expect(await asked(ada, 'new', 'I am Quiet_Heron7 and I slept.')).toEqual([]);
  });
  scene('goes at one press, and may be kept', async ({ ada, bo, iben }) => {
    await twoNames(ada, bo, iben);
    const typed = draft('In the group I go by Marta Solberg.');
    const [clue] = (await questions.before(ada, 'new', typed))!.identity!.clues;
    expect((await questions.change(ada, 'new', typed, clue!.change)).text).toBe('In the group I go by (name elsewhere left out).');
    expect(await questions.before(ada, 'new', typed, { isSure: true })).toBeUndefined();
  });
  scene('is no clue to whoever has no name there: who is in a group is not theirs to learn', async ({ ada, bo, cleo, iben }) => {
    const place = await open(iben);
    await comeIn(bo, place, 'Slow Ferry');
    await comeIn(ada, place, 'Grey Mitten');
    expect(await asked(ada, 'new', 'bo is Slow Ferry by the water.')).toEqual(['other-person: Slow Ferry']);
    expect(await asked(cleo, 'new', 'bo is Slow Ferry by the water.')).toEqual([]);
  });
});

describe('a forum name, in a local group (ID-3, ID-7)', () => {
  scene('is asked about: one’s own, in both languages', async ({ ada, bo, iben }) => {
    const { local } = await twoNames(ada, bo, iben);
    expect(await asked(ada, local, 'On the forum my name is Quiet_Heron7.')).toEqual(['handle: Quiet_Heron7']);
    expect(await asked(ada, local, 'På forumet heter jeg Quiet Heron 7.', 'nb')).toEqual(['handle: Quiet Heron 7']);
    expect(await asked(bo, local, 'on the forum i am called calm otter')).toEqual(['handle: calm otter']);
    expect(await asked(ada, local, 'I am Marta Solberg, hello.')).toEqual([]);
  });
  scene('and somebody else’s where it is said to be somebody; to speak of what they wrote is no harm', async ({ ada, bo, iben }) => {
    const { local } = await twoNames(ada, bo, iben);
    for (const text of ['Kari Bakken here is Calm Otter on the forum.', 'She is called Calm Otter in the forum.', 'Calm Otter on the forum is Kari Bakken here.']) expect(await asked(ada, local, text), text).toEqual(['other-person: Calm Otter']);
    expect(await asked(ada, local, 'Kari Bakken heter Calm Otter på forumet.', 'nb')).toEqual(['other-person: Calm Otter']);
    expect(await asked(ada, local, 'Thank you Kari Bakken. I read a good thread by Calm Otter on the forum.')).toEqual([]);
  });
  scene('and one that was put away there; what others go by there is none', async ({ ada, bo, iben }) => {
    const { place, local } = await twoNames(ada, bo, iben);
    await personas.renew(ada, await personas.inPlace(ada, place), { name: 'Brass Button', pledged: true });
    expect(await asked(ada, local, 'I used to be Marta Solberg here.')).toEqual(['handle: Marta Solberg']);
    expect(await asked(bo, local, 'What has become of Marta Solberg?')).toEqual([]);
  });
  scene('that is one word of everyday is a name only where it is said to be one', async ({ ada, iben }) => {
    const place = await open(iben);
    await faces.rename(ada, 'Rain', { keep: true });
    await comeIn(ada, place, 'Slow Ferry');
    expect(await asked(ada, `new:${place}`, 'Rain again, and more rain.')).toEqual([]);
    for (const text of ['On the forum I am Rain.', 'my name there is rain']) expect(await asked(ada, `new:${place}`, text), text).toHaveLength(1);
    expect(await asked(ada, `new:${place}`, 'på forumet heter jeg rain', 'nb')).toHaveLength(1);
  });
  scene('in words that may be read anywhere, every name of one’s own is another', async ({ ada, bo, iben }) => {
    const { place } = await twoNames(ada, bo, iben);
    const { space } = await personas.inPlace(ada, place);
    expect(await personas.around(ada, space, ['kari bakken', 'Calm Otter', 'nobody at all'])).toEqual({ known: ['Marta Solberg', 'Kari Bakken', 'kari bakken'], names: { mine: ['Quiet_Heron7'], theirs: ['Calm Otter'], links: [`me/${(await personas.at(ada, 'forum')).code}`] } });
    const { known, names } = await personas.around(ada, '', []);
    expect([known, names.mine.toSorted(), names.theirs]).toEqual([[], ['Marta Solberg', 'Quiet_Heron7'], []]);
  });
});

describe('a page of another space (ID-3, ID-7)', () => {
  scene('is asked about where it shows the writer by another name: their own page, a thread they began', async ({ ada, bo, iben }) => {
    const { place, local } = await twoNames(ada, bo, iben);
    const { code } = await threads.begin(ada, draft('Rain.'), 'once-ada-7');
    const begun = await threads.begin(ada, { ...draft('Rain here.'), board: place }, 'once-ada-8', { place: local });
    const { code: other } = await threads.begin(bo, draft('Rain, too.'), 'once-bo-7');
    const [mine, theirs] = [await personas.at(ada, 'forum'), await personas.at(bo, 'forum')];
    expect(await asked(ada, local, `I wrote of it: https://example.org/talk/t/${code}#n1.`)).toEqual([`link: https://example.org/talk/t/${code}#n1`]);
    expect(await asked(ada, local, `Jeg skrev om det (/talk/t/${code}?page=2).`, 'nb')).toEqual([`link: /talk/t/${code}?page=2`]);
    expect(await asked(ada, local, `All of it is at /me/${mine.code}`)).toEqual([`link: /me/${mine.code}`]);
    expect(await asked(ada, 'new', `More in /talk/t/${begun.code}.`)).toEqual([`link: /talk/t/${begun.code}`]);
    expect((await questions.change(ada, local, draft(`See /me/${mine.code} for more.`), `text:4:/me/${mine.code}`)).text).toBe('See (link left out) for more.');
    for (const text of [`See /talk/t/${other}.`, `See /me/${theirs.code}.`, `See /talk/t/${begun.code}.`, `See /talk/t/${code}x.`]) expect(await asked(ada, local, text), text).toEqual([]);
    expect(await asked(ada, 'new', `As I said in /talk/t/${code}, and on /me/${mine.code}.`)).toEqual([]);
  });
});

describe('a name of a table (ID-3, ID-7)', () => {
  scene('is asked about everywhere else, and one’s other names are at the table', async ({ ada, bo, iben }) => {
    const [place, table] = [await open(iben), await open(iben, 'cafe')];
    await faces.rename(ada, 'Quiet Heron');
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(ada, table, 'Plum Jam');
    await comeIn(bo, table, 'Tin Whistle');
    const text = 'I am Quiet Heron, and Slow Ferry, and Plum Jam.';
    expect(await asked(ada, 'new', text)).toEqual(['handle: Slow Ferry', 'handle: Plum Jam']);
    expect(await asked(ada, `new:${place}`, text)).toEqual(['handle: Quiet Heron', 'handle: Plum Jam']);
    expect(await asked(ada, `few:${table}`, text)).toEqual(['handle: Quiet Heron', 'handle: Slow Ferry']);
    expect(await asked(ada, 'new', 'ada is what I was; the other one is Tin Whistle from the table.')).toEqual(['other-person: Tin Whistle']);
  });
});

describe('the names of another space', () => {
  const marked = (text: string, names: { mine?: string[]; theirs?: string[] }) => look({ text, language: 'en', names: { mine: [], theirs: [], ...names } }).clues.map(({ kind, words }) => `${kind}: ${words}`);
  it.each(['(.*)+', '[a]{9}', '\\', '😀😀'])('%s is text, not a pattern', (name) => expect(() => marked('a (.*)+ [a]{9} \\ 😀😀', { mine: [name], theirs: [name] })).not.toThrow());
  it('do not stand inside other words, and what has to change stays first', () => {
    expect(marked('The Slow Ferrymen came.', { mine: ['Slow Ferry'] })).toEqual([]);
    expect(marked('Slow Ferry’s boat, Slow Ferrys båt', { mine: ['Slow Ferry'] })).toEqual(['handle: Slow Ferry', 'handle: Slow Ferry']);
    expect(look({ text: 'NHS number 943 476 5919', language: 'en', names: { mine: ['943 476 5919'], theirs: [] } }).mustChange).toBe(true);
  });
  it('are looked for in a straight line', () => {
    const names = { mine: ['Slow Ferry'], theirs: ['Grey Mitten'], links: ['me/8f3kxyz'] };
    const began = performance.now();
    for (const text of ['/'.repeat(100_000), '/me/'.repeat(25_000), 'Slow '.repeat(20_000), 'slow_'.repeat(20_000)]) withElsewhere([], elsewhere(text, names));
    expect(performance.now() - began).toBeLessThan(3000);
  });
  it('fold as names do', () => expect(foldName('Quiet_Heron7')).toBe(foldName('quiet heron 7')));
});
