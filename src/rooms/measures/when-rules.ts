/**
 * When questions may come again.
 *
 * Never sooner than the days they ask about: asked again after a week about
 * the last two, half of it would be the same week. Nothing is ever overdue.
 */
type Filled = { instrument: string; begunAt: Date; doneAt: Date | null };
const day = 86_400_000;
export const laterDays = 7;

/** From when it may be filled in again; nothing when it never was. The newest first. */
export function againFrom(responses: readonly Filled[], windowDays: number): Date | undefined {
  const last = responses.find(({ doneAt }) => doneAt)?.doneAt;
  return last ? new Date(last.getTime() + windowDays * day) : undefined;
}

/** What was begun is gone on with as long as it asks about the same days. */
export const isStillOpen = ({ begunAt, doneAt }: Pick<Filled, 'begunAt' | 'doneAt'>, windowDays: number, now: Date) =>
  !doneAt && now.getTime() - begunAt.getTime() < windowDays * day;

/** "Later": a week from now. */
export const later = (now: Date) => new Date(now.getTime() + laterDays * day);
