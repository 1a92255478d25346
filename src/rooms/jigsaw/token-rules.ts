/**
 * A text as the learned part reads it: its words, numbers and marks, and for
 * each of them what stands there and around it, as places in a row of weights.
 *
 * Nothing here knows a kind of clue. What a word is, how it is written, how
 * seldom people say it on the forum, and what stands beside it is all that
 * there is; the weights (`model.json`) say what that means.
 */
import type { Language } from '#jigsaw/clue-rules';
import { bigPlaces, clinics, employers, famous, first, last, plainCapitals, rare, smallPlaces, wordLasts, wordNames } from '#jigsaw/lists';
import { latin } from '#jigsaw/reading-rules';

export type Token = { start: number; end: number; text: string; low: string };

/** How many weights a head has. */
export const width = 1 << 17;
const bits = 17;

const shape = new RegExp(latin("[\\p{L}][\\p{L}]*(?:['’-][\\p{L}]+)*|[\\p{N}]+(?:[.:][\\p{N}]+)*|[.,!?;:()\"«»@/_-]"), 'gu');

/** Words, numbers and marks in their order. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  shape.lastIndex = 0;
  for (let hit = shape.exec(text); hit; hit = shape.exec(text)) tokens.push({ start: hit.index, end: hit.index + hit[0].length, text: hit[0], low: hit[0].toLowerCase() });
  return tokens;
}

/** How often a word is said on a forum like this: 0 never met, 4 by nearly everybody. */
export type Rarity = (low: string) => number;

const letter = new RegExp(latin('^[\\p{L}]'), 'u');
const large = new RegExp(latin('^[\\p{Lu}]'), 'u');

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
/** One place for a sort of sign and what it is; two signs of one sort stay apart. */
const placeOf = (sort: number, what: number) => {
  let hash = Math.imul(what ^ Math.imul(sort + 1, 0x9e3779b1), 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 15)) >>> (32 - bits);
};
const both = (one: number, other: number) => Math.imul(one, 31) ^ (other + 0x7f4a7c15);

const wordsOf = (list: Iterable<string>) => new Set([...list].flatMap((one) => one.split(/[ -]/)).filter((word) => word.length > 3 && !first.has(word)));
/** What a word may be by the lists, one bit each: a name, a place, a house everybody knows, somebody famous, something rare. */
const sorts: readonly ReadonlySet<string>[] = [
  new Set([...first].filter((word) => !wordNames.has(word))), new Set([...last].filter((word) => !wordLasts.has(word))), bigPlaces, smallPlaces,
  wordsOf(employers), wordsOf(famous), wordsOf(rare), new Set(clinics), plainCapitals
];
const sortOf = (low: string) => {
  const plain = low.replace(/['’]?s$/, '');
  return sorts.reduce((sum, sort, at) => sum + (sort.has(low) || sort.has(plain) ? 1 << at : 0), 0);
};

/** How a word is written: small, with a capital, in capitals, a number of so many digits, a mark. */
function shapeOf(tokens: readonly Token[], at: number): string {
  const { text } = tokens[at]!;
  if (/^\d/.test(text)) return `d${Math.min(text.length, 9)}${/[.:]/.test(text) ? '.' : ''}`;
  if (!letter.test(text)) return text;
  const begins = at === 0 || '.!?:"«('.includes(tokens[at - 1]!.text);
  const how = text.length > 1 && text === text.toUpperCase() ? 'X' : large.test(text) ? 'C' : 'c';
  return `${how}${begins ? '^' : ''}${text.includes('-') ? '-' : ''}`;
}

/** How far around a word one looks for company. */
const around = 5;

/** For each word the places that its signs have in a head's weights. */
export function placesOf(tokens: readonly Token[], language: Language, rarity: Rarity): Uint32Array[] {
  const words = tokens.map(({ low }) => hashOf(low));
  const shapes = tokens.map((_, at) => hashOf(shapeOf(tokens, at)));
  const rare = tokens.map(({ low }) => (letter.test(low) ? rarity(low) : /^\d/.test(low) ? 8 : 9));
  const sorted = tokens.map(({ low }) => (letter.test(low) ? sortOf(low) : 0));
  const nothing = hashOf('#');
  const spoken = language === 'nb' ? 1 : 2;
  return tokens.map(({ low }, at) => {
    const places: number[] = [placeOf(1, spoken)];
    for (let step = -2; step <= 2; step++) {
      const there = at + step;
      const isThere = there >= 0 && there < tokens.length;
      places.push(placeOf(10 + step, isThere ? words[there]! : nothing));
      if (isThere) places.push(placeOf(20 + step, shapes[there]!), placeOf(30 + step, rare[there]!));
    }
    for (let length = 3; length <= 5; length++) if (low.length > length) places.push(placeOf(40 + length, hashOf(low.slice(-length))));
    if (low.length > 4) places.push(placeOf(50, hashOf(low.slice(0, 4))));
    places.push(placeOf(51, both(shapes[at]!, rare[at]!)));
    if (sorted[at]) places.push(placeOf(60, sorted[at]!), placeOf(61, both(sorted[at]!, shapes[at]!)));
    if (sorted[at - 1]) places.push(placeOf(62, sorted[at - 1]!));
    if (sorted[at + 1]) places.push(placeOf(63, sorted[at + 1]!));
    if (sorted[at] && sorted[at + 1]) places.push(placeOf(64, both(sorted[at]!, sorted[at + 1]!)));
    if (at > 0) places.push(placeOf(52, both(words[at - 1]!, words[at]!)), placeOf(53, both(shapes[at - 1]!, shapes[at]!)));
    if (at + 1 < tokens.length) places.push(placeOf(54, both(words[at]!, words[at + 1]!)), placeOf(55, both(shapes[at]!, shapes[at + 1]!)));
    for (let there = Math.max(0, at - around); there < Math.min(tokens.length, at + around + 1); there++) places.push(placeOf(56, words[there]!));
    return Uint32Array.from(places);
  });
}
