/** What may be written now: it follows who is here, as `duty` says it, so it changes with them and needs no switch. */
import * as duty from '#house/duty';
import { modeOf, type Mode } from '#house/posting-rules';
import * as sayings from '#house/sayings';

export type Posting = { mode: Mode; /** Who comes next and when, if anybody does. */ next: duty.Here['next']; timeZone: string };

export async function now(at = new Date()): Promise<Posting> {
  const [here, { afterHours }] = await Promise.all([duty.now(at), sayings.sayAnyway('en')]);
  return { mode: modeOf(here.here.length > 0, here.next !== undefined, afterHours), next: here.next, timeZone: here.timeZone };
}
