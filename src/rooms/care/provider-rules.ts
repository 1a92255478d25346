/** What is known of somebody who works with members, and what follows from their days: pure, so that a page, a clock and a test agree. */
import { refuse } from '#platform/answers';

/** What a member, a colleague or a card says of a provider. Two of one name differ in organisation, role or check word. */
export type Facts = { name: string; role: string; organisation: string; checkWord: string };
export type Days = { replyDays: number; workingDays: number[]; absentFrom: string | null; absentUntil: string | null };

/** Monday is 1, as ISO 8601 counts. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
/** Safety guide §5: three working days, unless they say otherwise. */
export const usualReplyDays = 3;
export const mostReplyDays = 20;

/** One line of at most so many letters; refused beside its field when it is empty or longer. */
export function lineOf(text: string, field: string, most: number, { mayBeEmpty = false } = {}): string {
  const line = text.normalize('NFC').replace(/[\p{C}\s]+/gu, ' ').trim();
  if (!line && !mayBeEmpty) refuse('care.refused.empty', field);
  if ([...line].length > most) refuse('care.refused.long', field, { most });
  return line;
}

/** Whether they are away on a day (YYYY-MM-DD); both ends of an absence are days away. */
export const isAway = ({ absentFrom, absentUntil }: Pick<Days, 'absentFrom' | 'absentUntil'>, day: string): boolean =>
  absentFrom !== null && absentUntil !== null && absentFrom <= day && day <= absentUntil;

/** Who was named to step in, and when they are away themselves. */
export type Cover = { cover: string | null; coverAbsentFrom: string | null; coverAbsentUntil: string | null };
/** Who steps in on a day (YYYY-MM-DD): nobody while whoever was named is away, too. */
export const coverOn = ({ cover, coverAbsentFrom, coverAbsentUntil }: Cover, day: string): string | null =>
  isAway({ absentFrom: coverAbsentFrom, absentUntil: coverAbsentUntil }, day) ? null : cover;

/** Which weekday a day is, Monday 1. */
export const weekdayOf = (day: string): number => (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7 + 1;

/** Whether somebody works that day: one of their weekdays, and not away. Holidays of the place are for whoever asks. */
export const worksOn = (days: Days, day: string): boolean => days.workingDays.includes(weekdayOf(day)) && !isAway(days, day);

/** Working days from a form: at least one. */
export function workingDaysOf(ticked: readonly string[]): number[] {
  const days = weekdays.filter((day) => ticked.includes(String(day)));
  if (!days.length) refuse('care.refused.noDays', 'workingDays');
  return days;
}

export function replyDaysOf(text: string): number {
  const days = /^\d{1,2}$/.test(text.trim()) ? Number(text) : 0;
  if (days < 1 || days > mostReplyDays) refuse('care.refused.replyDays', 'replyDays', { most: mostReplyDays });
  return days;
}
