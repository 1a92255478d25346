/**
 * How much is enough, for those who look after others.
 *
 * Pure. The numbers are the safety guide's (§5, moderator wellbeing): three
 * urgent cases a shift, two hours with the urgent queue, four hours a day, a
 * quarter of an hour off in each hour; six heavy things a day (ux W17). Above
 * that nothing heavy is offered while anybody else can take it. When nobody
 * else can, it is offered all the same, and those above are told: a person in
 * danger is never the one who pays for a rule.
 */
export const caps = { urgentInShift: 3, urgentMinutes: 120, dayMinutes: 240, minutesBeforeBreak: 60, heavyInDay: 6 } as const;

export type Load = {
  urgentInShift: number;
  heavyToday: number;
  /** On duty in the last 24 hours, breaks taken off. */
  minutesToday: number;
  minutesSinceBreak: number;
  isOnBreak: boolean;
};
export const reasons = ['break', 'day', 'urgent', 'urgentTime', 'heavy', 'breakDue'] as const;
export type Reason = (typeof reasons)[number];

/** Why nothing urgent is offered just now; nothing when it may be. */
export function enough(load: Load): Reason | undefined {
  if (load.isOnBreak) return 'break';
  if (load.minutesToday >= caps.dayMinutes) return 'day';
  if (load.urgentInShift >= caps.urgentInShift) return 'urgent';
  if (load.minutesToday >= caps.urgentMinutes) return 'urgentTime';
  if (load.heavyToday >= caps.heavyInDay) return 'heavy';
  return load.minutesSinceBreak >= caps.minutesBeforeBreak ? 'breakDue' : undefined;
}

export type Level = 'urgent' | 'concern' | 'other';
/** Whether one thing is offered to somebody. The time with the urgent queue concerns only what is urgent. */
export function isOffered(level: Level, load: Load, isAnybodyElse: boolean): boolean {
  if (level === 'other') return !load.isOnBreak;
  const why = enough(load);
  if (why === undefined || (level === 'concern' && (why === 'urgentTime' || why === 'urgent'))) return true;
  return !isAnybodyElse && why !== 'break';
}

/** What somebody can ask to be spared. */
export const themes = ['suicide', 'abuse', 'medical', 'method'] as const;
export type Theme = (typeof themes)[number];
const flagged: Record<string, Theme> = { abuse: 'abuse', safeguarding: 'abuse', medical_now: 'medical', med_safety: 'medical', method_detail: 'method', encourages_harm: 'method' };

/** What a case is about, as far as one may ask to be spared it. At risk without another theme means somebody's life. */
export function themesOf(level: Level, flags: readonly string[]): Theme[] {
  const found = [...new Set(flags.flatMap((flag) => flagged[flag] ?? []))];
  return level !== 'other' && !found.includes('abuse') && !found.includes('medical') ? [...found, 'suicide'] : found;
}

/**
 * Whether somebody counts as one who can take a thing: it is not too much for them, and they did not ask to be spared
 * it. Whoever counts is offered it themselves, so that no two leave the same thing to each other.
 */
export const canTake = (level: Level, flags: readonly string[], load: Load, away: readonly Theme[]): boolean =>
  isOffered(level, load, true) && !themesOf(level, flags).some((theme) => away.includes(theme));
