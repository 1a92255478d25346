/** A moment in words: "9 pm", "6 pm tomorrow", "10 am on Monday". The page says it with the house's words. */
import { datesIn } from '#platform/formats';
import { clockAt } from '#ui/when';
import { daysAway, wall } from '#house/duty-rules';

export type When = { key: 'when.today' | 'when.tomorrow' | 'when.weekday' | 'when.date'; values: Record<string, string> };

/** The time of day as people say it, minutes left out on the hour. */
export const clockWords = (at: Date, timeZone: string, language: string) => clockAt(at, language, timeZone);

const locale = (language: string) => (language === 'nb' ? 'nb-NO' : 'en-GB');

const ways: Record<'long' | 'day' | 'weekday', Intl.DateTimeFormatOptions> = {
  long: { dateStyle: 'long' }, day: { weekday: 'long', day: 'numeric', month: 'long' }, weekday: { weekday: 'long' }
};
const formatter = (language: string, how: keyof typeof ways) => datesIn(locale(language), { ...ways[how], timeZone: 'UTC' });

/** 3 May 2026 · 3. mai 2026. `date` is YYYY-MM-DD. */
export const dateWords = (date: string, language: string) =>
  formatter(language, 'long').format(new Date(`${date}T12:00:00Z`));

/** Monday 3 May · mandag 3. mai, for days of this week or the next. */
export const dayWords = (date: string, language: string) =>
  formatter(language, 'day').format(new Date(`${date}T12:00:00Z`));

export const weekdayWords = (day: number, language: string) =>
  formatter(language, 'weekday').format(Date.UTC(2024, 0, day));

/** Midnight is the end of a day to whoever reads "by midnight", not the beginning of the next. */
export function whenWords(at: Date, now: Date, timeZone: string, language: string): When {
  const time = clockWords(at, timeZone, language);
  const shown = wall(at.getTime(), timeZone);
  const isMidnight = shown % 86_400_000 < 60_000;
  const away = daysAway(at, now, timeZone) - (isMidnight ? 1 : 0);
  if (away === 0) return { key: 'when.today', values: { time } };
  if (away === 1) return { key: 'when.tomorrow', values: { time } };
  const date = new Date(shown - (isMidnight ? 60_000 : 0));
  if (away > 1 && away < 7) return { key: 'when.weekday', values: { time, day: weekdayWords(date.getUTCDay() || 7, language) } };
  return { key: 'when.date', values: { time, date: dateWords(date.toISOString().slice(0, 10), language) } };
}

/** Europe/London → London: how people name the clock they go by. */
export const cityOf = (timeZone: string) => timeZone.split('/').at(-1)!.replaceAll('_', ' ');

/** July 2026 · juli 2026. `month` is YYYY-MM; anything else is given back as it is. */
export const monthWords = (month: string, language: string) =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(month)
    ? datesIn(locale(language), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T12:00:00Z`))
    : month;
