import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOn, dayAt, dueAt, dueDay, holidaysAhead, holidaysOf, isWorkday, workPlaceOf, workPlaces, type Work } from '#house/workday-rules';

const week = [1, 2, 3, 4, 5];
const norway: Work = { place: 'NO', timeZone: 'Europe/Oslo', days: week };
const england: Work = { place: 'GB-ENG', timeZone: 'Europe/London', days: week };
const scotland: Work = { ...england, place: 'GB-SCT' };
const ulster: Work = { ...england, place: 'GB-NIR' };
const at = (text: string) => new Date(text);

describe('a due date (MSG-1)', () => {
  it.each<[string, string, number, Work, string]>([
    ['an ordinary week', '2026-11-23T09:00:00Z', 3, norway, '2026-11-26'],
    ['a weekend between', '2026-11-26T09:00:00Z', 3, norway, '2026-12-01'],
    ['sent on a Saturday', '2026-11-28T09:00:00Z', 1, norway, '2026-11-30'],
    ['sent late in the evening counts for that day, by the clock there', '2026-11-23T22:30:00Z', 1, norway, '2026-11-24'],
    ['sent past midnight there', '2026-11-23T23:30:00Z', 1, norway, '2026-11-25'],
    ['Easter in Norway: Thursday to Monday', '2027-03-24T09:00:00Z', 1, norway, '2027-03-30'],
    ['Easter in England: Friday and Monday', '2027-03-24T09:00:00Z', 2, england, '2027-03-30'],
    ['Easter in Scotland: Monday is worked', '2027-03-25T09:00:00Z', 1, scotland, '2027-03-29'],
    ['17 May on a Monday, which is Whit Monday too', '2027-05-14T09:00:00Z', 1, norway, '2027-05-18'],
    ['17 May on a Sunday takes nothing more', '2026-05-15T09:00:00Z', 1, norway, '2026-05-18'],
    ['Ascension Day and the first of May', '2027-05-05T09:00:00Z', 1, norway, '2027-05-07'],
    ['Christmas Eve, Christmas, Boxing Day and New Year in Norway', '2026-12-23T09:00:00Z', 3, norway, '2026-12-30'],
    ['New Year’s Eve is worked, New Year’s Day is not', '2026-12-30T09:00:00Z', 2, norway, '2027-01-04'],
    ['Christmas in England with substitute days', '2027-12-24T09:00:00Z', 1, england, '2027-12-29'],
    ['second of January in Scotland', '2026-12-31T09:00:00Z', 1, scotland, '2027-01-05'],
    ['twelfth of July in Northern Ireland', '2027-07-09T09:00:00Z', 1, ulster, '2027-07-13'],
    ['the same day in England', '2027-07-09T09:00:00Z', 1, england, '2027-07-12'],
    ['works on Tuesdays and Thursdays alone', '2026-11-24T09:00:00Z', 3, { ...norway, days: [2, 4] }, '2026-12-03'],
    ['away, first and last day included', '2026-11-23T09:00:00Z', 2, { ...norway, away: [{ from: '2026-11-24', to: '2026-11-27' }] }, '2026-12-01'],
    ['less than a day is a day', '2026-11-23T09:00:00Z', 0, norway, '2026-11-24']
  ])('%s', (_, sent, count, work, day) => {
    expect(dueDay(at(sent), count, work)?.toString()).toBe(day);
  });
  it('is the end of that day by the clock there, also where the clock changes', () => {
    expect(dueAt(at('2026-11-23T09:00:00Z'), 1, norway)).toEqual(at('2026-11-24T23:00:00Z'));
    expect(dueAt(at('2026-06-22T09:00:00Z'), 1, norway)).toEqual(at('2026-06-23T22:00:00Z'));
    expect(dueAt(at('2027-03-26T09:00:00Z'), 1, { ...norway, days: [7] })).toEqual(at('2027-04-04T22:00:00Z')); // 28 March is Easter Sunday, and the clock changes
    expect(dueAt(at('2026-10-23T09:00:00Z'), 1, { ...england, days: [7] })).toEqual(at('2026-10-26T00:00:00Z')); // a day of 25 hours
  });
  it('does not exist for somebody who never works', () => {
    expect(dueDay(at('2026-11-23T09:00:00Z'), 1, { ...norway, days: [] })).toBeUndefined();
    expect(dueAt(at('2026-11-23T09:00:00Z'), 3, { ...norway, away: [{ from: '2026-01-01', to: '2030-01-01' }] })).toBeUndefined();
  });
  it('is always a working day after the day it was sent, with the promised number between', () => {
    fc.assert(fc.property(
      fc.date({ min: at('2024-01-01'), max: at('2035-12-31'), noInvalidDate: true }), fc.integer({ min: 1, max: 12 }), fc.constantFrom(...workPlaces), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      (sent, count, place, days) => {
        const work: Work = { place, timeZone: place === 'NO' ? 'Europe/Oslo' : 'Europe/London', days };
        const due = dueDay(sent, count, work)!;
        let worked = 0;
        for (let day = dayAt(sent, work.timeZone).add({ days: 1 }); Temporal.PlainDate.compare(day, due) <= 0; day = day.add({ days: 1 })) if (isWorkday(day, work)) worked++;
        expect(worked).toBe(count);
        expect(isWorkday(due, work)).toBe(true);
        expect(dueAt(sent, count, work)!.getTime()).toBeGreaterThan(sent.getTime());
      }
    ), { numRuns: 150 });
  });
});

describe('holidays', () => {
  it('of the next weeks are told in their order, over the end of a year too, by the place people work in', () => {
    expect(holidaysAhead('NO', '2026-12-20', 14)).toEqual(['2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01']);
    expect(holidaysAhead('GB-ENG', '2026-12-25', 0)).toEqual(['2026-12-25']);
    expect(holidaysAhead('GB-ENG', '2026-11-02', 28)).toEqual([]);
    expect([['', 'NO'], ['', 'GB'], ['GB-SCT', 'NO'], ['nowhere', 'SE']].map(([workPlace, homeCountry]) => workPlaceOf({ workPlace: workPlace!, homeCountry: homeCountry! }))).toEqual(['NO', 'GB-ENG', 'GB-SCT', 'GB-ENG']);
  });
  it('are those of the place', () => {
    expect([...holidaysOf('NO', 2026)]).toEqual(expect.arrayContaining(['2026-01-01', '2026-04-02', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-17', '2026-05-25', '2026-12-24', '2026-12-25', '2026-12-26']));
    expect(holidaysOf('NO', 2026).has('2026-02-06')).toBe(false); // a day with a flag, and everybody works
    expect(holidaysOf('GB-ENG', 2026).has('2026-05-17')).toBe(false);
  });
  it('say when somebody who is away is back', () => {
    const work = { ...norway, away: [{ from: '2027-03-22', to: '2027-03-26' }] };
    expect(backOn(at('2027-03-23T09:00:00Z'), work)?.toString()).toBe('2027-03-30');
    expect(backOn(at('2027-03-30T09:00:00Z'), work)).toBeUndefined();
  });
});
