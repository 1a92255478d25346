/**
 * What follows from PHQ-2 and PHQ-8 on a clinician's sheet. (REF-1, EDU-6)
 *
 * Pure, and nothing is kept. Two questions first; from two points on the other
 * six (Arroll 2010: two or more finds 86 of 100). The band of eight decides
 * which way fits (safety guide §1.5): from 5 to 9 this community is made for;
 * from 10 on somebody's own doctor comes first, and the community may go
 * beside. It is no diagnosis, and it does not ask about harm to oneself.
 */
export type Fit = 'little' | 'made' | 'doctorToo' | 'doctorSoon' | 'doctorToday' | 'unscored';
export const gate = 2;

export const isEnough = (two: number | null): boolean => two !== null && two < gate;

/** Which way fits a total of the eight; `isMore`: five symptoms or more with a core one, which is never less than seeing a doctor. */
export function fitOf(total: number | null, isMore = false): Fit {
  if (total === null) return 'unscored';
  if (total >= 20) return 'doctorToday';
  if (total >= 15) return 'doctorSoon';
  if (total >= 10 || isMore) return 'doctorToo';
  return total >= 5 ? 'made' : 'little';
}
