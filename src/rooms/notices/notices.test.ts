import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { languages, say } from '#platform/words';
import * as follows from '#forum/follows';
import * as posts from '#forum/posts';
import * as reactions from '#forum/reactions';
import * as threads from '#forum/threads';
import { draftOf } from '#forum/draft-rules';
import type { Member } from '#members/members';
import * as sessions from '#members/sessions';
import * as settings from '#members/settings';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import * as wishes from '#notices/wishes';
import * as telling from '#notices/telling';
import { scene } from '#test/scene';

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const begin = (member: Member, more: Record<string, string> = {}) => threads.begin(member, draft({ board: 'rest', want: 'listen', title: 'Nights', text: 'Another long night.', ...more }));
const reply = (member: Member, code: string, to = '') => posts.reply(member, code, draft({ text: `I hear you. ${randomUUID()}`, to }));

/** Hands everything that was announced to this room, as often as asked. */
async function deliver(times = 1) {
  const events = await asHouse(() => sql<{ id: number; name: string; data: Record<string, unknown>; at: Date }>`select id, name, data, at from platform.events order by id`);
  for (let time = 0; time < times; time++) for (const event of events) await reactors[event.name]?.(event);
}
const heard = async (member: Member) => (await notices.forToday(member, 5)).notices;
/** As of a page that was made just now and showed everything. */
const all = () => ({ readAt: new Date(Date.now() + 60_000), wasHeld: false });
const onABadDay = (member: Member): Member => ({ ...member, session: { ...member.session, day: 'bad' } });

