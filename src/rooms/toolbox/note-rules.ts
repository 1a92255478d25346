/**
 * What can honestly be said about somebody's notes: how it mostly was, and
 * what tended to go together. Never why, and never what to do.
 */
import { extras, type CheckIn, type Extra } from '#toolbox/check-in-rules';
import { dayAfter } from '#toolbox/day-rules';
import type { Leaf } from '#toolbox/papers';

export type Series = 'body' | 'mind';
/** One day: the mean of what was said that day, from 1 (very rough) to 5 (good). */
export type DayNote = { day: string; body: number | null; mind: number | null; extra: Partial<Record<Extra, number>>; wasBig: boolean };

/** What was said, on the whole; nothing when nobody said it. Five years of days pass through here, so it makes no lists. */
function mean<One>(all: readonly One[], read: (one: One) => number | null | undefined): number | null {
  let [sum, count] = [0, 0];
  for (const one of all) {
    const value = read(one);
    if (typeof value !== 'number') continue;
    sum += value;
    count++;
  }
  return count ? sum / count : null;
}
const said = (values: (number | null | undefined)[]): number[] => values.filter((value): value is number => typeof value === 'number');

function push<Key, One>(map: Map<Key, One[]>, key: Key, one: One): void {
  const all = map.get(key);
  if (all) all.push(one);
  else map.set(key, [one]);
}

/** One line a day, the earliest first. Days without an entry are not there. */
export function byDay(checkIns: readonly Pick<Leaf<CheckIn>, 'day' | 'content'>[]): DayNote[] {
  const days = new Map<string, CheckIn[]>();
  for (const { day, content } of checkIns) if (day) push(days, day, content);
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, all]) => {
    const extra: DayNote['extra'] = {};
    for (const name of extras) {
      const value = mean(all, (one) => one.extra[name]);
      if (value !== null) extra[name] = value;
    }
    return { day, body: mean(all, ({ body }) => body), mind: mean(all, ({ mind }) => mind), extra, wasBig: all.some(({ wasBig }) => wasBig) };
  });
}

/** The word that was said most often about one of them. Nothing when it was said on fewer than three days, or when another was said as often: neither is how it mostly was. */
export function mostly(notes: readonly DayNote[], series: Series): 1 | 2 | 3 | 4 | 5 | null {
  const values = said(notes.map((note) => note[series])).map((value) => Math.round(value));
  if (values.length < 3) return null;
  const counts = [1, 2, 3, 4, 5].map((step) => values.filter((value) => value === step).length);
  const most = Math.max(...counts);
  return counts.indexOf(most) === counts.lastIndexOf(most) ? ((counts.indexOf(most) + 1) as 1 | 2 | 3 | 4 | 5) : null;
}

export type Point = { day: string; days: number; body: number | null; mind: number | null };
/** More days than this are drawn and listed week by week. */
export const daysApart = 62;

/** Day by day, or the mean of each stretch of seven days when there are many. */
export function points(notes: readonly DayNote[], from: string, to: string): Point[] {
  const span = Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000) + 1;
  if (span <= daysApart) return notes.map(({ day, body, mind }) => ({ day, days: 1, body, mind }));
  const weeks = new Map<number, DayNote[]>();
  const start = Date.parse(`${from}T12:00:00Z`);
  for (const note of notes) push(weeks, Math.floor((Date.parse(`${note.day}T12:00:00Z`) - start) / 604_800_000), note);
  return [...weeks].map(([since, all]) => ({ day: dayAfter(from, since * 7), days: 7, body: mean(all, ({ body }) => body), mind: mean(all, ({ mind }) => mind) }));
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
      const [such, others] = [{ rough: 0, of: 0 }, { rough: 0, of: 0 }];
      for (const note of notes) {
        const [isSo, value] = [sorts[when](note), note[series]];
        if (isSo === null || value === null) continue;
        const which = isSo ? such : others;
        which.of++;
        if (isRough(value)) which.rough++;
      }
      if (such.of < leastDays || others.of < leastDays) continue;
      if (atLeast(such.rough, such.of, such.rough + others.rough, such.of + others.of) >= chance) continue;
      found.push({ when, series, rough: such.rough, of: such.of, otherRough: others.rough, otherOf: others.of });
    }
  }
  return found;
}

/** Logarithms of the factorials, as far as anybody needed them. */
const logs = [0];

/** How likely chance alone makes `hits` or more of the `marked` among `drawn` out of `all` (the hypergeometric tail). */
export function atLeast(hits: number, drawn: number, marked: number, all: number): number {
  for (let n = logs.length; n <= all; n++) logs.push(logs[n - 1]! + Math.log(n));
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
  const [width, height, left, right, top, bottom] = [400, 240, 106, 12, 14, 26];
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
