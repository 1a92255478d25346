/**
 * A text made ready for the rules: its plain letters, its words, its
 * sentences. Every position here is a position in the text itself.
 */
import { gated, hitsIn, known, open, type Gated } from '#platform/gates';
import type { Language } from '#jigsaw/clue-rules';

export type Word = { text: string; low: string; start: number; end: number; isCapital: boolean; begins: boolean };
export type Reading = {
  text: string;
  /** The same text with typists' quotes, dashes and spaces instead of printers', letter for letter. */
  plain: string;
  /** The plain text with a small letter where a sentence begins, so that the first word is read like any other. */
  eased: string;
  /** The same in small letters, letter for letter. */
  low: string;
  language: Language;
  words: Word[];
  /** Names people go by here, in small letters. */
  known: ReadonlySet<string>;
  /** Where the sentence around a place in the text begins. */
  sentenceAt: (at: number) => { start: number; end: number };
};

const upper = 'A-ZÀ-ÖØ-ÞĄĆČĎĐĘĚĞİŁŃŇŊŐŒŘŚŞŠŢŤŦŮŰŹŻŽȘȚ';
const lower = 'a-zß-öø-ÿāăąćčďđęěğıłńňŋőœřśşšţťŧůűźżžșț';
const classes: Record<string, string> = { L: 'A-Za-zÀ-ɏ', Lu: upper, Ll: lower, N: '0-9' };

/**
 * The same pattern for the letters of our languages alone. A class of all the
 * letters of the world is long, and takes a hundred times as long to prepare.
 */
export function latin(source: string): string {
  let [made, isClass] = ['', false];
  for (let at = 0; at < source.length; at++) {
    const property = source.startsWith('\\p{', at) ? /^\\p\{(L|Lu|Ll|N)\}/.exec(source.slice(at, at + 6)) : null;
    if (property) {
      made += isClass ? classes[property[1]!]! : `[${classes[property[1]!]!}]`;
      at += property[0].length - 1;
      continue;
    }
    if (source[at] === '\\') made += source[at++];
    else if (source[at] === '[') isClass = true;
    else if (source[at] === ']') isClass = false;
    made += source[at];
  }
  return made;
}

type Prepared = { gate: Gated; whole?: RegExp };
const prepared = new WeakMap<RegExp, Prepared>();
/** Flags → source → the same pattern written elsewhere, or written down anew with each text. */
const bySource = new Map<string, Map<string, Prepared>>();

function preparedOf(pattern: RegExp): Prepared {
  const before = prepared.get(pattern);
  if (before) return before;
  const { source, flags } = pattern;
  const alike = bySource.get(flags) ?? new Map<string, Prepared>();
  bySource.set(flags, alike);
  const mine: Prepared = alike.get(source) ?? { gate: gated({ source: latin(source), flags }) };
  alike.set(source, mine);
  prepared.set(pattern, mine);
  return mine;
}

/**
 * Every place where a pattern fits. Patterns are prepared once and kept: what
 * `matchAll` copies each time is prepared anew whenever memory was tidied. In a
 * text that is being read, only what may be in it is tried.
 */
export function all(text: string, pattern: RegExp): RegExpExecArray[] {
  const mine = preparedOf(pattern);
  const opened = known(text);
  if (opened) return hitsIn(opened, mine.gate);
  const whole = (mine.whole ??= new RegExp(latin(pattern.source), pattern.flags));
  const hits: RegExpExecArray[] = [];
  whole.lastIndex = 0;
  for (let hit = whole.exec(text); hit; hit = whole.exec(text)) {
    hits.push(hit);
    if (!hit[0]) whole.lastIndex++;
  }
  return hits;
}

const sameLength = (text: string, other: string) => (other.length === text.length ? other : text);

