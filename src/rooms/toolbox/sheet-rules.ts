/** What stands on a sheet for an appointment: what to say, what changed, what is taken, what to ask. One printed page. */
import { line, lines, type Read } from '#toolbox/field-rules';

export type Sheet = { with: string; say: string; changed: string; questions: string; items: string[]; withNotes: boolean; /** Sets of wellbeing questions whose newest result stands on it. */ results?: string[] };

/** `known` are the medicines and things there are; others are not put on a sheet. */
export const sheetOf = (read: Read, ticked: (name: string) => readonly string[], known: readonly string[], answered: readonly string[] = []): Sheet => ({
  with: line(read, 'with'), say: lines(read, 'say', 1500), changed: lines(read, 'changed', 1500), questions: lines(read, 'questions', 1500),
  items: known.filter((id) => ticked('items').includes(id)), withNotes: read('withNotes') !== '',
  results: answered.filter((id) => ticked('results').includes(id))
});

export const isEmptySheet = ({ say, changed, questions, items, withNotes, results }: Sheet) => !say && !changed && !questions && !items.length && !withNotes && !results?.length;
