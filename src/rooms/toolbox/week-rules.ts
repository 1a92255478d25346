/**
 * Tiny steps and the days they are for. Nothing is overdue: a step whose day
 * has passed is simply not asked about any more. Rest is a step like any other.
 */
import { refuse } from '#platform/answers';
import { tidy } from '#toolbox/check-in-rules';
import { dayAfter } from '#toolbox/day-rules';

export const states = ['open', 'half', 'done', 'letGo'] as const;
export type State = (typeof states)[number];
/** What it takes, in the member's own judgement. */
export const sizes = ['tiny', 'some', 'lot'] as const;
export type Size = (typeof sizes)[number];
export const isSize = (text: string): text is Size => (sizes as readonly string[]).includes(text);

export type Step = { words: string; size: Size; state: State; isRest: boolean; goal: string | null };
/** A long wish, if somebody likes to have one. It has no date and no end it must reach. */
export type Goal = { words: string; why: string; state: 'open' | 'resting' | 'reached' | 'letGo' };
/** How much there is for a day, from 1 (none) to 5 (plenty), as with a check-in. */
export type DayPlan = { energy: 1 | 2 | 3 | 4 | 5 };

export const longestStep = 160;
export const longestWhy = 1000;
/** More than this on one day, beside what was let go, is refused kindly: a list nobody can do helps nobody. */
export const mostADay = 12;

export function wordsOf(text: string, field = 'words', most = longestStep): string {
  const words = tidy(text);
  if (!words) refuse('toolbox.refused.step', field);
  if ([...words].length > most) refuse('toolbox.refused.long', field, { most });
  return words;
}

/** The seven days of the week that holds this day, from Monday. */
export function weekOf(day: string): string[] {
  const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, n) => dayAfter(day, n - weekday));
}

const cost: Record<Size, number> = { tiny: 1, some: 2, lot: 4 };
/** What a day may hold for so much energy, in the same measure as `cost`: a hint for planning, not a rule for living. */
const room: Record<DayPlan['energy'], number> = { 1: 1, 2: 3, 3: 5, 4: 8, 5: 11 };

/** Whether more is planned than the day has energy for. Rest costs nothing; what was halved costs half; what was let go costs nothing. */
export function isMuch(steps: readonly Pick<Step, 'size' | 'state' | 'isRest'>[], plan: DayPlan | undefined): boolean {
  if (!plan) return false;
  const sum = steps.reduce((all, { size, state, isRest }) => all + (isRest || state === 'letGo' ? 0 : cost[size] * (state === 'half' ? 0.5 : 1)), 0);
  return sum > room[plan.energy];
}
