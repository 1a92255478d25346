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
function countsOf(strengths: Float32Array, net: number, voice: number): Float64Array {
  const row = (net * voices + voice) * mine;
  const counts = new Float64Array(strengths.length / biases.length);
  for (let piece = 0; piece < counts.length; piece++) {
    const from = piece * biases.length + net * mine;
    let sum = 0;
    for (let at = 0; at < mine; at++) sum += louder[row + at]! * strengths[from + at]!;
    counts[piece] = sum;
  }
  const most = counts.reduce((one, other) => Math.max(one, other), -Infinity);
  let all = 0;
  for (let piece = 0; piece < counts.length; piece++) all += counts[piece] = Math.exp(counts[piece]! - most);
  return counts.map((one) => one / all);
}

/** What each net hears: its directions in the middle, then each at its strongest. `strengths` has a row for each piece, a number for each direction of all nets. */
export function heardIn(strengths: Float32Array): Float32Array {
  const heard = new Float32Array(2 * biases.length);
  for (let net = 0; net < nets; net++) for (let voice = 0; voice < voices; voice++) {
    const counts = countsOf(strengths, net, voice);
    for (let at = voice * part; at < (voice + 1) * part; at++) {
      let [middle, strongest] = [0, 0];
      for (let piece = 0, place = net * mine + at; place < strengths.length; piece++, place += biases.length) {
        const one = strengths[place]!;
        middle += counts[piece]! * one;
        if (one > strongest) strongest = one;
      }
      heard[2 * net * mine + at] = middle;
      heard[(2 * net + 1) * mine + at] = strongest;
    }
  }
  return heard;
}
