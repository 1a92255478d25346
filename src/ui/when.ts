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
/** "Sunday 22 November at 09:31", by the clock that is handed over. For what somebody has to wait for, where the minute matters to them. */
export const moment = (at: Date, language: string, timeZone: string) =>
  format(language, 'moment', timeZone || 'UTC', { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(at);
const whole: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };
/** "21 November 2026" */
export const date = (at: Date, language: string) => format(language, 'date', zone(), whole).format(at);
/** The same of a day that was written down as one, 2026-11-21: it is that day on every clock. */
export const dateOf = (written: string, language: string) => format(language, 'date', 'UTC', whole).format(new Date(`${written}T12:00:00Z`));
/** The weekday, and the time of day as 14:02. */
export const weekday = (at: Date, language: string) => format(language, 'weekday', zone(), { weekday: 'long' }).format(at);
export const clock = (at: Date, language: string) => format(language, 'clock', zone(), { hour: '2-digit', minute: '2-digit' }).format(at);
/** "21 November" */
export const dayOfYear = (at: Date, language: string) => format(language, 'day of year', zone(), { day: 'numeric', month: 'long' }).format(at);
