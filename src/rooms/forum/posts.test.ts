import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import { NotFound } from '#platform/answers';
import * as changes from '#forum/changes';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as posts from '#forum/posts';
import * as reactions from '#forum/reactions';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import * as waiting from '#forum/waiting';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import * as sessions from '#members/sessions';
import { scene } from '#test/scene';
import type { Member } from '#members/members';

const opening = { ...emptyDraft, board: 'rest', want: 'listen', text: 'Awake again.' };
const saying = (text: string, more = {}) => ({ ...emptyDraft, text, ...more });
const begun = async (member: Member, more = {}) => (await threads.begin(member, { ...opening, ...more })).code;
const rowOf = async (code: string) => (await sql<{ answeredAt: Date | null; hostAnsweredAt: Date | null; lastNumber: number; id: string }>`
  select id, answered_at, host_answered_at, last_number from forum.threads where code = ${code}`)[0]!;
const postOf = async (member: Member, code: string, number: number) => (await readings.open(member, code, 1)).posts.find((post) => post.number === number)!;

afterEach(() => {
  sayings.forget();
  presence.forget();
});

describe('a reply (PEER-1)', () => {
  scene('gets the next number, may speak to another reply, and is read by the asker', async ({ ada, bo, cleo }) => {
    const code = await begun(ada);
    expect(await posts.reply(bo, code, saying('I hear you.'))).toEqual({ code, number: 2 });
    expect(await posts.reply(cleo, code, saying('Same here.', { to: '2', about: ['grief'] }))).toEqual({ code, number: 3 });
    expect(await postOf(ada, code, 3)).toMatchObject({ name: 'cleo', toNumber: 2, toName: 'bo', about: ['grief'] });
    for (const to of ['1', '99', '-1', 'x', '2; drop']) await posts.reply(bo, code, saying('to nobody', { to }));
    expect((await readings.open(ada, code, 1)).posts.slice(3).every(({ toNumber }) => toNumber === null)).toBe(true);
  });
  scene('sent twice is written once, and the numbers have no hole', async ({ ada, bo }) => {
    const code = await begun(ada);
    const first = await posts.reply(bo, code, saying('once'), 'form-1111');
    expect(await posts.reply(bo, code, saying('once'), 'form-1111')).toEqual(first);
    expect((await rowOf(code)).lastNumber).toBe(2);
    expect((await posts.reply(ada, code, saying('mine'), 'form-1111')).number).toBe(3);
  });
  scene('by another person answers the thread; by a host it is marked so; one’s own does neither (MOD-1)', async ({ ada, bo, hanna }) => {
    const code = await begun(ada);
    await posts.reply(ada, code, saying('still awake'));
    expect((await rowOf(code)).answeredAt).toBeNull();
    await posts.reply(bo, code, saying('here'));
    expect(await rowOf(code)).toMatchObject({ answeredAt: expect.any(Date), hostAnsweredAt: null });
    await posts.reply(hanna, code, saying('here too'));
    expect((await rowOf(code)).hostAnsweredAt).toBeInstanceOf(Date);
    expect((await postOf(ada, code, 4)).tag).toBe('host');
  });
  scene('by a host who has not shown a second factor is a member’s: it answers no thread as a host does, waits at night, and has no role beside the name (ID-1, MOD-1)', async ({ ada, hanna, iben }) => {
    const code = await begun(ada);
    const plain = (await sessions.enter(await sessions.begin(hanna.id, 'own', '')))!;
    await posts.reply(plain, code, saying('without the key'));
    expect(await rowOf(code)).toMatchObject({ answeredAt: expect.any(Date), hostAnsweredAt: null });
    expect([(await postOf(ada, code, 2)).name, (await postOf(ada, code, 2)).tag]).toEqual(['hanna', null]);
    await reactions.sayHelped(ada, (await postOf(ada, code, 2)).id);
    expect((await reactions.whatHelped(ada, null)).posts.find((post) => post.code === code)).toMatchObject({ name: 'hanna', tag: null });
    const own = await begun(plain, { text: 'Without the key, again.' });
    const listed = await threads.newTo(ada);
    expect(listed.find((thread) => thread.code === own)).toMatchObject({ name: 'hanna', tag: null });
    await posts.reply(hanna, code, saying('with it'));
    expect([(await postOf(ada, code, 2)).tag, (await postOf(ada, code, 3)).tag, (await rowOf(code)).hostAnsweredAt]).toEqual([null, 'host', expect.any(Date)]);
    await sayings.change(iben, 'en', { afterHours: 'queue', timeZone: 'UTC', shifts: [{ day: (((new Date().getUTCDay() || 7) + 2) % 7) + 1, from: '09:00', to: '12:00', names: ['hanna'] }] });
    presence.forget();
    const quiet = { text: 'A quiet evening here.', language: 'en' } as const;
    expect([await waiting.isAsked(plain, quiet), await waiting.isAsked(hanna, quiet)]).toEqual([true, false]);
  });
  scene('reworded by a host who has not shown a second factor stands without the role beside the name from then on, also where it helped (ID-1, MOD-1)', async ({ ada, hanna }) => {
    const code = await begun(ada);
    for (const words of ['one', 'two']) await posts.reply(hanna, code, saying(words));
    const both = [await postOf(ada, code, 2), await postOf(ada, code, 3)];
    for (const { id } of both) await reactions.sayHelped(ada, id);
    const tags = async () => [(await postOf(ada, code, 2)).tag, (await postOf(ada, code, 3)).tag, ...(await reactions.whatHelped(ada, null)).posts.map(({ number, tag }) => `${number} ${tag}`).sort()];
    const plain = (await sessions.enter(await sessions.begin(hanna.id, 'own', '')))!;
    for (const { id } of both) await changes.edit(plain, id, saying('one'));
    expect(await tags(), 'the same words are the host’s').toEqual(['host', null, '2 host', '3 null']);
    await changes.edit(hanna, both[1]!.id, saying('two'));
    expect(await tags()).toEqual(['host', null, '2 host', '3 null']);
  });
  scene('takes few statements, whatever the length of the thread', async ({ ada, bo }) => {
    const code = await begun(ada);
    const before = statements.count;
    await posts.reply(bo, code, saying('counted'));
    expect(statements.count - before).toBe(1); // the words written and the event in one; a request adds its asker, the end of it and the session
  });
  scene('is announced by the statement that writes it: once, with ids alone; a no is announced to nobody', async ({ ada, bo }) => {
    const code = await begun(ada);
    const said = () => asHouse(() => sql<{ number: number; data: object }>`
      select p.number, e.data from platform.events e join forum.posts p on p.id = (e.data->>'postId')::uuid join forum.threads t on t.id = (e.data->>'threadId')::uuid and t.id = p.thread_id
       where e.name = 'forum.post.published' and t.code = ${code} and p.number > 1 order by e.id`);
    for (let twice = 0; twice < 2; twice++) await posts.reply(bo, code, saying('heard'), 'form-heard');
    await posts.reply(ada, code, saying('thank you'));
    await sql`update forum.threads set closed_at = now() where code = ${code}`;
    await expect(posts.reply(bo, code, saying('too late'))).rejects.toMatchObject({ key: 'forum.refused.closed' });
    const announced = await said();
    expect(announced.map(({ number }) => number)).toEqual([2, 3]);
    expect(announced.map(({ data }) => Object.keys(data).sort())).toEqual([['postId', 'threadId'], ['postId', 'threadId']]);
  });
  scene('is refused to whoever writes more than a person can; sent twice it is still the same one', async ({ ada, bo }) => {
    const code = await begun(ada);
    const first = await posts.reply(bo, code, saying('one'), 'once-first');
    for (let n = 1; n < 30; n++) await posts.reply(bo, code, saying(`${n}`));
    await expect(posts.reply(bo, code, saying('one too many'))).rejects.toMatchObject({ key: 'forum.refused.fast' });
    expect(await posts.reply(bo, code, saying('one'), 'once-first')).toEqual(first);
    await posts.reply(ada, code, saying('not mine to wait for'));
  });
  scene('cannot be written across a block, as if there were nothing; the words are kept', async ({ ada, bo, cleo }) => {
    const code = await begun(ada);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${bo.personaId}), (${cleo.id}, ${ada.personaId})`);
    await expect(posts.reply(bo, code, saying('hello'))).rejects.toBeInstanceOf(NotFound);
    await expect(posts.reply(cleo, code, saying('hello'))).rejects.toBeInstanceOf(NotFound);
    await expect(posts.answering(bo, code)).rejects.toBeInstanceOf(NotFound);
    for (const one of [bo, cleo]) expect((await drafts.of(one, `reply:${code}`))?.fields.text).toBe('hello');
    await expect(posts.reply(bo, 'nowhere2', saying('to nothing'))).rejects.toBeInstanceOf(NotFound);
    expect((await drafts.of(bo, 'reply:nowhere2'))?.fields.text, 'the same where there never was a thread').toBe('to nothing');
  });
  scene('to a thread that was taken back, hidden or closed is refused in words and kept as a draft', async ({ ada, bo }) => {
    const code = await begun(ada);
    const { id } = await postOf(ada, code, 1);
    await changes.takeBack(ada, id);
    await expect(posts.reply(bo, code, saying('my words'))).rejects.toMatchObject({ key: 'forum.refused.takenBack', field: 'text' });
    expect((await drafts.of(bo, `reply:${code}`))?.fields.text).toBe('my words');
    await changes.putBack(ada, id);
    await sql`update forum.threads set closed_at = now() where code = ${code}`;
    await expect(posts.reply(bo, code, saying('my words'))).rejects.toMatchObject({ key: 'forum.refused.closed' });
    await sql`update forum.threads set closed_at = null, hidden_at = now() where code = ${code}`;
    await expect(posts.reply(bo, code, saying('my words'))).rejects.toMatchObject({ key: 'forum.refused.closed' });
    await sql`update forum.threads set hidden_at = null where code = ${code}`;
    await posts.reply(bo, code, saying('my words'));
    expect(await drafts.of(bo, `reply:${code}`)).toBeUndefined();
    for (const wrong of ['nowhere2', 'UP', '', '../../x']) await expect((async () => posts.reply(bo, wrong, saying('x')))()).rejects.toBeInstanceOf(NotFound);
  });
  scene('that reads like advice is asked about where listening was asked for, and nowhere else', async ({ ada, bo }) => {
    const [listen, ideas] = [await begun(ada), await begun(ada, { want: 'ideas' })];
    expect(await posts.soundsLikeAdvice(bo, listen, 'You should try magnesium.')).toBe(true);
    expect(await posts.soundsLikeAdvice(bo, ideas, 'You should try magnesium.')).toBe(false);
    expect(await posts.soundsLikeAdvice(bo, listen, 'I hear you.')).toBe(false);
    expect(await posts.soundsLikeAdvice(ada, listen, 'You should try magnesium.')).toBe(false);
  });
});

describe('changing one’s own words', () => {
  scene('is open to the author alone, says so, and the old words leave the search', async ({ ada, bo, mio }) => {
    const code = await begun(ada, { title: 'Old', about: ['grief'] });
    const { id } = await postOf(ada, code, 1);
    for (const other of [bo, mio]) {
      await expect(changes.edit(other, id, opening)).rejects.toBeInstanceOf(NotFound);
      await expect(posts.mine(other, id)).rejects.toBeInstanceOf(NotFound);
    }
    await changes.edit(ada, id, { ...opening, title: 'New', text: 'Slept at last.', want: 'none', about: [], tags: ['ms'] });
    expect(await readings.open(bo, code, 1)).toMatchObject({ thread: { title: 'New', want: 'none', about: [], tags: ['ms'] }, posts: [{ html: '<p>Slept at last.</p>', editedAt: expect.any(Date) }] });
    const found = (word: string) => sql`select 1 from forum.posts where id = ${id} and search @@ to_tsquery('english', ${word})`;
    expect([await found('awake'), await found('slept'), await found('new')].map((rows) => rows.length)).toEqual([0, 1, 1]);
  });
  scene('is refused when blank, and the words are kept', async ({ ada }) => {
    const code = await begun(ada);
    const { id } = await postOf(ada, code, 1);
    await expect(changes.edit(ada, id, { ...opening, title: 'kept', text: '  ' })).rejects.toMatchObject({ key: 'forum.refused.empty' });
    expect((await drafts.of(ada, `edit:${id}`))?.fields.title).toBe('kept');
    for (const wrong of ['1', 'x', '00000000-0000-0000-0000-000000000000']) await expect(changes.edit(ada, wrong, opening)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('taking back', () => {
  scene('can be undone for ten minutes and not after; twice is once; nobody else can', async ({ ada, bo }) => {
    const code = await begun(ada);
    const { id } = await postOf(ada, code, 1);
    await expect(changes.takeBack(bo, id)).rejects.toBeInstanceOf(NotFound);
    await changes.takeBack(ada, id);
    await changes.takeBack(ada, id);
    expect((await readings.open(bo, code, 1)).posts[0]).toMatchObject({ state: 'takenBack', html: null, name: null, canPutBack: false });
    expect(await postOf(ada, code, 1)).toMatchObject({ canPutBack: true });
    await expect(changes.putBack(bo, id)).rejects.toBeInstanceOf(NotFound);
    await changes.putBack(ada, id);
    await changes.putBack(ada, id);
    expect((await readings.open(bo, code, 1)).posts[0]).toMatchObject({ state: 'shown' });
    await changes.takeBack(ada, id);
    await sql`update forum.posts set deleted_at = now() - interval '11 minutes' where id = ${id}`;
    await expect(changes.putBack(ada, id)).rejects.toMatchObject({ key: 'forum.refused.tooLate' });
  });
  scene('is undone whole: “this helped me”, the host’s answer and half a change are there again; after ten minutes none of it is (PEER-6, NEW-4)', async ({ ada, bo, hanna }) => {
    const code = await begun(ada);
    await posts.reply(hanna, code, saying('A warm bath.'));
    const { id } = await postOf(ada, code, 2);
    await reactions.sayHelped(ada, id);
    const before = await rowOf(code);
    const helped = async () => (await reactions.whatHelped(bo, null)).posts.map((post) => post.code).includes(code);
    await drafts.keep(hanna, `edit:${id}`, saying('A warm bath, and'));
    await changes.takeBack(hanna, id);
    expect(await helped()).toBe(false);
    await changes.putBack(hanna, id);
    expect(await helped()).toBe(true);
    expect((await postOf(ada, code, 2)).helpedAt).toBeInstanceOf(Date);
    expect(await rowOf(code)).toMatchObject({ answeredAt: before.answeredAt, hostAnsweredAt: before.hostAnsweredAt });
    expect((await drafts.of(hanna, `edit:${id}`))?.fields.text).toBe('A warm bath, and');
    await changes.takeBack(hanna, id);
    await drafts.keep(hanna, 'new', saying('Something else.'));
    await sql`update forum.posts set deleted_at = now() - interval '11 minutes' where id = ${id}`;
    await asHouse(() => sql`update forum.drafts set saved_at = now() - interval '12 minutes'`);
    await asHouse(() => changes.empty());
    expect(await sql`select helped_at from forum.posts where id = ${id}`).toEqual([{ helpedAt: null }]);
    expect([await drafts.of(hanna, `edit:${id}`), (await drafts.of(hanna, 'new'))?.fields.text]).toEqual([undefined, 'Something else.']);
  });
  scene('empties the words for good after ten minutes, everywhere, and the replies stay', async ({ ada, bo }) => {
    const code = await begun(ada, { title: 'A title', about: ['grief'], tags: ['ms'] });
    const { id } = await postOf(ada, code, 1);
    await posts.reply(bo, code, saying('I am here.'));
    await changes.takeBack(ada, id);
    await changes.empty();
    expect((await sql<{ body: string }>`select body from forum.posts where id = ${id}`)[0]!.body).toBe('Awake again.');
    await sql`update forum.posts set deleted_at = now() - interval '11 minutes' where id = ${id}`;
    await asHouse(() => changes.empty());
    const [left] = await sql`select p.body, p.html, p.search::text as search, p.about, t.title, t.tags from forum.posts p join forum.threads t on t.id = p.thread_id where p.id = ${id}`;
    expect(left).toEqual({ body: '', html: '', search: '', about: [], title: '', tags: [] });
    expect((await readings.open(bo, code, 1)).posts.map(({ state, html }) => [state, html])).toEqual([['takenBack', null], ['shown', '<p>I am here.</p>']]);
    expect(await asHouse(() => changes.empty())).toEqual([]);
  });
  scene('of the only answer leaves the asker unanswered again; of one of two it does not (NEW-4)', async ({ ada, bo, hanna }) => {
    const code = await begun(ada);
    await posts.reply(hanna, code, saying('one'));
    const one = await postOf(hanna, code, 2);
    await changes.takeBack(hanna, one.id);
    expect(await rowOf(code)).toMatchObject({ answeredAt: null, hostAnsweredAt: null });
    await changes.putBack(hanna, one.id);
    expect((await rowOf(code)).answeredAt).toBeInstanceOf(Date);
    await posts.reply(bo, code, saying('two'));
    await changes.takeBack(hanna, one.id);
    expect((await rowOf(code)).answeredAt).toBeInstanceOf(Date);
  });
});
