/**
 * Looking a form's words over: what to show of each field, and what one press
 * on a safer wording changes. The fields are looked at as one text, because a
 * title and the words under it are read together.
 */
import { pagesIn, saidIn } from '#jigsaw/elsewhere-rules';
import { look, type Clue, type Looked, type Looking } from '#jigsaw/look';

export type Field = { name: string; text: string };
/** A stretch of a field's text; marked when it is a clue. */
export type Piece = { words: string; isClue: boolean };
/** A clue with what its button sends, so that it is found again. */
export type Shown = Clue & { change: string };
export type Question = { fields: { name: string; pieces: Piece[] }[]; clues: Shown[]; mustChange: boolean };
/** What a text is looked at with. */
export type More = Omit<Looking, 'text'>;

const between = '\n\n';
const joined = (fields: readonly Field[]) => fields.map(({ text }) => text).join(between);

/** What the guard says of these fields together. */
export const lookAt = (fields: readonly Field[], more: More): Looked => look({ text: joined(fields), ...more });

/** Pages of people and threads these fields lead to. */
export const pages = (fields: readonly Field[]): string[] => pagesIn(joined(fields));
/** Every name these fields may say, as they are looked at: who asks about one has to know whose it is. */
export const namesIn = (fields: readonly Field[], language: More['language'], looked = lookAt(fields, { language })): string[] => saidIn(joined(fields), looked.clues);

/**
 * The question to ask, or nothing. A member who wants it as it is (`isSure`)
 * is asked no more, except about what has to change.
 */
export function questionOf(fields: readonly Field[], looked: Looked, isSure = false): Question | undefined {
  const asked = isSure ? looked.clues.filter(({ mustChange }) => mustChange) : looked.clues;
  if (!asked.length) return undefined;
  const clues: Shown[] = [];
  let from = 0;
  const shown = fields.map(({ name, text }) => {
    const pieces: Piece[] = [];
    let done = 0;
    for (const clue of asked) {
      const [start, end] = [clue.start - from, Math.min(clue.end - from, text.length)];
      if (start < done || start >= text.length || end <= start) continue;
      if (start > done) pieces.push({ words: text.slice(done, start), isClue: false });
      pieces.push({ words: text.slice(start, end), isClue: true });
      clues.push({ ...clue, words: text.slice(start, end), change: `${name}:${start}:${text.slice(start, end)}` });
      done = end;
    }
    if (done < text.length) pieces.push({ words: text.slice(done), isClue: false });
    from += text.length + between.length;
    return { name, pieces };
  });
  return clues.length ? { fields: shown.filter(({ pieces }) => pieces.length), clues, mustChange: clues.some(({ mustChange }) => mustChange) } : undefined;
}

/** Puts the safer words where the clue is: where it was when it was shown, else where the same words stand now. */
export function changed(fields: readonly Field[], change: string, more: More): Field[] {
  const [, name = '', at = '', words = ''] = /^([a-z]{1,20}):(\d{1,7}):([^]+)$/.exec(change) ?? [];
  const question = questionOf(fields, lookAt(fields, more));
  const same = (question?.clues ?? []).filter((clue) => clue.words === words && clue.change.startsWith(`${name}:`));
  const clue = same.find((one) => one.change === change) ?? same[0];
  if (!clue || clue.safer === null || !at) return [...fields];
  const start = Number(clue.change.split(':')[1]);
  return fields.map((field) => (field.name === name ? { name, text: instead(field.text, start, start + words.length, clue.safer!) } : field));
}

/** Other words in a stretch of a text; where words only go, no gap is left behind. */
function instead(text: string, start: number, end: number, safer: string): string {
  if (safer) return text.slice(0, start) + safer + text.slice(end);
  const before = text.slice(0, start).replace(/[ ,]+$/, '');
  const after = text.slice(end);
  return before + (before && /^[\p{L}\p{N}(]/u.test(after) ? ' ' : '') + after;
}

/** The same fields without what may not be kept anywhere: safer words instead. */
export function withoutMustChange(fields: readonly Field[], language: More['language']): Field[] {
  const { clues, mustChange } = lookAt(fields, { language });
  if (!mustChange) return [...fields];
  let from = 0;
  return fields.map(({ name, text }) => {
    const mine = clues.filter((clue) => clue.mustChange && clue.start >= from && clue.start < from + text.length);
    const kept = mine.reduceRight((left, { start, end, safer }) => instead(left, start - from, Math.min(end - from, text.length), safer ?? '…'), text);
    from += text.length + between.length;
    return { name, text: kept };
  });
}
