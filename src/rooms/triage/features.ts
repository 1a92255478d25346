/**
 * What the linear models see of a text: words, pieces of words, heads of the
 * thesaurus, cues and what stands near what, signals. Each is hashed into one
 * of `width` places (weights are shared by accident, which training allows for).
 */
import type { Cue, Cues } from '#triage/cues';
import { cuesIn } from '#triage/cues';
import { placesOf } from '#triage/found';
import type { Text } from '#triage/levels';
import { read, type Reading } from '#triage/reading';
import { signals } from '#triage/signals';
import { headsOf } from '#triage/thesaurus';

export const width = 1 << 15;
/** Places and their values, of one text. */
export type Features = { places: Int32Array; values: Float32Array };
/** What is not in the words: how many there are, whether the author wrote before, the language. */
export type About = { words: number; hasEarlier: boolean; isNorwegian: boolean };
export type Seen = { reading: Reading; cues: Cues; fired: Map<string, boolean>; features: Features; about: About; /** What stood in the author's last texts. */ before?: Cues };

const begin = 2_166_136_261;
const step = (sum: number, letter: number) => Math.imul(sum ^ letter, 16_777_619);
function hashed(sum: number, text: string): number {
  for (let at = 0; at < text.length; at++) sum = step(sum, text.charCodeAt(at));
  return sum;
}
/** FNV-1a. */
export const hash = (name: string): number => hashed(begin, name) >>> 0;

/** What lies in each place, for the one text that is being seen, and the places in the order they were first met. */
const sums = new Float64Array(width);
const isMet = new Uint8Array(width);
let met: number[] = [];

function emptied() {
  for (const place of met) sums[place] = isMet[place] = 0;
  met = [];
}
function add(sum: number, value: number) {
  const place = sum & (width - 1);
  if (!isMet[place]) {
    isMet[place] = 1;
    met.push(place);
  }
  sums[place]! += value;
}
const put = (name: string, value: number) => add(hashed(begin, name), value);

/**
 * Names, each once, without a string for each: two sums of its letters stand
 * for a name. The first is the one that gives it its place.
 */
type Names = { first: Int32Array; second: Int32Array; order: number[] };
function namesFor(most: number): Names {
  const size = 1 << Math.ceil(Math.log2(2 * most + 2));
  return { first: new Int32Array(size), second: new Int32Array(size), order: [] };
}
const stepBeside = (sum: number, letter: number) => Math.imul(sum, 31) + letter | 0;
function hashedBeside(sum: number, text: string): number {
  for (let at = 0; at < text.length; at++) sum = stepBeside(sum, text.charCodeAt(at));
  return sum;
}
function keepName({ first, second, order }: Names, one: number, beside: number) {
  const other = beside | 1; // never nothing, which is an empty place
  for (let at = (one ^ (one >>> 15)) & (first.length - 1); ; at = (at + 1) & (first.length - 1)) {
    if (second[at] === 0) {
      first[at] = one;
      second[at] = other;
      order.push(one);
      return;
    }
    if (first[at] === one && second[at] === other) return;
  }
}
/** A long text has more of everything; each kind of feature weighs the same in all. */
function addAll({ order }: Names) {
  const value = 1 / Math.sqrt(order.length);
  for (const sum of order) add(sum, value);
}

/** More words than any post has; a pasted book is not read to the end. */
const mostWords = 1_500;
const space = ' '.charCodeAt(0);
/** The sums of how the names of each kind begin. */
const kinds = Object.fromEntries(['w', 'b', 'c', 'h', 'p'].map((kind) => [kind, { one: hashed(begin, `${kind} `), other: hashedBeside(0, `${kind} `) }])) as Record<'w' | 'b' | 'c' | 'h' | 'p', { one: number; other: number }>;

function addWords(words: readonly string[]) {
  const names = namesFor(2 * words.length);
  const { w, b } = kinds;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    keepName(names, hashed(w.one, word), hashedBeside(w.other, word));
    const next = words[at + 1] ?? '|';
    keepName(names, hashed(step(hashed(b.one, word), space), next), hashedBeside(stepBeside(hashedBeside(b.other, word), space), next));
  }
  addAll(names);
}

const longestPieced = 24;
function addPieces(words: readonly string[]) {
  const names = namesFor(3 * words.reduce((sum, word) => sum + Math.min(word.length, longestPieced), 0));
  const { c } = kinds;
  for (const word of words) {
    const padded = ` ${word.slice(0, longestPieced)} `;
    for (let size = 3; size <= 5; size++) for (let from = 0; from + size <= padded.length; from++) {
      let { one, other } = c;
      for (let at = from; at < from + size; at++) [one, other] = [step(one, padded.charCodeAt(at)), stepBeside(other, padded.charCodeAt(at))];
      keepName(names, one, other);
    }
  }
  addAll(names);
}

