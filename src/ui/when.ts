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
/** "21 November 2026" */
export const date = (at: Date, language: string) => format(language, 'date', { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
