/**
 * Whether anybody watches over this place at all.
 *
 * When no moderator has been at the desk for as many times twenty-four hours
 * as the operator says, nothing new is written here: people read, open Help
 * now, and are told why (issue 4, "Nobody unanswered").
 */
import { sql } from '#db';
import * as sayings from '#house/sayings';

const minute = 60_000;
const hour = 13; // how much of a moment's text says its hour
const dayLong = 24 * 60 * minute;
let noted = '';
let read: { at: number; last: Date } | undefined;

/** A moderator is at the desk: written once an hour, by nobody's name. */
export async function note(now = new Date()): Promise<void> {
  const [moment, day] = [now.toISOString(), now.toISOString().slice(0, 10)];
  if (noted === moment.slice(0, hour)) return;
  await sql`
    insert into house.watch_days (day, last_at) values (${day}, ${now})
    on conflict (day) do update set last_at = greatest(watch_days.last_at, excluded.last_at)`;
  noted = moment.slice(0, hour);
  read = undefined;
}

/** When somebody last watched; asked for once a minute. */
async function last(now: Date): Promise<Date> {
  if (read && Math.abs(now.getTime() - read.at) < minute) return read.last;
  const [row] = await sql<{ last: Date | null }>`select max(last_at) as last from house.watch_days`;
  read = { at: now.getTime(), last: row?.last ?? now };
  return read.last;
}

/** For how many whole days nobody has watched, when that is as long as the operator allows; else nothing. */
export async function quietDays(now = new Date()): Promise<number | undefined> {
  const [{ quietDays: most }, seen] = await Promise.all([sayings.sayAnyway('en'), last(now)]);
  const days = Math.floor((now.getTime() - seen.getTime()) / dayLong);
  return days >= most ? days : undefined;
}

/** Drops what is kept in the process. */
export function forget(): void {
  noted = '';
  read = undefined;
}
