/** What the encoder knows of the development set: the views of each text, and the numbers of each of its pieces. Kept from run to run. */
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync } from 'node:fs';
import { piecesOf, viewsOf } from '#triage/encoder-graph';
import { see, type Seen } from '#triage/features';
import { passageOf } from '#triage/passage';
import type { Post } from './data.ts';

/** `views` as the models see them; `pieces` has 512 numbers for each piece of the text, one after another. */
export type Ready = Post & { seen: Seen; views: number[]; pieces: Float16Array };

const kept = { views: 'node_modules/.triage-views.json', pieces: 'node_modules/.triage-pieces.f16' };
const round = (numbers: Float32Array) => Array.from(numbers, (one) => Math.round(one * 1e4) / 1e4);
/** Where the pieces of a text begin in their file, and how many bytes they are. */
type Kept = { views: number[]; from: number; size: number };

/** Every post with what the models see of it. */
export async function* ready(posts: readonly Post[]): AsyncGenerator<Ready> {
  const known = existsSync(kept.views) ? (JSON.parse(readFileSync(kept.views, 'utf8')) as Record<string, Kept>) : {};
  if (!Object.keys(known).length) writeFileSync(kept.pieces, '');
  let end = Object.values(known).reduce((most, { from, size }) => Math.max(most, from + size), 0);
  const file = openSync(kept.pieces, 'r');
  for (const post of posts) {
    const seen = see(post);
    const passage = passageOf(seen, post);
    const key = passage.join('\n');
    if (!known[key]) {
      const read = piecesOf(passage);
      const pieces = new Float16Array(read.each.dataSync());
      known[key] = { views: round(viewsOf(read)), from: end, size: pieces.byteLength };
      read.each.dispose();
      appendFileSync(kept.pieces, new Uint8Array(pieces.buffer));
      end += pieces.byteLength;
    }
    const { views, from, size } = known[key];
    const bytes = new Uint8Array(size);
    readSync(file, bytes, 0, size, from);
    yield { ...post, seen, views, pieces: new Float16Array(bytes.buffer) };
  }
  closeSync(file);
  writeFileSync(kept.views, JSON.stringify(known));
}
