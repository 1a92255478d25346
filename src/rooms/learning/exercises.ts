/**
 * Exercises: breathing, grounding, sleep, pacing, asking for help and more.
 *
 * They are ours to write, from techniques that are established and named, and
 * nobody is told who opens one. What a member notes about them lies sealed in
 * the toolbox; this room knows nothing of it.
 */
import { notFound } from '#platform/answers';
import type { Language } from '#platform/words';
import { calming, exerciseOf, kinds, type Exercise, type Kind } from '#learning/exercise-rules';
import { leavesIn } from '#learning/leaves';

const leaves = leavesIn('exercises');
const made = (language: Language) => [...leaves[language]].map(([id, leaf]) => exerciseOf(id, leaf));
const exercises: Record<Language, Exercise[]> = { en: made('en'), nb: made('nb') };

export const all = (language: Language): readonly Exercise[] => exercises[language];

/** One, or nothing where there is none of that name. */
export const find = (id: string, language: Language): Exercise | undefined => exercises[language].find((one) => one.id === id);
export const one = (id: string, language: Language): Exercise => find(id, language) ?? notFound();
/** The one that stands at an address, or at an old one, which was its name. */
export const at = (address: string, language: Language): Exercise => exercises[language].find((one) => one.address === address) ?? one(address, language);

export type Group = { kind: Kind; exercises: Pick<Exercise, 'address' | 'title' | 'line' | 'minutes'>[] };

/** By what they are for; `few` gives the first of those that calm, for a bad day. */
export const groups = (language: Language, { few = false } = {}): Group[] =>
  kinds.filter((kind) => !few || calming.includes(kind)).map((kind) => ({
    kind, exercises: exercises[language].filter((one) => one.kind === kind).slice(0, few ? 1 : undefined).map(({ address, title, line, minutes }) => ({ address, title, line, minutes }))
  }));
