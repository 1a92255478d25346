/**
 * Lessons about finding one's way: having a say, working with those who treat
 * one, what recovery can mean, and how this place works. [TOOL-6]
 *
 * No test at the end, no percentage, no note of who has read what.
 */
import { notFound } from '#platform/answers';
import type { Language } from '#platform/words';
import { leavesIn } from '#learning/leaves';
import { kinds, lessonOf, type Kind, type Lesson } from '#learning/lesson-rules';

const leaves = leavesIn('lessons');
const made = (language: Language) => [...leaves[language]].map(([id, leaf]) => lessonOf(id, leaf));
const lessons: Record<Language, Lesson[]> = { en: made('en'), nb: made('nb') };

export const all = (language: Language): readonly Lesson[] => lessons[language];

/** One, or nothing where there is none of that name. */
export const find = (id: string, language: Language): Lesson | undefined => lessons[language].find((one) => one.id === id);
export const one = (id: string, language: Language): Lesson => find(id, language) ?? notFound();
/** The one that stands at an address, or at an old one, which was its name. */
export const at = (address: string, language: Language): Lesson => lessons[language].find((one) => one.address === address) ?? one(address, language);

/** The one after it; the order is an offer, any other will do. */
export const after = (id: string, language: Language): Lesson | undefined => lessons[language][lessons[language].findIndex((one) => one.id === id) + 1];

/** One for this day (YYYY-MM-DD), another one tomorrow; the same for everybody, so nothing about anybody decides it. */
export const ofDay = (day: string, language: Language): Lesson => lessons[language][Math.floor(Date.parse(day) / 86_400_000) % lessons[language].length]!;

export type Group = { kind: Kind; lessons: Pick<Lesson, 'address' | 'title' | 'line' | 'minutes'>[] };
export const groups = (language: Language): Group[] =>
  kinds.map((kind) => ({ kind, lessons: lessons[language].filter((one) => one.kind === kind).map(({ address, title, line, minutes }) => ({ address, title, line, minutes })) }));
