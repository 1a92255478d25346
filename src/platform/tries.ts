/**
 * How often one thing was tried from one place.
 *
 * A counter per window of time, in the database, so that it holds for every
 * process. A window begins with its first try. Who tried is kept as a keyed hash: without this installation's
 * secret no address can be read from it. Of an IPv6 address the first half
 * counts, because a household gets all of the rest.
 *
 * Ask before a transaction, not within one: a try that is rolled back with
 * what was tried would not count.
 */
import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { sql } from '#db';
import { note } from '#platform/log';
import { count } from '#platform/metrics';
import { keyFor } from '#platform/secrets';

let key: Buffer | undefined;
const hidden = (what: string, who: string) => createHmac('sha256', (key ??= keyFor('tries'))).update(`${what}\n${placeOf(who)}`).digest('base64url').slice(0, 22);

/** What of an address counts: all of IPv4, the first 64 bits of IPv6, or fewer. Anything that is no address stays as it is. */
export function placeOf(who: string, bits: 48 | 64 = 64): string {
  const bare = who.replace(/%.*$/, '');
  if (isIP(bare) !== 6) return who;
  const groups = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const [head = [], tail = []] = groups.map((half) => half.split(':').filter(Boolean));
  const whole = groups.length === 2 ? [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail] : head;
  if (whole.slice(0, 5).every((group) => group === '0') && whole[5] === 'ffff') return fourOf(whole[6]!, whole[7]!);
  return `${whole.slice(0, bits / 16).join(':')}::/${bits}`;
}

/** An IPv4 address that came through an IPv6 door. */
const fourOf = (high: string, low: string) => [high, low].flatMap((half) => [parseInt(half, 16) >> 8, parseInt(half, 16) & 255]).join('.');

/** Once a window: that somebody tried too often, and what. Never who, never with which words. */
function noteMany(what: string): void {
  note('tried too often', { what });
  count('tried_too_often');
}

/** Counts one try, and says whether it is still within `most` in this window of `minutes`. */
export async function allow(what: string, who: string, most: number, minutes: number): Promise<boolean> {
  const [row] = await sql<{ times: number }>`
    insert into platform.tries (what, who, began_at, times) values (${what}, ${hidden(what, who)}, clock_timestamp(), 1)
    on conflict (what, who) do update set (began_at, times) = (
      select case when is_over then clock_timestamp() else tries.began_at end, case when is_over then 1 else tries.times + 1 end
      from (select tries.began_at <= clock_timestamp() - make_interval(mins => ${minutes}::int) as is_over) old)
    returning times`;
  if (row!.times === most + 1) noteMany(what);
  return row!.times <= most;
}

/** How many more there may be in this window; asking counts nothing. For what is done to several at once, or to none of them. */
export async function left(what: string, who: string, most: number, minutes: number): Promise<number> {
  const [row] = await sql<{ times: number }>`
    select times from platform.tries where what = ${what} and who = ${hidden(what, who)} and began_at > clock_timestamp() - make_interval(mins => ${minutes}::int)`;
  return Math.max(0, most - (row?.times ?? 0));
}

/** Forgets what was counted: after a success the mistakes before it do not matter any more. */
export const forgive = (what: string, who: string) => sql`delete from platform.tries where what = ${what} and who = ${hidden(what, who)}`;

/** How many minutes until one may try again, rounded up. */
export async function minutesToWait(what: string, who: string, minutes: number): Promise<number> {
  const [row] = await sql<{ passed: number }>`select (extract(epoch from clock_timestamp() - began_at) / 60)::float8 passed from platform.tries where what = ${what} and who = ${hidden(what, who)}`;
  return Math.max(1, Math.ceil(minutes - (row?.passed ?? 0)));
}

/** No window is longer than a day. */
export const sweep = () => sql`delete from platform.tries where began_at < now() - interval '2 days'`;