const plainOf = (text: string) => sameLength(text, text
  .replace(/[’‘ʼ´`]/g, "'").replace(/[“”«»„]/g, '"').replace(/[‐‑‒–—−]/g, '-').replace(/[\u00a0\u2007\u2009\u202f]/g, ' '));
const lowOf = (plain: string) => sameLength(plain, plain.replace(/\u0130/g, 'I').toLowerCase());

const word = /\p{L}[\p{L}\p{M}\p{N}]*(?:['-]\p{L}[\p{L}\p{M}\p{N}]*)*/gu;
/** Ends of what is not the end of a sentence: titles, short words, a day's number. */
const shortened = /(?:^|[\s("])(?:st|dr|mr|mrs|ms|prof|sr|jr|no|nr|tlf|kl|ca|bl|f|t|ev|evt|mob|tel|ext|vs|approx|rd|ave|\p{L}|\d{1,2})$/u;

function endsOf(plain: string, low: string): number[] {
  const ends = [0];
  for (const hit of all(plain, /(?<![.!?])[.!?]+["')]*(?=\s)|\n+/g)) {
    if (hit[0] === '.' && shortened.test(low.slice(Math.max(0, hit.index - 8), hit.index))) continue;
    ends.push(hit.index + hit[0].length);
  }
  ends.push(plain.length);
  return ends;
}

function wordsOf(plain: string, low: string, ends: number[]): Word[] {
  let sentence = 0;
  let seen = -1;
  return all(plain, word).map((hit) => {
    const start = hit.index;
    while (sentence + 1 < ends.length && ends[sentence + 1]! <= start) sentence++;
    const begins = seen !== sentence || /["(:*•-]\s*$/.test(plain.slice(Math.max(0, start - 2), start));
    seen = sentence;
    const first = hit[0][0]!;
    return { text: hit[0], low: low.slice(start, start + hit[0].length), start, end: start + hit[0].length, isCapital: first !== first.toLowerCase(), begins };
  });
}

function easedOf(plain: string, low: string, words: Word[]): string {
  let [eased, from] = ['', 0];
  for (const { begins, isCapital, start } of words) {
    if (!begins || !isCapital) continue;
    eased += plain.slice(from, start) + low[start]!;
    from = start + 1;
  }
  return eased + plain.slice(from);
}

export function read(text: string, language: Language, names: ReadonlySet<string>): Reading {
  const plain = plainOf(text);
  const low = lowOf(plain);
  const ends = endsOf(plain, low);
  const sentenceAt = (at: number) => {
    let [left, right] = [0, ends.length - 1];
    while (right - left > 1) {
      const middle = (left + right) >> 1;
      if (ends[middle]! <= at) left = middle;
      else right = middle;
    }
    return { start: ends[left]!, end: ends[right] ?? plain.length };
  };
  const words = wordsOf(plain, low, ends);
  const eased = easedOf(plain, low, words);
  open(low, [plain, eased]);
  return { text, plain, eased, low, language, words, known: names, sentenceAt };
}

/** Whether a pattern fits anywhere, also one that remembers where it was. */
export const has = (pattern: RegExp, text: string) => {
  pattern.lastIndex = 0;
  return pattern.test(text);
};

/** The small letters just before a place, within its sentence. */
export const before = (reading: Reading, at: number, length = 60) =>
  reading.low.slice(Math.max(reading.sentenceAt(Math.max(0, at - 1)).start, at - length), at);
/** The small letters just after a place, within its line. */
export const after = (reading: Reading, at: number, length = 40) => reading.low.slice(at, at + length).split('\n')[0]!;
/** The small letters of the whole sentence around a place, at most 400 of them. */
export const sentence = (reading: Reading, at: number) => {
  const { start, end } = reading.sentenceAt(at);
  return reading.low.slice(Math.max(start, at - 200), Math.min(end, at + 200));
};

/** Where words of small letters end and begin: \b knows no å. */
export const edges = (inside: string) => new RegExp(latin(`(?<![\\p{L}\\p{N}])(?:${inside})(?![\\p{L}\\p{N}])`), 'gu');
const special = /[.*+?^${}()|[\]\\]/g;
export const anyOf = (list: readonly string[]) => [...list].sort((a, b) => b.length - a.length).map((one) => one.replace(special, '\\$&')).join('|');
