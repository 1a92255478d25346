import { describe, expect, it } from 'vitest';
import { daysOf, heldBy, kindOfAll, pathOf } from '#notices/notice-rules';

describe('where a notice leads', () => {
  it.each([
    ['reply', 'abc', 2, '/talk/t/abc?page=1#n2'], ['followed', 'abc', 21, '/talk/t/abc?page=2#n21'], ['begun.board', 'abc', undefined, '/talk/t/abc#n1'],
    ['spareKey', '', undefined, '/settings/devices'], ['recovery', '', undefined, '/settings/keys'], ['recovered', '', undefined, '/settings/devices'], ['role', 'host', undefined, '/desk/mod'], ['role', 'moderator', undefined, '/desk/mod'],
    ['role', 'steward', undefined, '/desk/admin'], ['report', 'x', undefined, undefined], ['decision', 'x', undefined, '/appeals/x'],
    ['circle.seat', 'abc', undefined, '/talk/c/abc'], ['circle.words', 'abc', undefined, '/talk/c/abc/live#asides'], ['meet.aside', 'abc', undefined, '/meet/g/abc/room#asides']
  ] as const)('%s about %s', (kind, subject, number, path) => expect(pathOf({ kind, subject, data: { number } })).toBe(path));
});

describe('what waits', () => {
  const member = { session: { day: null }, pausedAt: null, looks: { calm: false } };
  it('waits for one reason at a time', () => {
    expect(heldBy(member, null)).toBeUndefined();
    expect(heldBy(member, new Date())).toBe('quiet');
    expect(heldBy({ ...member, looks: { calm: true } }, null)).toBe('quiet');
    expect(heldBy({ ...member, session: { day: 'bad' } }, new Date())).toBe('day');
    expect(heldBy({ ...member, session: { day: 'so-so' } }, null)).toBeUndefined();
    expect(heldBy({ ...member, pausedAt: new Date() }, null)).toBe('pause');
  });
  it('tells reactions of several kinds as one', () => {
    expect(kindOfAll(['mind', 'mind'])).toBe('mind');
    expect(kindOfAll(['mind', 'thanks'])).toBe('mixed');
  });
});

describe('a day', () => {
  it('is a day by the clock of the place', () => {
    const at = (time: string) => ({ at: new Date(time) });
    const days = daysOf([at('2026-11-21T00:30:00Z'), at('2026-11-20T23:30:00Z'), at('2026-11-20T22:30:00Z')], new Date('2026-11-21T12:00:00Z'), 'Europe/Oslo');
    expect(days.map(({ date, away, notices }) => [date, away, notices.length])).toEqual([['2026-11-21', 0, 2], ['2026-11-20', -1, 1]]);
  });
});
