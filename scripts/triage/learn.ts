/** Learning the linear models: logistic regression with Adagrad, weighted so that both answers count the same. No package, no chance: the same data give the same weights. */
import { width, type Features } from '#triage/features';
import type { Head } from '#triage/model';

export type Example = { features: Features; embedding?: readonly number[] | undefined; answer: boolean; weight?: number };
export type Learned = { bias: number; weights: Float64Array; dense: Float64Array };
export type Manner = { rounds: number; rate: number; decay: number; embeddingScale: number };
export const manner: Manner = { rounds: 24, rate: 0.1, decay: 1e-3, embeddingScale: 3 };

function shuffled(count: number, seed: number): number[] {
  const order = [...Array(count).keys()];
  let state = seed;
  for (let at = count - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 4_294_967_296) * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

export function learn(examples: readonly Example[], { rounds, rate, decay, embeddingScale }: Manner = manner): Learned {
  const size = examples.find(({ embedding }) => embedding)?.embedding?.length ?? 0;
  const weights = new Float64Array(width);
  const seen = new Float64Array(width).fill(1e-8);
  const dense = new Float64Array(size);
  const denseSeen = new Float64Array(size).fill(1e-8);
  let [bias, biasSeen] = [0, 1e-8];
  const yes = examples.filter(({ answer }) => answer).length / examples.length;
  for (let round = 0; round < rounds; round++) {
    for (const at of shuffled(examples.length, round + 1)) {
      const { features: { places, values }, embedding = [], answer, weight = 1 } = examples[at]!;
      let score = bias;
      for (let k = 0; k < places.length; k++) score += weights[places[k]!]! * values[k]!;
      for (let k = 0; k < embedding.length; k++) score += dense[k]! * embedding[k]! * embeddingScale;
      const slope = (1 / (1 + Math.exp(-score)) - (answer ? 1 : 0)) * weight * (answer ? 0.5 / yes : 0.5 / (1 - yes));
      for (let k = 0; k < places.length; k++) {
        const place = places[k]!;
        const step = slope * values[k]! + decay * weights[place]!;
        seen[place]! += step * step;
        weights[place]! -= (rate * step) / Math.sqrt(seen[place]!);
      }
      for (let k = 0; k < embedding.length; k++) {
        const step = slope * embedding[k]! * embeddingScale + decay * dense[k]!;
        denseSeen[k]! += step * step;
        dense[k]! -= (rate * step) / Math.sqrt(denseSeen[k]!);
      }
      biasSeen += slope * slope;
      bias -= (rate * slope) / Math.sqrt(biasSeen);
    }
  }
  return { bias, weights, dense: dense.map((one) => one * embeddingScale) };
}

/** As it ships: weights as whole numbers from -127 to 127. The few beyond the 99.95th percentile are cut. */
export function packed({ bias, weights, dense }: Learned): Head {
  const sizes = [...weights].map(Math.abs).filter(Boolean).sort((a, b) => a - b);
  const scale = (sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127;
  return { bias, scale, weights: Int8Array.from(weights, (one) => Math.max(-127, Math.min(127, Math.round(one / scale)))), dense: Float32Array.from(dense) };
}
