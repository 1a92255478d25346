import { describe, expect } from 'vitest';
import { asHouse, asking, sql, statements } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as drafts from '#forum/drafts';
import { emptyDraft } from '#forum/draft-rules';
import * as answered from '#forum/answered';
import * as boards from '#forum/boards';
import * as changes from '#forum/changes';
import * as follows from '#forum/follows';
import * as hearers from '#forum/hearers';
import * as mutes from '#forum/mutes';
import * as people from '#forum/people';
import * as places from '#forum/places';
import * as posts from '#forum/posts';
import * as reactions from '#forum/reactions';
import * as readings from '#forum/readings';
import * as saves from '#forum/saves';
import * as search from '#forum/search';
import * as seen from '#forum/seen';
import { asked } from '#forum/search-rules';
import * as samples from '#forum/samples';
import * as things from '#forum/things';
import * as threads from '#forum/threads';
import type { Member, Steward } from '#members/members';
import * as personas from '#members/personas';
import { scene } from '#test/scene';

const draft = { ...emptyDraft, want: 'listen', text: 'The river is high, and so am I not.' };
export const openPlace = async (iben: Steward, more = {}) => (await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: 'Sandvika', language: 'en', ...more })).code;
export const comeIn = (member: Member, place: string, name: string) => personas.make(member, place, { name, pledged: true });
const begin = (member: Member, board: string, more = {}) => threads.begin(member, { ...draft, board, ...more }, '', { place: places.draftPlace(board) });
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const find = (member: Member, query: string) => search.find(member, asked(new URLSearchParams(query), 'en'), null);

