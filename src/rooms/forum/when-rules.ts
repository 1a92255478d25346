/** How long ago, in the reader's language: minutes and hours for today, days for a week, then the date. */
const minute = 60_000;
const relative = new Map<string, Intl.RelativeTimeFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

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
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  const hour = at.getHours();
  const weekday = () => kept(dates, `${language} weekday`, () => new Intl.DateTimeFormat(local(language), { weekday: 'long' })).format(at);
  if (at.getTime() >= midnight) return { key: hour < 5 ? 'when.night' : hour < 12 ? 'when.morning' : hour < 18 ? 'when.afternoon' : 'when.evening', day: '' } as const;
  if (at.getTime() >= midnight - 24 * 60 * minute) return { key: 'when.yesterday', day: '' } as const;
  if (at.getTime() >= midnight - 6 * 24 * 60 * minute) return { key: 'when.onDay', day: weekday() } as const;
  return { key: 'when.date', day: onDay(at, language, now) } as const;
}

/** The date; the year only when it is not this one. */
export function onDay(at: Date, language: string, now = Date.now()): string {
  const isThisYear = at.getFullYear() === new Date(now).getFullYear();
  return kept(dates, `${language} ${isThisYear}`, () =>
    new Intl.DateTimeFormat(local(language), { day: 'numeric', month: 'long', year: isThisYear ? undefined : 'numeric' })).format(at);
}

/** "since Monday": the weekday within a week, else the date. */
export function sinceDay(at: Date, language: string, now = Date.now()): string {
  if (now - at.getTime() > 6 * 24 * 60 * minute) return onDay(at, language, now);
  return kept(dates, `${language} weekday`, () => new Intl.DateTimeFormat(local(language), { weekday: 'long' })).format(at);
}

/** 14:02 */
export const clock = (at: Date, language: string) =>
  kept(dates, `${language} clock`, () => new Intl.DateTimeFormat(local(language), { hour: '2-digit', minute: '2-digit' })).format(at);

/** "Willow, Ash and others", as the language joins a list. */
const joints = new Map<string, Intl.ListFormat>();
export const listed = (parts: readonly string[], language: string) =>
  parts.length < 2 ? parts[0] ?? '' : kept(joints, language, () => new Intl.ListFormat(local(language), { type: 'conjunction' })).format(parts);

/** A name that the house keeps in every language. */
export const named = (names: Record<string, string>, language: string) => names[language] ?? names.en ?? '';