describe('a notice', () => {
  scene('tells the one who asked that somebody wrote back, once, by name and role (MOD-3, NEW-4)', async ({ ada, hanna, cleo }) => {
    const { code } = await begin(ada);
    await reply(hanna, code);
    await deliver(2);
    const [notice, ...more] = await heard(ada);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ kind: 'reply', who: [{ name: 'hanna', tag: 'host' }], isNew: true });
    expect(await notices.open(ada, notice!.id)).toMatchObject({ path: `/talk/t/${code}?page=1#n2` });
    expect(await heard(ada)).toEqual([]);
    expect(await heard(cleo)).toEqual([]);
    expect(await heard(hanna)).toEqual([]);
  });
  scene('says no role of whoever wrote before they had shown a second factor, nor of who did not write (ID-1)', async ({ ada, bo, hanna }) => {
    const plain = (await sessions.enter(await sessions.begin(hanna.id, 'own', '')))!;
    const [{ code }, other] = [await begin(ada), await begin(bo)];
    await follows.start(ada, 'thread', other.code);
    await follows.start(ada, 'person', hanna.code);
    await reply(plain, code);
    await reply(plain, other.code);
    await begin(plain);
    const [post] = await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = 1`);
    await reactions.give(hanna, post!.id, 'thanks');
    await deliver(2);
    await asHouse(() => sql`update notices.notices set shown_from = now()`);
    const told = [...await heard(ada), ...(await notices.of(ada)).notices];
    expect(new Set(told.map(({ kind }) => kind))).toEqual(new Set(['reply', 'followed', 'begun.person', 'reactions']));
    for (const { kind, who } of told) expect(who, kind).toMatchObject([{ name: 'hanna', tag: null }]);
    await reply(hanna, other.code);
    await deliver();
    expect((await heard(ada)).find(({ kind }) => kind === 'followed')!.who, 'the first new words are still those').toMatchObject([{ name: 'hanna', tag: null }]);
    await notices.putAway(ada, all());
    await reply(hanna, other.code);
    await deliver();
    expect((await heard(ada)).find(({ kind }) => kind === 'followed')!.who).toMatchObject([{ name: 'hanna', tag: 'host' }]);
  });
  scene('tells everybody in the community, on any day and once, that the place went back to a backup (MSG-4)', async ({ ada, cleo, sol }) => {
    for (const _ of [1, 2]) await reactors['platform.backup.restored']!({ id: 4, name: '', data: { made: '2026-11-20T03:15:00.000Z' }, at: new Date() });
    for (const member of [ada, cleo]) expect(await heard(onABadDay(member))).toMatchObject([{ kind: 'restored' }]);
    expect(await asHouse(() => sql`select 1 from notices.notices where kind = 'restored' and member_id = ${sol.id}`)).toEqual([]);
    expect(await notices.open(ada, (await heard(ada))[0]!.id)).toMatchObject({ path: '/settings' });
  });
  it('about a meeting of a circle says what is so of each change: another time or way, not this time, after all (MEET-12)', () => {
    for (const language of languages) expect(say(language, 'notices', 'circle.moved'), language).not.toMatch(/\b(off|time|avlyst|tid)\b/);
  });
  scene('is nobody else’s: not seen, not opened, not put away', async ({ ada, bo, cleo }) => {
    const { code } = await begin(cleo);
    await reply(bo, code);
    await deliver();
    const [notice] = await heard(cleo);
    await expect(notices.open(ada, notice!.id)).rejects.toThrow(NotFound);
    await expect(notices.open(ada, 'not-an-id')).rejects.toThrow(NotFound);
    await notices.putAway(ada, all());
    expect((await notices.of(ada)).notices).toEqual([]);
    expect(await asking(ada, () => sql`select 1 from notices.notices`)).toEqual([]);
    expect(await heard(cleo)).toHaveLength(1);
  });
  scene('leads to the page the reply stands on', async ({ ada, bo }) => {
    const { code } = await begin(ada);
    await asHouse(() => sql`update forum.threads set last_number = 24 where code = ${code}`);
    await reply(bo, code);
    await deliver();
    const [notice] = await heard(ada);
    expect((await notices.open(ada, notice!.id)).path).toBe(`/talk/t/${code}?page=2#n25`);
  });
  scene('does not come to oneself, nor across a block in either direction, nor from somebody muted', async ({ ada, bo, cleo, hanna }) => {
    const { code } = await begin(ada);
    await reply(ada, code);
    await reply(bo, code);
    await reply(cleo, code);
    await reply(hanna, code);
    await asHouse(async () => {
      await sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${bo.personaId}), (${cleo.id}, ${ada.personaId})`;
      await sql`insert into forum.mutes (member_id, kind, subject) values (${ada.id}, 'person', ${hanna.personaId})`;
    });
    await deliver();
    expect(await heard(ada)).toEqual([]);
  });
  scene('goes when its writer is blocked later', async ({ ada, bo }) => {
    const { code } = await begin(ada);
    await reply(bo, code);
    await deliver();
    expect(await heard(ada)).toHaveLength(1);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${bo.id}, ${ada.personaId})`);
    expect(await heard(ada)).toEqual([]);
    expect((await notices.of(ada)).notices).toEqual([]);
  });
  scene('goes when the reply is hidden, and is not made for one that is gone already', async ({ ada, bo }) => {
    const { code } = await begin(ada);
    await reply(bo, code);
    await deliver();
    const [{ id }] = (await sql<{ id: string }>`select id from forum.posts where body like 'I hear you%' and persona_id = ${bo.personaId}`) as [{ id: string }];
    await sql`update forum.posts set hidden_at = now() where id = ${id}`;
    expect((await notices.of(ada)).notices).toEqual([]);
    await reactors['forum.post.hidden']!({ id: 0, name: '', data: { postId: id }, at: new Date() });
    expect(await heard(ada)).toEqual([]);
    await deliver();
    expect(await heard(ada)).toEqual([]);
  });
  scene('reaches the one a reply speaks to, and says several answers in one line', async ({ ada, bo, cleo, hanna }) => {
    const { code } = await begin(ada);
    const { number } = await reply(bo, code);
    await reply(cleo, code, String(number));
    await reply(hanna, code);
    await deliver(2);
    expect(await heard(bo)).toMatchObject([{ kind: 'reply', who: [{ name: 'cleo' }] }]);
    expect(await heard(ada)).toMatchObject([{ kind: 'reply', who: [{ name: 'bo' }, { name: 'cleo' }, { name: 'hanna' }] }]);
    const [line] = await heard(ada);
    expect((await notices.open(ada, line!.id)).path).toBe(`/talk/t/${code}?page=1#n2`);
    expect(await heard(ada)).toEqual([]);
  });
  scene('waits on a bad day, in a break and when it is to be quiet; a used spare key never waits (VAR-1)', async ({ ada, bo }) => {
    const { code } = await begin(ada);
    await reply(bo, code);
    await deliver();
    expect(await notices.forToday(onABadDay(ada), 5)).toMatchObject({ notices: [], kept: 'day' });
    expect(await notices.forToday({ ...ada, pausedAt: new Date() }, 5)).toMatchObject({ notices: [], kept: 'pause' });
    expect(await notices.forToday({ ...ada, looks: { ...ada.looks, calm: true } }, 5)).toMatchObject({ notices: [], kept: 'quiet' });
    await wishes.say(ada, ['replies'], true);
    expect(await notices.forToday(ada, 5)).toMatchObject({ notices: [], kept: 'quiet' });
    await reactors['members.spareKey.used']!({ id: 4, name: '', data: { memberId: ada.id }, at: new Date() });
    expect(await notices.forToday(onABadDay(ada), 5)).toMatchObject({ notices: [{ kind: 'spareKey' }], kept: 'day' });
    expect(await notices.forToday(bo, 5)).toMatchObject({ notices: [], kept: undefined });
  });
  scene('is not made when it was not wished for', async ({ ada, bo }) => {
    await wishes.say(ada, ['follows'], false);
    expect(await wishes.of(ada)).toMatchObject({ replies: false, follows: true, reactions: false, quietAt: null });
    expect(await wishes.of(bo)).toMatchObject({ replies: true, follows: true, reactions: true });
    const { code } = await begin(ada);
    await reply(bo, code);
    await deliver();
    expect(await heard(ada)).toEqual([]);
  });
  scene('that came in a break is kept while it lasts, and for a while after it; what was seen, and everybody else’s, goes after ninety days (PEER-16)', async ({ ada, bo, cleo }) => {
    const age = (days: number) => asHouse(() => sql`update notices.notices set shown_from = shown_from - make_interval(days => ${days}), kept_until = kept_until - make_interval(days => ${days})`);
    const kept = async (member: Member) => (await notices.of(member)).notices.map(({ subject }) => subject).sort();
    await settings.takeBreak(ada);
    await asHouse(async () => { for (const subject of ['one', 'two']) await telling.tell([ada.id, bo.id, cleo.id], { kind: 'decision', subject, cause: subject }); });
    await asHouse(() => sql`update notices.notices set seen_at = now() where subject = 'two' and member_id = ${ada.id}`);
    await age(400);
    await asHouse(telling.forgetOld);
    expect([await kept(ada), await kept(bo)]).toEqual([['one'], []]);
    await settings.endBreak(ada);
    await age(50);
    await asHouse(telling.forgetOld);
    expect(await kept(ada)).toEqual(['one']);
    await asHouse(() => sql`update notices.notices set seen_at = now()`);
    await asHouse(telling.forgetOld);
    expect(await kept(ada)).toEqual([]);
  });
});

describe('the list', () => {
  scene('goes back in pages of twenty without losing or repeating one', async ({ ada, bo }) => {
    const { code } = await begin(ada);
    await asHouse(async () => {
      for (let at = 0; at < 25; at++) await telling.tell([ada.id], { kind: 'reply', subject: code, cause: `test:${at}`, data: { who: [bo.personaId], number: 1 } });
    });
    const first = await notices.of(ada);
    const second = await notices.of(ada, first.next);
    expect(first.notices).toHaveLength(20);
    expect(second).toMatchObject({ next: undefined });
    expect(new Set([...first.notices, ...second.notices].map(({ id }) => id)).size).toBe(25);
    expect(first.notices[0]).toMatchObject({ thread: { title: 'Nights', board: { en: 'Sleep and rest' } } });
    await expect(notices.of(ada, 'nonsense')).rejects.toThrow(NotFound);
    await notices.putAway(ada, all());
    expect((await notices.of(ada)).notices.every(({ isNew }) => !isNew)).toBe(true);
    expect(await heard(ada)).toEqual([]);
  });
});
