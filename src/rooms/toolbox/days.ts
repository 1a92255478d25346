/** Which day it is for a member: by their own clock, else by the clock of those who run the place. */
import * as duty from '#house/duty';
import type { Member } from '#members/members';
import * as ownClock from '#members/own-clock';
import { dayIn, timeIn } from '#toolbox/day-rules';

export type Now = { day: string; time: string; timeZone: string };

export async function now(member: Pick<Member, 'id'>, at = new Date()): Promise<Now> {
  const timeZone = (await ownClock.of(member)) || (await duty.now(at)).timeZone || 'UTC';
  return { day: dayIn(timeZone, at), time: timeIn(timeZone, at), timeZone };
}
