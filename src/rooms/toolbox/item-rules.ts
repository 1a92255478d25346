/**
 * What stands on a medicine or a thing that helps: a member's own words for
 * what they take or use. Nothing is looked up, checked or advised. A name is
 * enough; everything else may be left out.
 */
import { refuse } from '#platform/answers';
import { among, line, lines, type Read } from '#toolbox/field-rules';

export const sorts = ['medicine', 'thing'] as const;
/** `when`: as the member says it, "8 in the morning". `since`: "spring 2024" is fine. */
export type Item = {
  sort: (typeof sorts)[number]; name: string; when: string; how: string; why: string; from: string; since: string;
  feel: string; questions: string; supply: string; isPast: boolean; whyPast: string;
};
export const shortFields = ['when', 'how', 'why', 'from', 'since', 'supply'] as const;
export const longFields = ['feel', 'questions'] as const;
export const allFields = [...shortFields, ...longFields] as const;

export function itemOf(read: Read): Item {
  const name = line(read, 'name');
  if (!name) refuse('toolbox.refused.name', 'name');
  const short = (field: (typeof shortFields)[number]) => line(read, field, 300);
  return {
    sort: among(sorts, read('sort')), name, when: short('when'), how: short('how'), why: short('why'), from: short('from'), since: short('since'),
    supply: short('supply'), feel: lines(read, 'feel'), questions: lines(read, 'questions'), isPast: read('isPast') !== '', whyPast: line(read, 'whyPast', 300)
  };
}

const told = ['name', 'sort', ...allFields, 'whyPast'] as const;
export type Change = { field: (typeof told)[number] | 'isPast'; from: string; to: string };

/** What differs between two versions, field by field, in the member's own words; the sort by its name. */
export function changesBetween(before: Item, after: Item): Change[] {
  const texts = told.filter((field) => before[field] !== after[field]).map((field) => ({ field, from: before[field], to: after[field] }));
  return before.isPast === after.isPast ? texts : [...texts, { field: 'isPast', from: String(before.isPast), to: String(after.isPast) }];
}

/** Questions as they stand under the things they are about, one a line. */
export const questionsOf = (items: readonly Item[]): string[] =>
  items.filter(({ isPast, questions }) => !isPast && questions).flatMap(({ name, questions }) => questions.split('\n').map((question) => question.trim()).filter(Boolean).map((question) => `${name}: ${question}`));
