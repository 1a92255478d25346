/**
 * Whether anybody watches over this place at all.
 *
 * A day counts on which a moderator was at the desk. When there has been none
 * for as many days as the operator says, nothing new is written here: people
 * read, open Help now, and are told why (issue 4, "Nobody unanswered").
 */
import { sql } from '#db';
import * as sayings from '#house/sayings';

const minute = 60_000;
const dayLong = 24 * 60 * minute;
let noted = '';
let read: { at: number; last: Date } | undefined;

/** A moderator is at the desk: written once a day. */
export async function note(now = new Date()): Promise<void> {
  const day = now.toISOString().slice(0, 10);
  if (noted === day) return;
  await sql`insert into house.watch_days (day) values (${day}) on conflict do nothing`;
  noted = day;
  read = undefined;
}

/** The last day somebody watched; asked for once a minute. */
async function last(now: Date): Promise<Date> {
  if (read && Math.abs(now.getTime() - read.at) < minute) return read.last;
  const [row] = await sql<{ day: string | null }>`select max(day)::text as day from house.watch_days`;
  read = { at: now.getTime(), last: row?.day ? new Date(row.day) : now };
  return read.last;
}

/** For how many whole days nobody has watched, when that is as long as the operator allows; else nothing. */
export async function quietDays(now = new Date()): Promise<number | undefined> {
  const [{ quietDays: most }, seen] = await Promise.all([sayings.sayAnyway('en'), last(now)]);
  const days = Math.floor((now.getTime() - seen.getTime()) / dayLong);
  return days > most ? days : undefined;
}

/** Drops what is kept in the process. */
export function forget(): void {
  noted = '';
  read = undefined;
}
