/**
 * Staffed hours, as arithmetic.
 *
 * A rota is a week of shifts in the operator's time zone. A shift whose end is
 * not after its start runs past midnight. In the hour a clock skips or repeats
 * nobody is said to be here who may not be: a start is read late, an end early.
 */
import { datesIn } from '#platform/formats';

export type Shift = { day: number /* 1 Monday … 7 Sunday */; from: string; to: string; names: string[] };
export type Rota = { timeZone: string; shifts: readonly Shift[]; /** Dates (YYYY-MM-DD) nobody of a shift comes on. */ gaps?: readonly string[] };
/** One shift on one date. */
export type Watch = { from: Date; to: Date; names: string[] };
export type Stretch = { from: number; to: number };

const minute = 60_000;
const dayLong = 24 * 60 * minute;
/** How far back and ahead a rota is written out. A rota with nobody in it for a month promises nothing. */
export const back = 21;
const ahead = 35;

/** Asking costs as much as drawing a small page, so a zone that exists is asked for once. */
const zones = new Set<string>();
export const isTimeZone = (name: string) => {
  if (zones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    if (name !== '') zones.add(name);
    return name !== '';
  } catch {
    return false;
  }
};

/** "09:30" → 570. "24:00" is the end of a day. */
export function minutesOf(clock: string): number | undefined {
  const found = /^(\d{1,2})[:.](\d{2})$/.exec(clock.trim());
  if (!found) return undefined;
  const [hours, minutes] = [Number(found[1]), Number(found[2])];
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= 24 * 60 ? total : undefined;
}

