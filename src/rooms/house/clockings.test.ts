import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as clockings from '#house/clockings';
import { breakMinutes, longestHours, movesFrom, stateAt, untilOf, type Clocking } from '#house/clocking-rules';
import * as duty from '#house/duty';
import { watches, withoutGone, type Rota } from '#house/duty-rules';
import * as posting from '#house/posting';
import { afterHours, modeOf } from '#house/posting-rules';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});
const minute = 60_000;
const later = (minutes: number) => new Date(Date.now() + minutes * minute);
const today = new Date().getUTCDay() || 7;
const wholeWeek = { kind: 'here', days: ['1', '2', '3', '4', '5', '6', '7'], timeZone: 'UTC' };

describe('the states of being here, in any order of events', () => {
  const moment = fc.integer({ min: 0, max: 600 }).map((minutes) => new Date(minutes * minute));
  it('never says that somebody is here after they went, or after the time they named', () => {
    fc.assert(fc.property(moment, moment, fc.option(moment), fc.option(moment), moment, (inAt, untilAt, outAt, breakUntil, now) => {
      const clocking: Clocking = { inAt, untilAt, outAt, breakUntil };
      const state = stateAt(clocking, now);
      if (outAt || untilAt <= now) expect(state).toBe('away');
      else expect(state).toBe(breakUntil && breakUntil > now ? 'break' : 'here');
      expect(movesFrom[state]).toContain('out');
    }));
  });
  it('never lets a day be longer than four hours, nor an end lie in the past (safety guide §5)', () => {
    fc.assert(fc.property(moment, fc.double({ min: -100, max: 10_000 }), fc.double({ min: 0, max: 600, noNaN: true }), (now, asked, before) => {
      const until = untilOf(now, asked, before);
      expect(until === undefined).toBe(!(asked >= 1) || Math.floor(before) > longestHours * 60 - 1);
      if (until) expect(until > now && before + (until.getTime() - now.getTime()) / minute < longestHours * 60 + 1).toBe(true);
    }));
  });
  it('says what may be written: open while somebody is here, never a queue without an end', () => {
    fc.assert(fc.property(fc.boolean(), fc.boolean(), fc.constantFrom('', 'nonsense', ...afterHours), (staffed, next, wish) => {
      const mode = modeOf(staffed, next, wish);
      expect(mode === 'open').toBe(staffed);
      if (mode === 'queue') expect(next).toBe(true);
    }));
  });
  it('takes somebody who went home out of the rest of their watch only', () => {
    const watch = (from: number, to: number, ...names: string[]) => ({ from: new Date(from), to: new Date(to), names });
    const found = [watch(0, 10, 'Fern', 'Lee'), watch(20, 30, 'Fern')];
    const gone = [{ name: 'Fern', at: new Date(5) }];
    expect(withoutGone(found, gone, new Date(6))).toEqual([watch(0, 10, 'Lee'), watch(20, 30, 'Fern')]);
    expect(withoutGone(found, gone, new Date(25))).toEqual(found);
  });
});

