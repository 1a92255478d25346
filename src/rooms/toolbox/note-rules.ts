/**
 * What can honestly be said about somebody's notes: how it mostly was, and
 * what tended to go together. Never why, and never what to do.
 */
import type { CheckIn, Extra } from '#toolbox/check-in-rules';
import { dayAfter } from '#toolbox/day-rules';
import type { Paper } from '#toolbox/papers';

export type Series = 'body' | 'mind';
/** One day: the mean of what was said that day, from 1 (very rough) to 5 (good). */
export type DayNote = { day: string; body: number | null; mind: number | null; extra: Partial<Record<Extra, number>>; wasBig: boolean };

const mean = (values: readonly number[]): number | null => (values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : null);
const said = (values: (number | null | undefined)[]): number[] => values.filter((value): value is number => typeof value === 'number');

/** One line a day, the earliest first. Days without an entry are not there. */
export function byDay(checkIns: readonly Paper<CheckIn>[]): DayNote[] {
  const days = new Map<string, CheckIn[]>();
  for (const { day, content } of checkIns) if (day) days.set(day, [...(days.get(day) ?? []), content]);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, all]) => ({
    day, body: mean(said(all.map(({ body }) => body))), mind: mean(said(all.map(({ mind }) => mind))),
    extra: Object.fromEntries((['sleep', 'pain', 'tired', 'energy'] as const).flatMap((name) => {
      const value = mean(said(all.map(({ extra }) => extra[name])));
      return value === null ? [] : [[name, value]];
    })),
    wasBig: all.some(({ wasBig }) => wasBig)
  }));
}

/** The word that was said most often about one of them, or nothing when it was said on fewer than three days. */
export function mostly(notes: readonly DayNote[], series: Series): 1 | 2 | 3 | 4 | 5 | null {
  const values = said(notes.map((note) => note[series])).map((value) => Math.round(value));
  if (values.length < 3) return null;
  const counts = [1, 2, 3, 4, 5].map((step) => values.filter((value) => value === step).length);
  return (counts.indexOf(Math.max(...counts)) + 1) as 1 | 2 | 3 | 4 | 5;
}

export type Point = { day: string; days: number; body: number | null; mind: number | null };
/** More days than this are drawn and listed week by week. */
export const daysApart = 62;

