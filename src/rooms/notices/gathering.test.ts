import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import { draftOf } from '#forum/draft-rules';
import type { Member } from '#members/members';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import * as gathering from '#notices/gathering';
import { scene } from '#test/scene';

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const begin = (member: Member, more: Record<string, string> = {}) => threads.begin(member, draft({ board: 'rest', want: 'listen', title: 'Nights', text: 'Another long night.', ...more }));
const reply = (member: Member, code: string, to = '') => posts.reply(member, code, draft({ text: `I hear you. ${randomUUID()}`, to }));

const heard = async (member: Member) => (await notices.forToday(member, 5)).notices;
const personOf = (member: Member) => ({ memberId: member.id, personaId: member.personaId });

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
  scene('that are taken back minutes before the morning are not told in it; what was read stays read (PEER-9)', async ({ ada, bo, cleo, hanna }) => {
    const { code } = await begin(ada);
    const postId = await firstOf(code);
    for (const [who, kind] of [[bo, 'mind'], [cleo, 'mind'], [hanna, 'thanks']] as const) await react(postId, personOf(who), kind);
    await given(postId);
    const { to: eight } = await gathering.dayOf(new Date());
    const after = (minutes: number) => gathering.settle(new Date(eight.getTime() + minutes * 60_000));
    const takeBack = (who: { personaId: string }) => asHouse(() => sql`delete from forum.reactions where post_id = ${postId} and persona_id = ${who.personaId}`);
    const told = async () => (await asHouse(() => sql<{ who: number; isSeen: boolean }>`select jsonb_array_length(data -> 'who') as who, seen_at is not null as is_seen from notices.notices where kind = 'reactions'`))[0];
    await after(-15);
    await takeBack(bo);
    await after(-40);
    expect(await told(), 'not looked at every quarter of an hour').toEqual({ who: 3, isSeen: false });
    await after(0.05);
    expect(await told()).toEqual({ who: 2, isSeen: false });
    await asHouse(() => sql`update notices.notices set seen_at = now()`);
    await takeBack(hanna);
    await after(0.1);
    expect(await told(), 'less of it is nothing new').toEqual({ who: 1, isSeen: true });
    await takeBack(cleo);
    await after(0.1);
    expect(await told()).toBeUndefined();
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
