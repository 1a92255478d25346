/**
 * How a place was used (RES-1), and whether anybody was left alone (NEW-4).
 * Counted from rows. No SQL and no printing: rows in, figures out.
 */
import { stretches, watches, type Rota, type Stretch } from '#house/duty-rules';
import type { Language } from '#platform/words';
import { day, hour } from './month-people.ts';

export type Rows = {
  members: { id: string; language: Language; role: string | null; joinedAt: Date; written: number; read: number; logins: number }[];
  sessions: { memberId: string; madeAt: Date }[];
  threads: { language: Language; want: string; isNewcomer: boolean; createdAt: Date; answeredAt: Date | null; hostAnsweredAt: Date | null }[];
  replies: { createdAt: Date }[];
};
/** When it was; `moved` is how far the rows were moved from the weeks the rota is read for. */
export type Span = { begins: number; ends: number; moved: number };

type Waits = { wanting: number; byHostOfHundred: number | undefined; answeredOfHundred: number | undefined; withinDayOfHundred: number | undefined; medianHours: number | undefined };
export type Week = { joined: number; came: number; logins: number; threads: number; replies: number } & Waits;
export type Group = { members: number; wrote: number; onlyRead: number; logins: number; threads: number };
export type Figures = {
  members: number; staff: number; wrote: number; onlyRead: number;
  postsWritten: number; postsRead: number; readMedian: number | undefined;
  logins: number; loginsMedian: number | undefined; loginsMiddle: (number | undefined)[]; loginsMost: number | undefined;
  threads: number; replies: number; all: Waits; newcomers: Waits;
  longestSilence: number; staffedHoursAWeek: number;
  weeks: Week[]; languages: Record<Language, Group>;
};

/** The value this far up the sorted list; between two, the part in between. */
export function quantile(values: readonly number[], share: number): number | undefined {
  if (!values.length) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at % 1);
}

/** Rounded down: a figure that flatters is worse than none. */
const ofHundred = (part: number, whole: number) => (whole ? Math.floor((1000 * part) / whole) / 10 : undefined);

/** How much of the time between two moments somebody was on duty, in hours. */
export const staffedBetween = (staffed: readonly Stretch[], from: number, to: number) =>
  staffed.reduce((sum, stretch) => sum + Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from)), 0) / hour;

/** The threads that want a reply. Within a day counts once the day is over. */
function waits(threads: Rows['threads'], ends: number): Waits {
  const wanting = threads.filter(({ want }) => want !== 'none');
  const hours = wanting.flatMap(({ createdAt, answeredAt }) => (answeredAt ? [(answeredAt.getTime() - createdAt.getTime()) / hour] : []));
  const due = wanting.filter(({ createdAt }) => createdAt.getTime() <= ends - day);
  const within = due.filter(({ createdAt, answeredAt }) => answeredAt && answeredAt.getTime() <= createdAt.getTime() + day);
  const byHost = wanting.filter(({ answeredAt, hostAnsweredAt }) => answeredAt && answeredAt.getTime() === hostAnsweredAt?.getTime());
  return {
    wanting: wanting.length, byHostOfHundred: ofHundred(byHost.length, hours.length), answeredOfHundred: ofHundred(hours.length, wanting.length), withinDayOfHundred: ofHundred(within.length, due.length), medianHours: quantile(hours, 0.5)
  };
}

function weekOf(rows: Rows, from: number, to: number, ends: number): Week {
  const inside = (at: Date) => at.getTime() >= from && at.getTime() < to;
  const sessions = rows.sessions.filter(({ madeAt }) => inside(madeAt));
  const threads = rows.threads.filter(({ createdAt }) => inside(createdAt));
  return {
    joined: rows.members.filter(({ joinedAt }) => inside(joinedAt)).length, came: new Set(sessions.map(({ memberId }) => memberId)).size, logins: sessions.length,
    threads: threads.length, replies: rows.replies.filter(({ createdAt }) => inside(createdAt)).length, ...waits(threads, ends)
  };
}

function groupOf({ members, threads }: Rows, language: Language): Group {
  const own = members.filter((one) => one.language === language);
  return {
    members: own.length, wrote: own.filter(({ written }) => written).length, onlyRead: own.filter(({ written }) => !written).length,
    logins: own.reduce((sum, one) => sum + one.logins, 0), threads: threads.filter((one) => one.language === language).length
  };
}

export function figuresOf(rows: Rows, { begins, ends, moved }: Span, rota: Rota): Figures {
  const { members, threads, replies, sessions } = rows;
  const staffed = stretches(watches(rota, new Date(begins - moved + 20 * day)));
  const silences = threads.filter(({ want }) => want !== 'none').map(({ createdAt, answeredAt }) =>
    staffedBetween(staffed, createdAt.getTime() - moved, (answeredAt?.getTime() ?? ends) - moved));
  const logins = members.map((one) => one.logins);
  const count = (share: (one: Rows['members'][number]) => boolean) => members.filter(share).length;
  const week = 7 * day;
  return {
    members: members.length, staff: count(({ role }) => role !== null), wrote: count(({ written }) => written > 0), onlyRead: count(({ written }) => !written),
    postsWritten: threads.length + replies.length, postsRead: members.reduce((sum, { read }) => sum + read, 0), readMedian: quantile(members.map(({ read }) => read), 0.5),
    logins: sessions.length, loginsMedian: quantile(logins, 0.5), loginsMiddle: [quantile(logins, 0.25), quantile(logins, 0.75)], loginsMost: quantile(logins, 0.9),
    threads: threads.length, replies: replies.length, all: waits(threads, ends), newcomers: waits(threads.filter(({ isNewcomer }) => isNewcomer), ends),
    longestSilence: Math.max(0, ...silences), staffedHoursAWeek: staffedBetween(staffed, begins - moved, begins - moved + week),
    weeks: Array.from({ length: Math.ceil((ends - begins) / week) }, (_, at) => weekOf(rows, begins + at * week, Math.min(ends, begins + (at + 1) * week), ends)),
    languages: { en: groupOf(rows, 'en'), nb: groupOf(rows, 'nb') }
  };
}

/** Below this a number could tell of one person. */
export const smallest = 10;
export const hidden = '–';

/**
 * One column of a table, small cells hidden. A single hidden cell could be
 * worked out from the total, so then the smallest of the others goes too.
 */
export function column(values: readonly number[]): string[] {
  const small = new Set(values.flatMap((value, at) => (value < smallest ? [at] : [])));
  if (small.size === 1 && values.length > 1) {
    const [next] = values.map((value, at) => ({ value, at })).filter(({ at }) => !small.has(at)).sort((a, b) => a.value - b.value);
    small.add(next!.at);
  }
  return values.map((value, at) => (small.has(at) ? hidden : String(value)));
}
