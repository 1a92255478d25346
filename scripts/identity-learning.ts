/**
 * Learning for the jigsaw guard: one weight a place, by logistic regression
 * in small steps. The same data give the same weights: nothing is by chance.
 */
import type { Head } from '#jigsaw/learned-rules';
import { width } from '#jigsaw/token-rules';

export type Row = { places: Uint32Array; answer: 0 | 1; weight: number };
const rounds = 14;
const decay = 2e-6;

/** A fixed order that mixes: the same each time. */
function mixed(length: number, round: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, at) => at);
  let state = 12345 + round;
  for (let at = length - 1; at > 0; at--) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

export function learn(rows: readonly Row[]): { bias: number; weights: Float32Array } {
  const [weights, pace] = [new Float32Array(width), new Float32Array(width).fill(1)];
  let [bias, biasPace] = [0, 1];
  for (let round = 0; round < rounds; round++) {
    for (const at of mixed(rows.length, round)) {
      const { places, answer, weight } = rows[at]!;
      let sum = bias;
      for (let k = 0; k < places.length; k++) sum += weights[places[k]!]!;
      const off = weight * (answer - 1 / (1 + Math.exp(-sum)));
      biasPace += off * off;
      bias += (0.1 * off) / Math.sqrt(biasPace);
      if (Math.abs(off) < 1e-3) continue;
      for (let k = 0; k < places.length; k++) {
        const place = places[k]!;
        pace[place]! += off * off;
        weights[place]! += (0.12 * off) / Math.sqrt(pace[place]!) - decay * weights[place]! * rows.length / 1000;
      }
    }
  }
  return { bias, weights };
}

/** As it ships: whole numbers from -127 to 127; the few weights beyond the last ten-thousandth are cut. */
export function packed({ bias, weights }: { bias: number; weights: Float32Array }): Head {
  const sizes = [...weights].map(Math.abs).filter(Boolean).sort((a, b) => a - b);
  const scale = (sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127;
  return { bias, scale, weights: Int8Array.from(weights, (one) => Math.max(-127, Math.min(127, Math.round(one / scale)))) };
}

/** A small dense regression for the weighing of a whole text; by steps downhill. */
export function learnWeighing(rows: readonly { signs: readonly number[]; answer: 0 | 1; weight: number }[]): { bias: number; weights: number[] } {
  const size = rows[0]!.signs.length;
  const [weights, way, pace] = [new Float64Array(size + 1), new Float64Array(size + 1), new Float64Array(size + 1)];
  for (let step = 1; step <= 2000; step++) {
    const slope = new Float64Array(size + 1);
    for (const { signs, answer, weight } of rows) {
      let sum = weights[size]!;
      for (let k = 0; k < size; k++) sum += weights[k]! * signs[k]!;
      const off = weight * (1 / (1 + Math.exp(-sum)) - answer);
      for (let k = 0; k < size; k++) slope[k]! += off * signs[k]!;
      slope[size]! += off;
    }
    for (let k = 0; k <= size; k++) {
      const one = slope[k]! / rows.length + (k < size ? 2e-4 * weights[k]! : 0);
      way[k] = 0.9 * way[k]! + 0.1 * one;
      pace[k] = 0.99 * pace[k]! + 0.01 * one * one;
      weights[k]! -= (0.02 * (way[k]! / (1 - 0.9 ** step))) / (Math.sqrt(pace[k]! / (1 - 0.99 ** step)) + 1e-8);
    }
  }
  return { bias: weights[size]!, weights: Array.from(weights.subarray(0, size)) };
}
