/**
 * Subthreshold depression, by all three definitions (safety guide §1.5).
 *
 * A: a PHQ-8 of 5 to 9, as in the trial. B: a PHQ-9 of 5 to 9. C: two to four
 * symptoms on more than half the days, one of them low mood or no interest.
 * They disagree; all three are kept. For a member it is never a word on a
 * page: it only decides which offers come with a result. What cannot be known
 * is `null`. A count of symptoms alone decides nothing (NICE CG91).
 */
import type { Scoring } from '#measures/instrument-rules';
import { score, type Answers, type Score } from '#measures/scoring-rules';

export type Subthreshold = { a: boolean | null; b: boolean | null; c: boolean | null; /** Five symptoms or more, with a core one. */ isMore: boolean };

const inBand = (total: number | null) => (total === null ? null : total >= 5 && total <= 9);

function byCount({ symptoms }: Score): Pick<Subthreshold, 'c' | 'isMore'> {
  if (!symptoms) return { c: null, isMore: false };
  const isMore = symptoms.core && symptoms.count >= 5;
  if (isMore) return { c: false, isMore };
  return { c: symptoms.isComplete ? symptoms.core && symptoms.count >= 2 && symptoms.count <= 4 : null, isMore };
}

/** `phq8` is the definition of the first eight items; nothing for any other instrument. */
export function subthreshold(scoring: Scoring, phq8: Scoring, answers: Answers): Subthreshold | null {
  if (scoring.instrument !== 'phq-8' && scoring.instrument !== 'phq-9') return null;
  const all = score(scoring, answers);
  return { a: inBand(score(phq8, answers).total), b: scoring.instrument === 'phq-9' ? inBand(all.total) : null, ...byCount(all) };
}

const twoWeeks = 14 * 86_400_000;

/** In the band (A) at two checks at least two weeks apart, with no check between them out of it. Oldest first. */
export function isPersistent(checks: readonly { at: Date; a: boolean | null }[]): boolean {
  const known = checks.filter(({ a }) => a !== null);
  const last = known.at(-1);
  if (!last?.a) return false;
  const since = known.slice(known.findLastIndex(({ a }) => !a) + 1)[0]!;
  return last.at.getTime() - since.at.getTime() >= twoWeeks;
}
