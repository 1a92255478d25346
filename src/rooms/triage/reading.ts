/**
 * How triage reads a text: lower case, one spelling for what people write in
 * many ways, and sentences that patterns may not cross unnoticed.
 *
 * A reading is a line like ` i can not go on | thank you all | ` together with
 * where each word stands in the text as it was written, so that a reason can
 * quote the member's own words and nothing else. Time is linear in the text,
 * and very long texts are read at both ends only (`isWhole` says so).
 */
import { spellings } from '#triage/spellings';

export type Token = { word: string; start: number; end: number };
export type Reading = { text: string; tokens: Token[]; line: string; starts: number[]; isWhole: boolean };

/** Characters read at the beginning and at the end of a text. Posts are far shorter. */
export const longest = 12_000;

export const invisible = /\u00ad|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|\ufeff|\ufe0f/g;
const wordOrEnd = /[\p{L}\p{N}@$][\p{L}\p{N}\p{M}@$'’‘`´*]*|[.!?…;:\n]+|[()"“”«»]|\p{Extended_Pictographic}/gu;
const leet: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
const isMixed = /\p{L}.*[0-9@$]|[0-9@$].*\p{L}/u;
const unit = /^\d+(?:[.,]\d+)?(?:mg|ml|mcg|g|kg|u|iu|mmol|h|t|hrs?|min|am|pm|st|nd|rd|th|x|l|s|ish|k|yrs?|åring(?:en)?|yo|år)$/u;

const longestWord = 60;

/** One word as it is compared: no accents that are typed by chance, no drawn-out letters, no digits for letters. */
export function plain(written: string): string {
  let word = written.slice(0, longestWord).normalize('NFKC').toLowerCase().replace(/[’‘`´]/g, "'").replace(/^'+|'+$/g, '');
  if (isMixed.test(word) && !unit.test(word)) word = word.replace(/[0134570@$]/g, (sign) => leet[sign] ?? sign);
  return word.replace(/([\p{L}])\1{2,}/gu, '$1$1').replace(/\*/g, '');
}

function cut(text: string): { pieces: [string, number][]; isWhole: boolean } {
  if (text.length <= 2 * longest) return { pieces: [[text, 0]], isWhole: true };
  return { pieces: [[text.slice(0, longest), 0], [text.slice(-longest), text.length - longest]], isWhole: false };
}

/** Reads a text. `language` only chooses between spellings; both languages are understood in every text. */
export function read(text: string, language: 'en' | 'nb'): Reading {
  const { pieces, isWhole } = cut(text);
  const tokens: Token[] = [];
  for (const [piece, offset] of pieces) {
    // Same length before and after, so that places stay places.
    const seen = piece.replace(invisible, '');
    const places = seen.length === piece.length ? undefined : placesWithout(piece);
    for (const hit of seen.matchAll(wordOrEnd)) {
      const start = offset + (places ? places[hit.index]! : hit.index);
      const last = hit.index + hit[0].length - 1;
      const end = offset + (places ? places[last]! + 1 : last + 1);
      if (/^[\p{L}\p{N}@$]/u.test(hit[0])) for (const word of spellings(plain(hit[0]), language)) tokens.push({ word, start, end });
      else tokens.push({ word: endOf(hit[0]), start, end });
    }
    tokens.push({ word: '|', start: offset + piece.length, end: offset + piece.length });
  }
  const starts: number[] = [];
  let line = '';
  for (const { word } of tokens) {
    starts.push(line.length);
    line += ` ${word}`;
  }
  return { text, tokens, line: `${line} `, starts, isWhole };
}

const endOf = (sign: string) => (/[.!?…;:\n]/.test(sign) ? '|' : /["“”«»]/.test(sign) ? '"' : /[()]/.test(sign) ? ',' : sign);

function placesWithout(piece: string): number[] {
  const places: number[] = [];
  for (let at = 0; at < piece.length; at++) if (!piece[at]!.match(invisible)) places.push(at);
  return places;
}

/** The exact words in the text that a stretch of the line was read from. */
export function wordsAt({ text, tokens, starts }: Reading, from: number, to: number): string {
  const first = lastAtOrBefore(starts, from);
  const last = lastAtOrBefore(starts, Math.max(from, to - 1));
  return text.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? 0);
}

function lastAtOrBefore(starts: readonly number[], place: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
