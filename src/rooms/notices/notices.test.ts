import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import { languages, say } from '#platform/words';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import { draftOf } from '#forum/draft-rules';
import type { Member } from '#members/members';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import * as wishes from '#notices/wishes';
import * as gathering from '#notices/gathering';
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
const onABadDay = (member: Member): Member => ({ ...member, session: { ...member.session, day: 'bad' } });
const personOf = (member: Member) => ({ memberId: member.id, personaId: member.personaId });

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
    await notices.putAway(ada);
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
    expect(await notices.forToday(onABadDay(ada), 5)).toEqual({ notices: [], kept: 'day' });
    expect(await notices.forToday({ ...ada, pausedAt: new Date() }, 5)).toEqual({ notices: [], kept: 'pause' });
    expect(await notices.forToday({ ...ada, looks: { ...ada.looks, calm: true } }, 5)).toEqual({ notices: [], kept: 'quiet' });
    await wishes.say(ada, ['replies'], true);
    expect(await notices.forToday(ada, 5)).toEqual({ notices: [], kept: 'quiet' });
    await reactors['members.spareKey.used']!({ id: 4, name: '', data: { memberId: ada.id }, at: new Date() });
    expect(await notices.forToday(onABadDay(ada), 5)).toMatchObject({ notices: [{ kind: 'spareKey' }], kept: 'day' });
    expect(await notices.forToday(bo, 5)).toEqual({ notices: [], kept: undefined });
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
});

describe('a gathering that a moderator puts out of sight', () => {
  scene('is told to those on the way to it; when it is back that is said instead, and each of them once', async ({ ada, bo, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    const hear = (what: 'hidden' | 'shown') => reactors[`gatherings.gathering.${what}`]!({ id: 1, name: '', data: { gatheringId }, at: new Date() });
    const kinds = () => asHouse(() => sql<{ kind: string }>`select kind from notices.notices where member_id = ${ada.id} and kind like 'meet.%' order by kind`);
    for (let twice = 0; twice < 2; twice++) await hear('hidden');
    expect(await kinds()).toEqual([{ kind: 'meet.held' }]);
    for (let twice = 0; twice < 2; twice++) await hear('shown');
    expect(await kinds()).toEqual([{ kind: 'meet.shown' }]);
    await hear('hidden');
    expect(await kinds()).toEqual([{ kind: 'meet.held' }]);
    expect(await asHouse(() => sql`select 1 from notices.notices where member_id = ${hanna.id} and kind like 'meet.%'`), 'who planned it hears from the moderator').toEqual([]);
  });
});

describe('what is said again about one date', () => {
  scene('is told again: each thanks with the name it comes from, being unsure another time; and nothing twice', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId, here } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    const [seat] = await asHouse(() => sql<{ id: string }>`select id from gatherings.seats`);
    const hear = async (id: number, name: string, data: Record<string, string>) => { for (let twice = 0; twice < 2; twice++) await reactors[name]!({ id, name, data, at: new Date() }); };
    const toId = (await here(ada)).personaId;
    for (const [id, from] of [[1, bo], [2, hanna]] as const) await hear(id, 'gatherings.thanks.said', { sittingId, fromId: (await here(from)).personaId, toId });
    for (const id of [3, 4]) await hear(id, 'gatherings.seat.asked', { seatId: seat!.id });
    await asHouse(() => sql`update notices.notices set shown_from = now()`);
    const told = (await notices.of(ada)).notices.map(({ kind, who }) => [kind, who.map(({ name }) => name)]).sort();
    expect(told).toEqual([['meet.thanks', ['grey bo']], ['meet.thanks', ['grey hanna']], ['meet.unsure', []], ['meet.unsure', []]]);
  });
});

describe('following', () => {
  scene('a thread is told once a day, with the names, from the first new words on', async ({ ada, bo, cleo, hanna }) => {
    const { code } = await begin(ada);
    const [{ id }] = (await sql<{ id: string }>`select id from forum.threads where code = ${code}`) as [{ id: string }];
    await asHouse(() => sql`insert into forum.follows (member_id, kind, subject) values (${cleo.id}, 'thread', ${id}), (${ada.id}, 'thread', ${id})`);
    await reply(bo, code);
    await reply(hanna, code);
    await deliver(2);
    const [line, ...more] = await heard(cleo);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ kind: 'followed', who: [{ name: 'bo' }, { name: 'hanna' }] });
    expect((await notices.open(cleo, line!.id)).path).toBe(`/talk/t/${code}?page=1#n2`);
    await deliver();
    expect(await heard(cleo)).toEqual([]);
    await reply(bo, code);
    await deliver();
    expect(await heard(cleo)).toMatchObject([{ who: [{ name: 'bo' }] }]);
    expect((await heard(ada)).map(({ kind }) => kind)).toEqual(['reply']);
  });
  scene('a person or a theme tells of a new thread; a muted theme does not', async ({ ada, bo, cleo }) => {
    const [{ id }] = (await sql<{ id: number }>`select id from forum.boards where code = 'rest'`) as [{ id: number }];
    await asHouse(async () => {
      await sql`insert into forum.follows (member_id, kind, subject) values (${bo.id}, 'person', ${ada.personaId}), (${bo.id}, 'board', ${String(id)}), (${cleo.id}, 'board', ${String(id)})`;
    });
    await begin(ada);
    await asHouse(() => sql`insert into forum.mutes (member_id, kind, subject) values (${cleo.id}, 'board', ${String(id)})`);
    await deliver(2);
    expect(await heard(bo)).toMatchObject([{ kind: 'begun.person', who: [{ name: 'ada' }] }]);
    expect(await heard(cleo)).toEqual([]);
  });
});

