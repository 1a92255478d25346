/**
 * Presence: the plan and the people who are really here, as they stand now.
 *
 * Read together, kept for a few seconds in the process, and dropped by the
 * process that changes them, so that a page that says who is on duty costs no
 * statement of its own. Whoever has no role here now stands in neither, whatever
 * was planned before. A database that does not answer leaves what was last
 * read standing; people whose time is over are left out all the same.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { asHouse, sql } from '#db';
import { isTimeZone, type Rota, type Shift } from '#house/duty-rules';
import { fresh, keptOr } from '#house/freshness';
import * as sayings from '#house/sayings';
import { holidaysAhead, workPlaceOf } from '#house/workday-rules';
import { deciding } from '#members/members';
import { foldName } from '#members/name-rules';

export type Plan = {
  timeZone: string;
  /** Who is planned to be here: one rota for each clock it is written by. */
  rotas: Rota[];
  /** The same without those who decide no cases: hosts and trainees answer, and do not see what is at risk. */
  deciding: Rota[];
  /** Who can be woken: the names in it are persona ids. */
  onCall: Rota[];
};
export type Present = { personaId: string; name: string; from: Date; until: Date; breakUntil: Date | null; decides: boolean };
type Read = {
  at: number; said: string; rows: Row[]; present: Present[]; gone: { name: string; at: Date }[];
  /** There is a rota: the hours that were typed no longer count, not even where nobody on it has a role any more. */
  isWritten: boolean;
  /** While there is none: everybody who has a role, to know them by in the hours that were typed. */
  staff: Known[];
};
type Known = { name: string; decides: boolean };
type Row = { personaId: string; name: string; kind: 'here' | 'onCall'; day: number; fromClock: string; toClock: string; timeZone: string | null; gaps: string[]; decides: boolean };

let kept: Read | undefined;
let reading: Promise<Read> | undefined;
let planned: { rows: Row[]; shifts: unknown; said: string; plan: Plan } | undefined;
/** Reading again behind a page's back happens outside that page's transaction. */
const outside = AsyncLocalStorage.snapshot();

const read = (): Promise<Read> => asHouse(async () => {
  const rows = await sql<Row>`
    select s.persona_id, f.name, s.kind, s.day, s.from_clock, s.to_clock, s.time_zone,
           array(select g.on_date::text from house.shift_gaps g where g.shift_id = s.id and g.on_date > current_date - 30 order by 1) as gaps,
           exists (select from members.roles r join members.personas p on p.member_id = r.member_id
                    where p.id = s.persona_id and r.ended_at is null and r.role = any(${deciding}::text[])) as decides
      from house.shifts s join members.faces f on f.persona_id = s.persona_id
     where exists (select from members.roles r join members.personas p on p.member_id = r.member_id where p.id = s.persona_id and r.ended_at is null)
     order by s.day, s.from_clock, f.name`;
  const people = await sql<Present & { out: Date | null }>`
    select c.persona_id, f.name, c.in_at as "from", c.until_at as until, c.out_at as out,
           (select max(b.until_at) from house.breaks b where b.clocking_id = c.id) as break_until,
           exists (select from members.roles r where r.member_id = c.member_id and r.ended_at is null and r.role = any(${deciding}::text[])) as decides
      from house.clockings c join members.faces f on f.persona_id = c.persona_id
     where (c.out_at is null or c.out_at > now() - interval '24 hours') and exists (select from members.roles r where r.member_id = c.member_id and r.ended_at is null)
     order by c.in_at`;
  const isWritten = rows.length > 0 || (await sql`select 1 from house.shifts limit 1`).length > 0;
  const staff = isWritten ? [] : await sql<Known>`
    select f.name, bool_or(r.role = any(${deciding}::text[])) as decides
      from members.roles r join members.personas p on p.member_id = r.member_id and p.space in ('forum', 'moderation') join members.faces f on f.persona_id = p.id
     where r.ended_at is null group by f.name order by f.name`;
  const said = JSON.stringify(rows);
  kept = {
    at: Date.now(), said, isWritten, staff, rows: kept?.said === said ? kept.rows : rows, // the same objects, so that what was worked out from them still holds
    present: people.filter(({ out }) => out === null),
    gone: people.flatMap(({ name, out }) => (out && !people.some((one) => one.name === name && one.out === null) ? [{ name, at: out }] : []))
  };
  return kept;
});

