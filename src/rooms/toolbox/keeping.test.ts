import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asHouse, asking, executeSql, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { questionsOf } from '#toolbox/item-rules';
import * as areas from '#toolbox/areas';
import * as comforts from '#toolbox/comforts';
import * as tried from '#toolbox/tried';
import * as diaries from '#toolbox/diaries';
import * as items from '#toolbox/items';
import * as papers from '#toolbox/papers';
import * as people from '#toolbox/people';
import { picture, side } from '#toolbox/person-rules';
import * as sheets from '#toolbox/sheets';
import { scene } from '#test/scene';

const form = (fields: Record<string, string>) => (name: string) => fields[name] ?? '';
const ticks = (fields: Record<string, string[]> = {}) => (name: string) => fields[name] ?? [];

describe('a medicine or a thing that helps (TOOL-5, TOOL-12)', () => {
  scene('needs a name and no more, and is nobody else’s', async ({ ada, bo, iben }) => {
    await expect(items.add(ada, form({ when: 'at 8' }))).rejects.toThrow(Refusal);
    const id = await items.add(ada, form({ name: 'Heat pack', sort: 'thing' }), { once: 'a' });
    expect(await items.add(ada, form({ name: 'Heat pack', sort: 'thing' }), { once: 'a' })).toBe(id);
    for (const other of [bo, iben]) {
      expect(await items.of(other)).toEqual([]);
      await expect(items.one(other, id)).rejects.toThrow(NotFound);
      await expect(items.change(other, id, form({ name: 'x' }), 1)).rejects.toThrow(NotFound);
    }
    expect(await items.of(ada)).toMatchObject([{ content: { name: 'Heat pack', sort: 'thing', isPast: false } }]);
  });
  scene('keeps what it was before with each change, and what has ended stands last', async ({ ada }) => {
    const id = await items.add(ada, form({ name: 'A blue tablet', how: 'one' }));
    await items.change(ada, id, form({ name: 'A blue tablet', how: 'two', why: 'sleep' }), 1);
    await items.change(ada, id, form({ name: 'A blue tablet', how: 'two', why: 'sleep', isPast: 'on' }), 2);
    await items.add(ada, form({ name: 'Zinc' }));
    expect((await items.of(ada)).map(({ content }) => content.name)).toEqual(['Zinc', 'A blue tablet']);
    const { steps } = await items.history(ada, await items.one(ada, id));
    expect(steps.flatMap(({ changes }) => changes)).toEqual(expect.arrayContaining([
      { field: 'how', from: 'one', to: 'two' }, { field: 'why', from: '', to: 'sleep' }, { field: 'isPast', from: 'false', to: 'true' }
    ]));
  });
  it('gives its questions to a sheet, those of what is taken now', () => {
    const item = { sort: 'medicine' as const, name: 'A', when: '', how: '', why: '', from: '', since: '', feel: '', questions: 'How long?\n\n With milk? ', supply: '', isPast: false, whyPast: '' };
    expect(questionsOf([item, { ...item, name: 'B', isPast: true }])).toEqual(['A: How long?', 'A: With milk?']);
  });
});

