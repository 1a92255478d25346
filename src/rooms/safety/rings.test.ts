/** How often urgent cases ring that one member alone told us of. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { Member, Moderator } from '#members/members';
import * as cases from '#safety/cases';
import * as escalations from '#safety/escalations';
import * as handing from '#safety/handing';
import * as reports from '#safety/reports';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});
const after = (minutes: number) => new Date(Date.now() + minutes * 60_000);
/** `member` says of so many people here that they may be in danger. */
const tell = async (member: Member, about: readonly string[]) => {
  for (const id of about) await reports.keepReport(member, { kind: 'person', id, personaId: null }, 'danger', 'Please look.', null);
};
const many = (count: number) => Array.from({ length: count }, () => randomUUID());
const closeThem = (ids: readonly string[]) => asHouse(() => sql`update safety.cases set state = 'closed', closed_at = now(), claimed_by = null where subject_id = any(${ids as string[]}::uuid[])`);
/** Which of them rang for somebody here. */
const rungOf = async (ids: readonly string[]) => {
  const rows = await asHouse(() => sql<{ subjectId: string }>`
    select distinct c.subject_id from safety.escalations e join safety.cases c on c.id = e.case_id where e.channel = 'notice' and e.step = 'duty'`);
  return ids.filter((id) => rows.some(({ subjectId }) => subjectId === id));
};
const rang = async (step: string) => (await asHouse(() => sql<{ caseId: string }>`select case_id from safety.escalations where step = ${step} and channel = 'notice' order by at`)).length;
const notices = async () => (await asHouse(() => sql<{ more: number }>`
  select coalesce((data ->> 'more')::int, 0) as more from platform.events where name = 'safety.case.escalated' and data ->> 'channel' = 'notice' order by id`)).map(({ more }) => more);
const caseOf = async (id: string) => (await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${id}`))[0]!;

describe('what one member alone told us of (MOD-9)', () => {
  scene('rings once, says how many more there are, and rings anew after an hour while it waits; every one of them is at the desk', async ({ ada, iben, mio }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await clockings.clockIn(mio, 240);
    await tell(ada, many(30));
    expect(await asHouse(() => sql`select 1 from safety.cases where level = 'urgent' and state = 'open'`)).toHaveLength(30);
    for (const minutes of [0, 1, 5]) await escalations.sweep(after(minutes));
    expect([await rang('duty'), await notices()]).toEqual([1, [29]]);
    await escalations.sweep(after(31));
    expect([await rang('duty'), await rang('stewards'), await asHouse(() => sql`select 1 from platform.alarms where what = 'case.unseen'`)]).toEqual([1, 1, [expect.anything()]]);
    await escalations.sweep(after(62));
    expect(await rang('duty'), 'nobody came: once more').toBe(2);
  });
  scene('is no ring less for anybody else, and rings by itself as soon as somebody else says so, or somebody had it and left it', async ({ ada, bo, iben, mio }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await clockings.clockIn(mio, 240);
    const [first, second, third] = many(3) as [string, string, string];
    await tell(ada, [first, second, third]);
    await escalations.sweep(after(0));
    expect(await rang('duty')).toBe(1);
    await tell(bo, many(1));
    await escalations.sweep(after(1));
    expect(await rang('duty'), 'another member’s is not one among them').toBe(2);
    const rung = async (id: string) => (await asHouse(() => sql`select 1 from safety.escalations e join safety.cases c on c.id = e.case_id where c.subject_id = ${id} and e.channel = 'notice'`)).length;
    const quiet: string[] = [];
    for (const id of [first, second, third]) if (!(await rung(id))) quiet.push(id);
    expect(quiet).toHaveLength(2);
    await tell(bo, quiet.slice(0, 1));
    await escalations.sweep(after(2));
    expect([await rung(quiet[0]!), await rung(quiet[1]!)]).toEqual([1, 0]);
    const { id, version } = await caseOf(quiet[1]!);
    await cases.claim(mio, id, version);
    await handing.release(mio as Moderator, id, version + 1);
    await escalations.sweep(after(3));
    expect(await rung(quiet[1]!)).toBe(1);
  });
  scene('rings at once where only something that is not urgent was told of before: a reminder stands in no one’s way', async ({ ada, iben, mio }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await clockings.clockIn(mio, 240);
    const [unkind, danger] = many(2) as [string, string];
    await reports.keepReport(ada, { kind: 'person', id: unkind, personaId: null }, 'unkind', 'It hurt.', null);
    await asHouse(() => sql`update safety.signals set promised_by = now() - interval '1 minute'`);
    await escalations.sweep(after(0));
    expect(await rungOf([unkind, danger]), 'reminded of what was promised').toEqual([unkind]);
    await tell(ada, [danger]);
    await escalations.sweep(after(10));
    expect(await rungOf([danger])).toEqual([danger]);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'safety.case.escalated' and data ->> 'level' = 'urgent' and data ->> 'channel' = 'notice'`)).toHaveLength(1);
  });
  scene('rings at once where somebody has the one before, or closed it; while nobody has it, the next waits beside it', async ({ ada, iben, mio }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await clockings.clockIn(mio, 240);
    const [taken, next, closed, last] = many(4) as [string, string, string, string];
    await tell(ada, [taken]);
    await escalations.sweep(after(0));
    await tell(ada, [next]);
    await escalations.sweep(after(1));
    expect(await rungOf([taken, next]), 'the first still waits').toEqual([taken]);
    const { id, version } = await caseOf(taken);
    await cases.claim(mio, id, version);
    await escalations.sweep(after(2));
    expect(await rungOf([taken, next]), 'mio is on the first and does not know of the other').toEqual([taken, next]);
    await closeThem([taken, next]);
    await tell(ada, [closed]);
    await escalations.sweep(after(3));
    await closeThem([closed]);
    await tell(ada, [last]);
    await escalations.sweep(after(4));
    expect(await rungOf([closed, last])).toEqual([closed, last]);
  });
});
