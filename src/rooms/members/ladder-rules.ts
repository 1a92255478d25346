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

/** What stands before every post, as a key of this room's words. `known` are those who know more, by the names they have here. */
export function lineOf({ kind, level, known, isKnownElsewhere }: { kind: Kind; level: Level; known: readonly string[]; isKnownElsewhere: boolean }) {
  if (kind !== 'forum') return known.length ? ('here.known' as const) : level === 'met' ? ('here.met' as const) : ('here.nobody' as const);
  if (level === 'local' || level === 'met') return isKnownElsewhere ? ('here.areaKnown' as const) : ('here.area' as const);
  return isKnownElsewhere ? ('here.elsewhere' as const) : ('here.nobody' as const);
}
