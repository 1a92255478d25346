/**
 * The rota: who is planned to be here, and who can be woken.
 *
 * A shift is a row with a person, a day and two times by a clock of the wall;
 * the arithmetic of summer time is in `duty-rules.ts`. Moderators and stewards
 * write it, for everybody who has a role here. A date somebody cannot is a gap,
 * and nobody asks why. Once there is one row, the hours an operator typed at
 * the beginning no longer count. Whoever has no role any more stands on it no
 * longer; a day later their shifts are gone, so that another role brings back
 * nothing nobody asked for.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { dayIn } from '#platform/days';
import { announce } from '#platform/events';
import { isTimeZone, minutesOf, wall } from '#house/duty-rules';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { Host, Moderator } from '#members/members';

export const kinds = ['here', 'onCall'] as const;
export type Kind = (typeof kinds)[number];
export type Planned = {
  id: string; name: string; code: string; kind: Kind; day: number; fromClock: string; toClock: string; timeZone: string | null; gaps: string[]; isMine: boolean;
};

/** The week as it is planned, with those who have a role here now. Every host may read it. */
export const week = (host: Host) => asHouse(() => sql<Planned>`
  select s.id, f.name, f.code, s.kind, s.day, s.from_clock, s.to_clock, s.time_zone, s.persona_id = ${host.personaId} as is_mine,
         array(select g.on_date::text from house.shift_gaps g where g.shift_id = s.id and g.on_date >= current_date order by 1) as gaps
    from house.shifts s join members.faces f on f.persona_id = s.persona_id
   where exists (select from members.roles r join members.personas p on p.member_id = r.member_id where p.id = s.persona_id and r.ended_at is null)
   order by s.kind, s.day, s.from_clock, f.name`);

export type Person = { name: string; code: string; mayBeOnCall: boolean };

/** Everybody who may stand on the rota: whoever has a role. Only those who may decide cases can be woken for one. */
export const people = (_: Moderator) => asHouse(() => sql<Person>`
  select f.name, f.code, bool_or(r.role not in ('host', 'trainee')) as may_be_on_call
    from members.roles r
    join members.personas p on p.member_id = r.member_id and p.space = 'forum'
    join members.faces f on f.persona_id = p.id
   where r.ended_at is null
   group by f.name, f.code order by f.name`);

export type Adding = { code: string; kind: string; days: readonly string[]; from: string; to: string; timeZone: string };
export const mostShifts = 200;

/** Puts somebody on the rota, for one day of the week or several. The same again changes when it ends. */
export async function add(moderator: Moderator, adding: Adding): Promise<void> {
  const kind = kinds.find((one) => one === adding.kind) ?? refuse('house.refused.shiftKind', 'kind');
  const days = [...new Set(adding.days.map(Number))].filter((day) => Number.isInteger(day) && day >= 1 && day <= 7);
  if (!days.length) refuse('house.refused.shiftDays', 'days');
  for (const [field, clock] of [['from', adding.from], ['to', adding.to]] as const) if (minutesOf(clock) === undefined) refuse('house.refused.shiftClock', field);
  const zone = adding.timeZone.trim();
  if (zone && !isTimeZone(zone)) refuse('house.refused.zone', 'timeZone');
  const person = (await people(moderator)).find(({ code }) => code === adding.code) ?? refuse('house.refused.shiftWho', 'person');
  if (kind === 'onCall' && !person.mayBeOnCall) refuse('house.refused.shiftOnCall', 'kind');
  await changing(async () => {
    const [{ count } = { count: 0 }] = await sql<{ count: number }>`select count(*)::int as count from house.shifts`;
    if (count + days.length > mostShifts) refuse('house.refused.shiftMany', 'person', { most: mostShifts });
    for (const day of days) {
      await sql`
        insert into house.shifts (id, persona_id, kind, day, from_clock, to_clock, time_zone, added_by)
        select ${randomUUID()}, f.persona_id, ${kind}, ${day}, ${clockOf(adding.from)}, ${clockOf(adding.to)}, ${zone || null}, ${moderator.id}
          from members.faces f where f.code = ${person.code}
        on conflict (persona_id, kind, day, from_clock) do update set to_clock = excluded.to_clock, time_zone = excluded.time_zone, added_by = excluded.added_by, added_at = now()`;
    }
    await announce('house.rota.changed', {});
  });
}

