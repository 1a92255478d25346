/** Between a steward's form and a saying: which fields a saying has, and how what was typed becomes a value again. */
import type { Shift } from '#house/duty-rules';
import { namesIn, sayings, type House, type Name, type Saying, type Section } from '#house/saying-rules';

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
