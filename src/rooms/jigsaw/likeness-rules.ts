/**
 * Whether a word is written as names are: learned letter by letter from the
 * lists of names and from what people say, so that a name in no list is known
 * by its like (tv-ei-tane, wick-rama-singhe). Says nothing by itself.
 */
import { model } from '#jigsaw/learned-rules';

/** How many weights there are for letters. */
export const lettersWidth = 1 << 14;

/** For each two, three and four letters in a row the place of its weight. */
export function placesOfLetters(low: string): Uint32Array {
  const whole = `^${low}$`;
  const places: number[] = [];
  for (let length = 2; length <= 4; length++) {
    for (let from = 0; from + length <= whole.length; from++) {
      let hash = 0x811c9dc5;
      for (let at = from; at < from + length; at++) hash = Math.imul(hash ^ whole.charCodeAt(at), 0x01000193);
      places.push((hash ^ (hash >>> 15)) & (lettersWidth - 1));
    }
  }
  return Uint32Array.from(places);
}

/** Above nothing for what is rather a name, below for what is rather a word. */
export function likeness(low: string): number {
  const { bias, scale, weights } = model.letters;
  return placesOfLetters(low).reduce((sum, place) => sum + weights[place]! * scale, bias);
}
