/** The encoder's numbers for the development set, kept from run to run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { encoded, wake } from '#triage/encoder';
import { see, type Seen } from '#triage/features';
import { passageOf } from '#triage/passage';
import type { Post } from './data.ts';

export type Ready = Post & { seen: Seen; embedding: number[] | undefined };

const kept = 'node_modules/.triage-embeddings.json';
const round = (numbers: readonly number[]) => numbers.map((one) => Math.round(one * 1e4) / 1e4);

/** Every post with what the models see of it. Without the encoder, without its numbers. */
export async function ready(posts: readonly Post[], { withEncoder = true } = {}): Promise<Ready[]> {
  const numbers = withEncoder && existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as Record<string, number[]>) : {};
  const isUp = withEncoder && (await wake());
  const all: Ready[] = [];
  for (const post of posts) {
    const seen = see(post);
    const passage = passageOf(seen, post);
    const key = passage.join('\n');
    const asked = isUp && !numbers[key] ? await encoded(passage, 20_000) : undefined;
    const embedding = numbers[key] ?? (asked && Array.from(asked));
    if (embedding) numbers[key] = round(embedding);
    all.push({ ...post, seen, embedding });
  }
  if (isUp) writeFileSync(kept, JSON.stringify(numbers));
  return all;
}
