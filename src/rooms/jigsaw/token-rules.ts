/**
 * A text as the learned part reads it: its words, numbers and marks, and for
 * each of them what stands there and around it, as places in a row of weights.
 *
 * Nothing here knows a kind of clue. What a word is, how it is written, how
 * seldom people say it on the forum, and what stands beside it is all that
 * there is; the weights (`model.json`) say what that means.
 */
import type { Language } from '#jigsaw/clue-rules';
import { classesOf } from '#jigsaw/class-rules';
import { bigPlaces, clinics, employers, first, last, plainCapitals, rare, smallPlaces, wellKnown, wordLasts, wordNames } from '#jigsaw/lists';
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
  wordsOf(employers), wordsOf(wellKnown), wordsOf(rare), new Set(clinics), plainCapitals
];
const sortBits = new Map<string, number>();
sorts.forEach((sort, at) => { for (const word of sort) sortBits.set(word, (sortBits.get(word) ?? 0) | (1 << at)); });
const sortOf = (low: string) => {
  const bits = sortBits.get(low) ?? 0;
  return low.endsWith('s') ? bits | (sortBits.get(low.replace(/['’]?s$/, '')) ?? 0) : bits;
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

/** How far around a word one looks for words, and for what words are about. */
const [around, near] = [5, 8];
const nothing = hashOf('#');
/** Room for the places of one word. */
const room = new Uint32Array(256);

/** For each word the places that its signs have in a head's weights. */
export function placesOf(tokens: readonly Token[], language: Language, rarity: Rarity): Uint32Array[] {
  const words = tokens.map(({ low }) => hashOf(low));
  const shapes = tokens.map((_, at) => hashOf(shapeOf(tokens, at)));
  const rare = tokens.map(({ low }) => (letter.test(low) ? rarity(low) : /^\d/.test(low) ? 8 : 9));
  const sorted = tokens.map(({ low }, at) => (rare[at]! < 8 ? sortOf(low) : 0));
  const classes = tokens.map(({ low }, at) => (rare[at]! < 9 ? classesOf(low, language) : 0));
  const besides = words.map((word) => placeOf(56, word));
  const spoken = placeOf(1, language === 'nb' ? 1 : 2);
  return tokens.map(({ low }, at) => {
    let many = 0;
    const add = (sort: number, what: number) => { room[many++] = placeOf(sort, what); };
    room[many++] = spoken;
    for (let step = -2; step <= 2; step++) {
      const there = at + step;
      const isThere = there >= 0 && there < tokens.length;
      add(10 + step, isThere ? words[there]! : nothing);
      if (isThere) { add(20 + step, shapes[there]!); add(30 + step, rare[there]!); }
    }
    for (let length = 3; length <= 5; length++) if (low.length > length) add(40 + length, hashOf(low.slice(-length)));
    if (low.length > 4) add(50, hashOf(low.slice(0, 4)));
    add(51, both(shapes[at]!, rare[at]!));
    if (sorted[at]) { add(60, sorted[at]!); add(61, both(sorted[at]!, shapes[at]!)); }
    if (sorted[at - 1]) add(62, sorted[at - 1]!);
    if (sorted[at + 1]) add(63, sorted[at + 1]!);
    if (sorted[at] && sorted[at + 1]) add(64, both(sorted[at]!, sorted[at + 1]!));
    const mine = classes[at]!;
    const self = mine || rare[at]!;
    if (mine) { add(70, mine); add(71, both(mine, rare[at]!)); }
    let company = 0;
    for (let there = Math.max(0, at - near); there < Math.min(tokens.length, at + near + 1); there++) if (there !== at) company |= classes[there]!;
    for (let left = company; left; left &= left - 1) { add(72, left & -left); add(73, both(self, left & -left)); }
    for (let step = -2; step <= 2; step++) if (step && classes[at + step]) { add(80 + step, classes[at + step]!); add(90 + step, both(classes[at + step]!, self)); }
    if (at > 0) { add(52, both(words[at - 1]!, words[at]!)); add(53, both(shapes[at - 1]!, shapes[at]!)); }
    if (at + 1 < tokens.length) { add(54, both(words[at]!, words[at + 1]!)); add(55, both(shapes[at]!, shapes[at + 1]!)); }
    for (let there = Math.max(0, at - around); there < Math.min(tokens.length, at + around + 1); there++) room[many++] = besides[there]!;
    return room.slice(0, many);
  });
}
