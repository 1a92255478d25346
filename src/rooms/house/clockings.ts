/**
 * Clockings: somebody says that they are here, and until when.
 *
 * What members read about who is on duty comes from here first. A break needs
 * no reason and is nobody's business; a day here is four hours at most. Whether
 * somebody may go while a case is open is decided where cases are known: that
 * room calls `out` in the same transaction, and nobody else does.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { breakMinutes, longestHours, stateAt, untilOf, type Clocking, type State } from '#house/clocking-rules';
import * as presence from '#house/presence';
import type { Host } from '#members/members';

type Row = Clocking & { id: string };
export type Mine = { id: string; state: State; inAt: Date; untilAt: Date; breakUntil: Date | null; minutesToday: number; minutesSinceBreak: number };

const openOf = (memberIds: readonly string[]) => sql<Row & { memberId: string }>`
    select c.member_id, c.id, c.in_at, c.until_at, c.out_at, (select max(b.until_at) from house.breaks b where b.clocking_id = c.id) as break_until
      from house.clockings c where c.member_id = any(${memberIds as string[]}::uuid[]) and c.out_at is null`;
const current = (memberId: string) => openOf([memberId]);

/** How long somebody was here in the last 24 hours, breaks taken off; a night shift is one day of work. Nothing for whoever was not. */
async function minutesOf(memberIds: readonly string[], now: Date): Promise<Map<string, number>> {
  const rows = await sql<{ memberId: string; minutes: number }>`
    select c.member_id, coalesce(sum(extract(epoch from least(coalesce(c.out_at, ${now}), c.until_at, ${now}) - greatest(c.in_at, ${now}::timestamptz - interval '24 hours')) / 60
           - coalesce((select sum(greatest(0, extract(epoch from least(b.until_at, ${now}) - b.from_at))) / 60 from house.breaks b where b.clocking_id = c.id), 0)), 0)::float8 as minutes
      from house.clockings c
     where c.member_id = any(${memberIds as string[]}::uuid[]) and least(coalesce(c.out_at, c.until_at), c.until_at) > ${now}::timestamptz - interval '24 hours'
     group by c.member_id`;
  return new Map(rows.map(({ memberId, minutes }) => [memberId, Math.max(0, minutes)]));
}
const minutesToday = async (memberId: string, now: Date) => (await minutesOf([memberId], now)).get(memberId) ?? 0;

/** Where I stand: here, on a break or away, and how long today. */
export const mine = (host: Host, now = new Date()): Promise<Mine | undefined> => asHouse(() => of(host.id, now));

/** The same, for the rooms that look after people. Inside `asHouse`. */
export const of = async (memberId: string, now = new Date()): Promise<Mine | undefined> => (await ofAll([memberId], now)).get(memberId);

/** The same of several at once, in two statements however many they are; whoever was not here in the last day is not in it. Inside `asHouse`. */
export async function ofAll(memberIds: readonly string[], now = new Date()): Promise<Map<string, Mine>> {
  const [open, minutes] = [await openOf(memberIds), await minutesOf(memberIds, now)];
  const found = new Map<string, Mine>();
  for (const memberId of memberIds) {
    const [row, today] = [open.find((one) => one.memberId === memberId), minutes.get(memberId) ?? 0];
    if (row) found.set(memberId, standing(row, today, now));
    else if (today > 0) found.set(memberId, { id: '', state: 'away', inAt: now, untilAt: now, breakUntil: null, minutesToday: today, minutesSinceBreak: 0 });
  }
  return found;
}

function standing(row: Row, minutes: number, now: Date): Mine {
  const since = Math.max(row.inAt.getTime(), Math.min(row.breakUntil?.getTime() ?? 0, now.getTime()));
  return {
    id: row.id, state: stateAt(row, now), inAt: row.inAt, untilAt: row.untilAt, breakUntil: row.breakUntil,
    minutesToday: minutes, minutesSinceBreak: Math.max(0, (now.getTime() - since) / 60_000)
  };
}

