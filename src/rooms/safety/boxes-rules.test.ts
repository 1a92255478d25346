import { describe, expect, it } from 'vitest';
import { besides, boxes, idOf, isBeside, sentBox, undoBox, withoutBox } from '#safety/boxes-rules';

describe('what stands in the other boxes of a case’s page (MOD-5)', () => {
  const page = { version: '3', to: 'x', handNote: 'For you.', secondNote: '', level: 'none', levelNote: '', stands: 'a' };
  it('comes along without what was sent, and where nothing more was typed there is nothing to come along', () => {
    expect(besides({ ...page, pressed: 'hand' }, boxes.hand)).toBeUndefined();
    expect(besides({ ...page, pressed: 'second', secondNote: 'Is this so?' }, boxes.second)).toEqual({ version: '3', to: 'x', handNote: 'For you.', level: 'none', levelNote: '', stands: 'a' });
    expect(besides({ ...page, handNote: '', deed: 'hid' }, []), 'a way that was chosen is kept, too').toMatchObject({ deed: 'hid' });
    expect(besides({ ...page, handNote: ' ', decision: 'd', 'undo.d': 'Sorry.' }, [undoBox('d')])).toBeUndefined();
    expect(besides({ ...page, handNote: '', decision: 'd', 'undo.d': 'Sorry.', 'undo.e': 'Also.' }, [undoBox('d')])).toMatchObject({ 'undo.e': 'Also.' });
  });
  it('is no part of what decides', () => {
    for (const field of [...Object.values(boxes).flat(), undoBox('d')]) expect(isBeside(field), field).toBe(true);
    for (const field of ['deed', 'note', 'toAuthor', 'aside.toAuthor', 'version', 'words']) expect(isBeside(field), field).toBe(false);
  });
  it('has the no where it was sent', () => {
    expect([undefined, { deed: 'hid' }, { pressed: 'hand', deed: 'hid' }, { pressed: 'nonsense' }, { decision: 'd', deed: 'hid' }].map((typed) => sentBox(typed as Record<string, string> | undefined))).toEqual(['decide', 'decide', 'hand', 'decide', 'undo']);
    expect([idOf('note', { deed: 'hid' }), idOf('note', { pressed: 'second' }), idOf('note', { pressed: 'opinion' }), idOf('to', { pressed: 'hand' }), idOf('toAuthor', { decision: 'd' })]).toEqual(['note', 'second-note', 'opinion', 'to', 'undo-d']);
  });
  it('stands to be copied where its box is gone', () => {
    const typed = { handNote: 'One.', secondNote: 'Two.', levelNote: '', opinion: 'Four.', 'undo.d': 'Five.', 'undo.e': 'Six.' };
    expect(withoutBox(typed, { isClosed: true, isTheirs: false, undoable: ['d'] })).toEqual(['One.', 'Two.', 'Four.', 'Six.']);
    expect(withoutBox(typed, { isClosed: false, isTheirs: true, undoable: ['d', 'e'] })).toEqual(['One.', 'Two.']);
    expect(withoutBox(undefined, { isClosed: true, isTheirs: false, undoable: [] })).toEqual([]);
  });
});
