/** When somebody at work may be told by mail: in the hours they chose, on a day they work, when they are not away. Pure. */
import { dayAt, isWorkday } from '#house/workday-rules';
import type { Days } from '#care/provider-rules';
import { workOf, type Place } from '#messages/message-rules';

/** Whole hours by the clock of the place; `until` is the hour they stop. */
export type Hours = { fromHour: number; untilHour: number };
export const usualHours: Hours = { fromHour: 8, untilHour: 16 };
export const firstHours = [6, 7, 8, 9, 10, 12, 14, 16, 18, 20] as const;
export const lastHours = [12, 14, 15, 16, 17, 18, 20, 22] as const;
/** Between two mails, in minutes: a busy morning is told once. */
export const pause = 60;

export const isHours = ({ fromHour, untilHour }: Hours): boolean =>
  Number.isInteger(fromHour) && Number.isInteger(untilHour) && fromHour >= 0 && untilHour <= 24 && fromHour < untilHour;

export function isAtWork(days: Days, { fromHour, untilHour }: Hours, now: Date, place: Place): boolean {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(place.timeZone);
  return hour >= fromHour && hour < untilHour && isWorkday(dayAt(now, place.timeZone), workOf(days, place));
}