export async function now(): Promise<Read> {
  if (!kept) return read();
  if (Date.now() - kept.at > fresh && !reading) {
    reading = outside(read);
    reading.catch(() => {}).finally(() => (reading = undefined));
  }
  return keptOr(kept, reading);
}

/** For pages that stand even when the database does not: nobody is said to be here of whom we do not know. */
export const nowAnyway = (): Promise<Read> => now().catch(() => nobody);
const nobody: Read = { at: 0, said: '', rows: [], present: [], gone: [], isWritten: false, staff: [] };

/** Drops what is kept; the next page reads again. */
export function forget(): void {
  kept = undefined;
}

/**
 * The plan: the rows of the rota, or the hours the operator typed while there
 * are none; of either, those with somebody who has a role here now. Where the operator says that people rest on public holidays,
 * nobody is planned to be here on one; those who can be woken still can.
 */
export async function plan(at = new Date()): Promise<Plan> {
  const [{ rows, isWritten, staff }, { shifts, timeZone: zone, holidays, workPlace, homeCountry }] = await Promise.all([nowAnyway(), sayings.sayAnyway('en')]);
  const today = at.toISOString().slice(0, 10);
  const said = [zone, holidays, workPlace, homeCountry, today, isWritten, ...staff.map(({ name, decides }) => `${name}:${decides}`)].join();
  if (planned?.rows === rows && planned.shifts === shifts && planned.said === said) return planned.plan;
  const timeZone = isTimeZone(zone) ? zone : 'UTC';
  const rests = holidays === 'rest' ? holidaysAhead(workPlaceOf({ workPlace, homeCountry }), daysFrom(today, -writtenBack), writtenBack + writtenAhead) : [];
  const typed = (who: readonly Shift[]): Rota[] => [{ timeZone, shifts: who, gaps: rests }];
  const made: Plan = {
    timeZone,
    rotas: isWritten ? rotasOf(rows, 'here', timeZone, rests) : typed(known(shifts, staff)),
    deciding: isWritten ? rotasOf(rows.filter(({ decides }) => decides), 'here', timeZone, rests) : typed(known(shifts, staff.filter(({ decides }) => decides))),
    onCall: rotasOf(rows.filter(({ decides }) => decides), 'onCall', timeZone, [])
  };
  planned = { rows, shifts, said, plan: made };
  return made;
}

/**
 * What the desk must know of hours somebody typed: whether they count, which they do while there is no row of a rota, not even of
 * somebody without a role; and the names in them that nobody with a role here has now. These promise nothing.
 */
export async function typed(): Promise<{ counts: boolean; unknown: string[] }> {
  const [{ isWritten, staff }, { shifts }] = await Promise.all([now(), sayings.sayAnyway('en')]);
  if (isWritten) return { counts: false, unknown: [] };
  const called = new Set(staff.map(({ name }) => foldName(name)));
  const isUnknown = (name: string) => foldName(name) !== '' && !called.has(foldName(name)); // a dash is nobody's name
  return { counts: shifts.length > 0, unknown: [...new Set(shifts.flatMap(({ names }) => names).filter(isUnknown))] };
}

/** Of hours somebody typed, those with the name of somebody who has a role here, as it is written now. A name nobody here has promises nothing. */
function known(shifts: readonly Shift[], staff: readonly Known[]): Shift[] {
  const called = new Map(staff.map(({ name }) => [foldName(name), name]));
  return shifts.map((shift) => ({ ...shift, names: shift.names.flatMap((name) => called.get(foldName(name)) ?? []) })).filter(({ names }) => names.length);
}

/** Somewhat further than watches are written out, to either side. */
const [writtenBack, writtenAhead] = [45, 60];
const daysFrom = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

function rotasOf(rows: readonly Row[], kind: Row['kind'], place: string, rests: readonly string[]): Rota[] {
  return rows.filter((row) => row.kind === kind).map((row): Rota => {
    const shift: Shift = { day: row.day, from: row.fromClock, to: row.toClock, names: [kind === 'here' ? row.name : row.personaId] };
    return { timeZone: row.timeZone && isTimeZone(row.timeZone) ? row.timeZone : place, shifts: [shift], gaps: [...row.gaps, ...rests] };
  });
}
