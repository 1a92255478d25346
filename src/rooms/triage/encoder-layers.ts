/**
 * The layers of the sentence encoder, one after the other, as its graph has
 * them, without the graph: the package's own way through it is made for many
 * texts of many lengths, and a third of its time goes into finding the way.
 * Here there is one text at a time and every piece of it counts.
 * `encoder.test.ts` holds that both ways end in the same numbers.
 */

/** What is used of the package's arithmetic; it brings no types of its own for it. */
export type Tensor = { shape: number[]; dispose(): void; dataSync(): Float32Array };
type One = (one: Tensor) => Tensor;
type Two = (one: Tensor, other: Tensor) => Tensor;
type Over = (one: Tensor, axis: number, keep?: boolean) => Tensor;
type Arithmetic = {
  add: Two; div: Two; gather: Two; matMul: Two; mul: Two; sub: Two; cos: One; relu: One; rsqrt: One; sin: One; softmax: One; sqrt: One; square: One; tanh: One; transpose: One;
  max: Over; mean: Over; sum: Over; concat(all: Tensor[], axis?: number): Tensor; scalar(number: number): Tensor; keep(one: Tensor): Tensor;
  fused: { matMul(all: { a: Tensor; b: Tensor; bias: Tensor; activation?: 'relu' }): Tensor };
  reshape(one: Tensor, shape: number[]): Tensor; slice(one: Tensor, from: number[], size: number[]): Tensor; tidy<T>(work: () => T): T;
  ready(): Promise<void>; tensor(numbers: Float32Array, shape: number[]): Tensor; tensor1d(numbers: Float32Array | number[], type?: string): Tensor; tensor2d(rows: Float32Array | number[][], shape?: number[], type?: string): Tensor;
};
export const arithmetic = (await import('@energetic-ai/core')) as unknown as Arithmetic;
const { add, concat, cos, fused, gather, keep, matMul, mean, mul, reshape, rsqrt, scalar, sin, slice, softmax, square, sub, tensor1d, tensor2d, tidy, transpose } = arithmetic;

/** Where the graph keeps what it has learned, by name. */
export type Weights = Record<string, Tensor>;
const heads = 4;

function layerOf(weights: Weights, number: 0 | 1) {
  const flat = (name: string) => {
    const one = weights[name]!;
    return reshape(one, one.shape.filter((size, at) => size > 1 || at === one.shape.length - 1));
  };
  const inside = (name: string) => flat(`module_apply_default/Encoder_en/KonaTransformer/Encode/Layer_${number}/TransformerLayer/${name}/ConcatPartitions/concat`);
  const kernel = (name: string) => flat(`module/Encoder_en/KonaTransformer/Encode/Layer_${number}/TransformerLayer/MultiheadAttention/${name}_transform_single/kernel/part_0`);
  const bias = (name: string) => inside(`MultiheadAttention/${name}_transform_single/bias`);
  const forward = (name: string) => ({ b: flat(`module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_${number}/TransformerLayer/FFN/${name}/Tensordot/Reshape_1`), bias: inside(`FFN/${name}/bias`) });
  const norm = (name: string) => ({ scale: inside(`${name}layer_prepostprocess/layer_norm/layer_norm_scale`), bias: inside(`${name}layer_prepostprocess/layer_norm/layer_norm_bias`) });
  return {
    before: norm(''), asks: { b: kernel('qkv'), bias: bias('qkv') }, answers: { b: kernel('output'), bias: bias('output') },
    beforeForward: norm('FFN/'), wider: forward('conv1'), narrower: forward('conv2'),
    /** Only the first layer makes its rows wider. */
    ...(number === 0 ? { widened: { b: inside('dense/kernel'), bias: inside('dense/bias') } } : {})
  };
}
export type Layer = ReturnType<typeof layerOf>;

/** Each row around nothing and of one size, then as it was learned. */
function evened(rows: Tensor, { scale, bias }: Layer['before'], little: Tensor): Tensor {
  const around = sub(rows, mean(rows, -1, true));
  return add(mul(around, mul(rsqrt(add(mean(square(around), -1, true), little)), scale)), bias);
}

/** Each piece looks at all others, in four ways, and takes from those that answer it. */
function attended(rows: Tensor, { asks, answers }: Layer): Tensor {
  const all = fused.matMul({ a: rows, ...asks });
  const [count, wide] = [all.shape[0]!, all.shape[1]! / 3];
  const part = wide / heads;
  const asked = mul(slice(all, [0, 0], [count, wide]), scalar(part ** -0.5));
  const keys = transpose(slice(all, [0, wide], [count, wide]));
  const taken = Array.from({ length: heads }, (_, head) => {
    const louder = softmax(matMul(slice(asked, [0, head * part], [count, part]), slice(keys, [head * part, 0], [part, count])));
    return matMul(louder, slice(all, [0, 2 * wide + head * part], [count, part]));
  });
  return fused.matMul({ a: concat(taken, 1), ...answers });
}

/** One layer: each piece takes from the others, then is thought over by itself. */
export function through(rows: Tensor, layer: Layer, little: Tensor): Tensor {
  const kept = layer.widened ? fused.matMul({ a: rows, ...layer.widened }) : rows;
  const seen = add(kept, attended(evened(rows, layer.before, little), layer));
  const wider = fused.matMul({ a: evened(seen, layer.beforeForward, little), ...layer.wider, activation: 'relu' });
  return add(fused.matMul({ a: wider, ...layer.narrower }), seen);
}

/** From pieces of words, as numbers, to a row of 512 for each. Whoever asks disposes of the rows. */
export function layersOf(weights: Weights): (ids: readonly number[]) => Tensor {
  const { words, beats, little, first, second } = tidy(() => {
    const [words, beats] = [weights['module/Embeddings_en']!, weights['module_apply_default/Encoder_en/KonaTransformer/Encode/TransformerStack/Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1']!];
    const [first, second] = [layerOf(weights, 0), layerOf(weights, 1)];
    for (const layer of [first, second]) for (const one of Object.values(layer)) for (const each of Object.values(one)) keep(each);
    return { words, beats, little: keep(scalar(1e-6)), first, second };
  });
  return (ids) => tidy(() => {
    const meant = gather(words, tensor1d([...ids], 'int32'));
    const times = matMul(tensor2d(ids.map((_, at) => [at])), beats);
    return through(through(add(add(meant, meant), concat([sin(times), cos(times)], 1)), first, little), second, little);
  });
}
