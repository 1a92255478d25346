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
export type Seen = { reading: Reading; cues: Cues; fired: Map<string, boolean>; features: Features; about: About };

/** FNV-1a. */
export function hash(name: string): number {
  let sum = 2_166_136_261;
  for (let at = 0; at < name.length; at++) sum = Math.imul(sum ^ name.charCodeAt(at), 16_777_619);
  return sum >>> 0;
}

type Bag = Map<number, number>;
const put = (bag: Bag, name: string, value: number) => {
  const place = hash(name) % width;
  bag.set(place, (bag.get(place) ?? 0) + value);
};
/** A long text has more of everything; each kind of feature weighs the same in all. */
const putAll = (bag: Bag, names: Set<string>) => names.forEach((name) => put(bag, name, 1 / Math.sqrt(names.size)));

/** More words than any post has; a pasted book is not read to the end. */
const mostWords = 1_500;

function wordFeatures(words: readonly string[]): Set<string> {
  const names = new Set<string>();
  words.forEach((word, at) => names.add(`w ${word}`).add(`b ${word} ${words[at + 1] ?? '|'}`));
  return names;
}

function pieceFeatures(words: readonly string[]): Set<string> {
  const names = new Set<string>();
  for (const word of words) {
    const padded = ` ${word.slice(0, 24)} `;
    for (let size = 3; size <= 5; size++) for (let at = 0; at + size <= padded.length; at++) names.add(`c ${padded.slice(at, at + size)}`);
  }
  return names;
}

const nearness = 5;
function headFeatures(words: readonly string[], language: Text['language']): Set<string> {
  const heads = words.map((word) => (word === '|' ? ['|'] : headsOf(word, language)));
  const names = new Set<string>();
  heads.forEach((mine, at) => {
    for (const head of mine) {
      if (head === '|') continue;
      names.add(`h ${head}`);
      for (let next = at + 1; next <= at + nearness && next < heads.length && heads[next]![0] !== '|'; next++) for (const other of heads[next]!) names.add(`p ${head} ${other}`);
    }
  });
  return names;
}

const cueWeight = 0.6;
const pairWeight = 0.25;
const nearby = 100;
function cueFeatures(bag: Bag, { hits }: Cues) {
  const names = [...hits.keys()];
  for (const one of names) {
    put(bag, `k ${one}`, cueWeight);
    for (const other of names) if (one < other) put(bag, `${areNear(hits, one, other) ? 'n' : 'a'} ${one} ${other}`, pairWeight);
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

export function see({ text, language, previous = [] }: Text): Seen {
  const reading = read(text, language);
  const cues = cuesIn(reading);
  const fired = firedIn(cues);
  const words = wordsOf(cues.line);
  const bag: Bag = new Map();
  putAll(bag, wordFeatures(words));
  putAll(bag, pieceFeatures(words));
  putAll(bag, headFeatures(words, language));
  cueFeatures(bag, cues);
  for (const [name, isFree] of fired) put(bag, `${isFree ? 's' : 'g'} ${name}`, cueWeight);
  if (previous.length) {
    put(bag, 'previous', 0.5);
    for (const name of cuesIn(read(previous.slice(-3).join('\n'), language)).hits.keys()) put(bag, `v ${name}`, 0.15);
  }
  const risky = [...cues.hits.keys()].filter((name) => !quiet.has(name)).length;
  put(bag, `risky ${Math.min(4, risky)}`, 0.8);
  if (text.trimEnd().endsWith('?')) put(bag, 'asks', 0.5);
  if (!/ (?:i|me|my|jeg|meg|min|mi|mitt|mine) /.test(cues.line)) put(bag, 'not about me', 0.5);
  if (fired.size === 0) put(bag, 'no signal', 0.5);
  put(bag, `length ${Math.min(7, Math.floor(Math.log2(words.length + 1)))}`, 0.3);
  const about = { words: text.split(/\s+/).length, hasEarlier: previous.length > 0, isNorwegian: language === 'nb' };
  return { reading, cues, fired, about, features: { places: Int32Array.from(bag.keys()), values: Float32Array.from(bag.values()) } };
}
