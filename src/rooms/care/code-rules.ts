/** Codes on cards: how they are made, written and read. */
import { randomInt } from 'node:crypto';
import { draw } from '#platform/qr';

/** Letters and figures that are not mistaken for another and never spell a word. */
const letters = '23456789bcdfghjkmnpqrstvwxyz';
const length = 12;

/** Twelve of twenty-eight: 57 bits, behind a limit on tries. */
export const makeCode = () => Array.from({ length }, () => letters[randomInt(letters.length)]).join('');

/** As it stands on a card: three groups of four. */
export const written = (code: string) => code.replace(/(.{4})(?=.)/g, '$1-');

/** What somebody typed, without case, spaces and lines; undefined when it can be no code. */
export function codeOf(text: string): string | undefined {
  const code = text.slice(0, 60).toLowerCase().replace(/[^0-9a-z]/g, '');
  return code.length === length && [...code].every((letter) => letters.includes(letter)) ? code : undefined;
}

/** The dark squares of a picture for a camera, as an SVG path. */
export const picture = (text: string): { picture: string; size: number } => draw(text);
