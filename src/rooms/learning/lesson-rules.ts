/** Lessons about finding one's way: one idea, in a minute or in a page, and something to try for those who like. */
import type { Head, Leaf } from '#learning/leaf-rules';

export const kinds = ['involvement', 'together', 'recovery', 'here'] as const;
export type Kind = (typeof kinds)[number];

export const forms = ['page', 'minute'] as const;
export type Form = (typeof forms)[number];
/** The form asked for; the one of a minute on a bad day, else the page. */
export const formOf = (asked: string | null, isBad: boolean): Form => forms.find((form) => form === asked) ?? (isBad ? 'minute' : 'page');

/** Paragraphs of a form, each as plain text. */
export type Lesson = Omit<Head, 'kind'> & { id: string; kind: Kind; line: string; forms: Record<Form, string[]>; /** Something to try, for those who like. */ tryIt: string };

const paragraphs = (part: string | undefined) => (part ?? '').split(/\n{2,}/).map((text) => text.replace(/\n/g, ' ').trim()).filter(Boolean);

export const lessonOf = (id: string, { kind, parts, ...head }: Leaf): Lesson => ({
  ...head, id, kind: kind as Kind, forms: { page: paragraphs(parts.page), minute: paragraphs(parts.minute) }, tryIt: parts.try ?? ''
});