const clock = (timeZone: string) => datesIn('en-GB', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' });

/** What a wall clock in this zone shows, written as if it were UTC. */
export function wall(at: number, timeZone: string): number {
  const part = Object.fromEntries(clock(timeZone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute) + (at % minute + minute) % minute;
}

/** The moment a wall clock in this zone shows this. An hour that comes twice or never has two answers. */
function moment(shown: number, timeZone: string, doubt: 'early' | 'late'): number {
  const offsets = [shown - dayLong, shown + dayLong].map((near) => wall(near, timeZone) - near);
  const answers = [...new Set(offsets)].map((offset) => shown - offset);
  const real = answers.filter((answer) => wall(answer, timeZone) === shown);
  return Math[doubt === 'early' ? 'min' : 'max'](...(real.length ? real : answers));
}

/** Every watch from some weeks ago to some weeks ahead, by start. */
export function watches(rota: Rota, now: Date): Watch[] {
  const today = Math.floor(wall(now.getTime(), rota.timeZone) / dayLong) * dayLong;
  const found: Watch[] = [];
  for (let away = -back; away <= ahead; away++) {
    const date = today + away * dayLong;
    const weekday = new Date(date).getUTCDay() || 7;
    for (const shift of rota.shifts) {
      const [from, to] = [minutesOf(shift.from), minutesOf(shift.to)];
      if (shift.day !== weekday || rota.gaps?.includes(new Date(date).toISOString().slice(0, 10)) || from === undefined || to === undefined || !shift.names.length) continue;
      const start = moment(date + from * minute, rota.timeZone, 'late');
      const end = moment(date + (to <= from ? to + 24 * 60 : to) * minute, rota.timeZone, 'early');
      if (end > start) found.push({ from: new Date(start), to: new Date(end), names: shift.names });
    }
  }
  return found.sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** Watches that touch or overlap are one stretch in which somebody is here. */
export function stretches(found: readonly Watch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const { from, to } of found) {
    const last = joined.at(-1);
    if (last && from.getTime() <= last.to) last.to = Math.max(last.to, to.getTime());
    else joined.push({ from: from.getTime(), to: to.getTime() });
  }
  return joined;
}

export type Duty = {
  /** Who is here now, each with their own end, which reaches into their next watch when that follows at once. */
  here: { name: string; until: Date }[];
  /** When nobody is here: who comes next, and when. */
  next: { names: string[]; from: Date } | undefined;
};

export function dutyAt(found: readonly Watch[], now: Date): Duty {
  const at = now.getTime();
  const until = new Map<string, number>();
  for (const watch of found) {
    for (const name of watch.names) {
      const so = until.get(name) ?? at;
      const from = watch.from.getTime();
      if (from <= at ? watch.to.getTime() > at : until.has(name) && from <= so) until.set(name, Math.max(so, watch.to.getTime()));
    }
  }
  const here = [...until].map(([name, end]) => ({ name, until: new Date(end) }));
  const coming = found.filter((watch) => watch.from.getTime() > at);
  const first = coming[0]?.from;
  if (here.length || !first) return { here, next: undefined };
  const names = [...new Set(coming.filter(({ from }) => from.getTime() === first.getTime()).flatMap((watch) => watch.names))];
  return { here, next: { names, from: first } };
}

/**
 * Watches less those that somebody has left: who clocked out after their watch
 * began is not said to be here for the rest of it, whatever the plan says.
 */
export const withoutGone = (found: readonly Watch[], gone: readonly { name: string; at: Date }[], now: Date): Watch[] =>
  gone.length === 0 ? [...found] : found.flatMap((watch) => {
    if (watch.from > now || watch.to <= now) return [watch];
    const names = watch.names.filter((name) => !gone.some((one) => one.name === name && one.at >= watch.from));
    return names.length ? [{ ...watch, names }] : [];
  });

/** When this many staffed hours have passed since `at`; nothing when the rota does not reach so far. */
export function after(staffed: readonly Stretch[], at: Date, hours: number): Date | undefined {
  let left = hours * 60 * minute;
  for (const { from, to } of staffed) {
    const start = Math.max(from, at.getTime());
    if (start >= to) continue;
    if (to - start >= left) return new Date(start + left);
    left -= to - start;
  }
  return undefined;
}

/** The half hour after this moment, by the wall clock of this zone, or this one where it is one: nobody has to remember 12:36. */
export function onTheHalfHour(at: Date, timeZone: string): Date {
  const past = wall(at.getTime(), timeZone) % (30 * minute);
  return past ? new Date(at.getTime() + 30 * minute - past) : at;
}

/** How many days from now, by the wall clock of this zone: 0 today, 1 tomorrow. */
export const daysAway = (at: Date, now: Date, timeZone: string) =>
  Math.floor(wall(at.getTime(), timeZone) / dayLong) - Math.floor(wall(now.getTime(), timeZone) / dayLong);

type Nightly = { day: number; fromClock: string; toClock: string; timeZone: string | null; code: string };
/** A night lasts from eleven in the evening to six. */
const night = { from: 23 * 60, to: 30 * 60 } as const;
const weekLong = 7 * 24 * 60;

/**
 * The nights of the week (by the day they begin on) in which, at some time, one
 * person is planned and nobody else is here or can be woken: nobody works alone
 * overnight (safety guide §5). A night without anybody is nobody's to be alone
 * in. Clocks elsewhere are read as they differ now.
 */
export function lonelyNights(shifts: readonly Nightly[], timeZone: string, now: Date): number[] {
  const spans = shifts.flatMap(({ day, fromClock, toClock, timeZone: own, code }) => {
    const [from, to] = [minutesOf(fromClock), minutesOf(toClock)];
    if (from === undefined || to === undefined) return [];
    const away = own && isTimeZone(own) && isTimeZone(timeZone) ? Math.round((wall(now.getTime(), timeZone) - wall(now.getTime(), own)) / minute) : 0;
    const start = (day - 1) * 24 * 60 + from + away;
    const end = start + (to <= from ? to + 24 * 60 : to) - from;
    return [-weekLong, 0, weekLong].map((turn) => ({ code, from: start + turn, to: end + turn }));
  });
  return [1, 2, 3, 4, 5, 6, 7].filter((day) => {
    const [begin, end] = [(day - 1) * 24 * 60 + night.from, (day - 1) * 24 * 60 + night.to];
    const moments = [begin, ...spans.map(({ from }) => from), ...spans.map(({ to }) => to)].filter((at) => at >= begin && at < end);
    return moments.some((at) => new Set(spans.filter(({ from, to }) => from <= at && at < to).map(({ code }) => code)).size === 1);
  });
}
