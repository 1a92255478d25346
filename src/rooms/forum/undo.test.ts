import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as changes from '#forum/changes';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
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
    expect(all).toContainEqual(expect.objectContaining({ place: 'new', kind: 'new', title: 'Later', text: 'Half a thought', address: '/talk/new' }));
    expect(all.find((one) => one.kind === 'reply')).toMatchObject({ address: '/talk/t/bcdf/reply', title: '' });
    expect(await unsent.of(bo)).toEqual([]);
  });
  scene('stand there whole, with a way on only where there is one; across a block it looks as if there were nothing (PEER-1)', async ({ ada, bo }) => {
    const opening = { ...emptyDraft, board: 'rest', want: 'listen', title: 'A title', text: 'Anyone?' };
    const { code } = await threads.begin(ada, opening);
    const long = 'word '.repeat(300).trim();
    const { code: own } = await threads.begin(bo, opening);
    const [{ id }] = (await readings.open(bo, own, 1)).posts as [readings.Post];
    for (const place of [`reply:${code}`, 'reply:nowhere2', `edit:${id}`, 'new', 'new:nowhere2', 'few:nowhere2']) await drafts.keep(bo, place, { ...emptyDraft, text: long });
    const kept = async () => Object.fromEntries((await unsent.of(bo)).map(({ place, title, text, isThere }) => [place, [title, text === long, isThere]]));
    expect(await kept()).toMatchObject({ [`reply:${code}`]: ['A title', true, true], 'reply:nowhere2': ['', true, false], [`edit:${id}`]: ['', true, true], new: ['', true, true], 'new:nowhere2': ['', true, false], 'few:nowhere2': ['', true, false] });
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${ada.id}, ${bo.personaId})`);
    await changes.takeBack(bo, id);
    await drafts.keep(bo, `edit:${id}`, { ...emptyDraft, text: long });
    expect(await kept()).toMatchObject({ [`reply:${code}`]: ['', true, false], [`edit:${id}`]: ['', true, false] });
  });
});
