/**
 * Small nets beside the ridge model, for texts the encoder has read: they can
 * hear "this, but only together with that". They see the encoder's views, what
 * they heard in the pieces of the text (`listening.ts`), and which cues and
 * signals stand in it. They ship in `net.json` and `listening.json`, which
 * `npm run -s triage:train` writes.
 */
import { floatsIn, shipped, wholesIn } from '#platform/shipped';
import type { Seen } from '#triage/features';

type Shipped = { inputs: string[]; outBiases: number[]; numbers: string; numberScales: string; byInput: string; inputScales: string; biases: string; out: string; outHeard: string };
const read = () => {
  const { inputs, outBiases, ...data } = shipped<Shipped>('src/rooms/triage/net.json');
  return {
    places: new Map(inputs.map((name, at) => [name, at])), count: inputs.length, outBiases,
    heard: { numbers: wholesIn(data.numbers), numberScales: floatsIn(data.numberScales), inputs: wholesIn(data.byInput), inputScales: floatsIn(data.inputScales), biases: floatsIn(data.biases), out: floatsIn(data.out), outHeard: floatsIn(data.outHeard) }
  };
};
const { places, count, outBiases, heard } = read();
const units = heard.biases.length;
const wide = heard.numbers.length / units;

/** What the nets see of a text beside the encoder's numbers, by name. */
export const inputsOf = ({ cues, fired, about: { words, hasEarlier, isNorwegian } }: Seen): Record<string, number> => ({
  ...Object.fromEntries([...cues.hits.keys()].map((name) => [`c ${name}`, 1])),
  ...Object.fromEntries([...fired].map(([name, isFree]) => [`f ${name} ${isFree ? 1 : 0}`, 1])),
  len: Math.log(words + 1) / 2 - 1.5, prev: hasEarlier ? 1 : 0, nb: isNorwegian ? 1 : 0
});

/** What the encoder's numbers say to each unit: the same numbers are heard in the answer to an author and again by the worker. */
const heardOf = new WeakMap<ArrayLike<number>, Float64Array>();
const together = 8;
if (units % together) throw new Error('the net has another number of units than it can hear together');

/** Eight units at once, each adding up in its own order, so that none waits for the sum before. */
function heardFrom(numbers: ArrayLike<number>): Float64Array {
  const before = heardOf.get(numbers);
  if (before) return before;
  const sums = new Float64Array(units);
  const each = Float64Array.from(numbers);
  const weights = heard.numbers;
  for (let unit = 0; unit < units; unit += together) {
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let at = 0, place = unit * wide; at < wide; at++, place++) {
      const number = each[at]!;
      a += weights[place]! * number;
      b += weights[place + wide]! * number;
      c += weights[place + 2 * wide]! * number;
      d += weights[place + 3 * wide]! * number;
      e += weights[place + 4 * wide]! * number;
      f += weights[place + 5 * wide]! * number;
      g += weights[place + 6 * wide]! * number;
      h += weights[place + 7 * wide]! * number;
    }
    sums.set([a, b, c, d, e, f, g, h], unit);
  }
  heardOf.set(numbers, sums);
  return sums;
}

/** What to add to the scores of the three levels. */
export function addedBy(seen: Seen, numbers: ArrayLike<number>): { low: number; concern: number; urgent: number } {
  const inputs = Object.entries(inputsOf(seen)).filter(([name]) => places.has(name)).map(([name, value]) => [places.get(name)!, value] as const);
  const sums = [...outBiases];
  const fromNumbers = heardFrom(numbers);
  for (let unit = 0; unit < units; unit++) {
    let fromInputs = 0;
    for (const [at, value] of inputs) fromInputs += heard.inputs[unit * count + at]! * value;
    const sum = heard.biases[unit]! + heard.numberScales[unit]! * fromNumbers[unit]! + heard.inputScales[unit]! * fromInputs;
    if (sum > 0) for (let step = 0; step < sums.length; step++) sums[step]! += heard.out[step * units + unit]! * sum;
  }
  const mine = numbers.length - wide;
  for (let step = 0; step < sums.length; step++) for (let at = 0; at < mine; at++) sums[step]! += heard.outHeard[step * mine + at]! * numbers[wide + at]!;
  const [low = 0, concern = 0, urgent = 0] = sums;
  return { low, concern, urgent };
}
