/**
 * Days and times in words, by the clock of the place: whatever clock the machine has, people here go by
 * theirs. Coarse on purpose: an exact minute helps nobody and can be matched.
 */

/** Which clock that is, is the operator's word: the server teaches us once, at start, where to find it. */
let place = () => 'UTC';
export const goBy = (zone: () => string) => {
  place = zone;
};
/** The clock of the place, as a time zone. */
export const zone = () => place();

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: string, kind: string, timeZone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${kind} ${timeZone}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...options, timeZone })));
  return made;
}

/** "Saturday 21 November" */
export const day = (at: Date, language: string) => format(language, 'day', zone(), { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
/**
 * "Sunday 22 November at 9:31 am", by the clock that is handed over. For what somebody has to wait for, where the minute matters to them.
 * Midnight is the end of the day before, as everywhere else: "Saturday 21 November at midnight".
 */
export function moment(at: Date, language: string, timeZone: string): string {
  const isMidnight = clockAt(at, 'en', timeZone || 'UTC') === 'midnight';
  const onDay = format(language, 'day', timeZone || 'UTC', { weekday: 'long', day: 'numeric', month: 'long' }).format(isMidnight ? new Date(at.getTime() - 60_000) : at);
  const joint = language !== 'nb' ? 'at ' : isMidnight ? 'ved ' : '';
  return `${onDay} ${joint}${clockAt(at, language, timeZone || 'UTC')}`;
}
const whole: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
/** "21 November 2026" */
export const date = (at: Date, language: string) => format(language, 'date', zone(), whole).format(at);
/** The same of a day that was written down as one, 2026-11-21: it is that day on every clock. */
export const dateOf = (written: string, language: string) => format(language, 'date', 'UTC', whole).format(new Date(`${written}T12:00:00Z`));
/** The weekday, and the time of day as people say it. */
export const weekday = (at: Date, language: string) => format(language, 'weekday', zone(), { weekday: 'long' }).format(at);
export const clock = (at: Date, language: string) => clockAt(at, language, zone());
/** "21 November" */
export const dayOfYear = (at: Date, language: string) => format(language, 'day of year', zone(), { day: 'numeric', month: 'long' }).format(at);

/**
 * A time of day, one way in each language and the same on every page: "9 pm", "9:30 pm", "noon", "midnight";
 * "kl. 21", "kl. 21.30", "midnatt". `written` is 21:30, as forms and rotas have it.
 */
export function clockOf(written: string, language: string): string {
  const [hours, minutes] = written.split(':').map(Number) as [number, number];
  const past = minutes ? String(minutes).padStart(2, '0') : '';
  if (!past && hours % 24 === 0) return language === 'nb' ? 'midnatt' : 'midnight';
  if (language === 'nb') return `kl. ${hours}${past && `.${past}`}`;
  if (!past && hours === 12) return 'noon';
  return `${hours % 12 || 12}${past && `:${past}`} ${hours < 12 ? 'am' : 'pm'}`;
}
/** The same of a moment, by the clock that is handed over. */
export const clockAt = (at: Date, language: string, timeZone: string) =>
  clockOf(format('en', 'hours', timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at), language);
/** From when until when: "2 pm", "3:30 pm" · "kl. 14", "15.30". */
export const span = (from: string, to: string): [from: string, to: string] => [from, from.startsWith('kl.') ? to.replace(/^kl\. /, '') : to];
