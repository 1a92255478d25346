/**
 * What a member takes along is told in their language: every list and every
 * field a room hands over has its words, and so has every code it may hold.
 */
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { languages, type Language } from '#platform/words';
import * as grants from '#care/grants';
import * as steps from '#care/next-steps';
import * as ties from '#care/ties';
import { emptyDraft } from '#forum/draft-rules';
import { abouts, tags, wants } from '#forum/thread-rules';
import * as afters from '#gatherings/afters';
import * as asides from '#gatherings/asides';
import { kinds as gatheringKinds } from '#gatherings/gathering-rules';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as instruments from '#measures/instruments';
import * as responses from '#measures/responses';
import * as wishes from '#measures/wishes';
import { kinds as maskKinds } from '#members/mask-rules';
import { kinds as reminderKinds } from '#members/reminders';
import * as inbox from '#messages/inbox';
import * as threads from '#messages/threads';
import { kinds as noticeKinds } from '#notices/notice-rules';
import * as talks from '#team/talks';
import * as cheers from '#toolbox/cheers';
import * as reminders from '#toolbox/reminders';
import * as weeks from '#toolbox/weeks';
import { fields as vaultFields } from '#vault/field-rules';
import { today, type Cast } from '#test/cast';
import { inPlace, yes } from '#test/names';
import { scene } from '#test/scene';
import { roomOf, sources, statementsOf } from '#test/walls';
import * as naming from './naming.ts';
import { readable } from './readable.ts';
import * as things from './things.ts';

type Column = { name: string; codes: string[] };
type Stated = { room: string; list: string; columns: Column[] };
const camel = (column: string) => column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
/** Lists that are a statement's rows, as they come: also where nobody has any yet. */
const stated: Stated[] = [];

/** The codes a column may hold, where the table says so. */
const closed = `select coalesce(string_agg(pg_get_constraintdef(c.oid), ' '), '') as said
  from pg_attribute a left join pg_constraint c on c.conrelid = a.attrelid and c.contype = 'c' and c.conkey = array[a.attnum] where a.attrelid = $1 and a.attnum = $2`;

