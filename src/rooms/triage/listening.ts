/**
 * How small nets listen to the pieces of a text. Each net has its directions;
 * a piece goes in each of them more or less, and then takes from the other
 * pieces what changes it: "not", "last year", "in the film". Some voices say
 * how much each piece counts for a part of the directions; what is heard is
 * the middle by these counts, and the strongest of each. A whisper in one word
 * is heard. What they have learned ships in `listening.json`, which `npm run
 * -s triage:train` writes; `net.ts` says what it means.
 */
import { floatsIn, shipped, wholesIn } from '#platform/shipped';

/** A row of whole numbers for each number that comes out, what one of them is worth, and what is added. */
type Rows = { weights: string; scales: string; biases: string };
type Shipped = Rows & { nets: number; voices: number; louder: string; layers: { norms: string; asks: Rows; answers: Rows; wider: Rows; narrower: Rows }[] };
const { nets, voices, louder: loud, layers: kept, ...directed } = shipped<Shipped>('src/rooms/triage/listening.json');

export type Opened = { b: Float32Array; bias: Float32Array };
/** As arithmetic wants them: a column for each number that comes out, row by row of what goes in. */
function opened({ weights, scales, biases }: Rows): Opened {
  const [wholes, each, bias] = [wholesIn(weights), floatsIn(scales), floatsIn(biases)];
  const [out, wide] = [bias.length, wholes.length / bias.length];
  return { b: Float32Array.from({ length: wholes.length }, (_, at) => wholes[(at % out) * wide + Math.floor(at / out)]! * each[at % out]!), bias };
}
const louder = floatsIn(loud);
/** How many directions all nets have together. */
const all = floatsIn(directed.biases).length;
/** Directions of one net, and of one of its voices. */
export const mine = all / nets;
const part = mine / voices;

export const directions = () => opened(directed);
/** How each net's pieces take from one another: one layer as the encoder's own are (`encoder-layers.ts`). */
export const layers = () => kept.map(({ norms, asks, answers, wider, narrower }) => {
  const each = floatsIn(norms);
  const norm = (at: number) => ({ scale: each.slice(at * mine, (at + 1) * mine), bias: each.slice((at + 1) * mine, (at + 2) * mine) });
  return { before: norm(0), asks: opened(asks), answers: opened(answers), beforeForward: norm(2), wider: opened(wider), narrower: opened(narrower) };
});

/** How much each piece counts for a voice; all together count one. `louder` has a row for each voice of each net. */
function countsOf(strengths: Float32Array, net: number, voice: number): Float64Array {
  const row = (net * voices + voice) * mine;
  const counts = new Float64Array(strengths.length / all);
  for (let piece = 0; piece < counts.length; piece++) {
    const from = piece * all + net * mine;
    let sum = 0;
    for (let at = 0; at < mine; at++) sum += louder[row + at]! * strengths[from + at]!;
    counts[piece] = sum;
  }
  const most = counts.reduce((one, other) => Math.max(one, other), -Infinity);
  let sum = 0;
  for (let piece = 0; piece < counts.length; piece++) sum += counts[piece] = Math.exp(counts[piece]! - most);
  return counts.map((one) => one / sum);
}

/** What each net hears: its directions in the middle, then each at its strongest. `strengths` has a row for each piece, a number for each direction of all nets. */
export function heardIn(strengths: Float32Array): Float32Array {
  const heard = new Float32Array(2 * all);
  for (let net = 0; net < nets; net++) for (let voice = 0; voice < voices; voice++) {
    const counts = countsOf(strengths, net, voice);
    for (let at = voice * part; at < (voice + 1) * part; at++) {
      let [middle, strongest] = [0, 0];
      for (let piece = 0, place = net * mine + at; place < strengths.length; piece++, place += all) {
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
