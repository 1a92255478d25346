import { describe, expect, it } from 'vitest';
import { after, daysAway, dutyAt, isTimeZone, lonelyNights, minutesOf, onTheHalfHour, stretches, watches, type Shift } from '#house/duty-rules';
import { clockWords, whenWords } from '#house/when-rules';

const london = (shifts: Shift[]) => ({ timeZone: 'Europe/London', shifts });
const at = (text: string) => new Date(text);
const everyDay = (from: string, to: string, ...names: string[]): Shift[] => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from, to, names }));
const duty = (shifts: Shift[], now: string) => dutyAt(watches(london(shifts), at(now)), at(now));
const promised = (shifts: Shift[], now: string, hours: number) => after(stretches(watches(london(shifts), at(now))), at(now), hours)?.toISOString();

describe('a night on the rota (NEW-6)', () => {
  const shift = (code: string, day: number, fromClock: string, toClock: string, timeZone: string | null = null) => ({ code, day, fromClock, toClock, timeZone });
  const lonely = (...shifts: ReturnType<typeof shift>[]) => lonelyNights(shifts, 'Europe/London', at('2026-11-22T12:00:00Z'));
  it('with one name is said to be so, by the day it begins on, also over the end of the week', () => {
    expect(lonely(shift('fern', 1, '22:00', '06:00'))).toEqual([1]);
    expect(lonely(shift('fern', 7, '23:00', '02:00'))).toEqual([7]);
    expect(lonely(shift('fern', 1, '01:00', '05:00'))).toEqual([7]);
    expect(lonely(shift('fern', 2, '00:00', '24:00'))).toEqual([1, 2]);
  });
  it('is not, when two are there for as long as one is, one of them here or on call, or nobody is', () => {
    expect(lonely(shift('fern', 1, '22:00', '06:00'), shift('lee', 1, '21:00', '07:00'))).toEqual([]);
    expect(lonely(shift('fern', 1, '22:00', '06:00'), shift('lee', 1, '21:00', '03:00')), 'from three on').toEqual([1]);
    expect(lonely(shift('fern', 1, '22:00', '06:00'), shift('fern', 1, '22:00', '06:00')), 'twice the same person').toEqual([1]);
    expect(lonely(shift('fern', 1, '18:00', '23:00')), 'an evening').toEqual([]);
    expect(lonely(shift('fern', 1, 'x', '06:00'))).toEqual([]);
    expect(lonely()).toEqual([]);
  });
  it('is read by the clock of the place, wherever somebody is', () => {
    expect(lonely(shift('fern', 1, '23:00', '06:00'), shift('lee', 2, '00:00', '07:00', 'Europe/Oslo'))).toEqual([]);
    expect(lonely(shift('fern', 1, '06:00', '14:00', 'Australia/Perth')), 'their morning is the night here').toEqual([7]);
  });
});

describe('a clock time', () => {
  it.each([['09:30', 570], ['9.30', 570], ['00:00', 0], ['24:00', 1440], ['24:01', undefined], ['12:60', undefined], ['noon', undefined], ['', undefined]])('%s', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });
  it('knows a time zone from a wish', () => {
    expect([isTimeZone('Europe/Oslo'), isTimeZone('Kitchen/Table'), isTimeZone('')]).toEqual([true, false, false]);
  });
});

describe('being on duty (W1, MOD-1)', () => {
  it.each([
    ['in summer, by the summer clock', '2026-07-06T16:59:00Z', [], 'Fern', '2026-07-06T17:00:00.000Z'],
    ['at the first minute', '2026-07-06T17:00:00Z', ['Fern'], undefined, undefined],
    ['in the last minute', '2026-07-06T19:59:59Z', ['Fern'], undefined, undefined],
    ['no longer at the end', '2026-07-06T20:00:00Z', [], 'Fern', '2026-07-07T17:00:00.000Z'],
    ['in winter, by the winter clock', '2026-12-07T18:00:00Z', ['Fern'], undefined, undefined]
  ])('%s', (_, now, here, next, from) => {
    const found = duty(everyDay('18:00', '21:00', 'Fern'), now);
    expect(found.here.map(({ name }) => name)).toEqual(here);
    expect(found.next?.names[0]).toBe(next);
    expect(found.next?.from.toISOString()).toBe(from);
  });
  it('lasts past midnight when the end is before the start', () => {
    const night: Shift[] = [{ day: 7, from: '22:00', to: '02:00', names: ['Lee'] }]; // Sunday
    expect(duty(night, '2026-12-07T01:30:00Z').here).toEqual([{ name: 'Lee', until: at('2026-12-07T02:00:00Z') }]); // Monday
    expect(duty(night, '2026-12-08T01:30:00Z').here).toEqual([]);
  });
  it('says of each person until when, and joins watches that follow at once', () => {
    const shifts = [...everyDay('10:00', '12:00', 'Fern', 'Lee'), ...everyDay('12:00', '14:00', 'Lee'), ...everyDay('15:00', '16:00', 'Lee')];
    expect(duty(shifts, '2026-12-07T11:00:00Z').here).toEqual([
      { name: 'Fern', until: at('2026-12-07T12:00:00Z') },
      { name: 'Lee', until: at('2026-12-07T14:00:00Z') }
    ]);
  });
  it('is nobody, and nobody next, when the rota is empty', () => {
    expect(duty([], '2026-12-07T11:00:00Z')).toEqual({ here: [], next: undefined });
    expect(duty([{ day: 1, from: '10:00', to: '12:00', names: [] }], '2026-12-07T11:00:00Z')).toEqual({ here: [], next: undefined });
    expect(duty([{ day: 1, from: 'soon', to: '12:00', names: ['Fern'] }], '2026-12-07T11:00:00Z')).toEqual({ here: [], next: undefined });
  });
});

