import { describe, expect, it } from 'vitest';
import { dayIn, timeIn } from '#platform/days';

describe('a day that somebody writes (ACC-8)', () => {
  it.each(['2026-12-24', '24.12.2026', '24. 12. 2026', '24/12/2026', '24 12 2026', ' 2026-12-24 '])('is read from “%s”', (text) => expect(dayIn(text)).toBe('2026-12-24'));
  it('is filled up where a nought is left out', () => expect([dayIn('1.2.2027'), dayIn('2027-2-1')]).toEqual(['2027-02-01', '2027-02-01']));
  it.each(['', 'soon', '31.02.2026', '12/24/2026', '24.12.26', '1999-12-24', '24.12', '2026-12-24T10:00'])('is none in “%s”', (text) => expect(dayIn(text)).toBeUndefined());
});

describe('a time that somebody writes (TOOL-5)', () => {
  it.each([['8', '08:00'], ['8:30', '08:30'], ['08.05', '08:05'], [' 20:00 ', '20:00'], ['24', undefined], ['8:60', undefined], ['soon', undefined], ['', undefined]])('%s is %s', (text, at) => expect(timeIn(text)).toBe(at));
});
