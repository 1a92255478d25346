/**
 * By when a person looks (safety guide §2.2), as arithmetic.
 *
 * Urgent: a quarter of an hour while somebody is here. Concern: two hours
 * while somebody is here, or within an hour of the next opening. Low: a day.
 * When nobody is here and nothing says who comes, nothing is promised.
 */
import { after, type Stretch } from '#house/duty-rules';
import type { Level } from '#safety/case-rules';

const hour = 60 * 60_000;
/** While somebody is here, in hours. */
const withHere: Record<Level, number> = { urgent: 0.25, concern: 2, unassessed: 2, low: 24, none: 24 };

export type LookBy = { isHere: boolean; by: Date | undefined };

/** `staffed`: the stretches in which somebody is here. `urgentHours`: how soon the operator says that what is urgent is looked at. */
export function lookBy(level: Level, staffed: readonly Stretch[], at: Date, urgentHours = withHere.urgent): LookBy {
  const isHere = staffed.some(({ from, to }) => from <= at.getTime() && at.getTime() < to);
  const opening = staffed.find(({ from }) => from > at.getTime());
  const inHours = after(staffed, at, level === 'urgent' ? urgentHours : withHere[level]);
  if (isHere || !opening) return { isHere, by: inHours };
  const soonAfter = new Date(opening.from + (level === 'urgent' ? urgentHours : 1) * hour);
  return { isHere, by: inHours && inHours < soonAfter ? inHours : soonAfter };
}

type Promised = { isHere: boolean; isPlanned: boolean; isOnCall: boolean; by: Date | undefined; from: Date | undefined };
/**
 * What is true at this moment of what was promised when somebody wrote. A time
 * that is over is never said again, and neither is that nobody is here until one.
 */
export function sayingOf({ isHere, isPlanned, isOnCall, by, from }: Promised, isTakenUp: boolean, now: Date): 'takenUp' | 'late' | 'by' | 'planned' | 'onCall' | 'nobodyUntil' | 'nobody' {
  if (isTakenUp) return 'takenUp';
  if (by && by <= now) return 'late';
  if (isHere && by) return isPlanned ? 'planned' : 'by';
  if (isOnCall && by) return 'onCall';
  if (from && from > now) return 'nobodyUntil';
  return from && by ? 'planned' : 'nobody';
}
