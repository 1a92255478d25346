/** From scores to levels, and how well levels fit. The thresholds themselves are chosen in `train.py`. */
import { levels, type Level } from '#triage/levels';
import type { Scores } from '#triage/model';

export function levelOf({ low, concern, urgent }: Scores, at: Record<string, number>): Level {
  if (urgent >= at.urgent!) return 'urgent';
  if (concern >= at.concern!) return 'concern';
  return low >= at.low! ? 'low' : 'none';
}

/** The middle of the four levels' F. */
export function macroF(pairs: readonly { is: Level; said: Level }[]): number {
  return levels.reduce((sum, level) => {
    const right = pairs.filter(({ is, said }) => is === level && said === level).length;
    const named = pairs.filter(({ is, said }) => is === level || said === level).length;
    return sum + (named ? (2 * right) / (named + right) : 0) / levels.length;
  }, 0);
}
