/**
 * Days, as YYYY-MM-DD in somebody's own calendar. A day is a name, not a
 * stretch of hours: summer time, leap days and travel do not bend it.
 */
import { datesIn } from '#platform/formats';

const ways: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const parts = (at: Date, timeZone: string): Record<string, string> => Object.fromEntries(datesIn('en-GB', { ...ways, timeZone }).formatToParts(at).map(({ type, value }) => [type, value]));

/** Which day it is there at this moment. */
export function dayIn(timeZone: string, at: Date): string {
  const { year, month, day } = parts(at, timeZone);
  return `${year}-${month}-${day}`;
}

/** What the clock shows there, as HH:MM. */
export function timeIn(timeZone: string, at: Date): string {
  const { hour, minute } = parts(at, timeZone);
  return `${hour}:${minute}`;
}

const noon = (day: string) => new Date(`${day}T12:00:00Z`);

/** A day that is in the calendar: 2024-02-29 is, 2026-02-29 is not. */
export const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(noon(text).getTime()) && noon(text).toISOString().slice(0, 10) === text;

/** So many days later; earlier when it is negative. */
export function dayAfter(day: string, days: number): string {
  const at = noon(day);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** How many days lie between: 0 for the same day, 1 for the next. */
export const daysBetween = (from: string, to: string): number => Math.round((noon(to).getTime() - noon(from).getTime()) / 86_400_000);

/** Which day a form says it is about. "Today" is ticked beforehand: whoever fills in a box means the day in the boxes. */
export const whenOf = (read: (name: string) => string): string =>
  ['', 'today'].includes(read('when')) && ['day', 'month', 'year'].some((box) => read(box).trim()) ? 'other' : read('when');

/** Three boxes as people fill them in: "3", "05" or "5", "2026" or "26". Undefined when there is no such day. */
export function dayOf(day: string, month: string, year: string): string | undefined {
  const [d, m, y] = [day, month, year].map((text) => text.trim());
  if (!/^\d{1,2}$/.test(d!) || !/^\d{1,2}$/.test(m!) || !/^(\d{2}|\d{4})$/.test(y!)) return undefined;
  const made = `${y!.length === 2 ? `20${y}` : y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}`;
  return isDay(made) ? made : undefined;
}