/** Day by day, or the mean of each stretch of seven days when there are many. */
export function points(notes: readonly DayNote[], from: string, to: string): Point[] {
  const span = Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000) + 1;
  if (span <= daysApart) return notes.map(({ day, body, mind }) => ({ day, days: 1, body, mind }));
  const weeks = new Map<string, DayNote[]>();
  for (const note of notes) {
    const since = Math.floor((Date.parse(`${note.day}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 604_800_000);
    const start = dayAfter(from, since * 7);
    weeks.set(start, [...(weeks.get(start) ?? []), note]);
  }
  return [...weeks].map(([day, all]) => ({ day, days: 7, body: mean(said(all.map(({ body }) => body))), mind: mean(said(all.map(({ mind }) => mind))) }));
}

export type When = 'shortSleep' | 'muchPain' | 'afterBig';
export type Pattern = { when: When; series: Series; rough: number; of: number; otherRough: number; otherOf: number };

/** Days of each sort that must have been noted before anything is said: fewer say nothing. */
export const leastDays = 8;
/** How rarely chance alone would make at least such a difference. */
export const chance = 0.05;

/** A day is called rough when it was noted as rough or very rough. */
const isRough = (value: number) => value <= 2;

/**
 * What tended to go together, and only when there is enough to say it: at
 * least eight days with and eight without, rougher on the days with, and a
 * difference that chance makes in fewer than 1 of 20 such diaries (Fisher's
 * exact test, one side). It says how often, never why.
 */
export function patterns(notes: readonly DayNote[]): Pattern[] {
  const big = new Set(notes.filter(({ wasBig }) => wasBig).map(({ day }) => dayAfter(day, 1)));
  const someBig = big.size > 0;
  const sorts: Record<When, (note: DayNote) => boolean | null> = {
    shortSleep: ({ extra }) => (extra.sleep === undefined ? null : extra.sleep <= 2),
    muchPain: ({ extra }) => (extra.pain === undefined ? null : extra.pain <= 2),
    afterBig: ({ day }) => (someBig ? big.has(day) : null)
  };
  const found: Pattern[] = [];
  for (const when of ['shortSleep', 'muchPain', 'afterBig'] as const) {
    for (const series of ['body', 'mind'] as const) {
      const sorted = notes.flatMap((note) => {
        const [isSo, value] = [sorts[when](note), note[series]];
        return isSo === null || value === null ? [] : [{ isSo, rough: isRough(value) }];
      });
      const [such, others] = [sorted.filter(({ isSo }) => isSo), sorted.filter(({ isSo }) => !isSo)];
      if (such.length < leastDays || others.length < leastDays) continue;
      const [rough, otherRough] = [such.filter((one) => one.rough).length, others.filter((one) => one.rough).length];
      if (atLeast(rough, such.length, rough + otherRough, sorted.length) >= chance) continue;
      found.push({ when, series, rough, of: such.length, otherRough, otherOf: others.length });
    }
  }
  return found;
}

/** How likely chance alone makes `hits` or more of the `marked` among `drawn` out of `all` (the hypergeometric tail). */
export function atLeast(hits: number, drawn: number, marked: number, all: number): number {
  const logs = [0];
  for (let n = 1; n <= all; n++) logs.push(logs[n - 1]! + Math.log(n));
  const choose = (n: number, k: number) => (k < 0 || k > n ? -Infinity : logs[n]! - logs[k]! - logs[n - k]!);
  let sum = 0;
  for (let k = hits; k <= Math.min(drawn, marked); k++) sum += Math.exp(choose(marked, k) + choose(all - marked, drawn - k) - choose(all, drawn));
  return Math.min(1, sum);
}

export type Picture = {
  width: number; height: number;
  /** Lines broken where days are missing. */
  lines: Record<Series, string[]>;
  dots: Record<Series, { x: number; y: number }[]>;
  marks: { x: number; at: number }[];
  rows: { y: number; step: 1 | 2 | 3 | 4 | 5 }[];
};

/** Where everything stands in the picture; gaps stay gaps. `marks` are days. */
export function picture(all: readonly Point[], from: string, to: string, marks: readonly string[]): Picture {
  const [width, height, left, right, top, bottom] = [400, 240, 84, 12, 14, 26];
  const start = Date.parse(`${from}T12:00:00Z`);
  const span = Math.max(1, Date.parse(`${to}T12:00:00Z`) - start);
  const x = (day: string) => Math.round((left + ((Date.parse(`${day}T12:00:00Z`) - start) / span) * (width - left - right)) * 10) / 10;
  const y = (value: number) => Math.round((top + ((5 - value) / 4) * (height - top - bottom)) * 10) / 10;
  const near = (all[0]?.days ?? 1) * 2.5 * 86_400_000;
  const line = (series: Series) => {
    const dots = all.flatMap((point) => (point[series] === null ? [] : [{ x: x(point.day), y: y(point[series]), at: Date.parse(`${point.day}T12:00:00Z`) }]));
    const lines: string[] = [];
    let current = '';
    dots.forEach((dot, at) => {
      const follows = at > 0 && dot.at - dots[at - 1]!.at <= near;
      if (!follows && current) lines.push(current);
      current = follows ? `${current} ${dot.x},${dot.y}` : `${dot.x},${dot.y}`;
    });
    if (current) lines.push(current);
    return { lines: lines.filter((one) => one.includes(' ')), dots: dots.map(({ x, y }) => ({ x, y })) };
  };
  const [body, mind] = [line('body'), line('mind')];
  return {
    width, height, lines: { body: body.lines, mind: mind.lines }, dots: { body: body.dots, mind: mind.dots },
    marks: marks.map((day, at) => ({ x: x(day), at: at + 1 })), rows: ([5, 4, 3, 2, 1] as const).map((step) => ({ y: y(step), step }))
  };
}
