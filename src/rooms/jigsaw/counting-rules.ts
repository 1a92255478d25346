/** How far small clues narrow the crowd together, and when that is enough for a question (safety guide §4). */
import { indirectKinds, type Found, type Kind } from '#jigsaw/clue-rules';

const indirect = new Set<Kind>([...indirectKinds, 'cafe', 'name']);
export const isCounted = (one: Found) => !one.alone && !one.faint && indirect.has(one.kind);

/** What is out of the ordinary in itself, when told obliquely: two of these are enough (the only Latin teacher, and all four sisters have it). */
const unusual = new Set<Kind>(['few', 'seen', 'family', 'uncommon-job', 'event', 'employer', 'small-place', 'rare-condition', 'device']);

/** How far clues narrow the crowd: how many kinds, how much altogether, how many out of the ordinary. */
export type Narrowed = { kinds: number; sum: number; unusual: number };
/** In the text itself, and together with the author's earlier ones. */
export type Tally = { here: Narrowed; together: Narrowed };

/** Each kind once, by the one that tells most. */
function narrowing(found: readonly Found[]): Narrowed {
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

export function tally(found: readonly Found[], earlier: readonly Found[]): Tally {
  const here = found.filter(isCounted);
  return { here: narrowing(here), together: narrowing([...here, ...earlier.filter(isCounted)]) };
}

/** Three ordinary pieces, or one that few share and one more (safety guide §4). */
const enough = 3;

/**
 * Small clues together, counted over this text and the author's earlier ones.
 * What was said before in the same words is not new.
 */
export function together(found: Found[], earlier: Found[], said: ReadonlySet<string>, text: string): Found[] {
  const here = found.filter(isCounted);
  const { kinds, sum, unusual: odd } = narrowing([...here, ...earlier.filter(isCounted)]);
  // Rain where somebody is known to live is no news of them.
  const isNew = here.some((one) => !one.isWeather && !said.has(`${one.kind} ${text.slice(one.start, one.end).toLowerCase()}`));
  return isNew && kinds >= 2 && (sum >= enough || odd >= 2) ? here : [];
}

/** A clinic by its name and the day to be there, the guide's own example of two that are enough; and who treats one there, in one breath. */
export function paired(found: Found[]): Found[] {
  const clinic = found.filter(({ kind, weight }) => kind === 'clinic' && !weight);
  const days = found.filter(({ kind }) => kind === 'appointment' || kind === 'date');
  if (clinic.length && days.length) return [...clinic, ...days];
  const beside = found.filter((one) => one.kind === 'clinician' && clinic.some(({ start }) => start > one.end && start - one.end < 14));
  return beside.length ? [...beside, ...clinic] : [];
}