/** "I am here until …", in minutes from now. Said again it is changed. No longer than the day allows. */
export async function clockIn(host: Host, minutes: number, now = new Date()): Promise<Date> {
  return changing(async () => {
    await sql`select 1 from members.members where id = ${host.id} for update`; // of two presses at once one waits
    const [open] = await current(host.id);
    const untilAt = untilOf(now, minutes, await minutesToday(host.id, now));
    if (!untilAt) refuse(Number.isFinite(minutes) && minutes >= 1 ? 'house.refused.dayOver' : 'house.refused.clockIn', 'minutes', { hours: longestHours });
    if (open && open.untilAt > now) {
      await sql`update house.clockings set until_at = ${untilAt} where id = ${open.id}`;
      return untilAt;
    }
    if (open) await sql`update house.clockings set out_at = until_at where id = ${open.id}`;
    const id = randomUUID();
    await sql`insert into house.clockings (id, member_id, persona_id, in_at, until_at) values (${id}, ${host.id}, ${host.personaId}, ${now}, ${untilAt})`;
    await announce('house.clocking.began', { clockingId: id });
    return untilAt;
  });
}

/** A quarter of an hour off the queue, from now. Pressing twice does not make it longer than that. */
export const takeBreak = (host: Host, now = new Date()): Promise<void> =>
  changing(async () => {
    const [open] = await current(host.id);
    if (stateAt(open, now) === 'away') refuse('house.refused.notHere');
    if (stateAt(open, now) === 'break') return;
    await sql`
      insert into house.breaks (id, member_id, clocking_id, from_at, until_at)
      values (${randomUUID()}, ${host.id}, ${open!.id}, ${now}, ${new Date(now.getTime() + breakMinutes * 60_000)})`;
    await announce('house.break.began', { memberId: host.id, personaId: host.personaId });
  });

/** Back before the quarter is over, because they want to. */
export const endBreak = (host: Host, now = new Date()): Promise<void> =>
  changing(async () => {
    await sql`
      update house.breaks set until_at = greatest(from_at, ${now})
       where member_id = ${host.id} and until_at > ${now} and clocking_id in (select id from house.clockings where member_id = ${host.id} and out_at is null)`;
  });

/** Others who are here now, breaks or not. Whoever has no role any more is not. Inside `asHouse`. */
export const others = (memberId: string, now = new Date()) => sql<{ memberId: string; personaId: string; until: Date }>`
  select member_id, persona_id, until_at as until from house.clockings c
   where out_at is null and until_at > ${now} and member_id <> ${memberId}
     and exists (select from members.roles r where r.member_id = c.member_id and r.ended_at is null) order by member_id`;

/** Everybody who is here now, and has a role. Inside `asHouse`. */
export const present = (now = new Date()) => sql<{ memberId: string; personaId: string; onBreak: boolean; inAt: Date }>`
  select c.member_id, c.persona_id, c.in_at, exists (select from house.breaks b where b.clocking_id = c.id and b.until_at > ${now}) as on_break
    from house.clockings c where c.out_at is null and c.until_at > ${now}
     and exists (select from members.roles r where r.member_id = c.member_id and r.ended_at is null) order by c.in_at`;

/** Going home. For the room that knows the cases, which asks first; twice is once. */
export const out = (host: Host, now = new Date()): Promise<void> =>
  changing(async () => {
    const [open] = await sql<{ id: string }>`
      update house.clockings set out_at = greatest(in_at, least(until_at, ${now})) where member_id = ${host.id} and out_at is null returning id`;
    if (open) await announce('house.clocking.ended', { clockingId: open.id });
  });

/** Whose time is over is not here any more; a quarter of an hour later it is also written down. Whose role ended ten minutes ago has gone home; until then one role may follow another. */
export const sweep = (now = new Date()): Promise<number> =>
  changing(async () => {
    const over = await sql<{ id: string }>`
      update house.clockings c set out_at = greatest(c.in_at, least(c.until_at, ${now}))
       where c.out_at is null and (c.until_at < ${now}::timestamptz - interval '15 minutes'
                                   or not exists (select from members.roles r where r.member_id = c.member_id and (r.ended_at is null or r.ended_at > ${now}::timestamptz - interval '10 minutes'))) returning c.id`;
    for (const { id } of over) await announce('house.clocking.ranOut', { clockingId: id });
    return over.length;
  });

async function changing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await asHouse(work);
  } finally {
    presence.forget();
  }
}
