/**
 * Loads every room's words and says them in a language.
 *
 * The same files serve pages, mail and the worker. A key that a language lacks
 * falls back to English; the tests do not let that ship.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { root } from '#platform/config';

export const languages = ['en', 'nb'] as const;
export type Language = (typeof languages)[number];
export const isLanguage = (text: unknown): text is Language => languages.includes(text as Language);
/** Languages written from right to left; none is shipped yet, the pages are ready. */
export const direction = (language: string) => (['ar', 'fa', 'he', 'ur'].includes(language) ? 'rtl' : 'ltr');

function load() {
  const resources: Record<string, Record<string, Record<string, string>>> = Object.fromEntries(languages.map((language) => [language, {}]));
  const folders = [['ui', join(root, 'src/ui/words')], ['platform', join(root, 'src/platform/words')], ['pages', join(root, 'src/routes/words')], ...readdirSync(join(root, 'src/rooms')).map((room) => [room, join(root, 'src/rooms', room, 'words')])];
  for (const [room, folder] of folders as [string, string][]) {
    for (const language of languages) {
      const file = join(folder, `${language}.json`);
      if (existsSync(file)) resources[language]![room] = JSON.parse(readFileSync(file, 'utf8'));
    }
  }
  return resources;
}

const speaker = i18next.createInstance();
await speaker.init({
  resources: load(),
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  interpolation: { escapeValue: false }, // Svelte escapes what it prints
  showSupportNotice: false
} as Parameters<typeof speaker.init>[0]);

type Values = Record<string, unknown>;
type Book = (key: string, values?: Values) => string;
const books = new Map<string, Book>();

/**
 * One room's words in one language. A key is resolved once and kept; only what
 * counts is asked each time. A page says a hundred of these: filling values in
 * here costs a twentieth of asking i18next again.
 */
export function book(language: string, room: string): Book {
  const known = books.get(language + room);
  if (known) return known;
  const kept = new Map<string, string[]>();
  const made: Book = (key, values) => {
    if (values && 'count' in values) return speaker.t(key, { ...values, ns: room, lng: language });
    let parts = kept.get(key); // words, a name, words, a name, words
    if (!parts) kept.set(key, (parts = speaker.t(key, { ns: room, lng: language, skipInterpolation: true }).split(/\{\{(\w+)\}\}/)));
    if (parts.length === 1) return parts[0]!;
    let said = parts[0]!;
    for (let at = 1; at < parts.length; at += 2) said += `${values ? (values[parts[at]!] ?? '') : `{{${parts[at]}}}`}${parts[at + 1]}`;
    return said;
  };
  books.set(language + room, made);
  return made;
}

/** One key of one room in one language. */
export const say = (language: string, room: string, key: string, values?: Values): string => book(language, room)(key, values);

/** Are there words for this key? Asked where a key is made of something that may be no key. */
export const knows = (language: string, room: string, key: string): boolean => speaker.exists(key, { ns: room, lng: language });
