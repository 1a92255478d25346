/** Between a steward's form and a saying: which fields a saying has, and how what was typed becomes a value again. */
import type { Shift } from '#house/duty-rules';
import { fit, namesIn, sayings, type House, type Name, type Saying, type Section } from '#house/saying-rules';

/** What a form gives: the first text of a name, and all of them. */
export type Typed = { text: (name: string) => string; all: (name: string) => string[] };

export const columnsOf = (name: Name) => Object.keys((sayings[name] as Saying).columns ?? {});
export const kindOf = (name: Name) => sayings[name].kind;
export const mostOf = (name: Name, column?: string) => (column ? (sayings[name] as Saying).columns?.[column] : (sayings[name] as Saying).most) ?? 300;
export const optionsOf = (name: Name) => (sayings[name] as Saying).options ?? [];

/** Rows are typed as columns side by side; a row nobody filled is dropped later, when it is fitted. */
function rows(name: string, columns: readonly string[], typed: Typed): Record<string, string>[] {
  const lists = columns.map((column) => typed.all(`${name}.${column}`));
  const most = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: Math.min(most, 80) }, (_, at) => Object.fromEntries(columns.map((column, of) => [column, lists[of]![at] ?? ''])));
}

export const days = [1, 2, 3, 4, 5, 6, 7] as const;
const watch = /^(\d{1,2}[:.]\d{2})\s*[-–—]\s*(\d{1,2}[:.]\d{2})\s*(.*)$/;

/** A day of the rota as people write it: "18:00–21:00 Fern, Lee", one line a shift. A line we cannot read stays whole, to be given back. */
export const shiftsIn = (day: number, text: string): Shift[] =>
  text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const [, from, to, who] = watch.exec(line) ?? [];
    return from && to ? { day, from, to, names: who!.split(',').map((name) => name.trim()).filter(Boolean) } : { day, from: line, to: '', names: [] };
  });
export type WrongLine = { line: number; text: string; wrong: 'clock' | 'nobody' };
/** The lines of a day that cannot be read, counted as they stand in the box, with what they say. */
export const wrongLinesIn = (text: string): WrongLine[] =>
  text.split('\n').flatMap((line, at) => {
    const answer = fit('shifts', shiftsIn(1, line));
    const said = [...line.trim()];
    return 'wrong' in answer ? [{ line: at + 1, text: said.length > 60 ? `${said.slice(0, 60).join('')}…` : said.join(''), wrong: answer.wrong as WrongLine['wrong'] }] : [];
  });
export const shiftsText = (shifts: readonly Shift[], day: number) =>
  shifts.filter((shift) => shift.day === day).map(({ from, to, names: who }) => (to ? `${from}–${to} ${who.join(', ')}`.trim() : from)).join('\n');

export function valueIn(name: Name, typed: Typed): unknown {
  switch (kindOf(name)) {
    case 'rows':
      return rows(name, columnsOf(name), typed);
    case 'shifts':
      return days.flatMap((day) => shiftsIn(day, typed.text(`${name}.${day}`)));
    case 'countries':
      return typed.all(name);
    case 'number':
      return Number(typed.text(name).trim() || NaN);
    default:
      return typed.text(name);
  }
}

/** The sayings that are kept as a side effect of something else have no field of their own. */
const unasked: readonly Name[] = ['checkedNumbers'];
export const askedIn = (section: Section): Name[] => namesIn(section).filter((name) => !unasked.includes(name));
export const valuesIn = (section: Section, typed: Typed) => Object.fromEntries(askedIn(section).map((name) => [name, valueIn(name, typed)])) as Partial<House>;

/** A refused form comes back with every text of every name. */
export const typedAgain = (ticked: Record<string, string[]>): Typed => ({ text: (name) => ticked[name]?.[0] ?? '', all: (name) => ticked[name] ?? [] });

const step = (mark: number, letter: number, by: number) => Math.imul(mark ^ letter, by);
/** A mark of what is said: a form tells by it what its sender had before them. It hides nothing; values that differ have marks that differ. */
export function stampOf(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  let [one, other] = [0x811c9dc5, text.length];
  for (let at = 0; at < text.length; at++) [one, other] = [step(one, text.charCodeAt(at), 16_777_619), step(other, text.charCodeAt(at), 0x9e3779b1)];
  return [one, other].map((mark) => (mark >>> 0).toString(36)).join('.');
}
/** A mark of one saying. In which order somebody put what stands in no order is none of its meaning. */
export function markOf(name: Name, value: unknown): string {
  const isUnordered = Array.isArray(value) && ['shifts', 'countries'].includes(kindOf(name));
  return stampOf(isUnordered ? value.map((one) => JSON.stringify(one)).sort() : value);
}
/** Under which name a form says what it showed of a saying. */
export const sawOf = (name: Name) => `saw.${name}`;
/** What a form says it showed; nothing of what it does not say. */
export const sawIn = (names: readonly Name[], typed: Typed): Partial<Record<Name, string>> => Object.fromEntries(names.map((name) => [name, typed.text(sawOf(name))] as const).filter(([, mark]) => mark));

export type Standing = { /** What stands in the box. */ value: unknown; /** What a form says next time that it showed. */ saw: string; /** Changed meanwhile: in the box, or beside what was typed there. */ since?: 'instead' | 'beside' };
/**
 * One saying in a form: as it is said now, or as it was typed and refused. Where the no was that it had changed meanwhile,
 * what nobody touched here is as it is said now, and what was typed stands beside that.
 */
export function standing(name: Name, now: { value: unknown; saw: string }, typed: Typed | undefined, isStale: boolean): Standing {
  if (!typed) return now;
  const value = valueIn(name, typed);
  const saw = typed.text(sawOf(name)) || now.saw;
  if (!isStale) return { value, saw };
  const fitted = fit(name, value);
  const mark = 'value' in fitted ? markOf(name, fitted.value) : '';
  if (saw === now.saw || mark === now.saw) return { value, saw: now.saw };
  return mark === saw ? { ...now, since: 'instead' } : { value, saw: now.saw, since: 'beside' };
}

type Naming = { /** What an option is called. */ option: (id: string) => string; /** What a day of the week is called. */ day: (day: number) => string };
/** What a row is called, and then the rest of it: sentences are no list. */
const lineOfRow = ([first = '', ...rest]: string[]) => (rest.length ? `${first}: ${rest.join(', ')}` : first);

/** What is said, line by line, to be read and not to be changed. */
export function linesOf(name: Name, value: unknown, { option, day }: Naming): string[] {
  switch (kindOf(name)) {
    case 'rows':
      return (value as Record<string, string>[]).map((row) => lineOfRow(columnsOf(name).map((column) => row[column] ?? '').filter(Boolean)));
    case 'shifts':
      return days.flatMap((one) => shiftsText(value as Shift[], one).split('\n').filter(Boolean).map((line) => `${day(one)}: ${line}`));
    case 'countries':
      return (value as string[]).map(option);
    case 'choice':
    case 'country':
      return value === '' ? [] : [option(String(value))];
    default:
      return String(value).split(/\n+/).filter(Boolean);
  }
}
