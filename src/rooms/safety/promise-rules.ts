/** What is true now of what somebody who told us was promised. Pure. */
export type Promised = {
  /** By when a moderator reads it; nothing where no time could be promised. */
  by: Date | undefined;
  timeZone: string;
  /** A moderator has taken it up since. */
  isTakenUp: boolean;
};

/** A time that is over is never promised again. */
export function sayingOf({ by, isTakenUp }: Promised, now: Date): 'taken' | 'late' | 'by' | 'none' {
  if (isTakenUp) return 'taken';
  if (!by) return 'none';
  return by <= now ? 'late' : 'by';
}

/** Nobody is woken: those who are here are reminded when the time is over; the leads after so many minutes more. */
export const leadMinutes = 60;

/** Who hears of a promise that is over. Where nobody is here it is the leads at once, and where there are none the stewards. */
export function dueForPromise({ minutesOver, hasDuty, hasLead }: { minutesOver: number; hasDuty: boolean; hasLead: boolean }): ('duty' | 'lead' | 'stewards')[] {
  if (!hasDuty) return [hasLead ? 'lead' : 'stewards'];
  return ['duty', ...(hasLead && minutesOver >= leadMinutes ? ['lead' as const] : [])];
}
