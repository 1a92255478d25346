/**
 * `npm run -s identity-check:train`: learns the part of the jigsaw guard that
 * is learned, from `src/rooms/jigsaw/development`, and writes `model.json`.
 *
 * Each file there is one writer's round. What is printed is measured on
 * rounds that were not learned from: every round once, by all the others.
 *
 *   -- --dry               prints, writes nothing
 *   -- --more one.jsonl    a set more to learn from and to be measured on
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '#platform/config';
import { directKinds, type Kind, type Language } from '#jigsaw/clue-rules';
import { chancesOf, heads, signsOf, weigh, type Chances, type Head, type HeadName, type Signs, type Weighing } from '#jigsaw/learned-rules';
import { look } from '#jigsaw/look';
import type { Judged } from '#jigsaw/measuring-rules';
import { placesOf, tokensOf, type Rarity, type Token } from '#jigsaw/token-rules';
import { learn, learnWeighing, packed, type Row } from './identity-learning.ts';

const { values } = parseArgs({ options: { dry: { type: 'boolean' }, more: { type: 'string', multiple: true }, alone: { type: 'string' } } });
const folder = join(root, 'src/rooms/jigsaw/development');
const posts = join(root, 'src/rooms/triage/development');
const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter((line) => line.trim()).map((line) => JSON.parse(line) as Judged & { split: string });
const listed = (where: string) => readdirSync(where).filter((name) => name.endsWith('.jsonl')).sort().map((name) => join(where, name));

type Text = { judged: Judged; round: string; tokens: Token[]; places: Uint32Array[]; earlier: Uint32Array[][]; labels: Record<HeadName, Int8Array> };

/** Rounds by the same hand are held out together: a to i and n are by the hand that wrote the rules. */
const roundOf = (file: string, { id }: Judged) => (id.startsWith('j') ? 'j' : id.startsWith('wd') ? 'm' : id.startsWith('w2') ? 'o' : file.split('/').at(-1)!.replace(/^[a-in]\.jsonl$/, 'own').replace('.jsonl', ''));
const languageOf = (lang: string): Language => (lang === 'en' ? 'en' : 'nb');

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
  const isDirect = kinds.some((kind) => direct.has(kind));
  const isOther = kinds.includes('other-person');
  const isPiece = nudge && kinds.some((kind) => !direct.has(kind) && kind !== 'other-person' && kind !== 'combination');
  const only = (is: boolean, ...others: boolean[]) => Int8Array.from(inside, (one) => (!one ? 0 : is ? (others.some(Boolean) ? -1 : 1) : others.some(Boolean) ? -1 : 0));
  return { direct: only(isDirect, isPiece, isOther), piece: only(isPiece, isDirect, isOther), other: only(isOther, isPiece, isDirect) };
}

const background = listed(posts).flatMap((file) => linesOf(file) as unknown as { text: string; lang: string }[]).filter((_, at) => at % 3 === 0);
const said = saidIn(listed(posts).flatMap((file) => linesOf(file).map(({ text }) => text)));
const often = new Map(said.flatMap((words, at) => words.split(' ').map((word) => [word, at + 1] as const)));
const rarity: Rarity = (low) => often.get(low) ?? 0;

const texts: Text[] = [...listed(folder), ...(values.more ?? [])].flatMap((file) => linesOf(file).map((judged) => {
  const tokens = tokensOf(judged.text);
  const language = languageOf(judged.lang);
  return { judged, round: roundOf(file, judged), tokens, places: placesOf(tokens, language, rarity), earlier: (judged.previous ?? []).map((one) => placesOf(tokensOf(one), language, rarity)), labels: labelsOf(judged, tokens) };
}));
/** Posts written for something else in which no rule finds anything: what the learned part alone would ask about is just what it has to unlearn. */
const around = background.filter(({ text, lang }) => look({ text, language: languageOf(lang) }).kinds.every((kind) => kind === 'telling' || kind === 'combination')).map(({ text, lang }) => placesOf(tokensOf(text), languageOf(lang), rarity));
const [learnt, kept] = [around.filter((_, at) => at % 5 < 3), around.filter((_, at) => at % 5 >= 3)];

function headsFrom(some: readonly Text[]): Record<HeadName, Head> {
  const headOf = (name: HeadName): Head => {
    const rows: Row[] = [];
    for (const { places, labels } of some) places.forEach((one, at) => { if (labels[name][at]! >= 0) rows.push({ places: one, answer: labels[name][at] as 0 | 1, weight: labels[name][at] ? 2 : 1 }); });
    for (const post of learnt) for (const one of post) rows.push({ places: one, answer: 0, weight: 0.5 });
    return packed(learn(rows));
  };
  return { direct: headOf('direct'), piece: headOf('piece'), other: headOf('other') };
}
const signs = (text: Text, by: Record<HeadName, Head>) => signsOf(chancesOf(text.places, by), text.earlier.map((one): Chances => chancesOf(one, by)));