describe('a local community (ID-6, PEER-2)', () => {
  scene('is opened once with one board, however often its form is sent and from a second page too; closed, it is opened anew', async ({ iben }) => {
    const made = async (once: string, more = {}) => (await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: 'Sandvika', language: 'en', ...more }, once)).code;
    const first = await made('one-form-1');
    expect([await made('one-form-1'), await made('another-tab'), await made('')]).toEqual([first, first, first]);
    expect(await asHouse(() => sql`select 1 from forum.boards where code = ${first}`)).toHaveLength(1);
    const other = await made('one-form-1', { area: 'Hamar' });
    expect(other).not.toBe(first);
    await places.close(iben, first);
    expect([first, other]).not.toContain(await made('one-form-1'));
  });
  scene('is not there for anybody without a name in it: page, thread, lists, search, people, verbs', async ({ ada, bo, cleo, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(bo, place, 'Grey Mitten');
    const { code } = await begin(ada, place, { title: 'Plover' });
    await posts.reply(bo, code, { ...draft, text: 'Same plover here.' });
    const reading = await readings.open(bo, code, 1);
    expect(reading.posts.map(({ name }) => name)).toEqual(['Slow Ferry', 'Grey Mitten']);
    expect(reading.thread).toMatchObject({ isCoarse: true, here: { name: 'Grey Mitten', kind: 'local', level: 'anonymous', known: [] } });
    expect((await threads.onBoard(bo, place, null)).threads.map((thread) => thread.code)).toEqual([code]);
    expect((await find(bo, `q=plover&board=${place}`)).found).toHaveLength(2);

    const [, second] = reading.posts;
    const nothing = [
      () => readings.open(cleo, code, 1), () => boards.one(cleo, place), () => posts.reply(cleo, code, draft), () => posts.answering(cleo, code), () => people.of(cleo, reading.posts[0]!.face!),
      () => reactions.give(cleo, second!.id, 'thanks'), () => saves.keep(cleo, second!.id), () => follows.start(cleo, 'thread', code), () => follows.start(cleo, 'board', place),
      () => follows.start(cleo, 'person', second!.face!), () => mutes.start(cleo, 'person', second!.face!), () => mutes.start(cleo, 'board', place), () => personas.at(cleo, place)
    ];
    for (const look of nothing) await expect(look(), String(look)).rejects.toBeInstanceOf(NotFound);
    expect(await refusalOf(begin(cleo, place))).toBe(await refusalOf(begin(cleo, 'nosuchplace')));
    expect(await refusalOf(begin(cleo, place))).toBe('forum.refused.board');
    expect((await boards.all(cleo)).map((board) => board.code)).not.toContain(place);
    expect((await find(cleo, `q=plover&board=${place}`)).found).toEqual([]);
    expect(await find(cleo, 'q=plover')).toEqual(await find(cleo, 'q=wombatnest'));
    expect(await asking(cleo, () => sql`select 1 from forum.posts where space <> 'forum' union all select 1 from members.faces where space <> 'forum' union all select 1 from forum.threads where space <> 'forum'`)).toEqual([]);
    expect(await sql`select 1 from forum.posts where space <> 'forum'`).toEqual([]);
  });
  scene('is in no list of the forum, not even of those who are in it: one list, one space (ID-17)', async ({ ada, bo, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(bo, place, 'Grey Mitten');
    const { code } = await begin(ada, place, { text: 'A plover on the pier' });
    const talk = await threads.talk(bo, null, null);
    const wanted = await threads.talk(bo, 'listen', null);
    expect(JSON.stringify([talk.fresh, wanted.wanted])).not.toContain(code);
    expect((await find(bo, 'q=plover')).found).toEqual([]);
    expect(JSON.stringify(await people.words(bo, ada.personaId, null))).not.toContain(code);
    await expect(samples.offer(ada, code)).rejects.toBeInstanceOf(NotFound);
    expect(await samples.own(ada)).toEqual([]);
  });
  scene('is written in by the name one has there, whatever is sent; the database refuses any other', async ({ ada, bo, iben }) => {
    const [place, other] = [await openPlace(iben), await openPlace(iben, { name: 'Up the hill', area: 'Bodø' })];
    for (const [member, name] of [[ada, 'Slow Ferry'], [bo, 'Grey Mitten']] as const) await comeIn(member, place, name);
    await comeIn(ada, other, 'Tin Whistle');
    const { code } = await begin(ada, place);
    await reactions.give(bo, (await readings.open(bo, code, 1)).posts[0]!.id, 'thanks');
    expect((await readings.open(ada, code, 1)).posts[0]).toMatchObject({ isMine: true, name: 'Slow Ferry', reacted: { thanks: ['Grey Mitten'] } });
    const rows = await asHouse(() => sql<{ space: string; theirs: string }>`
      select p.space, q.space as theirs from forum.posts p join members.personas q on q.id = p.persona_id union all
      select p.space, q.space from forum.reactions r join forum.posts p on p.id = r.post_id join members.personas q on q.id = r.persona_id`);
    expect(rows.every(({ space, theirs }) => space === theirs)).toBe(true);
    const forge = () => asHouse(() => sql`update forum.posts set persona_id = ${ada.personaId} where space <> 'forum'`);
    await expect(forge()).rejects.toMatchObject({ code: '23503' });
    expect(await refusalOf(threads.begin(ada, { ...draft, board: place }))).toBe('forum.refused.board'); // the forum's own form does not reach a local board
    expect(await refusalOf(threads.begin(ada, { ...draft, board: 'rest' }, '', { place: places.draftPlace(place) }))).toBe('forum.refused.board');
  });
  scene('keeps drafts of its own, and everything of mine is in my things', async ({ ada, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await drafts.keep(ada, 'new', { ...draft, text: 'for the forum' });
    await drafts.keep(ada, places.draftPlace(place), { ...draft, text: 'for the place' });
    await begin(ada, place, { text: 'for the place' });
    expect((await drafts.of(ada, 'new'))?.fields.text).toBe('for the forum');
    expect(await drafts.of(ada, places.draftPlace(place))).toBeUndefined();
    expect((await things.of(ada)).posts).toMatchObject([{ place: 'By the water', writtenAs: 'Slow Ferry', body: 'for the place' }]);
  });
  scene('has its author change and take back words, as anywhere', async ({ ada, bo, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(bo, place, 'Grey Mitten');
    const { code } = await begin(ada, place);
    const [first] = (await readings.open(ada, code, 1)).posts;
    await changes.edit(ada, first!.id, { ...draft, text: 'Changed.' });
    await expect(changes.edit(bo, first!.id, draft)).rejects.toBeInstanceOf(NotFound);
    await changes.takeBack(ada, first!.id);
    await changes.putBack(ada, first!.id);
    expect((await readings.open(bo, code, 1)).posts[0]!.html).toContain('Changed.');
  });
  scene('tells those who are still in it of answers, coarsely, and nobody else', async ({ ada, bo, cleo, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(bo, place, 'Grey Mitten');
    await comeIn(cleo, place, 'Tin Whistle');
    const { code } = await begin(ada, place);
    await follows.start(cleo, 'thread', code);
    await posts.reply(bo, code, { ...draft, text: 'I hear you.' });
    const of = async () => (await asHouse(async () => hearers.ofPost((await sql<{ id: string }>`select id from forum.posts where number = 2 and space <> 'forum'`)[0]!.id)))!;
    expect(await of()).toMatchObject({ isCoarse: true });
    expect((await of()).hearers.map(({ memberId }) => memberId).sort()).toEqual([ada.id, cleo.id].sort());
    await personas.leave(cleo, await personas.inPlace(cleo, place));
    expect((await of()).hearers.map(({ memberId }) => memberId)).toEqual([ada.id]);
  });
  scene('goes on after a thread, never after a moment, so that no address tells when', async ({ ada, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    const codes: string[] = [];
    for (let at = 0; at < 23; at++) {
      const { code } = await begin(ada, place, { text: `plover ${at}` });
      codes.push(code);
      await sql`select 1`;
      await asHouse(() => sql`update forum.threads set last_at = now() - make_interval(mins => ${100 - at}) where code = ${code}`);
    }
    const first = await threads.onBoard(ada, place, null);
    expect(first.next).toMatchObject({ at: 0 });
    const second = await threads.onBoard(ada, place, first.next);
    expect([...first.threads, ...second.threads].map(({ code }) => code)).toEqual(codes.reverse());
    const hits = await find(ada, `q=plover&board=${place}`);
    expect(hits.next).toMatchObject({ at: 0 });
    const me = (await personas.at(ada, place)).personaId;
    expect((await people.words(ada, me, null, true)).next).toMatchObject({ at: 0 });
  });
  scene('tells its own hosts that somebody waits there, and no other host (MOD-1)', async ({ ada, bo, hanna, mio, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    await comeIn(hanna, place, 'Plum Jam');
    const { code } = await begin(ada, place);
    expect([(await answered.placesWaiting(hanna)).map((one) => one.code), await answered.placesWaiting(mio)]).toEqual([[place], []]);
    expect((await asking(hanna, () => answered.unanswered(hanna))).map((one) => one.code)).not.toContain(code);
    expect((await asking(hanna, () => answered.unansweredNow(hanna, 20))).count, 'what is in no queue is not counted in it').toBe(0);
    expect([(await seen.placesUnread(hanna)).map((one) => one.code), await seen.placesUnread(mio)]).toEqual([[place], []]);
    await comeIn(bo, place, 'Grey Mitten');
    await posts.reply(bo, code, { ...draft, text: 'I am here.' });
    expect(await answered.placesWaiting(hanna)).toEqual([]);
    const { posts: all } = await readings.open(hanna, code, 1);
    await seen.mark(hanna, all.map(({ id }) => id));
    expect(await seen.placesUnread(hanna)).toEqual([]);
    const { number } = await posts.reply(bo, code, { ...draft, text: 'Words nobody sees.' });
    expect(await seen.placesUnread(hanna)).toHaveLength(1);
    await asHouse(() => sql`update forum.posts p set hidden_at = now() from forum.threads t where t.id = p.thread_id and t.code = ${code} and p.number = ${number}`);
    expect(await seen.placesUnread(hanna), 'what is out of sight cannot be read there').toEqual([]);
    await asHouse(() => sql`update forum.posts p set hidden_at = null from forum.threads t where t.id = p.thread_id and t.code = ${code}`);
    await asHouse(() => sql`update forum.threads set hidden_at = now() where code = ${code}`);
    expect(await seen.placesUnread(hanna)).toEqual([]);
  });
  scene('costs a page no more statements than the forum does', async ({ ada, iben }) => {
    const place = await openPlace(iben);
    await comeIn(ada, place, 'Slow Ferry');
    const { code } = await begin(ada, place);
    const counted = async (work: () => Promise<unknown>) => {
      const before = statements.count;
      await work();
      return statements.count - before;
    };
    expect([await counted(() => readings.open(ada, code, 1)), await counted(() => threads.onBoard(ada, place, null)), await counted(() => posts.reply(ada, code, draft))]).toEqual([1, 3, 1]);
  });
});
