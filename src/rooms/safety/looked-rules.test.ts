import { describe, expect, it } from 'vitest';
import { lookedAt, linesKnown, stampRead, standsInstead } from '#safety/looked-rules';

const back = (key: string, typed: Record<string, string> = {}) => ({ refused: { key }, typed: { version: '3', lines: '2', wordsRead: 'read', said: 'Mine.', ...typed } });

describe('a form that comes back (MOD-9)', () => {
  it('speaks of what its sender looked at, so that what others did since is told at the next press, too', () => {
    for (const key of ['safety.refused.lacks.outcome', 'members.refused.pass', 'safety.refused.long']) expect(lookedAt(back(key), 5), key).toBe(3);
    expect(lookedAt(back('safety.refused.stale'), 5), 'where that was the no, of what the page shows now').toBe(5);
    expect(lookedAt({ typed: { version: '3' } }, 5), 'and without a no').toBe(3);
    for (const form of [null, undefined, {}, back('x', { version: '' }), back('x', { version: '-1' }), back('x', { version: '1.5' }), back('x', { version: 'x' })]) expect(lookedAt(form, 5)).toBe(5);
  });
  it('says which words were read until it was told that they are others now', () => {
    expect(stampRead(back('safety.refused.toAuthor'), 'now')).toBe('read');
    expect(stampRead(back('safety.refused.reworded'), 'now')).toBe('now');
    expect(stampRead(undefined, 'now')).toBe('now');
  });
  it('marks what is new: lines of the record, and words that stand where others were typed', () => {
    expect([linesKnown(back('safety.refused.stale')), linesKnown(back('safety.refused.long')), linesKnown(null)]).toEqual([2, Infinity, Infinity]);
    expect(linesKnown(back('safety.refused.stale', { lines: '0' })), 'all of them').toBe(0);
    expect(standsInstead(back('safety.refused.stale'), 'said', 'Theirs.')).toBe('Theirs.');
    for (const [form, now] of [[back('safety.refused.long'), 'Theirs.'], [back('safety.refused.stale', { said: ' Line\r\nline ' }), 'Line\nline'], [{ refused: { key: 'safety.refused.stale' }, typed: {} }, 'Theirs.']] as const) expect(standsInstead(form, 'said', now)).toBe('');
  });
});
