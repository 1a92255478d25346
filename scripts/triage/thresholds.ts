/** From which score on a level counts: chosen for recall on families the models had not seen. */
import { heightOf, levels, type Level } from '#triage/levels';
import type { Scores } from '#triage/model';
import type { Post } from './data.ts';

export type Judged = { post: Pick<Post, 'level'>; scores: Scores };

/** How many of those that are urgent, and of those that are urgent or concern, must be found. The rest follows. */
export const wanted = { urgent: 0.95, concern: 0.93 };

/** The highest score that still finds this share. */
function atRecall(judged: readonly Judged[], step: 'concern' | 'urgent', share: number): number {
  const found = judged.filter(({ post }) => heightOf(post.level) >= heightOf(step)).map(({ scores }) => scores[step]).sort((a, b) => b - a);
  return found[Math.min(found.length - 1, Math.ceil(share * found.length) - 1)] ?? 0;
}

export function levelOf({ low, concern, urgent }: Scores, at: Scores): Level {
  if (urgent >= at.urgent) return 'urgent';
  if (concern >= at.concern) return 'concern';
  return low >= at.low ? 'low' : 'none';
}

export function macroF(pairs: readonly { is: Level; said: Level }[]): number {
  return levels.reduce((sum, level) => {
    const right = pairs.filter(({ is, said }) => is === level && said === level).length;
    const named = pairs.filter(({ is, said }) => is === level || said === level).length;
    return sum + (named ? (2 * right) / (named + right) : 0) / levels.length;
  }, 0);
}

export function thresholdsFor(judged: readonly Judged[], share = wanted): Scores {
  const [urgent, concern] = [atRecall(judged, 'urgent', share.urgent), atRecall(judged, 'concern', share.concern)];
  const candidates = judged.map(({ scores }) => scores.low).sort((a, b) => a - b).filter((_, at) => at % 10 === 0);
  const fit = (low: number) => macroF(judged.map(({ post, scores }) => ({ is: post.level, said: levelOf(scores, { low, concern, urgent }) })));
  const low = candidates.reduce((best, one) => (fit(one) > fit(best) ? one : best), candidates[0] ?? 0);
  return { low, concern, urgent };
}
