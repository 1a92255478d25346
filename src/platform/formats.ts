/**
 * How a language writes days, numbers and lists: each way made once and kept.
 *
 * Making one takes a hundred times as long as using it (days 80 millionths of a
 * second, lists 5, numbers 25), and days 25 to 30 KB outside of V8's heap, which
 * V8 does not count and seldom gives back: a page that made eight of them each
 * time it was read held 800 MB after some thousand times. A wall holds that
 * nobody else makes one for a page; `ui` is at this height, and keeps its own.
 */
const kept = new Map<string, unknown>();

function once<Format>(kind: string, make: (language: string, options: object) => Format) {
  return (language: string, options: object = {}): Format => {
    const key = `${kind} ${language} ${JSON.stringify(options)}`;
    let format = kept.get(key) as Format | undefined;
    if (!format) kept.set(key, (format = make(language, options)));
    return format;
  };
}

type Made<Format, Options> = (language: string, options?: Options) => Format;
export const datesIn: Made<Intl.DateTimeFormat, Intl.DateTimeFormatOptions> = once('dates', (language, options) => new Intl.DateTimeFormat(language, options));
export const numbersIn: Made<Intl.NumberFormat, Intl.NumberFormatOptions> = once('numbers', (language, options) => new Intl.NumberFormat(language, options));
export const listsIn: Made<Intl.ListFormat, Intl.ListFormatOptions> = once('lists', (language, options) => new Intl.ListFormat(language, options));
