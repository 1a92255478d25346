/** What a device may hand in: one sealed check-in, or one form of My space that could not be sent. An older page on a device sends what it always sent; a newer one than we know is not guessed at. */

import { isDay } from '#toolbox/day-rules';
import { dated, formOf, isKept, type Form } from '#toolbox/unsent-rules';

/** `once` is the letter's own name; `from` the device's half of the keys; all but `box` and `once` in base64. */
export type Letter = { v: 1; box: string; once: string; from: string; iv: string; sealed: string };

/** The longest form in its longest letters, sealed; whatever is longer is none of ours. */
export const longestLetter = 300_000;

export function letterOf(text: string): Letter | undefined {
  if (text.length > longestLetter) return undefined;
  try {
    const said = JSON.parse(text) as Partial<Letter> | null;
    const isWhole = said?.v === 1 && (['box', 'once', 'from', 'iv', 'sealed'] as const).every((name) => typeof said[name] === 'string' && said[name] !== '');
    return isWhole && /^[\w-]{8,60}$/.test(said!.once!) ? (said as Letter) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The form a letter holds, or nothing when it holds a check-in. "Today" and
 * "yesterday" were said on another day: they become the days they meant then,
 * by the device's clock. A place that is none of ours is not gone to.
 */
export function formIn(said: Record<string, unknown>): Form | 'none' | undefined {
  if (typeof said.place !== 'string') return undefined;
  const [path, search] = said.place.split(/(?=\?)/);
  const fields = Array.isArray(said.fields) ? said.fields.filter((field): field is [string, string] => Array.isArray(field) && field.length === 2 && field.every((part) => typeof part === 'string')) : [];
  if (!isKept(path ?? '', search ?? '')) return 'none';
  const then = typeof said.when === 'string' && isDay(said.when) ? said.when : undefined;
  const form = formOf(said.place, fields);
  return form ? (then ? dated(form, then) : form) : 'none';
}

/** What says only when. */
const ofTime = ['when', 'day', 'month', 'year', 'at'];

/** A check-in as the form it would have been, for its member to look at; nothing where nothing was said in it. */
export function checkInForm(said: Record<string, unknown>, once: string): Form | undefined {
  const fields = Object.entries(said).filter((field): field is [string, string] => typeof field[1] === 'string');
  const isWritten = fields.some(([name, value]) => !ofTime.includes(name) && value.trim());
  return isWritten ? formOf('/space/note?/save', [['once', once], ...fields]) : undefined;
}