describe('the nights when clocks change', () => {
  // London: forward at 01:00 on 29 March 2026, back at 02:00 (summer) on 25 October 2026.
  it('shorten a night watch in spring and lengthen it in autumn', () => {
    const night: Shift[] = [{ day: 6, from: '23:00', to: '07:00', names: ['Lee'] }]; // Saturday
    const [spring] = watches(london(night), at('2026-03-28T12:00:00Z')).filter(({ from }) => from > at('2026-03-28T12:00:00Z'));
    expect((spring!.to.getTime() - spring!.from.getTime()) / 3_600_000).toBe(7);
    const [autumn] = watches(london(night), at('2026-10-24T12:00:00Z')).filter(({ from }) => from > at('2026-10-24T12:00:00Z'));
    expect((autumn!.to.getTime() - autumn!.from.getTime()) / 3_600_000).toBe(9);
  });
  it('never put somebody here in an hour that may not be meant', () => {
    const early: Shift[] = [{ day: 7, from: '01:30', to: '05:00', names: ['Lee'] }];
    const doubled = watches(london(early), at('2026-10-25T00:00:00Z')).find(({ from }) => from >= at('2026-10-25T00:00:00Z'))!;
    expect(doubled.from.toISOString()).toBe('2026-10-25T01:30:00.000Z'); // the second half past one
    const ends: Shift[] = [{ day: 6, from: '22:00', to: '01:30', names: ['Lee'] }];
    const closing = watches(london(ends), at('2026-10-24T12:00:00Z')).find(({ from }) => from >= at('2026-10-24T12:00:00Z'))!;
    expect(closing.to.toISOString()).toBe('2026-10-25T00:30:00.000Z'); // the first half past one
  });
  it('keep the same hour on the wall on both sides', () => {
    const found = watches(london(everyDay('18:00', '21:00', 'Fern')), at('2026-03-28T12:00:00Z')).map(({ from }) => from.toISOString());
    expect(found).toContain('2026-03-28T18:00:00.000Z');
    expect(found).toContain('2026-03-29T17:00:00.000Z');
  });
});

describe('the promise of an answer (MOD-3)', () => {
  const evenings = everyDay('18:00', '21:00', 'Fern');
  it.each([
    ['counts staffed hours only', evenings, '2026-12-07T20:00:00Z', 6, '2026-12-09T20:00:00.000Z'],
    ['is the same all night', evenings, '2026-12-07T23:00:00Z', 3, '2026-12-08T21:00:00.000Z'],
    ['begins at once inside a watch', evenings, '2026-12-07T18:30:00Z', 2, '2026-12-07T20:30:00.000Z'],
    ['counts an hour with two people once', [...evenings, ...everyDay('18:00', '21:00', 'Lee')], '2026-12-07T18:00:00Z', 3, '2026-12-07T21:00:00.000Z'],
    ['waits over a weekend', [{ day: 5, from: '10:00', to: '11:00', names: ['Fern'] }, { day: 1, from: '10:00', to: '16:00', names: ['Fern'] }] as Shift[], '2026-12-11T10:00:00Z', 2, '2026-12-14T11:00:00.000Z'],
    ['is nothing when nobody is on duty', [], '2026-12-07T12:00:00Z', 6, undefined]
  ])('%s', (_, shifts, now, hours, by) => {
    expect(promised(shifts, now, hours)).toBe(by);
  });
});

describe('a moment in words', () => {
  const now = at('2026-12-07T20:00:00Z');
  it.each([
    ['2026-12-07T21:00:00Z', 'en', 'when.today', '9 pm'],
    ['2026-12-08T09:30:00Z', 'en', 'when.tomorrow', '9:30 am'],
    ['2026-12-08T09:30:00Z', 'nb', 'when.tomorrow', 'kl. 9.30'],
    ['2026-12-10T12:00:00Z', 'en', 'when.weekday', 'noon'],
    ['2026-12-24T12:00:00Z', 'en', 'when.date', 'noon']
  ])('%s in %s', (moment, language, key, time) => {
    expect(whenWords(at(moment), now, 'Europe/London', language)).toMatchObject({ key, values: { time } });
  });
  it.each([['2026-12-08T00:00:00Z', 'en', 'when.today', 'midnight'], ['2026-12-09T00:00:00Z', 'nb', 'when.tomorrow', 'midnatt'], ['2026-12-08T00:30:00Z', 'en', 'when.tomorrow', '12:30 am']])(
    'midnight is the end of a day: %s in %s (ACC-8)', (moment, language, key, time) => expect(whenWords(at(moment), now, 'Europe/London', language)).toMatchObject({ key, values: { time } })
  );
  it.each([['2026-12-08T12:36:10Z', 'Europe/London', '2026-12-08T13:00:00.000Z'], ['2026-12-08T12:30:00Z', 'Europe/London', '2026-12-08T12:30:00.000Z'], ['2026-12-08T12:36:00Z', 'Asia/Kathmandu', '2026-12-08T12:45:00.000Z']])(
    'a promise is made on the half hour of the place, and never sooner: %s in %s (NEW-4)', (moment, zone, by) => expect(onTheHalfHour(at(moment), zone).toISOString()).toBe(by)
  );
  it('knows tomorrow by the wall clock, not by 24 hours', () => {
    expect(daysAway(at('2026-03-29T22:30:00Z'), at('2026-03-28T23:30:00Z'), 'Europe/London')).toBe(1);
    expect(clockWords(at('2026-07-01T23:00:00Z'), 'Europe/Oslo', 'nb')).toBe('kl. 1');
  });
});