describe('reactions', () => {
  const react = (postId: string, { personaId }: { personaId: string }, kind: string) => asHouse(() => sql`insert into forum.reactions (post_id, persona_id, kind) values (${postId}, ${personaId}, ${kind})`);
  const given = (postId: string, at = new Date()) => reactors['forum.reaction.given']!({ id: 9, name: 'forum.reaction.given', data: { postId }, at });
  const firstOf = async (code: string) => ((await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = 1`) as [{ id: string }])[0].id;
  const tomorrow = () => sql`update notices.notices set shown_from = shown_from - interval '1 day'`;

  scene('are gathered and told the next morning, as names and never as a number', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code } = await begin(ada);
    const postId = await firstOf(code);
    for (const who of [bo, cleo, hanna, mio, iben]) await react(postId, personOf(who), 'mind');
    await given(postId);
    await given(postId);
    expect(await heard(ada)).toEqual([]);
    const [made] = await asking(ada, () => sql<{ shownFrom: Date }>`select shown_from from notices.notices`);
    expect(made!.shownFrom.getUTCHours()).toBe(8);
    expect(made!.shownFrom.getTime()).toBeGreaterThan(Date.now());
    await asHouse(tomorrow);
    const [line, ...more] = await heard(ada);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ kind: 'reactions', reaction: 'mind', hasOthers: true });
    expect(line!.who).toHaveLength(3);
  });
  scene('that were taken back, came from oneself or across a block are not told', async ({ ada, bo, cleo }) => {
    const { code } = await begin(ada);
    const postId = await firstOf(code);
    await react(postId, ada, 'mind');
    await react(postId, bo, 'mind');
    await react(postId, cleo, 'thanks');
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${cleo.id}, ${ada.personaId})`);
    await given(postId);
    await asHouse(() => sql`delete from forum.reactions where persona_id = ${bo.personaId}`);
    await given(postId);
    await asHouse(tomorrow);
    expect(await heard(ada)).toEqual([]);
  });
  scene('that were taken back without a word are found out before the morning', async ({ ada, bo, cleo }) => {
    const { code } = await begin(ada);
    const postId = await firstOf(code);
    await react(postId, bo, 'mind');
    await react(postId, cleo, 'mind');
    await given(postId);
    await asHouse(() => sql`delete from forum.reactions where persona_id = ${bo.personaId}`);
    await asHouse(() => gathering.gather(postId, new Date()));
    await asHouse(tomorrow);
    expect((await heard(ada)).flatMap(({ who }) => who.map(({ name }) => name))).toEqual(['cleo']);
  });
  scene('of several kinds are one line, and "this helped me" names the one who asked', async ({ ada, bo }) => {
    const { code } = await begin(ada);
    const postId = await firstOf(code);
    await react(postId, bo, 'mind');
    await react(postId, bo, 'thanks');
    await given(postId);
    await asHouse(tomorrow);
    expect(await heard(ada)).toMatchObject([{ reaction: 'mixed', who: [{ name: 'bo' }], hasOthers: false }]);
    const { number } = await reply(bo, code);
    const [answer] = await sql<{ id: string }>`update forum.posts p set helped_at = now() from forum.threads t where t.id = p.thread_id and t.code = ${code} and p.number = ${number} returning p.id`;
    const helped = { id: 10, name: 'forum.post.helped', data: { postId: answer!.id }, at: new Date() };
    await reactors['forum.post.helped']!(helped);
    await reactors['forum.post.helped']!(helped);
    expect(await heard(bo)).toMatchObject([{ kind: 'helped', who: [{ name: 'ada' }] }]);
  });
  scene('of the small hours belong to the morning that follows', async () => {
    const night = await gathering.dayOf(new Date('2026-11-21T02:00:00Z'));
    expect(night).toEqual({ day: '2026-11-20', from: new Date('2026-11-20T08:00:00Z'), to: new Date('2026-11-21T08:00:00Z') });
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
    await notices.putAway(ada);
    expect((await notices.of(ada)).notices.every(({ isNew }) => !isNew)).toBe(true);
    expect(await heard(ada)).toEqual([]);
  });
});