/** "9.00" and "09:00" are one time. */
function clockOf(text: string): string {
  const minutes = minutesOf(text)!;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Takes a shift off the rota. Twice is once. */
export const remove = async (_: Moderator, shiftId: string): Promise<void> => {
  if (!isUuid(shiftId)) notFound();
  await changing(async () => {
    const gone = await sql`delete from house.shifts where id = ${shiftId} returning id`;
    if (gone.length) await announce('house.rota.changed', {});
  });
};

/** Shifts of those who have had no role for a day: one role may follow another in two presses. And dates left out that nothing asks for any more. In the clock. */
export const tidy = (): Promise<number> => changing(async () => {
  const gone = await sql`
    delete from house.shifts s
     where not exists (select from members.roles r join members.personas p on p.member_id = r.member_id
                        where p.id = s.persona_id and (r.ended_at is null or r.ended_at > now() - interval '1 day')) returning s.id`;
  await sql`delete from house.shift_gaps where on_date < current_date - 90`;
  if (gone.length) await announce('house.rota.changed', {});
  return gone.length;
});

/** How many dates ahead one shift can be without; whoever cannot come more often is not planned for it. */
export const mostGaps = 30;

/**
 * "Not that day": their own shift, or anybody's for those who write the rota. Twice is once: a second press puts nobody back on duty.
 * By the shift's own clock it is a date that is not over, within a year from now.
 */
export async function skip(host: Host, shiftId: string, said: string, mayAll: boolean, now = new Date()): Promise<void> {
  const date = dayIn(said) ?? refuse('house.refused.date', 'date');
  const { timeZone: place } = await sayings.sayAnyway('en');
  await changing(async () => {
    const { day, fromClock, toClock, timeZone } = await shiftOf(host, shiftId, mayAll);
    const { today, minutes } = clockAt(now, [timeZone, place].find((zone) => zone && isTimeZone(zone)) ?? 'UTC');
    const goesOn = minutesOf(toClock)! <= minutesOf(fromClock)! && minutes < minutesOf(toClock)!; // yesterday's, past midnight
    if (date < today.subtract({ days: goesOn ? 1 : 0 }).toString()) refuse('house.refused.gapPast', 'date');
    if (date > today.add({ years: 1 }).toString()) refuse('house.refused.gapFar', 'date');
    if ((new Date(`${date}T12:00:00Z`).getUTCDay() || 7) !== day) refuse('house.refused.shiftDate', 'date');
    const [{ count } = { count: 0 }] = await sql<{ count: number }>`
      select count(*)::int as count from house.shift_gaps where shift_id = ${shiftId} and on_date >= ${today.toString()}::date and on_date <> ${date}::date`;
    if (count >= mostGaps) refuse('house.refused.gapMany', 'date', { most: mostGaps });
    const made = await sql`insert into house.shift_gaps (shift_id, on_date) values (${shiftId}, ${date}::date) on conflict do nothing returning 1`;
    if (made.length) await announce('house.rota.changed', {});
  });
}

/** Which day a wall clock in this zone shows, and how many minutes of it are over. */
function clockAt(at: Date, timeZone: string): { today: Temporal.PlainDate; minutes: number } {
  const shown = new Date(wall(at.getTime(), timeZone));
  return { today: Temporal.PlainDate.from(shown.toISOString().slice(0, 10)), minutes: shown.getUTCHours() * 60 + shown.getUTCMinutes() };
}

/** "They can come after all", on a date that was left out. Twice is once. */
export async function comeAfterAll(host: Host, shiftId: string, said: string, mayAll: boolean): Promise<void> {
  const date = dayIn(said) ?? notFound();
  await changing(async () => {
    await shiftOf(host, shiftId, mayAll);
    const gone = await sql`delete from house.shift_gaps where shift_id = ${shiftId} and on_date = ${date}::date returning 1`;
    if (gone.length) await announce('house.rota.changed', {});
  });
}

/** Their own shift, or anybody's for those who write the rota; its row held until the change is over. Inside `asHouse`. */
async function shiftOf(host: Host, shiftId: string, mayAll: boolean): Promise<Pick<Planned, 'day' | 'fromClock' | 'toClock' | 'timeZone'>> {
  if (!isUuid(shiftId)) notFound();
  const [shift] = await sql<Pick<Planned, 'day' | 'fromClock' | 'toClock' | 'timeZone'> & { personaId: string }>`
    select day, from_clock, to_clock, time_zone, persona_id from house.shifts where id = ${shiftId} for update`;
  return shift && (shift.personaId === host.personaId || mayAll) ? shift : notFound();
}

async function changing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await asHouse(work);
  } finally {
    presence.forget();
  }
}
