/**
 * Learning the linear models: ridge regression on yes and no, weighted so that
 * both answers count the same, solved by conjugate gradients. No package, no
 * chance: the same data give the same weights.
 *
 * What few texts have says more than what all have: each place counts by the
 * logarithm of how rare it is. The encoder's views count as much together as
 * three quarters of all the places.
 */
import { width, type Features } from '#triage/features';
import type { Head } from '#triage/model';

export type Example = { features: Features; embedding?: readonly number[] | undefined; answer: boolean; weight?: number };
export type Learned = { bias: number; weights: Float64Array; dense: Float64Array };
/** `decay`: how much large weights cost. `view`: what one view of the encoder counts. `steps`: of the solver; more change nothing. */
export type Manner = { decay: number; view: number; steps: number };
export const manner: Manner = { decay: 0.5, view: 0.25, steps: 80 };

const viewSize = 512;

/** How much each place counts, so that a usual text has a length of one. */
function placeScales(examples: readonly Example[]): Float64Array {
  const texts = new Float64Array(width);
  for (const { features: { places } } of examples) for (const place of places) texts[place]!++;
  const scales = texts.map((count) => (count ? Math.max(0.05, Math.log(examples.length / (count + 1))) : 0));
  let length = 0;
  for (const { features: { places, values } } of examples) for (let k = 0; k < places.length; k++) length += (scales[places[k]!]! * values[k]!) ** 2;
  const usual = Math.sqrt(length / examples.length) || 1;
  return scales.map((one) => one / usual);
}

/** The middle of each of the encoder's numbers, and how much each counts. */
function denseScales(examples: readonly Example[], view: number) {
  const size = examples[0]?.embedding?.length ?? 0;
  const middle = new Float64Array(size);
  for (const { embedding = [] } of examples) for (let k = 0; k < size; k++) middle[k]! += embedding[k]! / examples.length;
  const scales = new Float64Array(size);
  for (let from = 0; from < size; from += viewSize) {
    let length = 0;
    for (const { embedding = [] } of examples) for (let k = from; k < from + viewSize; k++) length += (embedding[k]! - middle[k]!) ** 2 / examples.length;
    scales.fill(Math.sqrt(view / (length || 1)), from, from + viewSize);
  }
  return { size, middle, scales };
}

const dot = (one: Float64Array, other: Float64Array) => {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum;
};

/** One row a text: its places, then the encoder's numbers, then a one for the bias. */
function rowsOf(examples: readonly Example[], places: Float64Array, { size, middle, scales }: ReturnType<typeof denseScales>) {
  const sparse = examples.map(({ features }) => Float64Array.from(features.values, (value, k) => value * places[features.places[k]!]!));
  const dense = examples.map(({ embedding = [] }) => Float64Array.from({ length: size }, (_, k) => (embedding[k]! - middle[k]!) * scales[k]!));
  const times = (row: number, all: Float64Array) => {
    const [at, values, numbers] = [examples[row]!.features.places, sparse[row]!, dense[row]!];
    let sum = all[width + size]!;
    for (let k = 0; k < at.length; k++) sum += all[at[k]!]! * values[k]!;
    for (let k = 0; k < size; k++) sum += all[width + k]! * numbers[k]!;
    return sum;
  };
  const addTo = (row: number, all: Float64Array, share: number) => {
    const [at, values, numbers] = [examples[row]!.features.places, sparse[row]!, dense[row]!];
    all[width + size]! += share;
    for (let k = 0; k < at.length; k++) all[at[k]!]! += share * values[k]!;
    for (let k = 0; k < size; k++) all[width + k]! += share * numbers[k]!;
  };
  return { length: width + size + 1, times, addTo };
}

export function learn(examples: readonly Example[], { decay, view, steps }: Manner = manner): Learned {
  const [places, numbers] = [placeScales(examples), denseScales(examples, view)];
  const { length, times, addTo } = rowsOf(examples, places, numbers);
  const yes = examples.filter(({ answer }) => answer).length / examples.length;
  const shares = examples.map(({ answer, weight = 1 }) => weight * (answer ? 0.5 / yes : 0.5 / (1 - yes)));
  const all = new Float64Array(length);
  const left = new Float64Array(length);
  examples.forEach(({ answer }, row) => addTo(row, left, shares[row]! * (answer ? 1 : -1)));
  const way = left.slice();
  let size = dot(left, left);
  const enough = size * 1e-8;
  for (let step = 0; step < steps && size > enough; step++) {
    const seen = way.map((one) => one * decay);
    for (let row = 0; row < examples.length; row++) addTo(row, seen, shares[row]! * times(row, way));
    const far = size / dot(way, seen);
    for (let at = 0; at < length; at++) {
      all[at]! += far * way[at]!;
      left[at]! -= far * seen[at]!;
    }
    const now = dot(left, left);
    for (let at = 0; at < length; at++) way[at] = left[at]! + (now / size) * way[at]!;
    size = now;
  }
  const dense = numbers.scales.map((scale, k) => scale * all[width + k]!);
  return { bias: all[length - 1]! - dot(dense, numbers.middle), weights: places.map((scale, place) => scale * all[place]!), dense };
}

/** As it ships: weights as whole numbers from -127 to 127. The few beyond the 99.95th percentile are cut. */
export function packed({ bias, weights, dense }: Learned): Head {
  const sizes = [...weights].map(Math.abs).filter(Boolean).sort((a, b) => a - b);
  const scale = (sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127;
  return { bias, scale, weights: Int8Array.from(weights, (one) => Math.max(-127, Math.min(127, Math.round(one / scale)))), dense: Float32Array.from(dense) };
}
