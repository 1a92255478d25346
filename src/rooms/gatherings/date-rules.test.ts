import { describe, expect, it } from 'vitest';
import { datesOf, holidaysFrom, mostDates, type Series } from '#gatherings/date-rules';

const series: Series = { first: '2026-10-08', at: '14:00', minutes: 90, timeZone: 'Europe/London', every: 'once', times: 1, onHoliday: 'skip' };
const clock = (at: Date, timeZone: string) => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(at);

describe('the dates of a gathering (MEET-1)', () => {
  it.each(['Europe/London', 'Europe/Oslo'])('stay at two o’clock when summer time ends and begins, in %s', (timeZone) => {
    const autumn = datesOf({ ...series, timeZone, every: 'week', times: 6 });
    const spring = datesOf({ ...series, timeZone, first: '2027-03-11', every: 'fortnight', times: 4 });
    for (const { startsAt, endsAt } of [...autumn, ...spring]) {
      expect(clock(startsAt, timeZone)).toBe('14:00');
      expect(endsAt.getTime() - startsAt.getTime()).toBe(90 * 60_000);
    }
    const apart = autumn.slice(1).map(({ startsAt }, at) => (startsAt.getTime() - autumn[at]!.startsAt.getTime()) / 3_600_000);
    expect(apart).toEqual([168, 168, 169, 168, 168]); // the week in which the clock goes back has an hour more
  });
  it('a time the clock leaps over is the one after the leap', () => {
    const [leapt] = datesOf({ ...series, first: '2027-03-28', at: '01:30' });
    expect(leapt!.startsAt.toISOString()).toBe('2027-03-28T01:30:00.000Z');
  });
  it('each month are the same weekday of the month, or the last', () => {
    expect(datesOf({ ...series, first: '2026-10-08', every: 'month', times: 4 }).map(({ day }) => day)).toEqual(['2026-10-08', '2026-11-12', '2026-12-10', '2027-01-14']);
    expect(datesOf({ ...series, first: '2026-10-29', every: 'month', times: 4 }).map(({ day }) => day)).toEqual(['2026-10-29', '2026-11-26', '2026-12-31', '2027-01-28']);
  });
  it('fall out on holidays, are kept, or are a week later, by the holidays of the country', () => {
    const may = { ...series, first: '2027-05-03', every: 'week', times: 4 } as const;
    const [norway, britain] = [holidaysFrom('NO', 2027), holidaysFrom('GB', 2027)];
    const days = (more: Partial<Series>, holidays: ReadonlySet<string>) => datesOf({ ...may, ...more }, holidays).map(({ day }) => day);
    expect(days({}, norway)).toEqual(['2027-05-03', '2027-05-10', '2027-05-24']); // the 17th is the national day
    expect(days({}, britain)).toEqual(['2027-05-10', '2027-05-17', '2027-05-24']); // the 3rd is a bank holiday
    expect(days({ onHoliday: 'keep' }, norway)).toHaveLength(4);
    expect(days({ every: 'month', times: 1, first: '2027-05-17', onHoliday: 'later' }, norway)).toEqual(['2027-05-24']);
    expect(days({ onHoliday: 'later' }, norway)).toEqual(['2027-05-03', '2027-05-10', '2027-05-24']); // two are not one
    expect(holidaysFrom('NO', 2026).has('2027-05-17')).toBe(true); // a series that goes into the next year
    expect([norway, britain].map((of) => of.has('2027-12-24'))).toEqual([true, false]); // Christmas Eve is kept free in Norway alone
  });
  it('are never more than a dozen, and never none of one', () => {
    expect(datesOf({ ...series, every: 'week', times: 500 })).toHaveLength(mostDates);
    expect(datesOf({ ...series, every: 'week', times: -3 })).toHaveLength(1);
    expect(datesOf({ ...series, times: 9 })).toHaveLength(1);
  });
});