describe('clocking in', () => {
  scene('is what members read, before any plan; the plan is called a plan', async ({ hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    expect(await duty.now()).toMatchObject({ here: [], next: undefined });
    await rota.add(mio, { code: hanna.code, ...wholeWeek, from: '00:00', to: '24:00' });
    expect((await duty.now()).here).toMatchObject([{ name: 'hanna', isPlanned: true }]);
    await clockings.clockIn(mio, 60);
    expect((await duty.now()).here).toMatchObject([{ name: 'mio', isPlanned: false }]);
    expect((await duty.now(later(61))).here).toMatchObject([{ name: 'hanna', isPlanned: true }]);
    await clockings.clockIn(hanna, 30);
    await clockings.out(mio);
    expect((await duty.now()).here).toMatchObject([{ name: 'hanna', isPlanned: false }]);
    await clockings.out(hanna);
    await clockings.out(hanna);
    expect((await duty.now()).here, 'who went home is not planned to be here any more').toEqual([]);
  });
  scene('twice is once, with a new end; a day is four hours at most, and the fifth is refused kindly (MOD-11, NEW-6)', async ({ hanna }) => {
    const start = new Date('2026-11-20T08:00:00Z');
    const at = (minutes: number) => new Date(start.getTime() + minutes * minute);
    await clockings.clockIn(hanna, 60, start);
    expect(await clockings.clockIn(hanna, 180, at(30))).toEqual(at(210));
    expect(await clockings.clockIn(hanna, 600, at(200))).toEqual(at(240));
    await clockings.out(hanna, at(240));
    await expect(clockings.clockIn(hanna, 60, at(250))).rejects.toMatchObject({ key: 'house.refused.dayOver' });
    expect(await clockings.clockIn(hanna, 60, at(250 + 24 * 60))).toEqual(at(310 + 24 * 60));
    await expect(clockings.clockIn(hanna, NaN, at(9_000))).rejects.toMatchObject({ key: 'house.refused.clockIn' });
  });
  scene('is ended by time when nobody ended it, at the minute they had named', async ({ hanna }) => {
    await clockings.clockIn(hanna, 30, later(-60));
    expect(await clockings.sweep()).toBe(1);
    expect(await clockings.sweep()).toBe(0);
    const [row] = await asHouse(() => sql<{ same: boolean }>`select out_at = until_at as same from house.clockings where member_id = ${hanna.id}`);
    expect(row!.same).toBe(true);
  });
  scene('is nobody else’s to read', async ({ hanna, cleo }) => {
    await clockings.clockIn(hanna, 60);
    expect(await asking(cleo, () => sql`select 1 from house.clockings`)).toEqual([]);
    expect(await asking(hanna, () => sql`select 1 from house.clockings`)).toHaveLength(1);
  });
});

describe('a break', () => {
  scene('is a quarter of an hour, once, and can be cut short', async ({ hanna }) => {
    await expect(clockings.takeBreak(hanna)).rejects.toMatchObject({ key: 'house.refused.notHere' });
    await clockings.clockIn(hanna, 120);
    await clockings.takeBreak(hanna, later(1));
    await clockings.takeBreak(hanna, later(5));
    const mine = await clockings.mine(hanna, later(10));
    expect([mine!.state, (mine!.breakUntil!.getTime() - later(1).getTime()) / minute]).toEqual(['break', expect.closeTo(breakMinutes, 0)]);
    expect((await duty.now()).here).toMatchObject([{ name: 'hanna' }]);
    await clockings.endBreak(hanna, later(11));
    expect((await clockings.mine(hanna, later(12)))!.state).toBe('here');
    expect(await asHouse(() => sql`select 1 from house.breaks`)).toHaveLength(1);
  });
});

describe('the rota', () => {
  scene('is written by moderators, by the clock on each person’s own wall, and a date can be left out without a reason; sent twice, it is left out (NEW-6)', async ({ hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'Europe/London', shifts: [] });
    await rota.add(mio, { code: hanna.code, kind: 'here', days: ['1', '7'], from: '9.00', to: '12:00', timeZone: 'Europe/Oslo' });
    await rota.add(mio, { code: hanna.code, kind: 'here', days: ['1'], from: '09:00', to: '13:00', timeZone: 'Europe/Oslo' });
    expect((await rota.week(hanna)).map(({ day, toClock, isMine }) => [day, toClock, isMine])).toEqual([[1, '13:00', true], [7, '12:00', true]]);
    // Sunday 25 October 2026: Oslo has winter time since two in the night, London too. Nine in Oslo is eight in London.
    const found = async (text: string) => (await duty.now(new Date(text))).here.map(({ name }) => name);
    expect([await found('2026-10-25T07:59:00Z'), await found('2026-10-25T08:00:00Z'), await found('2026-10-18T07:00:00Z')]).toEqual([[], ['hanna'], ['hanna']]);
    const [, sunday] = await rota.week(hanna);
    const then = new Date('2026-10-01T12:00:00Z');
    for (let twice = 0; twice < 2; twice++) await rota.skip(hanna, sunday!.id, '2026-10-25', false, then); // a second press takes nothing back
    expect(await found('2026-10-25T08:00:00Z')).toEqual([]);
    await expect(rota.comeAfterAll(mio, sunday!.id, '2026-10-25', false)).rejects.toThrow(NotFound);
    for (let twice = 0; twice < 2; twice++) await rota.comeAfterAll(hanna, sunday!.id, '25.10.2026', false);
    expect(await found('2026-10-25T08:00:00Z')).toEqual(['hanna']);
    await expect(rota.skip(hanna, sunday!.id, '2026-10-26', false, then)).rejects.toMatchObject({ key: 'house.refused.shiftDate' });
    await expect(rota.skip(mio, sunday!.id, '2026-10-25', false, then)).rejects.toThrow();
    await rota.skip(mio, sunday!.id, '2026-11-01', true, then);
    await rota.remove(mio, sunday!.id);
    await rota.remove(mio, sunday!.id);
    expect(await rota.week(hanna)).toHaveLength(1);
  });
  scene('leaves out dates that are not over, within a year, and so many of one shift (NEW-6)', async ({ mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'Europe/London', shifts: [] });
    await rota.add(mio, { code: mio.code, kind: 'here', days: ['7'], from: '18:00', to: '21:00', timeZone: '' });
    await rota.add(mio, { code: mio.code, kind: 'onCall', days: ['7'], from: '18:00', to: '06:00', timeZone: 'Pacific/Auckland' });
    const [evening, night] = await rota.week(mio);
    const monday = new Date('2026-11-23T00:30:00Z');
    const skip = (date: string, shift = evening!, now = monday) => rota.skip(mio, shift.id, date, false, now).then(() => 'left out', (no: { key: string; field: string }) => `${no.key} ${no.field}`);
    expect([await skip('2026-11-22'), await skip('1.1.2020'), await skip('2027-11-28'), await skip('2036-11-23')]).toEqual(['house.refused.gapPast date', 'house.refused.gapPast date', 'house.refused.gapFar date', 'house.refused.gapFar date']);
    expect([await skip('2026-11-29'), await skip('2027-11-21')]).toEqual(['left out', 'left out']);
    const atFiveThere = new Date('2026-11-22T16:59:00Z');
    expect(await skip('2026-11-22', night, new Date('2026-11-22T17:00:00Z')), 'at six by its own clock the night is over').toBe('house.refused.gapPast date');
    expect([await skip('2026-11-22', night, atFiveThere), await skip('2026-11-15', night, atFiveThere)], 'a night that has begun goes on').toEqual(['left out', 'house.refused.gapPast date']);
    expect(await skip('2026-11-22', night, new Date('2026-11-23T11:30:00Z')), 'by its own clock it is Tuesday there').toBe('house.refused.gapPast date');
    await asHouse(() => sql`insert into house.shift_gaps (shift_id, on_date) select ${evening!.id}, d::date from generate_series('2026-12-06'::date, '2027-06-20'::date, '7 days') d limit ${rota.mostGaps - 2}`);
    expect([await skip('2027-11-14'), await skip('2027-11-21')], 'what is left out already is').toEqual(['house.refused.gapMany date', 'left out']);
    expect(await asHouse(() => sql`select 1 from house.shift_gaps where shift_id = ${evening!.id}`)).toHaveLength(rota.mostGaps);
    await asHouse(() => sql`insert into house.shift_gaps (shift_id, on_date) values (${evening!.id}, '2020-01-05')`);
    await rota.tidy();
    expect(await asHouse(() => sql`select 1 from house.shift_gaps where on_date < '2021-01-01'`)).toEqual([]);
  });
  scene('has only people with a role, and only those who decide cases on call', async ({ ada, hanna, mio }) => {
    const one = { ...wholeWeek, from: '18:00', to: '08:00' };
    await expect(rota.add(mio, { ...one, code: ada.code })).rejects.toMatchObject({ key: 'house.refused.shiftWho' });
    await expect(rota.add(mio, { ...one, code: hanna.code, kind: 'onCall' })).rejects.toMatchObject({ key: 'house.refused.shiftOnCall' });
    await expect(rota.add(mio, { ...one, code: hanna.code, days: [] })).rejects.toMatchObject({ key: 'house.refused.shiftDays' });
    await expect(rota.add(mio, { ...one, code: hanna.code, to: 'late' })).rejects.toMatchObject({ key: 'house.refused.shiftClock', field: 'to' });
    await rota.add(mio, { ...one, code: mio.code, kind: 'onCall', days: [String(today), String((today % 7) + 1), String(((today + 5) % 7) + 1)] });
    expect((await duty.now()).here, 'on call is not here').toEqual([]);
    expect(await duty.onCall(new Date(new Date().setUTCHours(23, 0)))).toMatchObject([{ personaId: mio.personaId }]);
    expect(await duty.onCall(new Date(new Date().setUTCHours(12, 0)))).toEqual([]);
  });
});

