/**
 * Exercises to try: each in three forms, in words that offer and never order.
 * Whoever does one can stop at any step, and has done it.
 */
import { stepsOf, type Head, type Leaf } from '#learning/leaf-rules';

export const kinds = ['breathing', 'grounding', 'mindfulness', 'pain', 'sleep', 'pacing', 'flares', 'asking', 'telling'] as const;
export type Kind = (typeof kinds)[number];
/** What a bad day shows: what takes half a minute and asks for nothing. */
export const calming: readonly Kind[] = ['breathing', 'grounding', 'sleep'];

export const forms = ['short', 'full', 'easy'] as const;
/** `short` takes about half a minute; `easy` says it in easy words. */
export type Form = (typeof forms)[number];
/** The form asked for; the short one on a bad day, else the full one. */
export const formOf = (asked: string | null, isBad: boolean): Form => forms.find((form) => form === asked) ?? (isBad ? 'short' : 'full');

export type Exercise = Omit<Head, 'kind'> & { id: string; kind: Kind; line: string; steps: Record<Form, string[]>; /** When it is better left, or for whom. */ care: string };

export const exerciseOf = (id: string, { kind, parts, ...head }: Leaf): Exercise => ({
  ...head, id, kind: kind as Kind, care: parts.care ?? '',
  steps: { short: stepsOf(parts.short), full: stepsOf(parts.full), easy: stepsOf(parts.easy) }
});
