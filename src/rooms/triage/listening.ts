/**
 * How small nets listen to the pieces of a text. Each net has its directions;
 * a piece goes in each of them more or less. Some voices say how much each
 * piece counts for a part of the directions; what is heard is the middle by
 * these counts, and the strongest of each. A whisper in one word is heard.
 * What they have learned ships in `listening.json`, which `npm run -s
 * triage:train` writes; `net.ts` says what it means.
 */
import { floatsIn, shipped, wholesIn } from '#platform/shipped';

type Shipped = { nets: number; voices: number; weights: string; scales: string; biases: string; louder: string };
const read = () => {
  const { weights, scales, biases, louder, nets, voices } = shipped<Shipped>('src/rooms/triage/listening.json');
  return { nets, voices, wholes: wholesIn(weights), scales: floatsIn(scales), biases: floatsIn(biases), louder: floatsIn(louder) };
};
const { nets, voices, wholes, scales, louder, ...said } = read();
export const { biases } = said;
/** Directions of one net, and of one of its voices. */
const [mine, part] = [biases.length / nets, biases.length / nets / voices];
/** The directions, a column each, row by row of the encoder's numbers. */
export function weights(): Float32Array {
  const wide = wholes.length / biases.length;
  return Float32Array.from({ length: wholes.length }, (_, at) => wholes[(at % biases.length) * wide + Math.floor(at / biases.length)]! * scales[at % biases.length]!);
}

/** How much each piece counts for a voice; all together count one. `louder` has a row for each voice of each net. */
function countsOf(strengths: readonly (readonly number[])[], net: number, voice: number): number[] {
  const row = (net * voices + voice) * mine;
  const loud = strengths.map((piece) => {
    let sum = 0;
    for (let at = 0; at < mine; at++) sum += louder[row + at]! * piece[net * mine + at]!;
    return sum;
  });
  const most = Math.max(...loud);
  const counts = loud.map((one) => Math.exp(one - most));
  const all = counts.reduce((sum, one) => sum + one, 0);
  return counts.map((one) => one / all);
}

/** What each net hears: its directions in the middle, then each at its strongest. `strengths` has a row for each piece, a number for each direction of all nets. */
export function heardIn(strengths: readonly (readonly number[])[]): number[] {
  return Array.from({ length: nets }, (_, net) => {
    const counts = Array.from({ length: voices }, (_, voice) => countsOf(strengths, net, voice));
    const directions = Array.from({ length: mine }, (_, at) => net * mine + at);
    const middle = directions.map((direction, at) => strengths.reduce((sum, piece, which) => sum + counts[Math.floor(at / part)]![which]! * piece[direction]!, 0));
    return [...middle, ...directions.map((direction) => strengths.reduce((most, piece) => Math.max(most, piece[direction]!), 0))];
  }).flat();
}
