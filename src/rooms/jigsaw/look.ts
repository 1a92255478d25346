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
import { indirectKinds, type Found, type Kind, type Language } from '#jigsaw/clue-rules';
import { contacts } from '#jigsaw/contact-rules';
import { daily } from '#jigsaw/daily-rules';
import { disguised } from '#jigsaw/disguise-rules';
import { hints } from '#jigsaw/hint-rules';
import { felt, knownIn } from '#jigsaw/felt-rules';
import { feel } from '#jigsaw/learned-rules';
import { life } from '#jigsaw/life-rules';
import { names } from '#jigsaw/name-rules';
import { numbers } from '#jigsaw/number-rules';
import { people } from '#jigsaw/people-rules';
import { places } from '#jigsaw/place-rules';
import { read } from '#jigsaw/reading-rules';
import { saferFor, saferIn } from '#jigsaw/safer-rules';
import { times } from '#jigsaw/time-rules';
import { told } from '#jigsaw/told-rules';
import { typed } from '#jigsaw/typed-rules';
import { unlisted } from '#jigsaw/unlisted-rules';
import { wider } from '#jigsaw/wider-rules';

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
};

/** A text is looked at in pieces no longer than this, so that a very long one takes its time in a straight line. */
const piece = 6_000;
/** Of earlier texts no more than this is read, the newest first. */
const mostPrevious = 60_000;

/** Everything the rules find in one text, the surer first where two find the same words. */
function cluesIn(text: string, language: Language, known: ReadonlySet<string>): Found[] {
  const found: Found[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + piece < text.length ? from + piece : text.length;
    const pause = to < text.length ? Math.max(text.lastIndexOf('\n', to), text.lastIndexOf('. ', to)) + 1 : to;
    if (pause > from + piece / 2) to = pause; // between two sentences, where there are any
    const reading = read(text.slice(from, to), language, known);
    for (const one of [...numbers(reading), ...contacts(reading), ...names(reading), ...people(reading), ...life(reading), ...places(reading), ...times(reading), ...wider(reading), ...hints(reading), ...told(reading), ...disguised(reading), ...typed(reading), ...unlisted(reading), ...daily(reading)]) {
      found.push({ ...one, start: one.start + from, end: one.end + from });
    }
  }
  const rank = (one: Found) => (one.mustChange ? 0 : one.alone ? 1 : one.faint ? 5 : one.kind === 'employer' ? 4 : one.weight ? 3 : 2); // whoever works at a school has told a school
  const sure = found.sort((a, b) => rank(a) - rank(b) || b.end - b.start - (a.end - a.start) || (b.weight ?? 0) - (a.weight ?? 0));
  const taken = new Uint32Array(text.length); // by which of those kept, counted from one
  const kept: Found[] = [];
  for (const one of sure) {
    const by = taken.subarray(one.start, one.end).find(Boolean);
    if (by) {
      const over = kept[by - 1];
      if (over && !over.alone && one.weight && one.kind !== over.kind && one.end - one.start > over.end - over.start + 3) over.also = [...(over.also ?? []), one];
      continue;
    }
    taken.fill(kept.push(one), one.start, one.end);
  }
  return kept.sort((a, b) => a.start - b.start);
}

const indirect = new Set<Kind>([...indirectKinds, 'cafe', 'name']);
const isCounted = (one: Found) => !one.alone && !one.faint && indirect.has(one.kind);

/** What is out of the ordinary in itself, when told obliquely: two of these are enough (the only Latin teacher, and all four sisters have it). */
const unusual = new Set<Kind>(['few', 'seen', 'family', 'uncommon-job', 'event', 'employer', 'small-place', 'rare-condition', 'device']);

/** How far clues narrow the crowd together: each kind once, by the one that tells most. */
function narrowing(found: Found[]): { kinds: number; sum: number; unusual: number } {
  const most = new Map<Kind, number>();
  const odd = new Set<Kind>();
  for (const one of found) {
    for (const { kind, anchor, weight } of [one, ...(one.also ?? [])]) {
      most.set(kind, Math.max(most.get(kind) ?? 0, anchor ? 2 : weight ?? 1));
      if (weight && unusual.has(kind)) odd.add(kind);
    }
    if (one.tellsPlace) most.set('small-place', 2);
  }
  return { kinds: most.size, sum: [...most.values()].reduce((sum, weight) => sum + weight, 0), unusual: odd.size };
}

/** Three ordinary pieces, or one that few share and one more (safety guide §4). */
const enough = 3;

/**
 * Small clues together, counted over this text and the author's earlier ones.
 * What was said before in the same words is not new.
 */
function together(found: Found[], earlier: Found[], said: ReadonlySet<string>, text: string): Found[] {
  const here = found.filter(isCounted);
  const { kinds, sum, unusual: odd } = narrowing([...here, ...earlier.filter(isCounted)]);
  const isNew = here.some((one) => !said.has(`${one.kind} ${text.slice(one.start, one.end).toLowerCase()}`));
  return isNew && kinds >= 2 && (sum >= enough || odd >= 2) ? here : [];
}

/** A clinic by its name and the day to be there: the guide's own example of two that are enough. */
function paired(found: Found[]): Found[] {
  const clinic = found.filter(({ kind, weight }) => kind === 'clinic' && !weight);
  const days = found.filter(({ kind }) => kind === 'appointment' || kind === 'date');
  return clinic.length && days.length ? [...clinic, ...days] : [];
}

function previousClues(previous: readonly string[], language: Language, known: ReadonlySet<string>) {
  const [found, said] = [[] as Found[], new Set<string>()];
  let left = mostPrevious;
  for (const text of previous) {
    if (left <= 0) break;
    const part = text.slice(0, left);
    left -= part.length;
    for (const one of cluesIn(part, language, known)) {
      found.push(one);
      said.add(`${one.kind} ${part.slice(one.start, one.end).toLowerCase()}`);
    }
  }
  return { found, said };
}

/** Clues in the order they stand in the text, never overlapping. */
export function look({ text, language, previous = [], known = [] }: Looking): Looked {
  const names = new Set(known.map((name) => name.toLowerCase()));
  const found = cluesIn(text, language, names);
  const alone = found.filter((one) => one.alone);
  const pair = paired(found);
  const feeling = feel(text, language, previous, [...saferIn(text), ...knownIn(text, names)]);
  const mayAddUp = found.some(isCounted) || feeling.pieces.some(({ head }) => head === 'piece');
  const earlier = mayAddUp ? previousClues(previous, language, names) : { found: [], said: new Set<string>() };
  const counted = together(found, earlier.found, earlier.said, text);
  const { sum } = narrowing([...found, ...earlier.found].filter(isCounted));
  const more = felt({ text, previous, found, feeling, sum });
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
