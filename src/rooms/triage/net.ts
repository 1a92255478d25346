/**
 * A small net beside the ridge model, for texts the encoder has read: it can
 * hear "this, but only together with that". It sees the encoder's numbers, and
 * which cues and signals stand in the text. It ships in `net.json`, which
 * `npm run -s triage:train` writes.
 */
import type { Seen } from '#triage/features';
import data from './net.json' with { type: 'json' };

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'base64'));
const wholes = (text: string) => new Int8Array(bytes(text).buffer);
const floats = (text: string) => new Float32Array(bytes(text).buffer);

const [places, count] = [new Map(data.inputs.map((name, at) => [name, at])), data.inputs.length];
const heard = { numbers: wholes(data.numbers), numberScales: floats(data.numberScales), inputs: wholes(data.byInput), inputScales: floats(data.inputScales), biases: floats(data.biases), out: floats(data.out) };
const units = heard.biases.length;
const wide = heard.numbers.length / units;

/** What the net sees of a text beside the encoder's numbers, by name. */
export const inputsOf = ({ cues, fired, about: { words, hasEarlier, isNorwegian } }: Seen): Record<string, number> => ({
  ...Object.fromEntries([...cues.hits.keys()].map((name) => [`c ${name}`, 1])),
  ...Object.fromEntries([...fired].map(([name, isFree]) => [`f ${name} ${isFree ? 1 : 0}`, 1])),
  len: Math.log(words + 1) / 2 - 1.5, prev: hasEarlier ? 1 : 0, nb: isNorwegian ? 1 : 0
});

/** What to add to the scores of the three levels. */
export function addedBy(seen: Seen, numbers: readonly number[]): { low: number; concern: number; urgent: number } {
  const inputs = Object.entries(inputsOf(seen)).filter(([name]) => places.has(name)).map(([name, value]) => [places.get(name)!, value] as const);
  const sums = [...data.outBiases];
  for (let unit = 0; unit < units; unit++) {
    let [fromNumbers, fromInputs] = [0, 0];
    for (let at = 0; at < wide; at++) fromNumbers += heard.numbers[unit * wide + at]! * numbers[at]!;
    for (const [at, value] of inputs) fromInputs += heard.inputs[unit * count + at]! * value;
    const sum = heard.biases[unit]! + heard.numberScales[unit]! * fromNumbers + heard.inputScales[unit]! * fromInputs;
    if (sum > 0) for (let step = 0; step < sums.length; step++) sums[step]! += heard.out[step * units + unit]! * sum;
  }
  const [low = 0, concern = 0, urgent = 0] = sums;
  return { low, concern, urgent };
}
