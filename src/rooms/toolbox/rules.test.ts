import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInOf, type CheckIn, isEmpty } from '#toolbox/check-in-rules';
import { dayAfter, dayIn, dayOf, daysBetween, isDay, timeIn } from '#toolbox/day-rules';
import { atLeast, byDay, mostly, patterns, picture, points } from '#toolbox/note-rules';
import type { Paper } from '#toolbox/papers';

describe('a day', () => {
  it('is the day it is where the member is, across summer time and midnight (TOOL-13)', () => {
    expect(dayIn('Europe/Oslo', new Date('2026-03-28T22:59:59Z'))).toBe('2026-03-28');
    expect(dayIn('Europe/Oslo', new Date('2026-03-28T23:00:00Z'))).toBe('2026-03-29');
    expect(timeIn('Europe/Oslo', new Date('2026-03-29T01:30:00Z'))).toBe('03:30');
    expect(timeIn('Europe/Oslo', new Date('2026-03-29T00:30:00Z'))).toBe('01:30');
    expect(dayIn('Pacific/Kiritimati', new Date('2026-11-20T22:59:00Z'))).toBe('2026-11-21');
    expect(dayIn('America/Los_Angeles', new Date('2026-11-21T07:59:00Z'))).toBe('2026-11-20');
    expect(timeIn('Europe/London', new Date('2026-06-01T22:59:00Z'))).toBe('23:59');
    expect(timeIn('Europe/London', new Date('2026-12-01T00:00:00Z'))).toBe('00:00');
  });
  it('knows leap days and no others', () => {
    expect(isDay('2024-02-29')).toBe(true);
    for (const wrong of ['2026-02-29', '2026-13-01', '2026-00-10', '2026-1-1', '', 'today', '2026-04-31']) expect(isDay(wrong), wrong).toBe(false);
    expect(dayAfter('2024-02-28', 1)).toBe('2024-02-29');
    expect(dayAfter('2025-12-31', 1)).toBe('2026-01-01');
    expect(dayAfter('2026-03-30', -1)).toBe('2026-03-29');
  });
  it('is read from three boxes as people fill them in', () => {
    expect(dayOf(' 5', '3 ', '2026')).toBe('2026-03-05');
    expect(dayOf('05', '03', '26')).toBe('2026-03-05');
    for (const wrong of [['', '3', '2026'], ['31', '4', '2026'], ['5', 'March', '2026'], ['5', '3', '026'], ['-5', '3', '2026']]) expect(dayOf(...(wrong as [string, string, string]))).toBeUndefined();
  });
  it('comes back after as many days as it went', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }), fc.integer({ min: -5000, max: 5000 }), (at, days) => {
      const day = at.toISOString().slice(0, 10);
      return dayAfter(dayAfter(day, days), -days) === day && daysBetween(day, dayAfter(day, days)) === days;
    }));
  });
});

describe('a check-in', () => {
  const of = (fields: Record<string, string>, items: string[] = []) => checkInOf((name) => fields[name] ?? '', '10:00', items);
  it('is whole with half of it said, and empty only with nothing (TOOL-13)', () => {
    expect(of({ body: '2' })).toMatchObject({ body: 2, mind: null });
    expect(isEmpty(of({ body: '2' }))).toBe(false);
    expect(isEmpty(of({ words: '😮‍💨' }))).toBe(false);
    expect(isEmpty(of({ body: '', mind: '9', words: ' \u200b\n ', taken: 'perhaps' }))).toBe(true);
  });
  it('keeps words of any script as they are, and takes no other choice than ours', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (words) => of({ words, body: words, sleep: words, 'own-x': words }, ['x']).words.length <= words.normalize('NFC').length));
    expect(of({ words: 'жизнь\r\nحياة 生活 🏳️‍🌈' }).words).toBe('жизнь\nحياة 生活 🏳️‍🌈');
    expect(of({ sleep: '6', pain: '1', 'own-x': '3', 'own-y': '3' }, ['x'])).toMatchObject({ extra: { pain: 1 }, own: { x: 3 } });
  });
  it('that is too long is refused beside its field, with nothing cut', () => {
    expect(() => of({ words: 'x'.repeat(2001) })).toThrow(expect.objectContaining({ field: 'words' }));
    expect(() => of({ helped: 'x'.repeat(1_000_000) })).toThrow(expect.objectContaining({ field: 'helped' }));
  });
});