const nearness = 5;
const end = ['|'];
function addHeads(words: readonly string[], language: Text['language']) {
  const heads = words.map((word) => (word === '|' ? end : headsOf(word, language)));
  const names = namesFor(heads.reduce((sum, mine) => sum + mine.length, 0) * (1 + 2 * nearness));
  const { h, p } = kinds;
  heads.forEach((mine, at) => {
    for (const head of mine) {
      if (head === '|') continue;
      keepName(names, hashed(h.one, head), hashedBeside(h.other, head));
      const [one, other] = [step(hashed(p.one, head), space), stepBeside(hashedBeside(p.other, head), space)];
      for (let next = at + 1; next <= at + nearness && next < heads.length && heads[next]![0] !== '|'; next++) for (const beside of heads[next]!) keepName(names, hashed(one, beside), hashedBeside(other, beside));
    }
  });
  addAll(names);
}

const cueWeight = 0.6;
const pairWeight = 0.25;
const nearby = 100;
function addCues({ hits }: Cues) {
  const names = [...hits.keys()];
  for (const one of names) {
    put(`k ${one}`, cueWeight);
    for (const other of names) if (one < other) put(`${areNear(hits, one, other) ? 'n' : 'a'} ${one} ${other}`, pairWeight);
  }
}
const areNear = (hits: Cues['hits'], one: Cue, other: Cue) => hits.get(one)!.some((mine) => hits.get(other)!.some((theirs) => Math.abs(mine.from - theirs.from) < nearby));

/** Which signals fire, and whether something around speaks against them. */
export function firedIn(cues: Cues): Map<string, boolean> {
  const fired = new Map<string, boolean>();
  for (const [name, signal] of Object.entries(signals)) {
    const places = placesOf(cues, signal);
    if (places.length) fired.set(name, places.some(({ guards }) => !guards.length));
  }
  return fired;
}

/** Cues that are as common in everyday talk. */
export const quiet = new Set<Cue>(['distress', 'light', 'quoted', 'practical', 'hedge', 'kin', 'nowish', 'notBody', 'solved', 'longPast', 'grief', 'planned', 'soon']);

/** The words the models learn from; a figure of speech is one word, whichever it was. */
const wordsOf = (line: string) => line.trim().replace(/_+(?: _+)*/g, '_').split(' ', mostWords);

/** A text by itself, then beside what its author wrote before: `alone` is what was seen of it already. */
export const see = (text: Text, alone: Seen = seeAlone(text)): Seen => (text.previous?.length ? beside(alone, text.previous, text.language) : alone);

function seeAlone({ text, language }: Text): Seen {
  const reading = read(text, language);
  const cues = cuesIn(reading);
  const fired = firedIn(cues);
  const words = wordsOf(cues.line);
  emptied();
  addWords(words);
  addPieces(words);
  addHeads(words, language);
  addCues(cues);
  for (const [name, isFree] of fired) put(`${isFree ? 's' : 'g'} ${name}`, cueWeight);
  const risky = [...cues.hits.keys()].filter((name) => !quiet.has(name)).length;
  put(`risky ${Math.min(4, risky)}`, 0.8);
  if (text.trimEnd().endsWith('?')) put('asks', 0.5);
  if (!/ (?:i|me|my|jeg|meg|min|mi|mitt|mine) /.test(cues.line)) put('not about me', 0.5);
  if (fired.size === 0) put('no signal', 0.5);
  put(`length ${Math.min(7, Math.floor(Math.log2(words.length + 1)))}`, 0.3);
  const about = { words: text.split(/\s+/).length, hasEarlier: false, isNorwegian: language === 'nb' };
  return { reading, cues, fired, about, features: taken() };
}

function beside(alone: Seen, previous: readonly string[], language: Text['language']): Seen {
  const before = cuesIn(read(previous.slice(-3).join('\n'), language));
  emptied();
  alone.features.places.forEach((place, at) => add(place, alone.features.values[at]!));
  put('previous', 0.5);
  for (const name of before.hits.keys()) put(`v ${name}`, 0.15);
  return { ...alone, about: { ...alone.about, hasEarlier: true }, features: taken(), before };
}

function taken(): Features {
  const features = { places: Int32Array.from(met), values: Float32Array.from(met, (place) => sums[place]!) };
  emptied();
  return features;
}
