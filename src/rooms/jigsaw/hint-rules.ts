/**
 * Clues told obliquely: no name, no number, and yet whoever lives near knows
 * at once. A hint is one sort of clue with its weight (how far it narrows the
 * crowd) and the ways people say it. The lists are in few-rules (what few
 * share), walk-rules (walks of life) and day-rules (days that can be looked up).
 */
import type { Found, Kind } from '#jigsaw/clue-rules';
import { dayHints } from '#jigsaw/day-rules';
import { fewHints } from '#jigsaw/few-rules';
import { all, before, edges, has, type Reading } from '#jigsaw/reading-rules';
import { walkHints } from '#jigsaw/walk-rules';

/** `unless` is what, just before it, makes it no clue; `own` asks for an I or a we in the text. */
export type Hint = { kind: Kind; weight: 1 | 2; said: readonly string[]; unless?: RegExp; own?: boolean };

const own = edges("i|i'm|i've|i'd|i'll|im|my|me|we|we're|we've|our|us|mine|jeg|eg|æ|je|jæi|mitt|min|mi|mine|meg|mæ|vi|vår|våre|vårt|oss|me|when you're|when you are");
const others = edges('you|your|yours|he|she|they|his|her|their|du|deg|din|ditt|dere|deres|han|hun|ho|hans|hennes|man');
const prepared = [...fewHints, ...walkHints, ...dayHints].map((hint) => ({ ...hint, pattern: edges(hint.said.join('|')) }));

export function hints(reading: Reading): Found[] {
  const isOwn = has(own, reading.low) || !has(others, reading.low); // "Kom inn akutt …": many leave the I out
  return prepared.flatMap(({ kind, weight, pattern, unless, own: asksOwn }) => (asksOwn && !isOwn ? [] : all(reading.low, pattern)
    .filter((hit) => !unless?.test(before(reading, hit.index, 40)))
    .map((hit): Found => ({ kind, weight, start: hit.index, end: hit.index + hit[0].length }))));
}
