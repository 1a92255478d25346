/**
 * The texts that the jigsaw guard learns from, with what each word of them is,
 * and in which part of the learning each is held out.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';
import { directKinds, type Kind, type Language } from '#jigsaw/clue-rules';
import type { Tally } from '#jigsaw/counting-rules';
import { ruled } from '#jigsaw/finding-rules';
import { oftenOf, type HeadName } from '#jigsaw/learned-rules';
import type { Judged } from '#jigsaw/measuring-rules';
import { placesOfLetters } from '#jigsaw/likeness-rules';
import { first, last, wordLasts, wordNames } from '#jigsaw/lists';
import { placesOf, tokensOf, type Rarity, type Token } from '#jigsaw/token-rules';
import type { Row } from './identity-learning.ts';

type Written = Judged & { family?: string };
/** A text as it is learned from. `fold` is where it is held out, `asks` whether the rules ask about it without being told by this part. */
export type Text = { judged: Written; round: string; fold: number; places: Uint32Array[]; often: Uint8Array; earlier: Uint32Array[][]; labels: Record<HeadName, Int8Array>; asks: boolean; tally: Tally };
export type Post = Pick<Text, 'fold' | 'places' | 'often' | 'tally'>;

export const folds = 6;
const posts = join(root, 'src/rooms/triage/development');
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line) as Written);
const listed = (where: string) => readdirSync(where).filter((name) => name.endsWith('.jsonl')).sort().map((name) => join(where, name));
const nameOf = (file: string) => file.split('/').at(-1)!.replace('.jsonl', '');
const languageOf = (lang: string): Language => (lang === 'en' ? 'en' : 'nb');

/** Rounds by the same hand: a to i and n are by the hand that wrote the rules. */
const roundOf = (file: string) => nameOf(file).replace(/^[a-in]$/, 'own');
/** Parts of `o` that say the same in two languages. */
const twins: Record<string, string> = { e: 'd', g: 'f', j: 'h', l: 'k', n: 'm', p: 'o', s: 'r', u: 't', w: 'v' };
/** What is alike stays together: a family, a part and its twin, or twenty texts in a row. */
function familyOf(file: string, { id, family }: Written, at: number): string {
  const part = /^w2-i-dev-(\w)/.exec(id)?.[1];
  return `${nameOf(file)} ${part ? twins[part] ?? part : family ?? Math.floor(at / 20)}`;
}
function foldOf(name: string): number {
  let hash = 7;
  for (const one of name) hash = (Math.imul(hash, 31) + one.charCodeAt(0)) | 0;
  return ((hash ^ (hash >>> 15)) >>> 3) % folds;
}

/** How often words are said in posts that were written for something else: four steps, the commonest last. */
function saidIn(texts: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const text of texts) for (const low of new Set(tokensOf(text).map((token) => token.low))) if (/\p{L}/u.test(low)) count.set(low, (count.get(low) ?? 0) + 1);
  const steps: string[][] = [[], [], [], []];
  for (const [low, often] of [...count].sort()) steps[often < 3 ? 0 : often < 12 ? 1 : often < 60 ? 2 : 3]!.push(low);
  return steps.map((words) => words.join(' '));
}

const direct = new Set<Kind>(directKinds);
/** For each word and head: 1 it is part of a clue, 0 it is not, -1 nobody can say. */
function labelsOf({ text, kinds, spans, nudge }: Judged, tokens: readonly Token[]): Record<HeadName, Int8Array> {
  const inside = new Uint8Array(tokens.length);
  for (const span of spans) {
    for (let from = text.indexOf(span); from >= 0; from = text.indexOf(span, from + 1)) {
      tokens.forEach(({ start, end }, at) => { if (start >= from && end <= from + span.length) inside[at] = 1; });
    }
  }
  const isOne = kinds.some((kind) => direct.has(kind));
  const isOther = kinds.includes('other-person');
  const isPiece = nudge && kinds.some((kind) => !direct.has(kind) && kind !== 'other-person' && kind !== 'combination');
  const only = (is: boolean, ...others: boolean[]) => Int8Array.from(inside, (one) => (!one ? 0 : is ? (others.some(Boolean) ? -1 : 1) : others.some(Boolean) ? -1 : 0));
  return { direct: only(isOne, isPiece, isOther), piece: only(isPiece, isOne, isOther), other: only(isOther, isPiece, isOne) };
}

export const said = saidIn(listed(posts).flatMap((file) => linesOf(file).map(({ text }) => text)));
const often = new Map(said.flatMap((words, at) => words.split(' ').map((word) => [word, at + 1] as const)));
export const rarity: Rarity = (low) => often.get(low) ?? 0;

/** The development texts, and sets besides. */
export const textsOf = (more: readonly string[]): Text[] => [...listed(join(root, 'src/rooms/jigsaw/development')), ...more].flatMap((file) => linesOf(file).map((judged, at) => {
  const [tokens, language, previous] = [tokensOf(judged.text), languageOf(judged.lang), judged.previous ?? []];
  return {
    judged, round: roundOf(file), fold: foldOf(familyOf(file, judged, at)), places: placesOf(tokens, language, rarity), often: oftenOf(tokens, rarity),
    earlier: previous.map((one) => placesOf(tokensOf(one), language, rarity)), labels: labelsOf(judged, tokens), ...ruled(judged.text, language, previous)
  };
}));

/** Posts written for something else that no rule asks about: what the learned part alone would ask about is what it has to unlearn. */
export const postsAround = (): Post[] => listed(posts).flatMap(linesOf).filter((_, at) => at % 3 === 0).flatMap(({ text, lang }, at) => {
  const [tokens, language] = [tokensOf(text), languageOf(lang)];
  const { asks, tally } = ruled(text, language, []);
  return asks ? [] : [{ fold: at % folds, places: placesOf(tokens, language, rarity), often: oftenOf(tokens, rarity), tally }];
});

/** The names of the lists, and the words people say that are no names: what a name looks like. The words count three times as much together, however many there are. */
export function letterRows(): Row[] {
  const plain = /^\p{L}{3,}$/u;
  const names = [...new Set([...first, ...last])].filter((one) => plain.test(one) && !wordNames.has(one) && !wordLasts.has(one));
  const words = [...often.keys()].filter((one) => plain.test(one) && !first.has(one) && !last.has(one));
  const row = (one: string, answer: 0 | 1): Row => ({ places: placesOfLetters(one), answer, weight: answer ? 1 : (3 * names.length) / words.length });
  return [...names.map((one) => row(one, 1)), ...words.map((one) => row(one, 0))];
}