beforeAll(async () => {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  for (const { path, text } of sources('src/rooms').filter((source) => source.path.endsWith('/things.ts'))) {
    for (const { index, 1: list } of text.matchAll(/(\w+): await sql(?:<[^`]*>)?`/g)) {
      const [statement] = statementsOf({ path, text: text.slice(index) });
      const many = new Set(statement!.text.match(/\$\d+/g)).size;
      const { fields } = await client.query({ text: statement!.text, values: Array<null>(many).fill(null) });
      const columns: Column[] = [];
      for (const { name, tableID, columnID } of fields) {
        const { rows: [found] } = await client.query<{ said: string }>(closed, [tableID, columnID]);
        const [, codes = ''] = /= ANY \(ARRAY\[((?:'[^']*'::text(?:, )?)+)\]/.exec(found!.said) ?? [];
        columns.push({ name: camel(name), codes: [...codes.matchAll(/'([^']*)'::text/g)].map(([, code]) => code!).filter(Boolean) });
      }
      stated.push({ room: roomOf(path), list: list!, columns });
    }
  }
  await client.end();
});

/** Says what has no words, as `language room.list.field`. */
const inEach = (check: (language: Language) => string[]) => languages.flatMap((language) => check(language).map((what) => `${language} ${what}`));
const hasLabel = (language: Language, room: string, list: string, field: string) => naming.isQuiet(list, field) || naming.label(language, room, list, field) !== undefined;

/** Every name in what was handed over, however deep; what is kept in each language is no name. */
function unnamed(language: Language, room: string, list: string, given: unknown, under = ''): string[] {
  if (Array.isArray(given)) return given.flatMap((one) => unnamed(language, room, list, one, under));
  if (!given || typeof given !== 'object' || given instanceof Date || language in given) return [];
  return Object.entries(given).flatMap(([field, value]) => {
    if (naming.isQuiet(list, field) || (list === 'wellbeingQuestions' && under === 'answers')) return [];
    const isNamed = hasLabel(language, room, list, field) || naming.meaning(language, room, list, under, field) !== undefined;
    return [...(isNamed ? [] : [`${room}.${list}.${field}`]), ...unnamed(language, room, list, value, field)];
  });
}

/** ada has something in every list that is put together by hand. */
async function fill({ ada, bo, cleo, hanna, iben, mio, sol }: Cast): Promise<void> {
  const tie = (await ties.of(ada))[0]!.id;
  await grants.open(sol, tie, await grants.give(ada, tie, { kind: 'plan' }, today()));
  await steps.add(ada, tie, 'a-sheet', 'I ask about the tablets', 'a');
  const conversation = await threads.begin(ada, { tieId: tie, subject: 'The new tablets', kind: 'care', isTeam: false, agrees: true, text: 'At night?', once: 'a' });
  await inbox.open(sol, conversation);
  await asHouse(() => sql`insert into messages.climbs (id, conversation_id, member_id, step, why) values (gen_random_uuid(), ${conversation}, ${ada.id}, 'nobody', 'overdue')`);
  const { code } = await table([hanna, mio], [ada], iben);
  await seats.take(ada, code);
  await asides.askHosts(ada, code, 'Is there a chair by the door?');
  await asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'`);
  await afters.tell(ada, code, { felt: 'good', about: 'other', words: 'Warm.' });
  await asHouse(() => talks.owe([ada.id], crypto.randomUUID(), new Date(), false));
  await talks.note(ada as never, 'To rest.');
  await reminders.set(ada, '8');
  const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
  await yes(here, ada, bo);
  await yes(here, bo, ada);
  await weeks.hope(ada, 'The sea once more', '');
  await cheers.ask(ada, (await weeks.goals(ada))[0]!.id, 'The sea once more', [bo.code]);
  const phq9 = instruments.one('phq-9');
  const response = await responses.begin(ada, phq9, { language: 'en', isWatched: false });
  await responses.give(ada, response, phq9, Object.fromEntries(Array.from({ length: 9 }, (_, at) => [String(at + 1), 1])));
  await responses.saySafe(ada, response, 'yes');
  await responses.finish(ada, response, phq9, instruments.eight());
  await wishes.putOff(ada, 'who-5');
}

describe('my things, to read (ID-1)', () => {
  it('have words for every list and field a room hands over as its tables hold it', () => {
    expect(stated.length).toBeGreaterThan(60);
    expect(inEach((language) => stated.flatMap(({ room, list, columns }) => [
      ...(naming.heading(language, room, list) ? [] : [`${room}.${list}`]),
      ...columns.filter(({ name }) => !hasLabel(language, room, list, name)).map(({ name }) => `${room}.${list}.${name}`)
    ]))).toEqual([]);
  });
  it('have words for every code such a field may hold', () => {
    const rules: Record<string, readonly string[]> = {
      'gatherings.gatheringsIPlanned.kind': gatheringKinds, 'gatherings.gatheringsIHost.kind': gatheringKinds, 'notices.notices.kind': noticeKinds, 'members.reminders.kind': reminderKinds, 'members.behindTheMask.kind': maskKinds,
      'forum.posts.about': abouts, 'forum.posts.tags': tags, 'forum.folds.about': abouts, 'circles.circleLines.about': abouts, 'forum.drafts.want': wants, 'measures.wellbeingQuestions.instrument': ['phq-2', 'phq-8', 'phq-9', 'gad-7', 'who-5'],
      'members.member.language': languages, 'forum.posts.place': ['forum'], 'members.names.place': ['forum', 'left'], 'forum.drafts.place': ['new', 'new:abc', 'few:abc', 'reply:abc', 'edit:abc'], 'house.planned.day': ['1', '2', '3', '4', '5', '6', '7'],
      'members.agreements.kind': ['conduct', 'moderation', 'pledge:local', 'pledge:cafe', 'pledge:circle', 'messages:care', 'messages:feedback'], 'team.learntToModerate.what': ['lesson:x', 'case:x']
    };
    const known = stated.flatMap(({ room, list, columns }) => columns.map(({ name, codes }) => [`${room}.${list}.${name}`, codes] as const));
    expect(inEach((language) => [...known, ...Object.entries(rules)].flatMap(([place, codes]) => {
      const [room, list, field] = place.split('.') as [string, string, string];
      return codes.filter((code) => naming.meaning(language, room, list, field, code) === undefined).map((code) => `${place}: ${code}`);
    }))).toEqual([]);
  });
  scene('have words for everything in the lists that rooms put together by hand', async (cast) => {
    await fill(cast);
    const lists = (await things.of(cast.ada)).filter(({ room, name }) => room !== 'vault' && !things.isToldElsewhere(name));
    const byHand = lists.filter(({ room, name }) => !stated.some((one) => one.room === room && one.list === name));
    // The vault is no part of a scene; and what lies in a field as it came.
    const beside = { before: { words: '', link: null }, after: { words: 'x', link: 'y' } };
    lists.push({ room: 'vault', name: 'realMe', rows: [Object.fromEntries([...vaultFields, 'adult'].map((field) => [field, 'x']))] }, { room: 'forum', name: 'drafts', rows: [{ fields: emptyDraft }] },
      { room: 'safety', name: 'decisions', rows: [{ detail: { about: { before: [], after: [] }, hours: 24, until: '', beside } }] });
    expect(byHand.filter(({ rows }) => !(rows as unknown[]).length).map(({ name }) => name), 'this scene fills them all').toEqual([]);
    expect(byHand.map(({ name }) => name)).toEqual(expect.arrayContaining(['nextSteps', 'providers', 'whoLooked', 'talks', 'supervisionNotes', 'reminderTimes', 'wordsAboutGatherings', 'messagesWithProviders', 'shownToOthers', 'wellbeingQuestions', 'howGatheringsWere']));
    expect(inEach((language) => lists.flatMap(({ room, name, rows }) => [...(naming.heading(language, room, name) ? [] : [`${room}.${name}`]), ...unnamed(language, room, name, rows)]))).toEqual([]);
  });
  scene('come from each room under names of their own: nothing is laid over something else', async (cast) => {
    await fill(cast);
    const names = (await things.of(cast.ada)).map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
  it('are told in the member’s language, codes too, and their own words as they stand', () => {
    const rows = [{ kind: 'metoo', madeAt: new Date('2026-03-01T12:00:00Z'), thread: 'metoo', number: 2 }];
    const text = readable([
      { room: 'forum', name: 'reactions', rows }, { room: 'members', name: 'sharingNames', rows: [] },
      { room: 'forum', name: 'posts', rows: [{ place: 'forum', names: { en: 'Long nights', nb: 'Lange netter' }, about: ['grief'], body: 'forum <b>\nweekly' }] },
      { room: 'notices', name: 'notices', rows: [{ kind: 'reply', subject: 'k3f9' }] }, { room: 'measures', name: 'wellbeingQuestionWishes', rows: [{ layout: 'one', later: { 'who-5': '2026-03-08T12:00:00.000Z' } }] }
    ], [], 'nb', new Date('2026-03-02T12:00:00Z'));
    expect(text).toContain('lang="nb"');
    for (const said of ['<dd dir="auto">Jeg også</dd>', '<dd dir="auto">metoo</dd>', '<h2>Det jeg har sagt om å dele navn</h2>', '<dd dir="auto">forumet</dd>', '<dd dir="auto">Lange netter</dd>', '<dd dir="auto">sorg</dd>',
      'forum &lt;b&gt;<br>weekly', 'Noen skrev tilbake til deg', 'Ett spørsmål per side', '<dt>Det som kjennes godt</dt><dd dir="auto">8. mars 2026</dd>', '1. mars 2026']) expect(text).toContain(said);
    const held = readable([{ room: 'circles', name: 'circles', rows: [{ circle: 'Quiet hour', hold: 'role' }, { circle: 'Tea', hold: 'gone' }, { circle: 'Walks', hold: '' }] }], [], 'nb', new Date());
    for (const said of ['<dt>Å være vert</dt><dd dir="auto">gjennom rollen min her</dd>', '<dt>Å være vert</dt><dd dir="auto">ikke lenger</dd>']) expect(held).toContain(said);
    expect(held.match(/Å være vert/g)).toHaveLength(2);
    expect(text).not.toMatch(/Made at|Sharing names|Long nights|k3f9|who-5/);
  });
});
