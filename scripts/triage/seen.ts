/** First part of `npm run -s triage:train`: writes what the models see of every post, for `train.py` and `net.py` to learn from. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { heightOf } from '#triage/levels';
import { inputsOf } from '#triage/net';
import { digest, foldOf, posts } from './data.ts';
import { ready } from './embeddings.ts';
import { raised } from './raised.ts';

const out = 'node_modules/.triage-seen';
const round = (number: number) => Math.round(number * 1e5) / 1e5;

const all = posts();
console.log(`${all.length} posts of ${new Set(all.map(({ family }) => family)).size} families`);
const [lines, views, pieces] = ['jsonl', 'f32', 'f16'].map((ending) => openSync(`${out}.${ending}`, 'w')) as [number, number, number];
writeSync(lines, `${JSON.stringify({ learnedFrom: digest() })}\n`);
for await (const post of ready(all)) {
  const { id, set, level, flags, isHard, language, seen: { features: { places, values } } } = post;
  writeSync(lines, `${JSON.stringify({
    id, set, flags, hard: isHard, lang: language, level: heightOf(level), fold: foldOf(post), rule: heightOf(raised(post, 'none')),
    places: [...places], values: [...values].map(round), inputs: inputsOf(post.seen), pieces: post.pieces.length / 512
  })}\n`);
  writeSync(views, Float32Array.from(post.views));
  writeSync(pieces, post.pieces);
}
for (const file of [lines, views, pieces]) closeSync(file);
