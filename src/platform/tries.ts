/**
 * How often one thing was tried from one place.
 *
 * A counter per window of time, in the database, so that it holds for every
 * process. Who tried is kept as a keyed hash: without this installation's
 * secret no address can be read from it. Of an IPv6 address the first half
 * counts, because a household gets all of the rest.
 *
 * Ask before a transaction, not within one: a try that is rolled back with
 * what was tried would not count.
 */
import { createHmac } from 'node:crypto';
import { isIP } from 'node:net';
import { sql } from '#db';
import { keyFor } from '#platform/secrets';

let key: Buffer | undefined;
const hidden = (what: string, who: string) => createHmac('sha256', (key ??= keyFor('tries'))).update(`${what}\n${placeOf(who)}`).digest('base64url').slice(0, 22);

/** What of an address counts: all of IPv4, the first 64 bits of IPv6. Anything that is no address stays as it is. */
export function placeOf(who: string): string {
  const bare = who.replace(/%.*$/, '');
  if (isIP(bare) !== 6) return who;
  const groups = new URL(`http://[${bare}]`).hostname.slice(1, -1).split('::');
  const [head = [], tail = []] = groups.map((half) => half.split(':').filter(Boolean));
  const whole = groups.length === 2 ? [...head, ...Array<string>(8 - head.length - tail.length).fill('0'), ...tail] : head;
  if (whole.slice(0, 5).every((group) => group === '0') && whole[5] === 'ffff') return fourOf(whole[6]!, whole[7]!);
  return `${whole.slice(0, 4).join(':')}::/64`;
}

/** An IPv4 address that came through an IPv6 door. */
const fourOf = (high: string, low: string) => [high, low].flatMap((half) => [parseInt(half, 16) >> 8, parseInt(half, 16) & 255]).join('.');

/** Counts one try, and says whether it is still within `most` in this window of `minutes`. */
export async function allow(what: string, who: string, most: number, minutes: number): Promise<boolean> {
  const [row] = await sql<{ times: number }>`
    insert into platform.tries (what, who, window_at, times)
    values (${what}, ${hidden(what, who)}, to_timestamp(floor(extract(epoch from clock_timestamp()) / (${minutes}::int * 60)) * (${minutes}::int * 60)), 1)
    on conflict (what, who, window_at) do update set times = tries.times + 1
    returning times`;
  return row!.times <= most;
}

/** Forgets what was counted: after a success the mistakes before it do not matter any more. */
export const forgive = (what: string, who: string) => sql`delete from platform.tries where what = ${what} and who = ${hidden(what, who)}`;

/** How many minutes until the window ends, rounded up. */
export const minutesToWait = (minutes: number, now = Date.now()) => Math.ceil((minutes * 60_000 - (now % (minutes * 60_000))) / 60_000);

/** No window is longer than a day. */
export const sweep = () => sql`delete from platform.tries where window_at < now() - interval '2 days'`;
