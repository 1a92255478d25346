/**
 * Duty: who is here now, who comes next, and by when somebody will answer.
 *
 * Read from the operator's rota. We never say that somebody is here when the
 * rota has nobody: an empty rota promises nothing.
 */
import { after, dutyAt, isTimeZone, stretches, watches, type Duty, type Stretch, type Watch } from '#house/duty-rules';
import * as sayings from '#house/sayings';

type Month = { rota: unknown; from: number; watches: Watch[]; staffed: Stretch[]; timeZone: string };
let month: Month | undefined;
const hour = 3_600_000;

/** The watches of these weeks, worked out once an hour or when the rota changes. */
async function around(at: Date): Promise<Month> {
  const { shifts, timeZone: zone } = await sayings.sayAnyway('en');
  const timeZone = isTimeZone(zone) ? zone : 'UTC';
  const age = at.getTime() - (month?.from ?? 0);
  // A moment up to two weeks back is inside what is written out, so old posts and new ones share it.
  if (month?.rota === shifts && month.timeZone === timeZone && age < hour && age > -14 * 24 * hour) return month;
  const found = watches({ timeZone, shifts }, at);
  const made = { rota: shifts, from: at.getTime(), watches: found, staffed: stretches(found), timeZone };
  if (Math.abs(at.getTime() - Date.now()) < hour) month = made;
  return made;
}

export type Here = Duty & { timeZone: string };

/** Who is on duty, each until when; or who is next. */
export async function now(at = new Date()): Promise<Here> {
  const { watches: found, timeZone } = await around(at);
  return { ...dutyAt(found, at), timeZone };
}

/** By when a host will answer something written at this moment; nothing when the rota promises nothing. */
export async function promise(at = new Date()): Promise<{ by: Date; timeZone: string } | undefined> {
  const [{ staffed, timeZone }, { answerHours }] = await Promise.all([around(at), sayings.sayAnyway('en')]);
  const by = after(staffed, at, answerHours);
  return by && { by, timeZone };
}
