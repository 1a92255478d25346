/**
 * Being here, as states: away → here → on a break → here → away.
 *
 * Pure, so that every order of events can be tried. Who says they are here also
 * says until when; nobody is here after that, whether they clocked out or not.
 * The longest day and the length of a break are the safety guide's (§5,
 * moderator wellbeing: at most four hours a day, fifteen minutes off an hour).
 */
export type State = 'away' | 'here' | 'break';
export type Clocking = { inAt: Date; untilAt: Date; outAt: Date | null; breakUntil: Date | null };
export type Move = 'in' | 'stay' | 'break' | 'back' | 'out';

export const breakMinutes = 15;
export const longestHours = 4;
const minute = 60_000;

export function stateAt(clocking: Clocking | undefined, now: Date): State {
  if (!clocking || clocking.outAt || clocking.untilAt <= now) return 'away';
  return clocking.breakUntil && clocking.breakUntil > now ? 'break' : 'here';
}

/** What may happen next. Whoever's time ran out is away, and may still clock out to put an end to it. */
export const movesFrom: Record<State, readonly Move[]> = {
  away: ['in', 'out'],
  here: ['stay', 'break', 'out'],
  break: ['stay', 'back', 'out']
};

/** How long they can still be here today, in minutes, when they have been here for so many. */
export const minutesLeft = (minutesToday: number) => Math.max(0, longestHours * 60 - Math.floor(minutesToday));

/** Until when: what was asked for, never longer than the day allows, never in the past. */
export function untilOf(now: Date, askedMinutes: number, minutesToday: number): Date | undefined {
  const most = minutesLeft(minutesToday);
  if (!Number.isFinite(askedMinutes) || askedMinutes < 1 || most < 1) return undefined;
  return new Date(now.getTime() + Math.min(Math.floor(askedMinutes), most) * minute);
}
