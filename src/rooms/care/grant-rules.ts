/** What may be shared, and until when. */
import { refuse } from '#platform/answers';
import { dayIn } from '#platform/days';

/** Each is shared on its own. `questions` is a sheet for an appointment. */
export const shareables = ['goal', 'week', 'check-ins-body', 'check-ins-mind', 'notes-picture', 'people', 'plan', 'items', 'measure-result', 'questions'] as const;
export type Shareable = (typeof shareables)[number];

export function shareable(text: string): Shareable {
  return shareables.find((kind) => kind === text) ?? refuse('care.refused.kind', 'kind');
}

/** Of these, one may be shared without the others: a goal, a set of questions, a sheet. */
export const single: readonly Shareable[] = ['goal', 'measure-result', 'questions'];
/** These are only shared one by one. */
export const onlySingle: readonly Shareable[] = ['measure-result', 'questions'];

/** Offered lengths, in days; the third is what nobody has to choose. */
export const lengths = [7, 30, 90, 180] as const;
export const usualDays = 90;
/** Nothing is shared for longer without being asked again. */
export const mostDays = 366;

const dayAfter = (day: string, days: number) => new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** The last day of sharing: so many days from today, or the day that was chosen. Today is YYYY-MM-DD by the member's own clock. */
export function lastDayOf({ days, until }: { days: string; until: string }, today: string): string {
  if (days !== 'until') {
    const length = lengths.find((one) => String(one) === days) ?? usualDays;
    return dayAfter(today, length);
  }
  const last = dayIn(until);
  return last !== undefined && last >= today && last <= dayAfter(today, mostDays) ? last : refuse('care.refused.until', 'until');
}
