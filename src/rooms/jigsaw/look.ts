/**
 * The jigsaw guard: could this text show who somebody is?
 *
 * It reads one text, and if told the author's own earlier texts of the same
 * space, those too. It answers with the exact words, the reason, and safer
 * words. It decides nothing: the author may keep what they wrote, except for
 * numbers that open doors and other people's contact details (`mustChange`).
 *
 * Pure: nothing is stored, sent or logged here. Source of the rules: safety
 * guide §4, "Identity leak". [ID-7, NEW-2]
 */
import type { Found, Kind, Language } from '#jigsaw/clue-rules';
import { isCounted, paired, tally, together } from '#jigsaw/counting-rules';
import { addressesIn, elsewhere, withElsewhere, type Elsewhere } from '#jigsaw/elsewhere-rules';
import { findingsIn, previousClues } from '#jigsaw/finding-rules';
import { felt, knownIn } from '#jigsaw/felt-rules';
import { feel, model, type Model } from '#jigsaw/learned-rules';
import { saferFor, saferIn } from '#jigsaw/safer-rules';

export type { Kind, Language } from '#jigsaw/clue-rules';
export type Clue = {
  kind: Kind; start: number; end: number;
  /** Exactly as they stand in the text. */
  words: string;
  /** A key in this room's words: one plain sentence. */
  why: string;
  /** What could stand there instead, in the text's language; '' takes the words away, null when there is nothing to offer. */
  safer: string | null;
  mustChange: boolean;
};
export type Looked = {
  nudge: boolean; mustChange: boolean; kinds: Kind[]; clues: Clue[];
  /** There are small clues: only then can the author's earlier texts change the answer. */
  mayAddUp: boolean;
};
export type Looking = {
  text: string; language: Language;
  /** The author's own earlier texts in this space. */
  previous?: readonly string[];
  /** Names people go by in this space: never a clue. */
  known?: readonly string[];
  /** Names that belong to other spaces. */
  names?: Elsewhere;
};
export type { Elsewhere } from '#jigsaw/elsewhere-rules';

/** Clues in the order they stand in the text, never overlapping. `by` is the learned part; another than the one that ships is for measuring. */
export function look({ text, language, previous = [], known = [], names: apart }: Looking, by: Model = model): Looked {
  const names = new Set(known.map((name) => name.toLowerCase()));
  const { found: ruled, nobody } = findingsIn(text, language, names);
  const heard = names.size ? ruled.filter((one) => one.mustChange || one.kind !== 'name' && one.kind !== 'handle' || !names.has(text.slice(one.start, one.end).toLowerCase())) : ruled;
  const found = apart ? withElsewhere(heard, elsewhere(text, apart)) : heard;
  const alone = found.filter((one) => one.alone);
  const pair = paired(found);
  const feeling = feel(text, language, previous, [...saferIn(text), ...knownIn(text, names), ...addressesIn(text), ...nobody], by);
  const mayAddUp = found.some(isCounted) || feeling.pieces.some(({ head }) => head === 'piece');
  const earlier = mayAddUp ? previousClues(previous, language, names) : { found: [], said: new Set<string>() };
  const counted = together(found, earlier.found, earlier.said, text);
  const more = felt({ text, previous, found, feeling, tally: tally(found, earlier.found), by });
  const small = [...pair, ...counted, ...more.filter((one) => !one.alone)];
  const worth = [...new Set([...alone, ...small, ...more])].sort((a, b) => a.start - b.start);
  const clues = worth.map((one) => {
    const words = text.slice(one.start, one.end);
    return {
      kind: one.kind, start: one.start, end: one.end, words, why: whyOf(one),
      safer: saferFor(one, words, language, text.slice(Math.max(0, one.start - 40), one.start)), mustChange: one.mustChange ?? false
    };
  });
  const kinds: Kind[] = [...new Set(clues.map(({ kind }) => kind))];
  if (small.length) kinds.push('combination');
  return { nudge: clues.length > 0, mustChange: clues.some(({ mustChange }) => mustChange), kinds, clues, mayAddUp };
}

const contact = new Set<Kind>(['email', 'phone', 'address', 'postcode', 'handle']);
/** Which sentence says why. */
const whyOf = (one: Found) =>
  one.others && contact.has(one.kind) ? 'why.others' : `why.${one.kind}`;
