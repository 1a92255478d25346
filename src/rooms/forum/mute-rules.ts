/** Muted words: one or a few together, compared without capitals. */
import { lengthOf, tidyLine } from '#forum/text-rules';

export const shortest = 2;
export const longest = 40;
/** Each muted word is looked for in every text that is shown. */
export const mostWords = 50;

/** A word as it is kept: small letters, without signs around it. Nothing when it cannot be one. */
export function wordOf(typed: string): string | undefined {
  if (typed.length > longest * 10) return undefined;
  const word = tidyLine(typed).toLowerCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  const length = lengthOf(word);
  return length >= shortest && length <= longest ? word : undefined;
}
