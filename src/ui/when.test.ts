import { afterEach, describe, expect, it } from 'vitest';
import { clock, date, dateOf, day, goBy, moment } from '#ui/when';

afterEach(() => goBy(() => 'UTC'));

describe('days and times', () => {
  const night = new Date('2026-07-21T22:30:00Z');
  it.each([
    ['Europe/Oslo', 'Wednesday 22 July', '22 July 2026', '12:30 am'], ['Europe/London', 'Tuesday 21 July', '21 July 2026', '11:30 pm'],
    ['America/New_York', 'Tuesday 21 July', '21 July 2026', '6:30 pm'], ['Pacific/Auckland', 'Wednesday 22 July', '22 July 2026', '10:30 am']
  ])('are said by the clock of the place, whatever clock the machine has: %s (ACC-8)', (zone, weekday, whole, time) => {
    goBy(() => zone);
    expect([day(night, 'en'), date(night, 'en'), clock(night, 'en')]).toEqual([weekday, whole, time]);
    expect(dateOf('2026-07-22', 'nb'), 'a day that was written down is that day everywhere').toBe('22. juli 2026');
    expect(moment(night, 'en', 'Europe/London'), 'or by the one that is handed over').toBe('Tuesday 21 July at 11:30 pm');
  });
});
