import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { Member, Moderator, Role } from '#members/members';
import * as cases from '#safety/cases';
import * as escalations from '#safety/escalations';
import * as handing from '#safety/handing';
import * as harms from '#safety/harms';
import * as looks from '#safety/looks';
import { dueForPromise, sayingOf } from '#safety/promise-rules';
import * as promises from '#safety/promises';
import * as queue from '#safety/queue';
import * as reports from '#safety/reports';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const always = (...names: string[]) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00', names }));
const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const later = (from: Date, minutes: number) => new Date(from.getTime() + minutes * 60_000);
const rows = async () => (await asHouse(() => sql<{ step: string; channel: string; name: string | null }>`
  select step, channel, safety.called(member_id) as name from safety.escalations order by 1, 2, 3`)).map((row) => Object.values(row).filter(Boolean).join(' '));

/** bo answers ada; the id of what bo wrote. */
async function written(ada: Member, bo: Member): Promise<string> {
  const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
  const { number } = await posts.reply(bo, code, draft({ text: 'Stop taking them, I did.' }));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`;
  return post!.id;
}
const caseOf = async (subjectId: string) => (await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${subjectId}`))[0]!;
const onDesk = async (moderator: Moderator, id: string) => (await looks.ofCase(await queue.one(moderator, id))).by;

describe('what is true of a promise (MOD-2)', () => {
  const now = new Date('2026-11-20T12:00:00Z');
  const of = (by: Date | undefined, isTakenUp = false) => sayingOf({ by, timeZone: 'UTC', isTakenUp }, now);
  it('is never a time that is over', () => {
    expect([of(later(now, 1)), of(now), of(later(now, -1)), of(undefined), of(later(now, -1), true), of(later(now, 1), true)]).toEqual(['by', 'late', 'late', 'none', 'taken', 'taken']);
  });
  it('reminds those who are here, then the leads; where nobody is, the leads, and else the stewards', () => {
    const of = (minutesOver: number, hasDuty: boolean, hasLead: boolean) => dueForPromise({ minutesOver, hasDuty, hasLead });
    expect([of(0, true, true), of(60, true, true), of(60, true, false), of(0, false, true), of(0, false, false)]).toEqual([['duty'], ['duty', 'lead'], ['duty'], ['lead'], ['stewards']]);
  });
});

describe('by when a person reads what somebody told us (MOD-2, NEW-6)', () => {
  scene('is said once: the same to them however often they come back, and to the desk, whatever becomes of the rota', async ({ ada, bo, cleo, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always('mio') });
    const postId = await written(ada, bo);
    const { by: would } = await promises.of(ada, 'post', postId);
    await reports.tell(ada, postId, 'unkind', 'It hurt me.');
    const told = await promises.of(ada, 'post', postId);
    expect(Math.abs(told.by!.getTime() - would!.getTime())).toBeLessThan(60_000);
    const { id } = await caseOf(postId);
    expect(await onDesk(mio, id), 'six hours, not twenty-four').toEqual(told.by);
    await sayings.change(iben, 'en', { shifts: [] });
    presence.forget();
    await reports.tell(ada, postId, 'other', 'And there is more.');
    expect(await promises.of(ada, 'post', postId)).toEqual(told);
    expect(await onDesk(mio, id)).toEqual(told.by);
    expect(await promises.of(cleo, 'post', postId), 'who tells us now is promised nothing').toMatchObject({ by: undefined });
  });
  scene('is over when it is over, and says so until a moderator has taken it up', async ({ ada, bo, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always('mio') });
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'unkind', '');
    await asHouse(() => sql`update safety.signals set promised_by = now() - interval '1 minute', at = now() - interval '7 hours'`);
    const said = async () => sayingOf(await promises.of(ada, 'post', postId), new Date());
    expect(await said()).toBe('late');
    const { id, version } = await caseOf(postId);
    await cases.claim(mio, id, version);
    expect(await said()).toBe('taken');
    await handing.release(mio, id, version + 1);
    expect(await said(), 'it was read').toBe('taken');
  });
  scene('is none where nobody can promise, and the desk reads that too', async ({ ada, bo, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    const postId = await written(ada, bo);
    await reports.tell(ada, postId, 'unkind', '');
    await sayings.change(iben, 'en', { shifts: always('mio') });
    presence.forget();
    expect([(await promises.of(ada, 'post', postId)).by, await onDesk(mio, (await caseOf(postId)).id)]).toEqual([undefined, undefined]);
  });
  scene('is kept for what went wrong, too, where a concern is looked at sooner', async ({ ada, iben, mio }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always('mio') });
    const { id } = await harms.tell(ada, { kind: 'worse', topic: 'other', words: 'It was a hard week.' });
    const told = await promises.ofHarm(ada);
    expect(told).toMatchObject({ by: expect.any(Date), isTakenUp: false });
    await sayings.change(iben, 'en', { shifts: [] });
    presence.forget();
    expect(await promises.ofHarm(ada)).toEqual(told);
    expect((await onDesk(mio, (await caseOf(id)).id))!.getTime()).toBeLessThanOrEqual(told.by!.getTime());
  });
});

describe('a promise that is over (MOD-2, MOD-9)', () => {
  scene('reminds those who are here once, and the leads an hour later; nobody once somebody has taken it up', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always('mio') });
    await give(hanna, 'clinicalLead');
    const postId = await written(ada, bo);
    await reports.tell(cleo, postId, 'unkind', '');
    const { by } = await promises.of(cleo, 'post', postId);
    await escalations.sweep(later(by!, -1));
    expect(await rows()).toEqual([]);
    for (const minutes of [1, 2]) await escalations.sweep(later(by!, minutes));
    expect(await rows()).toEqual(['duty notice mio']);
    for (const minutes of [61, 62]) await escalations.sweep(later(by!, minutes));
    expect(await rows()).toEqual(['duty notice mio', 'lead notice hanna']);
    const levels = await asHouse(() => sql<{ level: string }>`select distinct data ->> 'level' as level from platform.events where name = 'safety.case.escalated'`);
    expect(levels, 'in words that do not say it is urgent').toEqual([{ level: 'concern' }]);
    const other = await written(ada, bo);
    await reports.tell(cleo, other, 'unkind', '');
    const { id, version } = await caseOf(other);
    await cases.claim(mio, id, version);
    await handing.release(mio, id, version + 1);
    await escalations.sweep(later(by!, 90));
    expect(await rows()).toHaveLength(2);
  });
  scene('where no time could be promised is a day that is over; where nobody is here and there is no lead the stewards hear', async ({ ada, bo, cleo, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await reports.tell(cleo, await written(ada, bo), 'unkind', '');
    await escalations.sweep(later(new Date(), 23 * 60));
    expect(await rows()).toEqual([]);
    await escalations.sweep(later(new Date(), 24 * 60 + 1));
    expect(await rows()).toEqual(['stewards notice iben']);
  });
});
