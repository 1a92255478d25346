import { describe, expect, it } from 'vitest';
import { age, standing } from '#safety/answering-rules';

const now = new Date('2026-11-21T12:00:00Z');
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('how long something has waited', () => {
  it.each([
    [0, 'en', '1 minute'], [1, 'nb', '1 minutt'], [59, 'en', '59 minutes'], [60, 'en', '1 hour'], [61, 'nb', '1 time'],
    [5 * 60, 'nb', '5 timer'], [47 * 60, 'en', '47 hours'], [48 * 60, 'en', '2 days'], [72 * 60, 'nb', '3 døgn']
  ])('%i minutes in %s is %s', (minutes, language, words) => expect(age(before(minutes), now, language)).toBe(words));
  it('never comes from a clock that runs ahead', () => expect(age(before(-10), now, 'en')).toBe('1 minute'));
});

describe('a promise', () => {
  it('is open, past, or was never given', () => {
    expect(standing(undefined, now)).toBe('none');
    expect(standing(before(-1), now)).toBe('open');
    expect(standing(before(1), now)).toBe('past');
  });
});