const blank: CheckIn = { body: null, mind: null, at: '10:00', extra: {}, taken: null, helped: '', words: '', own: {}, wasBig: false };
const note = (day: string, content: Partial<CheckIn>): Paper<CheckIn> => ({ id: `${day}${Math.random()}`, kind: 'check-in', day, content: { ...blank, ...content }, version: 1, madeAt: new Date(), changedAt: new Date(), hasClash: false });

describe('notes', () => {
  it('are one line a day, the mean of what was said, and gaps stay gaps', () => {
    expect(byDay([note('2026-05-02', { body: 2 }), note('2026-05-01', { body: 4, mind: 3 }), note('2026-05-02', { body: 4 })])).toMatchObject([
      { day: '2026-05-01', body: 4, mind: 3 }, { day: '2026-05-02', body: 3, mind: null }
    ]);
  });
  it('say how it mostly was only when it was said on three days', () => {
    const days = byDay(['01', '02', '03'].map((day) => note(`2026-05-${day}`, { body: 2 })));
    expect(mostly(days, 'body')).toBe(2);
    expect(mostly(days.slice(1), 'body')).toBeNull();
    expect(mostly(days, 'mind')).toBeNull();
  });
  it('say nothing of how it mostly was where two were said as often (TOOL-11)', () => {
    const noted = (...said: (1 | 2 | 3 | 4 | 5)[]) => byDay(said.map((body, n) => note(dayAfter('2026-05-01', n), { body })));
    expect([mostly(noted(1, 3, 5), 'body'), mostly(noted(2, 2, 4, 4), 'body'), mostly(noted(2, 4, 4), 'body'), mostly(noted(1, 1, 2, 2, 5, 5, 5), 'body')]).toEqual([null, null, 4, 5]);
  });
  it('are drawn by the week when there are many', () => {
    const days = byDay(Array.from({ length: 365 }, (_, n) => note(dayAfter('2025-01-01', n), { body: ((n % 5) + 1) as 1, mind: 3 })));
    expect(points(days, '2025-01-01', '2025-12-31')).toHaveLength(53);
    expect(points(days.slice(0, 30), '2025-01-01', '2025-01-30')).toHaveLength(30);
  });
  it('never draw a line across a gap, and stay inside the frame', () => {
    const drawn = points(byDay([note('2026-05-01', { body: 1 }), note('2026-05-02', { body: 5 }), note('2026-05-20', { body: 3 })]), '2026-05-01', '2026-05-30');
    const shown = picture(drawn, '2026-05-01', '2026-05-30', ['2026-05-02']);
    expect(shown.lines.body).toHaveLength(1);
    expect(shown.dots.body).toHaveLength(3);
    for (const { x, y } of shown.dots.body) expect(x >= 0 && x <= shown.width && y >= 0 && y <= shown.height).toBe(true);
  });
});

describe('a pattern', () => {
  const diary = (shortRough: number, short: number, otherRough: number, other: number) => byDay([
    ...Array.from({ length: short }, (_, n) => note(dayAfter('2026-01-01', n), { body: n < shortRough ? 2 : 4, extra: { sleep: 1 } })),
    ...Array.from({ length: other }, (_, n) => note(dayAfter('2026-03-01', n), { body: n < otherRough ? 1 : 5, extra: { sleep: 4 } }))
  ]);
  it('is said when there is enough to say it (VAR-2)', () => {
    expect(patterns(diary(8, 11, 3, 15))).toEqual([{ when: 'shortSleep', series: 'body', rough: 8, of: 11, otherRough: 3, otherOf: 15 }]);
  });
  it('is not said of too few days, of no difference, or of what chance makes', () => {
    expect(patterns(diary(7, 7, 0, 30))).toEqual([]);
    expect(patterns(diary(6, 10, 6, 10))).toEqual([]);
    expect(patterns(diary(6, 11, 5, 15))).toEqual([]);
    expect(patterns(diary(1, 11, 12, 15))).toEqual([]);
  });
  it('is told from chance by Fisher’s exact test', () => {
    // 8 of 11 and 3 of 15: the one-sided tail worked out by hand from C(11,k)·C(15,11−k)/C(26,11), k from 8.
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const tail = [8, 9, 10, 11].reduce((sum, k) => sum + (choose(11, k) * choose(15, 11 - k)) / choose(26, 11), 0);
    expect(atLeast(8, 11, 11, 26)).toBeCloseTo(tail, 10);
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }), (drawn, more) => Math.abs(atLeast(0, drawn, drawn, drawn + more) - 1) < 1e-9));
  });
});
