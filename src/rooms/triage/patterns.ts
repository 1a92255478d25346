/**
 * Patterns: small pieces of sentences with room in them, made into bounded
 * regular expressions over the line of a reading.
 *
 *     want* to die             words; `*` is the rest of a word
 *     [tonight/this evening]   one of these
 *     to?  [the/a]?            may be missing
 *     ~  ~~                    up to three, up to seven other words of the same sentence
 *     ^  $                     the beginning, the end of a sentence
 *
 * A cue is a list of such patterns, divided by commas or lines. Every
 * repetition has a bound, so no text can make a pattern slow.
 */
import { gated, type Gated } from '#platform/gates';

export type Hit = { from: number; to: number };

const escaped = (word: string) => word.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
const oneWord = (one: string) => escaped(one).replace(/\*/g, '[^ |]{0,14}');
const phrase = (one: string) => one.trim().split(/\s+/).map(oneWord).join(' ');

function piece(part: string): string {
  if (part === '~') return '(?: [^ |]{1,30}){0,3}?';
  if (part === '~~') return '(?: [^ |]{1,30}){0,7}?';
  if (part === '^') return '(?<=[|"]|^)';
  if (part === '$') return '(?= [|"])';
  const isOptional = part.endsWith('?');
  const bare = isOptional ? part.slice(0, -1) : part;
  const inner = bare.startsWith('[') ? `(?:${bare.slice(1, -1).split('/').map(phrase).join('|')})` : oneWord(bare);
  return isOptional ? `(?: ${inner})?` : ` ${inner}`;
}

const pieces = (pattern: string) => pattern.match(/\[[^\]]*\]\??|\S+/g) ?? [];

/** A cue behind the gate: of its patterns only those are tried that may be in a line. */
export function compile(cue: string): Gated {
  const patterns = cue.split(/[,\n]/).map((one) => one.trim()).filter(Boolean);
  return gated({ source: `(?:${[...new Set(patterns)].map((pattern) => pieces(pattern).map(piece).join('')).join('|')})(?= )`, flags: 'g' });
}
