/**
 * The ladder: how much of oneself a name shows, step by step.
 *
 * Nobody has to climb, each step can be taken back, and each space has its
 * own. What a step shows, it shows to people in that space alone. [ID-5, ID-6, ID-15]
 */
export type Kind = 'forum' | 'local' | 'cafe' | 'circle';
/** Every kind but the forum. */
export type Apart = Exclude<Kind, 'forum'>;
export const levels = ['anonymous', 'local', 'met', 'chosen'] as const;
export type Level = (typeof levels)[number];

/**
 * The steps there are in a kind of space. In the forum one may say where one
 * belongs; in a local place everybody knows that. Names are shared by
 * handshake, and those begin where people know each other: not in the forum.
 */
export const levelsIn = (kind: Kind): readonly Level[] => (kind === 'forum' ? ['anonymous', 'local', 'met'] : ['anonymous', 'met', 'chosen']);
export const isLevelIn = (kind: Kind, text: string): text is Level => (levelsIn(kind) as readonly string[]).includes(text);

/** What stands before every post is said from these. */
export type Showing = {
  kind: Kind; level: Level; page: 'members' | 'nobody';
  /** In the forum: the community whose area is shown. */
  shows: string | null;
  /** Who here knows the forum name, by the name they have here. */
  known: readonly string[];
  isKnownElsewhere: boolean;
  /** Somebody who knew it once, and does not any more. */
  wasKnown: boolean;
};

/**
 * What stands before every post, sentence by sentence, as keys of this room's
 * words: what this name shows, who knows more, that nobody else does, and who
 * knew once. What is only said on one's page is not shown while that is closed.
 */
export function linesOf(here: Showing) {
  const isForum = here.kind === 'forum';
  return [shownBy(here), isForum ? here.isKnownElsewhere && ('here.elsewhere' as const) : knownBy(here), nobodyOf(here), here.wasKnown && (isForum ? ('here.knewElsewhere' as const) : ('here.knew' as const))].filter((key) => key !== false);
}

function shownBy({ kind, level, page, shows }: Showing) {
  if (page === 'nobody') return false;
  if (kind !== 'forum') return level === 'met' && ('here.met' as const);
  return shows !== null && (level === 'local' ? ('here.area' as const) : level === 'met' && ('here.areaMet' as const));
}

const knownBy = ({ known }: Showing) => known.length > 0 && (known.length === 1 ? ('here.known.one' as const) : ('here.known' as const));

function nobodyOf({ kind, known, isKnownElsewhere, wasKnown }: Showing) {
  if (kind === 'forum' ? isKnownElsewhere : known.length) return 'here.nobodyElse' as const;
  return wasKnown ? ('here.nobodyNow' as const) : ('here.nobody' as const);
}
