/** How long ago, in the reader's language: minutes and hours for today, days for a week, then the date. By the clock of the place. */
import { listsIn } from '#platform/formats';
import { daysAway, wall } from '#house/duty-rules';
import { date, dayOfYear, weekday, zone } from '#ui/when';

const minute = 60_000;
const relative = new Map<string, Intl.RelativeTimeFormat>();

const local = (language: string) => (language === 'en' ? 'en-GB' : language);

function kept<Made>(made: Map<string, Made>, key: string, make: () => Made): Made {
  let found = made.get(key);
  if (!found) made.set(key, (found = make()));
  return found;
}

/** Asked for each post of each page, and there are a hundred answers. */
const said = new Map<string, string>();
const back = (language: string, many: number, unit: 'second' | 'minute' | 'hour' | 'day') => kept(said, `${language} ${many} ${unit}`, () =>
  kept(relative, language, () => new Intl.RelativeTimeFormat(local(language), { numeric: 'auto' })).format(-many, unit));

export function ago(at: Date, language: string, now = Date.now()): string {
  const minutes = Math.max(0, Math.floor((now - at.getTime()) / minute));
  if (minutes < 1) return back(language, 0, 'second');
  if (minutes < 60) return back(language, minutes, 'minute');
  if (minutes < 24 * 60) return back(language, Math.floor(minutes / 60), 'hour');
  const days = Math.floor(minutes / (24 * 60));
  return days < 7 ? back(language, days, 'day') : onDay(at, language, now);
}

/** A part of the day, a weekday, or the date: what is said where people may know each other's faces. [ID-17] */
export function coarse(at: Date, language: string, now = Date.now()) {
  const away = daysAway(at, new Date(now), zone());
  const hour = new Date(wall(at.getTime(), zone())).getUTCHours();
  if (away >= 0) return { key: hour < 5 ? 'when.night' : hour < 12 ? 'when.morning' : hour < 18 ? 'when.afternoon' : 'when.evening', day: '' } as const;
  if (away === -1) return { key: 'when.yesterday', day: '' } as const;
  if (away >= -6) return { key: 'when.onDay', day: weekday(at, language) } as const;
  return { key: 'when.date', day: onDay(at, language, now) } as const;
}

/** The same for the machine: the day it was, and no more. */
export const coarseDate = (at: Date) => new Date(wall(at.getTime(), zone())).toISOString().slice(0, 10);

/** Asking a clock costs more than saying the words, and most moments are in the same year on all of them. */
function yearOf(at: number): number {
  const [early, late] = [at - 24 * 60 * minute, at + 24 * 60 * minute].map((near) => new Date(near).getUTCFullYear());
  return early === late ? early! : new Date(wall(at, zone())).getUTCFullYear();
}

/** The date; the year only when it is not this one. */
export const onDay = (at: Date, language: string, now = Date.now()): string =>
  yearOf(at.getTime()) === yearOf(now) ? dayOfYear(at, language) : date(at, language);

/** "since Monday": the weekday within a week, else the date. */
export const sinceDay = (at: Date, language: string, now = Date.now()): string =>
  now - at.getTime() > 6 * 24 * 60 * minute ? onDay(at, language, now) : weekday(at, language);

const joint = (language: string) => listsIn(local(language), { type: 'conjunction' });
/** "Willow, Ash and others", as the language joins a list. */
export const listed = (parts: readonly string[], language: string) =>
  parts.length < 2 ? parts[0] ?? '' : joint(language).format(parts);

/** The same in pieces, each one with what it stands for; what joins them stands for nothing. */
export function listedParts<One extends { text: string }>(ones: readonly One[], language: string): { one?: One; text: string }[] {
  let at = 0;
  return joint(language).formatToParts(ones.map(({ text }) => text))
    .map(({ type, value }) => (type === 'element' ? { one: ones[at++]!, text: value } : { text: value }));
}

/** A word where a line begins with it. */
export const capital = (text: string, language: string) => text.charAt(0).toLocaleUpperCase(local(language)) + text.slice(1);

/** A name that the house keeps in every language. */
export const named = (names: Record<string, string>, language: string) => names[language] ?? names.en ?? '';
