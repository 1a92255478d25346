import { describe, expect, it } from 'vitest';
import { besides, boxes, boxesOn, idOf, isAsDrawn, isBeside, markDrawn, sentBox, undoBox, withoutBox, wordsAmong } from '#safety/boxes-rules';

describe('what stands in the other boxes of a case’s page (MOD-5)', () => {
  const page = { version: '3', to: '', handNote: 'For you.', secondNote: '', level: 'none', levelNote: '', stands: 'a' };
  it('comes along without what was sent, and where nothing more was typed there is nothing to come along', () => {
    expect(besides({ ...page, pressed: 'hand' }, boxes.hand)).toBeUndefined();
    expect(besides({ ...page, pressed: 'second', secondNote: 'Is this so?' }, boxes.second)).toEqual({ version: '3', to: '', handNote: 'For you.', level: 'none', levelNote: '', stands: 'a' });
    expect(besides({ ...page, handNote: '', to: 'x' }, []), 'and whoever was chosen').toMatchObject({ to: 'x' });
    expect(besides({ ...page, handNote: '', to: 'x' }, boxes.hand)).toBeUndefined();
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
  it('is told from what the page itself had put into a box', () => {
    const sent = { version: '3', deed: 'suggested', suggestion: 'Their own\r\nwords.', toReporters: 'We look.', note: ' ' };
    expect(wordsAmong(besides(sent, [], ['Their own\nwords.', 'We look.']))).toEqual([]);
    expect(wordsAmong(besides({ ...sent, 'aside.toAuthor': 'I read it.', 'undo.d': 'Sorry.', 'aside.rule': '2', wordsRead: 'stamp' }, [], ['We look.']))).toEqual(['Their own\r\nwords.', 'I read it.', 'Sorry.']);
    expect(besides({ ...page, handNote: '', person: 'face' }, [])).toBeUndefined();
    const drawn = markDrawn('Their own\nwords.');
    for (const name of ['suggestion', 'aside.suggestion']) {
      const untouched = { [name]: 'Their own\r\nwords.', drawn, note: 'Mine.' };
      expect([wordsAmong(besides(untouched, [], ['Other words since.'])), wordsAmong(untouched)], 'also where the author has changed theirs since').toEqual([['Mine.'], ['Mine.']]);
      expect(wordsAmong(besides({ ...untouched, [name]: 'Their kinder words.' }, [], ['Other words since.']))).toEqual(['Their kinder words.', 'Mine.']);
    }
  });
  it('is nothing the page drew where it was kept aside, or where a box was drawn empty', () => {
    const typed = { 'aside.suggestion': 'Mine.', toReporters: 'We look.', drawn: markDrawn('Theirs.', '') };
    expect([isAsDrawn(typed, 'suggestion'), isAsDrawn(typed, 'aside.suggestion'), isAsDrawn(typed, 'toReporters')]).toEqual([false, false, false]);
    expect(isAsDrawn({ ...typed, drawn: markDrawn('Theirs.', 'We look.') }, 'toReporters')).toBe(true);
  });
  it('stands to be copied where its box is gone', () => {
    const typed = { handNote: 'One.', secondNote: 'Two.', levelNote: '', opinion: 'Four.', 'undo.d': 'Five.', 'undo.e': 'Six.' };
    const free = { isClosed: false, isTheirs: false, isMine: false, isSecondAsked: false, hasColleagues: true };
    expect(withoutBox(typed, boxesOn({ ...free, isClosed: true }), ['d'])).toEqual(['One.', 'Two.', 'Four.', 'Six.']);
    expect(withoutBox(typed, boxesOn({ ...free, isTheirs: true }), ['d', 'e'])).toEqual(['One.', 'Two.']);
    expect(withoutBox(typed, boxesOn({ ...free, isMine: true }), ['d', 'e'])).toEqual(['Four.']);
    expect(withoutBox(typed, boxesOn(free), ['d', 'e']), 'of a case that was given back nobody asks a second opinion').toEqual(['Two.', 'Four.']);
    expect(withoutBox(typed, boxesOn({ ...free, isMine: true, hasColleagues: false }), ['d', 'e'])).toEqual(['One.', 'Two.', 'Four.']);
    expect(withoutBox(undefined, [], [])).toEqual([]);
  });
});
