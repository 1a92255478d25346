import { describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import { NotFound } from '#platform/answers';
import { languages, say } from '#platform/words';
import * as blocks from '#members/blocks';
import * as boards from '#forum/boards';
import * as changes from '#forum/changes';
import { emptyDraft } from '#forum/draft-rules';
import * as follows from '#forum/follows';
import * as hearers from '#forum/hearers';
import * as mutes from '#forum/mutes';
import * as places from '#forum/places';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as search from '#forum/search';
import { asked, isOnlyTag } from '#forum/search-rules';
import * as tagged from '#forum/tagged';
import { fewTags, foundTags, tagAddresses } from '#forum/thread-rules';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';
import type { Member, Steward } from '#members/members';
import * as personas from '#members/personas';

const ms = tagAddresses.ms;
const openPlace = async (iben: Steward) => (await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: 'Sandvika', language: 'en' })).code;
const comeIn = (member: Member, place: string, name: string) => personas.make(member, place, { name, pledged: true });
const begin = async (member: Member, title: string, tags = ['ms'], more = {}) =>
  (await threads.begin(member, { ...emptyDraft, board: 'rest', want: 'listen', title, text: `Words of ${title}`, language: 'en', tags, ...more })).code;
const titles = async (member: Member, address: string = ms) => (await tagged.naming(member, address, null)).threads.map(({ title }) => title);
const postOf = async (code: string, number = 1) => (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`)[0]!.id;
const older = (code: string, hours: number) => sql`update forum.threads set last_at = last_at - make_interval(hours => ${hours}::int) where code = ${code}`;

describe('the places to talk', () => {
  scene('are about life: none is one condition, and a thread needs to name none, or names several (PEER-3)', async ({ ada, bo }) => {
    const themes = (await boards.all(ada)).map(({ code, names }) => [code, ...Object.values(names)].join(' ').toLowerCase());
    const named = languages.flatMap((language) => foundTags.map((tag) => say(language, 'forum', `tag.${tag}`).toLowerCase()));
    expect(themes.filter((theme) => named.some((name) => new RegExp(`(^|\\s)${name}($|\\s)`).test(theme)))).toEqual([]);
    for (const tags of [[], ['ms', 'depression', 'arthritis']]) expect((await readings.open(bo, await begin(ada, 'one', tags), 1)).thread.tags).toEqual(tags);
  });
});

describe('a row of a list', () => {
  scene('says what its thread names, two at the most and that there are others, and no more is asked of the database for it (PEER-4)', async ({ ada, bo }) => {
    const code = await begin(ada, 'one', ['ms', 'other', 'lupus', 'arthritis']);
    const rows = async () => [
      (await threads.onBoard(bo, 'rest', null)).threads, (await threads.wanting(bo, 'listen', null)).threads, await threads.newTo(bo), (await tagged.naming(bo, ms, null)).threads
    ].map((list) => list.find((thread) => thread.code === code)?.tags);
    for (const tags of await rows()) expect(tags).toEqual(['ms', 'lupus', 'arthritis', 'other']);
    const few = (tags: string[], language: 'en' | 'nb' = 'en') => fewTags(tags, (tag) => say(language, 'forum', `tag.${tag}`));
    expect([few(['ms', 'lupus', 'arthritis', 'other']), few(['other']), few(['lupus', 'other'])])
      .toEqual([{ few: ['MS', 'lupus'], isMore: true }, { few: [], isMore: false }, { few: ['lupus'], isMore: false }]);
    expect(few(['ibd', 'arthritis'], 'nb'), 'two that are long').toEqual({ few: ['Crohns eller ulcerøs kolitt'], isMore: true });
    const before = statements.count;
    await threads.wanting(bo, 'listen', null);
    expect(statements.count - before).toBeLessThanOrEqual(3);
  });
});

describe('a list of threads that name a condition', () => {
  scene('has those from every theme, the newest words first, and no others (PEER-4, PEER-5)', async ({ ada, bo, cleo }) => {
    const first = await begin(ada, 'one');
    await begin(bo, 'two', ['ms', 'lupus'], { board: 'work' });
    await begin(bo, 'three', ['lupus']);
    await begin(bo, 'four', []);
    await older(first, 2);
    expect(await titles(cleo)).toEqual(['two', 'one']);
    expect(await titles(cleo, tagAddresses.lupus)).toHaveLength(2);
    await sql`update forum.threads set last_at = last_at - interval '3 hours' where title = 'two'`;
    expect(await titles(cleo), 'new words bring a thread up').toEqual(['one', 'two']);
    await sql`update forum.threads set last_at = last_at - interval '9 hours' where code = ${first}`;
    await posts.reply(bo, first, { ...emptyDraft, text: 'I know this.' });
    expect(await titles(cleo)).toEqual(['one', 'two']);
  });
  scene('follows what its author changes, takes back and puts back (PEER-4)', async ({ ada, cleo }) => {
    const code = await begin(ada, 'one');
    const id = await postOf(code);
    const change = (tags: string[]) => changes.edit(ada, id, { ...emptyDraft, want: 'listen', title: 'one', text: 'Words of one', language: 'en', tags });
    await change(['lupus']);
    expect([await titles(cleo), await titles(cleo, tagAddresses.lupus)]).toEqual([[], ['one']]);
    await change(['ms', 'other']);
    await changes.takeBack(ada, id);
    expect(await titles(cleo)).toEqual([]);
    await changes.putBack(ada, id);
    expect(await titles(cleo)).toEqual(['one']);
    await sql`update forum.threads set hidden_at = now() where code = ${code}`;
    expect(await titles(cleo), 'hidden by a moderator').toEqual([]);
    await sql`update forum.threads set hidden_at = null where code = ${code}`;
    expect(await titles(cleo)).toEqual(['one']);
  });
  scene('leaves out whoever is blocked or muted, muted words and themes, as every list does (PEER-15)', async ({ ada, bo, cleo }) => {
    await begin(bo, 'one');
    await mutes.start(ada, 'word', 'words of one');
    expect(await titles(ada)).toEqual([]);
    await mutes.end(ada, 'word', 'words of one');
    await mutes.start(ada, 'person', bo.code);
    expect(await titles(ada)).toEqual([]);
    await mutes.end(ada, 'person', bo.code);
    await mutes.start(ada, 'board', 'rest');
    expect(await titles(ada)).toEqual([]);
    await mutes.end(ada, 'board', 'rest');
    expect(await titles(ada)).toEqual(['one']);
    await blocks.block(bo, cleo.code);
    expect(await titles(cleo)).toEqual([]);
  });
  scene('holds nothing of local groups, also for those in them, and tells no follower of it: one list, one space (ID-5)', async ({ ada, bo, iben }) => {
    const place = await openPlace(iben);
    for (const [member, name] of [[ada, 'Slow Ferry'], [bo, 'Grey Mitten']] as const) await comeIn(member, place, name);
    await follows.start(bo, 'tag', ms);
    const { code } = await threads.begin(ada, { ...emptyDraft, board: place, want: 'listen', text: 'Here by the water', tags: ['ms'] }, '', { place: places.draftPlace(place) });
    expect((await threads.onBoard(bo, place, null)).threads.map((thread) => thread.code)).toEqual([code]);
    expect(await titles(bo)).toEqual([]);
    expect(await asHouse(() => sql`select 1 from forum.tagged`)).toEqual([]);
    expect((await asHouse(async () => hearers.ofPost(await postOf(code))))!.hearers).toEqual([]);
  });
  scene('goes on after a key, each thread once, in few statements however many there are (PERF)', async ({ ada, bo, cleo }) => {
    for (let at = 0; at < 25; at++) await begin(at % 2 ? ada : bo, `t${at}`);
    const one = await tagged.naming(cleo, ms, null);
    const before = statements.count;
    const two = await tagged.naming(cleo, ms, one.next);
    expect(statements.count - before).toBeLessThanOrEqual(3);
    expect([one.threads.length, two.threads.length, two.next]).toEqual([20, 5, null]);
    expect(new Set([...one.threads, ...two.threads].map(({ code }) => code)).size).toBe(25);
  });
  scene('stands at an address that says nothing; anything else is not there (ACC-2)', async ({ ada }) => {
    for (const address of ['ms', 'g0', 'g99', '', 'other', "g1' or 1=1", 'G1']) expect(() => tagged.naming(ada, address, null), address).toThrow(NotFound);
  });
});

describe('a condition that is followed', () => {
  scene('is known to its follower alone, ends as it began, and is told of with the next thread that names it (PEER-23)', async ({ ada, bo, cleo }) => {
    for (let twice = 0; twice < 2; twice++) await follows.start(bo, 'tag', ms);
    expect(await follows.of(bo)).toMatchObject([{ kind: 'tag', code: ms, address: ms, tag: 'ms' }]);
    expect([await follows.of(ada), await follows.isFollowing(cleo, 'tag', ms)]).toEqual([[], false]);
    expect((await tagged.naming(bo, ms, null)).isFollowed).toBe(true);
    const heardOf = async (code: string) => (await asHouse(async () => hearers.ofPost(await postOf(code))))!.hearers.map(({ memberId, why }) => [memberId, why]);
    expect(await heardOf(await begin(ada, 'one'))).toEqual([[bo.id, 'tag']]);
    expect(await heardOf(await begin(ada, 'two', ['lupus']))).toEqual([]);
    expect(await heardOf(await begin(bo, 'three')), 'nobody hears of themselves').toEqual([]);
    await mutes.start(bo, 'person', ada.code);
    expect(await heardOf(await begin(ada, 'four'))).toEqual([]);
    await follows.end(bo, 'tag', ms);
    expect(await follows.of(bo)).toEqual([]);
    for (const none of ['ms', 'g99', '']) await expect(follows.start(bo, 'tag', none)).rejects.toThrow(NotFound);
  });
});

describe('a search that is narrowed to a condition', () => {
  scene('finds words in threads that name it, the replies too (PEER-5, PEER-17)', async ({ ada, bo, cleo }) => {
    const code = await begin(ada, 'wombat');
    await posts.reply(bo, code, { ...emptyDraft, text: 'A wombat of mine', language: 'en' });
    await begin(bo, 'wombat elsewhere', ['lupus']);
    await begin(bo, 'wombat of none', []);
    const found = async (query: string) => (await search.find(cleo, asked(new URLSearchParams(query), 'en'), null)).found.map(({ title }) => title).sort();
    expect(await found('q=wombat')).toHaveLength(4);
    expect(await found(`q=wombat&tag=${ms}`)).toEqual(['wombat', 'wombat']);
    expect(await found(`q=wombat&tag=${tagAddresses.lupus}`)).toEqual(['wombat elsewhere']);
    expect(await found('q=wombat&tag=ms'), 'what we do not know counts as not asked').toHaveLength(4);
    await sql`update forum.posts set created_at = created_at - interval '3 years'`;
    expect(await found(`q=wombat&tag=${ms}`)).toEqual(['wombat', 'wombat']);
    expect(isOnlyTag(asked(new URLSearchParams(`tag=${ms}`), 'en'))).toBe(true);
    for (const more of ['q=wombat', 'who=hosts', 'board=rest', 'when=week', 'kind=saved']) expect(isOnlyTag(asked(new URLSearchParams(`tag=${ms}&${more}`), 'en')), more).toBe(false);
  });
});