describe('a public holiday', () => {
  const advent = new Date('2026-12-20T12:00:00Z');
  const christmas = '2026-12-25';
  const said = { timeZone: 'UTC', homeCountry: 'GB', workPlace: 'NO', shifts: [{ day: 5, from: '09:00', to: '12:00', names: ['hanna'] }] };
  const onThatDay = (rotas: readonly Rota[]) => rotas.flatMap((one) => watches(one, advent)).filter(({ from }) => from.toISOString().startsWith(christmas)).length;
  scene('is a day like any other, until the operator says that people rest', async ({ iben }) => {
    await sayings.change(iben, 'en', { ...said, holidays: 'asEver' });
    expect(onThatDay((await presence.plan(advent)).rotas)).toBe(1);
    await sayings.change(iben, 'en', { ...said, holidays: 'rest' });
    const { rotas } = await presence.plan(advent);
    expect(onThatDay(rotas), 'nobody is planned').toBe(0);
    expect(rotas.flatMap((one) => watches(one, advent)).some(({ from }) => from.toISOString().startsWith('2026-12-18')), 'the Friday before').toBe(true);
  });
  scene('is one on the rota too, but no rest for those on call, and whoever clocks in is here', async ({ hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { ...said, holidays: 'rest' });
    for (const kind of ['here', 'onCall']) await rota.add(mio, { code: mio.code, kind, days: ['5'], from: '09:00', to: '12:00', timeZone: '' });
    const { rotas, onCall } = await presence.plan(advent);
    expect([onThatDay(rotas), onThatDay(onCall)]).toEqual([0, 1]);
    await clockings.clockIn(hanna, 60);
    expect((await duty.now()).here).toMatchObject([{ isPlanned: false }]);
  });
});

describe('what may be written', () => {
  scene('follows the last one going home, within the minute and without a switch', async ({ hanna, mio, iben }) => {
    const day = (((today + 2) % 7) + 1);
    await sayings.change(iben, 'en', { afterHours: 'queue', timeZone: 'UTC', shifts: [{ day, from: '09:00', to: '12:00', names: ['hanna'] }] });
    expect((await posting.now()).mode).toBe('queue');
    await clockings.clockIn(hanna, 60);
    await clockings.clockIn(mio, 60);
    await clockings.out(hanna);
    expect((await posting.now()).mode).toBe('open');
    expect((await posting.now(later(61))).mode, 'the hours’ end').toBe('queue');
    await clockings.out(mio);
    expect(await posting.now()).toMatchObject({ mode: 'queue', next: { names: ['hanna'] } });
  });
});