describe('people around me (TOOL-2)', () => {
  scene('count in all their kinds, the nearest first, for their member alone', async ({ ada, bo }) => {
    await people.add(ada, form({ name: 'The cat next door', sort: 'animal', ring: 'further' }), ticks({ helps: ['comfort', 'money'] }));
    await people.add(ada, form({ name: 'Jo', ring: 'close', knows: 'little' }), ticks());
    expect((await people.all(ada)).map(({ content }) => [content.name, content.helps, content.knows])).toEqual([['Jo', [], 'little'], ['The cat next door', ['comfort'], '']]);
    expect(await people.all(bo)).toEqual([]);
  });
  scene('can be looked at as they were half a year ago', async ({ ada }) => {
    const jo = await people.add(ada, form({ name: 'Jo', ring: 'further' }), ticks());
    await people.add(ada, form({ name: 'New friend' }), ticks());
    await people.change(ada, jo, form({ name: 'Jo', ring: 'close' }), ticks(), 1);
    await asking(ada, () => sql`update toolbox.papers set made_at = now() - interval '1 year' where id = ${jo}`);
    const then = await people.asOf(ada, new Date(Date.now() - 182 * 86_400_000));
    expect(then.map(({ content }) => [content.name, content.ring])).toEqual([['Jo', 'further']]);
  });
  scene('are never shown as another phone wrote them, when that was not chosen', async ({ ada }) => {
    const jo = await people.add(ada, form({ name: 'Jo', ring: 'further' }), ticks());
    await people.change(ada, jo, form({ name: 'Jo', ring: 'around' }), ticks(), 1);
    await people.change(ada, jo, form({ name: 'Jo', ring: 'close' }), ticks(), 1);
    const clash = (await papers.earlier<people.Person>(ada, jo)).find(({ isClash }) => isClash)!;
    await papers.settle(ada, 'person', jo, clash.id, { take: false });
    await asking(ada, () => sql`update toolbox.papers set made_at = now() - interval '1 year', changed_at = now() - interval '1 minute' where id = ${jo}`);
    await asking(ada, () => sql`update toolbox.earlier set written_at = case when id = ${clash.id} then now() - interval '2 hours' else now() - interval '1 minute' end where paper_id = ${jo}`);
    expect((await people.asOf(ada, new Date(Date.now() - 182 * 86_400_000))).map(({ content }) => content.ring)).toEqual(['further']);
    expect((await papers.earlier<people.Person>(ada, jo)).map(({ content, stood }) => [content.ring, stood])).toEqual([['further', true], ['close', false]]);
  });
  scene('may be wished more of, told to nobody', async ({ ada, bo }) => {
    await people.wishFor(ada, form({ words: 'on Sundays' }), ticks({ wishes: ['fun'] }));
    await people.wishFor(ada, form({}), ticks({ wishes: ['fun', 'same'] }));
    expect((await people.wish(ada))?.content).toEqual({ wishes: ['fun', 'same'], words: '' });
    expect(await people.wish(bo)).toBeUndefined();
  });
  it('stand inside the picture, each on its ring, none on another', () => {
    const many = (['close', 'around', 'further'] as const).flatMap((ring) => Array.from({ length: 8 }, (_, at) => ({ name: `Somebody with a long name ${at} 👨‍👩‍👧`, sort: 'person' as const, ring })));
    const { dots } = picture(many);
    expect(dots).toHaveLength(24);
    for (const { x, y } of dots) expect(Math.max(Math.abs(x - side / 2), Math.abs(y - side / 2))).toBeLessThanOrEqual(side / 2 - 30);
    expect(new Set(dots.map(({ x, y }) => `${x} ${y}`)).size).toBe(24);
    expect(picture([]).dots).toEqual([]);
    const few = ['Bramble the cat', 'Jo', 'My mother in Aberdeen', 'The allotment', 'Thursday group', 'The pharmacist on the corner'].map((name, at) => ({ name, sort: 'person' as const, ring: (['close', 'close', 'close', 'around', 'around', 'further'] as const)[at]! }));
    const named = picture(few).dots;
    const meet = named.flatMap((a, at) => named.slice(0, at).filter((b) => Math.abs(a.y - b.y) < 56 && Math.abs(a.x - b.x) < ((a.name.length + b.name.length) * 15) / 2).map((b) => [a.name, b.name]));
    expect(meet, 'names lie beside one another').toEqual([]);
  });
});

describe('a sheet for an appointment (TOOL-11)', () => {
  scene('shows what was chosen, as it stands now, and nothing of anybody else', async ({ ada, bo }) => {
    const [mine, theirs] = [await items.add(ada, form({ name: 'A blue tablet', how: 'one' })), await items.add(bo, form({ name: 'Not mine' }))];
    await expect(sheets.add(ada, form({ with: 'Tuesday' }), ticks())).rejects.toThrow(Refusal);
    const id = await sheets.add(ada, form({ say: 'I am tired.' }), ticks({ items: [mine, theirs] }));
    await items.change(ada, mine, form({ name: 'A blue tablet', how: 'two' }), 1);
    expect((await sheets.printed(ada, id)).items).toMatchObject([{ name: 'A blue tablet', how: 'two' }]);
    await expect(sheets.printed(bo, id)).rejects.toThrow(NotFound);
  });
  scene('is another one with other questions on a page somebody went back to, each once (NEW-3)', async ({ ada }) => {
    const add = (say: string) => sheets.add(ada, form({ say }), ticks(), { once: 'one form' });
    const [knee, back] = [await add('The knee'), await add('The back')];
    expect([await add('The knee'), await add('The back')]).toEqual([knee, back]);
    expect((await sheets.of(ada)).map(({ content }) => content.say).sort()).toEqual(['The back', 'The knee']);
  });
  scene('changed on two phones keeps both', async ({ ada }) => {
    const id = await sheets.add(ada, form({ say: 'One.' }), ticks());
    await sheets.change(ada, id, form({ say: 'Two.' }), ticks(), 1);
    expect(await sheets.change(ada, id, form({ say: 'Three.' }), ticks(), 1)).toMatchObject({ clashed: true });
    expect((await papers.earlier<{ say: string }>(ada, id)).find(({ isClash }) => isClash)?.content.say).toBe('Three.');
  });
});

