import { afterEach, describe, expect, it } from 'vitest';
import { clock, clockOf, date, dateOf, day, goBy, moment, span } from '#ui/when';

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
    expect(moment(night, 'nb', 'Europe/London')).toBe('tirsdag 21. juli kl. 23.30');
    expect(moment(night, 'en', 'Europe/London'), 'or by the one that is handed over').toBe('Tuesday 21 July at 11:30 pm');
  });
  it.each([['00:00', 'midnight', 'midnatt'], ['24:00', 'midnight', 'midnatt'], ['00:15', '12:15 am', 'kl. 0.15'], ['09:05', '9:05 am', 'kl. 9.05'], ['12:00', 'noon', 'kl. 12'], ['12:30', '12:30 pm', 'kl. 12.30'], ['21:00', '9 pm', 'kl. 21']])(
    '%s has one way of being said in each language (ACC-8)', (written, en, nb) => expect([clockOf(written, 'en'), clockOf(written, 'nb')]).toEqual([en, nb])
  );
  it('midnight is the end of the day before to whoever waits for it (ACC-8)', () => {
    const [midnight, after] = [new Date('2026-11-21T23:00:00Z'), new Date('2026-11-21T23:01:00Z')];
    expect([moment(midnight, 'en', 'Europe/Oslo'), moment(midnight, 'nb', 'Europe/Oslo')]).toEqual(['Saturday 21 November at midnight', 'lørdag 21. november ved midnatt']);
    expect([moment(after, 'en', 'Europe/Oslo'), moment(after, 'nb', 'Europe/Oslo')]).toEqual(['Sunday 22 November at 12:01 am', 'søndag 22. november kl. 0.01']);
  });
  it('from when until when says what kind of time it is once where one does (ACC-8)', () => {
    expect([span('2 pm', '3:30 pm'), span('kl. 14', 'kl. 15.30'), span('midnatt', 'kl. 1')]).toEqual([['2 pm', '3:30 pm'], ['kl. 14', '15.30'], ['midnatt', 'kl. 1']]);
  });
});