const rounds = [...new Set(texts.map(({ round }) => round))];
const met = new Map<Text, Signs>();
const metPosts: Signs[] = [];
for (const round of rounds) {
  const by = headsFrom(texts.filter((text) => text.round !== round));
  for (const text of texts) if (text.round === round) met.set(text, signs(text, by));
  if (round === rounds[0]) for (const post of kept) metPosts.push(signsOf(chancesOf(post, by), []));
  process.stderr.write('.');
}
const isDirect = ({ judged: { kinds } }: Text) => kinds.some((kind) => direct.has(kind) || kind === 'other-person');
const sorts = ['direct', 'pieces'] as const;
type Sort = (typeof sorts)[number];
/** A text with both sorts of clue teaches neither weighing. */
const teaches = (text: Text, sort: Sort) => !text.judged.nudge || isDirect(text) === (sort === 'direct');
const weighingFrom = (some: readonly Text[], sort: Sort): Weighing => learnWeighing([
  ...some.filter((text) => teaches(text, sort)).map((text) => ({ signs: met.get(text)![sort], answer: (text.judged.nudge ? 1 : 0) as 0 | 1, weight: 1 })),
  ...metPosts.map((one) => ({ signs: one[sort], answer: 0 as const, weight: 0.3 }))]);

/** The score below which a share of them lies. */
const quantile = (numbers: number[], share: number) => numbers.sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))]!;
const round5 = (number: number) => Math.round(number * 1e5) / 1e5;
const shares = { direct: { alone: 0.982, beside: 0.95 }, pieces: { alone: 1 - Number(values.alone ?? 0.03), beside: 0.88 }, elsewhere: { alone: 0.98, beside: 0.9 } };
const weighing = {} as Record<Sort, Weighing>;
const thresholds = {} as Record<Sort, { alone: number; beside: number }>;
for (const sort of sorts) {
  const scores = new Map<Text, number>();
  for (const round of rounds) {
    const mine = weighingFrom(texts.filter((text) => text.round !== round), sort);
    for (const text of texts) if (text.round === round) scores.set(text, weigh(mine, met.get(text)![sort]));
  }
  const clean = texts.filter(({ judged }) => !judged.nudge).map((text) => scores.get(text)!);
  const whole = weighingFrom(texts, sort);
  const elsewhere = metPosts.map((one) => weigh(whole, one[sort]));
  const above = (step: 'alone' | 'beside') => round5(Math.max(quantile(clean, shares[sort][step]), quantile(elsewhere, shares.elsewhere[step])));
  thresholds[sort] = { alone: above('alone'), beside: above('beside') };
  weighing[sort] = { bias: round5(whole.bias), weights: whole.weights.map(round5) };
  const share = (some: Text[], step: 'alone' | 'beside') => `${String(some.filter((text) => scores.get(text)! > thresholds[sort][step]).length).padStart(4)}/${String(some.length).padEnd(4)}`;
  console.log(`\n${sort}: thresholds ${JSON.stringify(thresholds[sort])}, weights ${weighing[sort].weights.map((one) => one.toFixed(1)).join(' ')}`);
  console.log(`posts written for something else above it: ${metPosts.filter((one) => weigh(whole, one[sort]) > thresholds[sort].alone).length} of ${metPosts.length}`);
  console.log('round        found alone, beside    clean nudged');
  for (const round of ['all', ...rounds]) {
    const mine = texts.filter((text) => (round === 'all' || text.round === round) && teaches(text, sort));
    const [worth, not] = [mine.filter(({ judged }) => judged.nudge), mine.filter(({ judged }) => !judged.nudge)];
    console.log(`${round.padEnd(12)} ${share(worth, 'alone')} ${share(worth, 'beside')}    ${share(not, 'alone')} ${share(not, 'beside')}`);
  }
}
if (!values.dry) {
  const by = headsFrom(texts);
  const written = Object.fromEntries(heads.map((name) => [name, { scale: by[name].scale, bias: round5(by[name].bias), weights: Buffer.from(by[name].weights.buffer).toString('base64') }]));
  writeFileSync(join(root, 'src/rooms/jigsaw/model.json'), `${JSON.stringify({ heads: written, weighing, thresholds, said })}\n`);
}
