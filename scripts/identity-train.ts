/**
 * `npm run -s identity-check:train`: learns the part of the jigsaw guard that
 * is learned, from `src/rooms/jigsaw/development`, and writes `model.json`.
 *
 * What is printed is the whole guard, with a learned part that has read
 * nothing of the families a text belongs to (six parts, each held out once).
 * The rules were made from these texts and are not held out.
 *
 *   -- --dry               prints, writes nothing
 *   -- --more one.jsonl    a set more to learn from and to be measured on
 *   -- --misses            lists what went wrong when held out
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#platform/config';
import { chancesOf, heads, signsOf, weigh, type Chances, type Head, type HeadName, type Model, type Signs, type Weighing } from '#jigsaw/learned-rules';
import { isDirect, measure, type Judged } from '#jigsaw/measuring-rules';
import { learn, learnWeighing, packed, type Row } from './identity-learning.ts';
import { lettersWidth } from '#jigsaw/likeness-rules';
import { folds, letterRows, postsAround, rarity, said, textsOf, type Post, type Text } from './identity-texts.ts';

const { values } = parseArgs({ options: { dry: { type: 'boolean' }, misses: { type: 'boolean' }, more: { type: 'string', multiple: true } } });
const lettersFrom = ({ weights, ...head }: Head): Head => ({ ...head, weights: weights.slice(0, lettersWidth) });
const letters = lettersFrom(packed(learn(letterRows())));
const texts = textsOf(values.more ?? []);
const posts = postsAround();

function headsFrom(some: readonly Text[], around: readonly Post[]): Record<HeadName, Head> {
  const headOf = (name: HeadName): Head => {
    const rows: Row[] = [];
    for (const { places, labels } of some) places.forEach((one, at) => { if (labels[name][at]! >= 0) rows.push({ places: one, answer: labels[name][at] as 0 | 1, weight: labels[name][at] ? 2 : 1 }); });
    for (const post of around) for (const one of post.places) rows.push({ places: one, answer: 0, weight: 0.5 });
    return packed(learn(rows));
  };
  return { direct: headOf('direct'), piece: headOf('piece'), other: headOf('other') };
}
const signs = ({ places, often, tally }: Post, earlier: readonly Uint32Array[][], by: Record<HeadName, Head>) =>
  signsOf({ here: chancesOf(places, by), often, earlier: earlier.map((one): Chances => chancesOf(one, by)) }, tally);

/** What each text says to heads that never read its family. */
const met = new Map<Text | Post, Signs>();
const apart: Record<HeadName, Head>[] = [];
for (let fold = 0; fold < folds; fold++) {
  const by = headsFrom(texts.filter((text) => text.fold !== fold), posts.filter((post) => post.fold !== fold));
  apart.push(by);
  for (const text of texts) if (text.fold === fold) met.set(text, signs(text, text.earlier, by));
  for (const post of posts) if (post.fold === fold) met.set(post, signs(post, [], by));
  process.stderr.write('.');
}

const sorts = ['direct', 'pieces'] as const;
type Sort = (typeof sorts)[number];
/** Texts with both sorts of clue teach neither weighing; what the rules ask about anyhow teaches nothing of small pieces. */
const teaches = ({ judged, asks }: Text, sort: Sort) => (sort === 'direct' || !asks) && (!judged.nudge || isDirect(judged) === (sort === 'direct'));
const weighingFrom = (sort: Sort, isOf: (one: { fold: number }) => boolean): Weighing => learnWeighing([
  ...texts.filter((text) => isOf(text) && teaches(text, sort)).map((text) => ({ signs: met.get(text)![sort], answer: (text.judged.nudge ? 1 : 0) as 0 | 1, weight: 1 })),
  ...posts.filter(isOf).map((post) => ({ signs: met.get(post)![sort], answer: 0 as const, weight: 0.3 }))]);

const round5 = (number: number) => Math.round(number * 1e5) / 1e5;
/** The score below which a share of them lies. */
const quantile = (numbers: number[], share: number) => numbers.sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]!;
/** Of the clean texts and of posts written for something else, the share that lies below the threshold, at the least. Beside earlier texts most of those above it hold no word likely enough to be asked about. */
const shares = { direct: { clean: 0.978, posts: 0.98 }, pieces: { clean: 0.982, posts: 0.985 }, beside: { clean: 0.87 } };
const thresholds = { direct: 0, pieces: 0, beside: 0 };
const weighings: Record<Sort, Weighing>[] = Array.from({ length: folds }, (_, fold) => ({ direct: weighingFrom('direct', (one) => one.fold !== fold), pieces: weighingFrom('pieces', (one) => one.fold !== fold) }));
for (const sort of sorts) {
  const scores = (some: readonly (Text | Post)[]) => some.map((one) => weigh(weighings[one.fold]![sort], met.get(one)![sort]));
  const clean = texts.filter(({ judged, asks, earlier }) => !judged.nudge && !asks && (sort === 'direct' || !earlier.length));
  thresholds[sort] = round5(Math.max(quantile(scores(clean), shares[sort].clean), quantile(scores(posts), shares[sort].posts)));
  if (sort === 'pieces') thresholds.beside = round5(quantile(scores(texts.filter(({ judged, asks, earlier }) => !judged.nudge && !asks && earlier.length)), shares.beside.clean));
  console.log(`${sort}: threshold ${thresholds[sort]}; posts written for something else above it: ${scores(posts).filter((one) => one > thresholds[sort]).length} of ${posts.length}`);
}

const models = apart.map((by, fold): Model => ({ heads: by, weighing: weighings[fold]!, thresholds, rarity, letters }));
const foldOf = new Map<Judged, number>(texts.map(({ judged, fold }) => [judged, fold]));
const whole = (some: readonly Text[]) => measure(some.map(({ judged }) => judged), (judged) => models[foldOf.get(judged)!]!);
const share = ({ of, among }: { of: number; among: number }) => `${(among ? (100 * of) / among : 0).toFixed(1).padStart(5)} % (${of}/${among})`.padEnd(21);
console.log(`${'round'.padEnd(8)} ${'recall direct'.padEnd(21)} ${'recall indirect'.padEnd(21)} ${'precision'.padEnd(21)} clean nudged`);
for (const round of ['all', ...new Set(texts.map((text) => text.round))]) {
  const { direct, indirect, precision, clean } = whole(texts.filter((text) => round === 'all' || text.round === round));
  console.log(`${round.padEnd(8)} ${share(direct)} ${share(indirect)} ${share(precision)} ${share(clean)}`);
}
if (values.misses) for (const { judged, looked } of whole(texts).wrong) console.log(`${judged.nudge ? `missed ${judged.kinds.join(', ')}` : `nudged for ${looked.clues.map(({ kind, words }) => `${kind}: ${words}`).join(' | ')}`}\n  ${judged.text}\n  ${(judged.previous ?? []).join(' | ')}`);

if (!values.dry) {
  const by = headsFrom(texts, posts);
  const inLetters = ({ scale, bias, weights }: Head) => ({ scale, bias: round5(bias), weights: Buffer.from(weights).toString('base64') });
  const written = Object.fromEntries(heads.map((name) => [name, inLetters(by[name])]));
  const all = ({ bias, weights }: Weighing): Weighing => ({ bias: round5(bias), weights: weights.map(round5) });
  const weighing = { direct: all(weighingFrom('direct', () => true)), pieces: all(weighingFrom('pieces', () => true)) };
  writeFileSync(join(root, 'src/rooms/jigsaw/model.json'), `${JSON.stringify({ heads: written, letters: inLetters(letters), weighing, thresholds, said })}\n`);
}
