/**
 * Inside the sentence encoder: what it knows of a text before it has made one
 * meaning of it, 512 numbers for each piece of a word, and what it makes of them.
 *
 * Only the encoder's own process and learning open this file; it takes about
 * 140 MB.
 */
import { EmbeddingsModel } from '@energetic-ai/embeddings';
import { arithmetic, layersOf, through, type Layer, type Tensor, type Weights } from '#triage/encoder-layers';
import { learned, vocabulary } from '#triage/encoder-weights';
import { directions, layers, mine, type Opened } from '#triage/listening';

const { concat, div, fused, matMul, max, ready, relu, reshape, scalar, slice, sqrt, square, sum, tanh, tensor, tensor1d, tensor2d, tidy } = arithmetic;
await ready();
const weights: Weights = learned((numbers, shape) => tensor(numbers, shape));
const { tokenizer } = new EmbeddingsModel({ model: undefined, vocabulary: vocabulary() } as never) as unknown as { tokenizer: { encode(text: string): number[] } };
const rowsOf = layersOf(weights);

/** The last layer, which turns what stands for each piece into numbers of meaning. */
const last = ['weights', 'bias'].map((name) => weights[`module/Encoder_en/hidden_layers/tanh_layer_0/${name}`]) as [Tensor, Tensor];
/** The encoder takes no more pieces of words than 128. */
const most = 120;
const wide = 512;

/** A text as the encoder sees it: a row of 512 numbers for each piece, and how many pieces each sentence has. Whoever asks disposes of the rows. */
export type Passage = { each: Tensor; lengths: number[]; total: number };

export function piecesOf(sentences: readonly string[]): Passage {
  const ids: number[] = [];
  const lengths: number[] = [];
  for (const sentence of sentences) {
    const some = tokenizer.encode(sentence).slice(0, most - ids.length);
    if (!some.length) continue;
    ids.push(...some);
    lengths.push(some.length);
  }
  return ids.length ? { each: rowsOf(ids), lengths, total: ids.length } : piecesOf(['.']);
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
export function viewsOf(passage: Passage): Float32Array {
  const { each, lengths, total } = passage;
  return tidy(() => {
    const meant = tanh(fused.matMul({ a: concat([matMul(tensor2d(sharesOf(passage)), each), each]), b: last[0], bias: last[1] }));
    const even = div(meant, sqrt(sum(square(meant), 1, true)));
    const rows = (from: number, count: number) => slice(even, [from, 0], [count, wide]);
    return concat([reshape(rows(0, 1), [wide]), max(rows(1, lengths.length), 0), max(rows(1 + lengths.length, total), 0)]).dataSync();
  });
}

/** What nets have learned, as the arithmetic wants it. */
const matrix = ({ b, bias }: Opened) => ({ b: tensor2d(b, [b.length / bias.length, bias.length]), bias: tensor1d(bias) });
const norm = ({ scale, bias }: { scale: Float32Array; bias: Float32Array }) => ({ scale: tensor1d(scale), bias: tensor1d(bias) });

/** How strongly each piece goes in each direction of each net, beside the other pieces; never less than nothing. A row for each piece. */
export function strengthsOf(): (passage: Passage) => Float32Array {
  const [directed, among, little] = [matrix(directions()), layers(), scalar(1e-6)];
  const each: Layer[] = among.map((one) => ({ before: norm(one.before), asks: matrix(one.asks), answers: matrix(one.answers), beforeForward: norm(one.beforeForward), wider: matrix(one.wider), narrower: matrix(one.narrower) }));
  return (passage) => tidy(() => {
    const strengths = fused.matMul({ a: passage.each, ...directed, activation: 'relu' });
    const changed = each.map((layer, net) => relu(through(slice(strengths, [0, net * mine], [passage.total, mine]), layer, little)));
    return concat(changed, 1).dataSync();
  });
}
