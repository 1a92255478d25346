/**
 * Working days, as arithmetic: which days people work in a place, and when an
 * answer that was promised "within three working days" is due.
 *
 * Pure. Public holidays come from the `date-holidays` tables. Days are days of
 * a calendar in a time zone, never stretches of 24 hours, so a change to or
 * from summer time moves nothing. The day something was sent counts as nought,
 * also when it was sent at eight in the morning; due is the end of the last day.
 */
import { createRequire } from 'node:module';
import type Holidays from 'date-holidays';

/** Norway, and the four parts of the United Kingdom, which have holidays of their own. */
export const workPlaces = ['NO', 'GB-ENG', 'GB-WLS', 'GB-SCT', 'GB-NIR'] as const;
export type WorkPlace = (typeof workPlaces)[number];
export const isWorkPlace = (text: string): text is WorkPlace => (workPlaces as readonly string[]).includes(text);

/** Where people work: as the operator says, else by the country of the help numbers. */
export const workPlaceOf = ({ workPlace, homeCountry }: { workPlace: string; homeCountry: string }): WorkPlace =>
  isWorkPlace(workPlace) ? workPlace : homeCountry === 'NO' ? 'NO' : 'GB-ENG';

/** First and last day of being away, both included, as YYYY-MM-DD. */
export type Away = { from: string; to: string };
export type Work = {
  place: WorkPlace;
  timeZone: string;
  /** 1 Monday … 7 Sunday. */
  days: readonly number[];
  away?: readonly Away[];
};

/** Loaded when somebody first asks about working days: the calendars of the whole world are large. */
let world: typeof Holidays | undefined;
const require = createRequire(import.meta.url);

const calendars = new Map<WorkPlace, Holidays>();
const years = new Map<string, ReadonlySet<string>>();

/** The days of a year on which a place rests, as YYYY-MM-DD: public holidays, and Christmas Eve in Norway. New Year's Eve, half a day there, counts as worked. */
export function holidaysOf(place: WorkPlace, year: number): ReadonlySet<string> {
  const name = `${place} ${year}`;
  let found = years.get(name);
  if (!found) {
    const [country, part] = place.split('-') as [string, string | undefined];
    let calendar = calendars.get(place);
    world ??= require('date-holidays') as typeof Holidays;
    if (!calendar) calendars.set(place, (calendar = part ? new world(country, part) : new world(country)));
    const rests = calendar.getHolidays(year).filter(({ type, date }) => type === 'public' || (type === 'bank' && / 00:00/.test(date)));
    years.set(name, (found = new Set(rests.map(({ date }) => date.slice(0, 10)))));
  }
  return found;
}

/** The holidays from one day on, for so many days, in their order; days are YYYY-MM-DD. */
export function holidaysAhead(place: WorkPlace, from: string, days: number): string[] {
  const first = Temporal.PlainDate.from(from);
  const last = first.add({ days }).toString();
  return [...new Set([first.year, first.add({ days }).year])].flatMap((year) => [...holidaysOf(place, year)]).filter((day) => day >= from && day <= last).sort();
}

const isWithin = (day: Temporal.PlainDate, { from, to }: Away) => day.toString() >= from && day.toString() <= to;

export const isAway = (day: Temporal.PlainDate, away: readonly Away[] = []): boolean => away.some((one) => isWithin(day, one));

export const isWorkday = (day: Temporal.PlainDate, { place, days, away }: Work): boolean =>
  days.includes(day.dayOfWeek) && !holidaysOf(place, day.year).has(day.toString()) && !isAway(day, away);

/** The day a moment falls on, by the clock of the place. */
export const dayAt = (at: Date, timeZone: string): Temporal.PlainDate => Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

/** Nobody is made to wait for a calendar that never comes to an end: after a year of no working day we stop looking. */
const furthest = 366;

/**
 * The last day on which an answer is still in time: `count` working days after
 * the day it was sent. Nothing when there is no working day within a year.
 */
export function dueDay(sent: Date, count: number, work: Work): Temporal.PlainDate | undefined {
  let day = dayAt(sent, work.timeZone);
  let left = Math.max(1, Math.floor(count));
  for (let tries = 0; tries < furthest; tries++) {
    day = day.add({ days: 1 });
    if (isWorkday(day, work) && --left === 0) return day;
  }
  return undefined;
}

/** The moment that day is over, where the provider works. */
export function dueAt(sent: Date, count: number, work: Work): Date | undefined {
  const day = dueDay(sent, count, work);
  return day && new Date(day.add({ days: 1 }).toZonedDateTime(work.timeZone).epochMilliseconds);
}

/** The day they are back after being away on this one; nothing when they are here. */
export function backOn(now: Date, work: Work): Temporal.PlainDate | undefined {
  let day = dayAt(now, work.timeZone);
  if (!isAway(day, work.away)) return undefined;
  for (let tries = 0; tries < furthest; tries++) {
    day = day.add({ days: 1 });
    if (isWorkday(day, work)) return day;
  }
  return undefined;
}
