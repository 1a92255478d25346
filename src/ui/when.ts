/** Days and times in words. Coarse on purpose: an exact minute helps nobody and can be matched. */

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: string, kind: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${kind}`;
  let made = formats.get(key);
  if (!made) formats.set(key, (made = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, options)));
  return made;
}

/** "Saturday 21 November" */
export const day = (at: Date, language: string) => format(language, 'day', { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
/** "Sunday 22 November at 09:31", by the clock of the place. For what somebody has to wait for, where the minute matters to them. */
export const moment = (at: Date, language: string, timeZone: string) =>
  format(language, `moment ${timeZone}`, { weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit', timeZone: timeZone || 'UTC' }).format(at);
/** "21 November 2026" */
export const date = (at: Date, language: string) => format(language, 'date', { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
