import { describe, expect, it } from 'vitest';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import { saidOf, saidText, wished } from '#forum/undo-rules';
import * as unsent from '#forum/unsent';
import { scene } from '#test/scene';

describe('what was just done', () => {
  const id = '0f0e0d0c-0b0a-4900-8807-060504030201';
  it.each([
    ['save', 'start', id, [['post', id]]],
    ['follow', 'end', 'thread.8f3k', [['kind', 'thread'], ['subject', '8f3k']]],
    ['mute', 'start', 'word.blood. test', [['kind', 'word'], ['subject', 'blood. test']]],
    ['block', 'start', 'bcdf', [['subject', 'bcdf']]]
  ] as const)('%s %s %s comes back from its text', (what, did, subject, fields) => {
    expect(saidOf(saidText(what, did, subject))).toEqual({ what, did, fields });
  });
  it.each([undefined, '', 'save', 'save.start.', 'save.start.x', `save.stop.${id}`, 'follow.start.word.x', 'mute.start.thread.8f3k', 'mute.start.word.a\u0000b', 'block.start.<b>', `mute.start.word.${'x'.repeat(61)}`])('%j is nothing of ours', (text) => {
    expect(saidOf(text)).toBeUndefined();
  });
  it('does what a button says, and turns what it does not say', () => {
    expect([wished('start', true), wished('end', false), wished(null, true), wished('x', false)]).toEqual(['start', 'end', 'end', 'start']);
  });
});

describe('words not sent yet', () => {
  scene('are listed for their writer alone, with the way to go on', async ({ ada, bo }) => {
    await drafts.keep(ada, 'new', { ...emptyDraft, title: 'Later', text: 'Half a thought' });
    await drafts.keep(ada, 'reply:bcdf', { ...emptyDraft, text: 'x'.repeat(300) });
    const all = await unsent.of(ada);
    expect(all).toHaveLength(2);
    expect(all).toContainEqual(expect.objectContaining({ place: 'new', kind: 'new', title: 'Later', beginning: 'Half a thought', address: '/talk/new' }));
    expect(all.find((one) => one.kind === 'reply')).toMatchObject({ address: '/talk/t/bcdf/reply', title: '' });
    expect(await unsent.of(bo)).toEqual([]);
  });
});