describe('diary, life areas and comforts (TOOL-8)', () => {
  scene('are read by their member alone, for today or an earlier day, and half a word is enough', async ({ ada, bo }) => {
    await expect(diaries.add(ada, form({ words: ' \n ' }))).rejects.toThrow(Refusal);
    await expect(diaries.add(ada, form({ words: 'x'.repeat(diaries.longest + 1) }))).rejects.toThrow(Refusal);
    const id = await diaries.add(ada, form({ words: 'A quiet evening.', when: '2024-02-29' }));
    expect(await diaries.one(ada, id)).toMatchObject({ day: '2024-02-29', content: { words: 'A quiet evening.' } });
    expect(await diaries.of(bo)).toEqual([]);
    await expect(diaries.change(bo, id, form({ words: 'x' }), 1)).rejects.toThrow(NotFound);
  });
  scene('show a day whole, so that nothing of it lies between two pages', async ({ ada }) => {
    for (const [words, when] of [['a', '2024-03-02'], ['b', '2024-03-01'], ['c', '2024-03-01'], ['d', '2024-03-01'], ['e', '2024-02-29']]) await diaries.add(ada, form({ words: words!, when: when! }));
    const shown = async (to: string | null, most: number) => (await diaries.of(ada, to, most)).map(({ content }) => content.words).sort();
    expect(await shown(null, 2)).toEqual(['a', 'b', 'c', 'd']);
    expect(await shown('2024-02-29', 2)).toEqual(['e']);
    expect(await shown('2024-03-01', 3)).toEqual(['b', 'c', 'd']);
  });
  scene('keep how an area was before, both versions of two devices, and areas of one’s own', async ({ ada, bo }) => {
    expect(await areas.open(ada, 'home')).toMatchObject({ paper: undefined, area: { id: 'home', now: '' } });
    await areas.keep(ada, 'home', form({ now: 'Noisy.' }), 0);
    await areas.keep(ada, 'home', form({ now: 'Quieter.' }), 1);
    expect(await areas.keep(ada, 'home', form({ now: 'Another phone.' }), 1)).toMatchObject({ clashed: true });
    const { paper } = await areas.open(ada, 'home');
    expect((await papers.earlier<{ now: string }>(ada, paper!.id)).map(({ content, isClash }) => [content.now, isClash])).toEqual(expect.arrayContaining([['Noisy.', false], ['Another phone.', true]]));
    await asking(ada, () => sql`update toolbox.papers set once = null`); // as those from before names said nothing
    await areas.keep(ada, 'home', form({ now: 'Quiet.' }), 2);
    expect(await areas.all(ada)).toHaveLength(1);
    const own = await areas.add(ada, form({ name: 'The allotment' }));
    expect((await areas.open(ada, own)).area.name).toBe('The allotment');
    await expect(areas.open(bo, own)).rejects.toThrow(NotFound);
    await expect(areas.open(ada, paper!.id)).rejects.toThrow(NotFound);
    expect(await areas.all(bo)).toEqual([]);
  });
  scene('open a bad day with one line, chosen and let go', async ({ ada, bo }) => {
    for (const words of ['You have been here before.', 'Tea first.']) await comforts.add(ada, form({ words }));
    const last = (await comforts.of(ada)).find(({ content }) => content.words === 'Tea first.')!;
    for (const _ of [1, 2]) await comforts.choose(ada, last.id, { first: true });
    expect((await comforts.of(ada)).map(({ content }) => content)).toEqual([{ words: 'Tea first.', isFirst: true }, { words: 'You have been here before.', isFirst: false }]);
    await expect(comforts.choose(bo, last.id, { first: true })).rejects.toThrow(NotFound);
    for (const _ of [1, 2]) await comforts.choose(ada, last.id, { first: false });
    expect((await comforts.of(ada)).some(({ content }) => content.isFirst)).toBe(false);
  });
  scene('keep an exercise and a lesson once, and open a bad day with one of them (TOOL-4)', async ({ ada, bo }) => {
    for (const _ of [1, 2]) await comforts.keep(ada, { to: 'exercise', id: 'longer-out' }, 'A longer breath out');
    await comforts.keep(ada, { to: 'lesson', id: 'small-choices' }, 'Small choices');
    expect((await comforts.of(ada)).map(({ content }) => content.leads?.id).sort()).toEqual(['longer-out', 'small-choices']);
    expect([await comforts.isKept(ada, { to: 'exercise', id: 'longer-out' }), await comforts.isKept(ada, { to: 'lesson', id: 'longer-out' }), await comforts.isKept(bo, { to: 'exercise', id: 'longer-out' })]).toEqual([true, false, false]);
    const [kept] = await comforts.of(ada);
    await comforts.choose(ada, kept!.id, { first: true });
    expect((await comforts.of(ada))[0]).toMatchObject({ id: kept!.id, content: { isFirst: true, leads: kept!.content.leads } });
    await comforts.takeAway(ada, kept!.id);
    expect(await comforts.of(ada)).toHaveLength(1);
    await asking(ada, () => sql`update toolbox.papers set once = null`); // as those from before names said nothing
    for (const _ of [1, 2]) await comforts.keep(ada, (await comforts.of(ada))[0]!.content.leads!, 'The same again');
    expect(await comforts.of(ada)).toHaveLength(1);
  });
  scene('note what helped for the member alone, once, and take the note away', async ({ ada, bo }) => {
    for (const _ of [1, 2]) await tried.note(ada, { id: 'five-things', title: 'Five things around you' });
    expect([await tried.helped(ada), await tried.helped(bo)]).toEqual([['five-things'], []]);
    await tried.forget(bo, 'five-things');
    expect(await tried.helped(ada)).toEqual(['five-things']);
    for (const _ of [1, 2]) await tried.forget(ada, 'five-things');
    expect(await tried.helped(ada)).toEqual([]);
    await tried.note(ada, { id: 'five-things', title: 'Five things around you' });
    expect(await tried.helped(ada)).toEqual(['five-things']);
    await asking(ada, () => sql`update toolbox.papers set once = null`); // as those from before names said nothing
    await tried.note(ada, { id: 'five-things', title: 'Five things around you' });
    expect(await papers.of(ada, 'exercise')).toHaveLength(1);
  });
  scene('from before names said nothing stay as they were, without their names; that company was offered goes (ID-1)', async ({ ada }) => {
    await areas.keep(ada, 'love', form({ now: 'Better.' }), 0);
    await tried.note(ada, { id: 'five-things', title: 'Five things around you' });
    await comforts.keep(ada, { to: 'exercise', id: 'five-things' }, 'Five things around you');
    await papers.add(ada, 'diary', { words: 'Rain.' }, { form: 'helped myself to some soup' });
    for (const [kind, once] of [['life-area', 'area love'], ['exercise', 'helped five-things'], ['comfort', 'comfort exercise five-things']] as const) await asking(ada, () => sql`update toolbox.papers set once = ${once} where kind = ${kind}`);
    await asking(ada, () => sql`insert into toolbox.papers (id, member_id, kind, day, sealed, once) values (gen_random_uuid(), ${ada.id}, 'offer', '2026-11-20', 'x', 'offer-2026-11-20')`);
    const migration = readFileSync(new URL('migrations/2026-12-01-names-that-say-nothing.sql', import.meta.url), 'utf8');
    for (let twice = 0; twice < 2; twice++) await asHouse(() => executeSql(`set local role none; ${migration}; set local role alongside_app`));
    expect(await asking(ada, () => sql`select kind, once from toolbox.papers order by kind`)).toEqual([
      { kind: 'comfort', once: null }, { kind: 'diary', once: 'helped myself to some soup' }, { kind: 'exercise', once: null }, { kind: 'life-area', once: null }]);
    expect([(await areas.open(ada, 'love')).area.now, await tried.helped(ada), (await comforts.of(ada)).length]).toEqual(['Better.', ['five-things'], 1]);
  });
});
