/**
 * Dates of a gathering, by the clock on its wall.
 *
 * Two o'clock stays two o'clock when summer time begins or ends. "Each month"
 * is the same weekday of the month: the second Thursday, or the last one when
 * there is no fifth. On a public holiday a date falls out, is kept, or is a
 * week later, as the host wishes. Christmas Eve is one in Norway, as the house
 * reckons it.
 */
import { holidaysOf } from '#house/workday-rules';

export const everies = ['once', 'week', 'fortnight', 'month'] as const;
export type Every = (typeof everies)[number];
export const isEvery = (text: unknown): text is Every => everies.includes(text as Every);
export const holidayWays = ['skip', 'keep', 'later'] as const;
export type OnHoliday = (typeof holidayWays)[number];
export const isOnHoliday = (text: unknown): text is OnHoliday => holidayWays.includes(text as OnHoliday);
/** A year of months, or a quarter of weeks: more is planned anew. */
export const mostDates = 12;

/** Whose holidays are minded. For Great Britain, those of England. */
const calendars = { GB: 'GB-ENG', NO: 'NO' } as const;
export type Country = keyof typeof calendars;
export const isCountry = (text: unknown): text is Country => text === 'GB' || text === 'NO';

/** The holidays of a year and of the one after it, which a series may reach. Days are YYYY-MM-DD. */
export const holidaysFrom = (country: Country, year: number): ReadonlySet<string> =>
  new Set([year, year + 1].flatMap((one) => [...holidaysOf(calendars[country], one)]));

export type Series = { first: string; at: string; minutes: number; timeZone: string; every: Every; times: number; onHoliday: OnHoliday };
/** `day` is YYYY-MM-DD by the clock of the gathering. */
export type Sitting = { day: string; startsAt: Date; endsAt: Date };

/** Which of its weekdays in the month a day is: 1 to 5. */
const nth = (day: Temporal.PlainDate) => Math.ceil(day.day / 7);

function ofMonth(first: Temporal.PlainDate, later: number): Temporal.PlainDate {
  const month = first.toPlainYearMonth().add({ months: later });
  const start = month.toPlainDate({ day: 1 });
  const day = start.add({ days: ((first.dayOfWeek - start.dayOfWeek + 7) % 7) + 7 * (nth(first) - 1) });
  return day.month === month.month ? day : day.subtract({ days: 7 });
}

const step = { once: 0, week: 7, fortnight: 14 } as const;
const nthDate = (first: Temporal.PlainDate, every: Every, n: number) => (every === 'month' ? ofMonth(first, n) : first.add({ days: step[every] * n }));

/** When a date begins and ends. A time the clock leaps over is the one after the leap. */
function sittingOn(day: Temporal.PlainDate, { at, minutes, timeZone }: Series): Sitting {
  const start = day.toZonedDateTime({ timeZone, plainTime: Temporal.PlainTime.from(at) });
  const startsAt = new Date(start.epochMilliseconds);
  return { day: day.toString(), startsAt, endsAt: new Date(start.epochMilliseconds + minutes * 60_000) };
}

/** The dates of a series, none twice. `holidays` are days as YYYY-MM-DD. */
export function datesOf(series: Series, holidays: ReadonlySet<string> = new Set()): Sitting[] {
  const first = Temporal.PlainDate.from(series.first);
  const times = series.every === 'once' ? 1 : Math.max(1, Math.min(mostDates, series.times));
  const days = new Set<string>();
  for (let n = 0; n < times; n++) {
    const day = nthDate(first, series.every, n);
    const isFree = (one: Temporal.PlainDate) => series.onHoliday === 'keep' || !holidays.has(one.toString());
    const later = day.add({ days: 7 });
    if (isFree(day)) days.add(day.toString());
    else if (series.onHoliday === 'later' && isFree(later)) days.add(later.toString());
  }
  return [...days].sort().map((day) => sittingOn(Temporal.PlainDate.from(day), series));
}
