/**
 * What a result says, and what it offers.
 *
 * Pure. Words come from a fixed set, one for each band. Only the member's own
 * past is beside it, and a difference smaller than the measure can tell is
 * "about the same". Routes are those of the safety guide (§1.5); five symptoms
 * or more lift the route to seeing a doctor, whatever the sum.
 */
import { bandOf, type Score } from '#measures/scoring-rules';
import { routes, type Route, type Scoring } from '#measures/instrument-rules';
import type { Kept } from '#measures/response-rules';

/** Whether two results may stand beside each other: by one arithmetic, and with the same left out because it does not apply (§1.1, WSAS). */
export const isComparable = (one: Pick<Score, 'version' | 'flags'>, other: Pick<Score, 'version' | 'flags'>): boolean =>
  one.version === other.version && one.flags.includes('notApplicable') === other.flags.includes('notApplicable');

/** Of each, the newest first, whether it may stand in one line with the newest that has a number. */
export function inLine(scores: readonly (Pick<Score, 'version' | 'flags' | 'total'> | undefined)[]): boolean[] {
  const newest = scores.find((one) => one && one.total !== null);
  return scores.map((one) => Boolean(one && newest && one.total !== null && isComparable(one, newest)));
}

export type Change = 'same' | 'harder' | 'lighter' | 'unknown';

/** From last time to this one; nothing without a last time. */
export function changeOf(scoring: Scoring, before: number | null | undefined, now: number | null): Change | null {
  if (before === null || before === undefined || now === null) return null;
  if (scoring.changeThatMatters === null) return before === now ? 'same' : 'unknown';
  if (Math.abs(now - before) < scoring.changeThatMatters) return 'same';
  return now > before === (scoring.higherIs === 'harder') ? 'harder' : 'lighter';
}

const heavier = (one: Route, other: Route) => (routes.indexOf(one) >= routes.indexOf(other) ? one : other);

/** Which offers come with it. Without a total they are the light ones. */
export function routeOf(scoring: Scoring, { score, subthreshold }: Kept): Route {
  const band = score.total === null ? undefined : bandOf(scoring, score.total);
  return subthreshold?.isMore ? heavier('talk', band?.route ?? 'ease') : (band?.route ?? 'ease');
}

/** It rose by five or more, or reached ten: a quiet card of its own, for nobody else (§1.5, PHQ). */
export function isStepUp(scoring: Scoring, before: number | null | undefined, { total }: Pick<Score, 'total'>): boolean {
  if (!scoring.instrument.startsWith('phq-') || !scoring.bodily || before === null || before === undefined || total === null) return false;
  return total - before >= 5 || (before < 10 && total >= 10);
}

/** Which sentence of the fixed set. */
export function saysOf(scoring: Scoring, { total, profile }: Pick<Score, 'total' | 'profile'>): string {
  if (profile !== null) return 'profile';
  return total === null ? 'unscored' : (bandOf(scoring, total)?.says ?? 'unscored');
}

export const offers = ['doctorToday', 'doctorSoon', 'doctor', 'help', 'plan', 'next', 'talk', 'circle', 'learn', 'space', 'paper', 'nothing'] as const;
export type Offer = (typeof offers)[number];

const byRoute: Record<Route, readonly Offer[]> = {
  ease: ['space', 'talk', 'nothing'],
  check: ['next', 'talk', 'space', 'paper', 'nothing'],
  company: ['talk', 'circle', 'learn', 'space', 'paper', 'nothing'],
  talk: ['doctor', 'talk', 'circle', 'plan', 'paper', 'nothing'],
  soon: ['doctorSoon', 'help', 'plan', 'talk', 'paper', 'nothing'],
  today: ['doctorToday', 'help', 'plan', 'talk', 'paper', 'nothing']
};

/** Gentle offers, the most fitting first; a longer measure only where there is one. */
export const offersOf = (scoring: Scoring, route: Route): Offer[] => byRoute[route].filter((offer) => offer !== 'next' || scoring.next !== undefined);
