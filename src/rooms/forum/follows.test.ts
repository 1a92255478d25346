import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as blocks from '#members/blocks';
import { emptyDraft } from '#forum/draft-rules';
import * as follows from '#forum/follows';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

describe('a follow', () => {
  scene('is of a thread, a board or a person; twice is once, and nobody else knows (PEER-24)', async ({ ada, bo, cleo }) => {
    const { code } = await threads.begin(ada, { ...emptyDraft, board: 'rest', want: 'listen', title: 'Nights', text: 'Long.' });
    const all = [['thread', code], ['board', 'rest'], ['person', ada.code]] as const;
    for (const [kind, subject] of all) {
      await follows.start(bo, kind, subject);
      await follows.start(bo, kind, subject);
      expect(await follows.isFollowing(bo, kind, subject)).toBe(true);
      expect(await follows.isFollowing(cleo, kind, subject)).toBe(false);
    }
    expect((await follows.of(bo)).map(({ kind, code: of, title, name }) => [kind, of, title, name])).toEqual([
      ['board', 'rest', null, null], ['person', ada.code, null, 'ada'], ['thread', code, 'Nights', 'ada']
    ]);
    expect(await follows.of(cleo)).toEqual([]);
    expect(await asking(ada, () => sql`select 1 from forum.follows`)).toEqual([]);
    for (const [kind, subject] of all) {
      await follows.end(cleo, kind, subject);
      expect(await follows.isFollowing(bo, kind, subject)).toBe(true);
      await follows.end(bo, kind, subject);
      await follows.end(bo, kind, subject);
    }
    expect(await follows.of(bo)).toEqual([]);
  });
  scene('is not of what is not there, of oneself, or across a block', async ({ ada, bo }) => {
    const { code } = await threads.begin(ada, { ...emptyDraft, board: 'rest', want: 'listen', text: 'Long.' });
    for (const [kind, subject] of [['thread', 'nosuch'], ['thread', ''], ['thread', "' or 1=1"], ['board', 'nosuch'], ['person', bo.code], ['word', 'rest'], ['', ''], ['person', ada.personaId]] as const) {
      await expect(follows.start(bo, kind, subject)).rejects.toThrow(NotFound);
    }
    for (const [kind, subject] of [['thread', ''], ['thread', "' or 1=1"], ['word', 'rest'], ['', ''], ['person', ada.personaId]] as const) await expect(follows.end(bo, kind, subject)).rejects.toThrow(NotFound);
    for (const [kind, subject] of [['thread', code], ['person', ada.code]] as const) await follows.start(bo, kind, subject);
    await blocks.block(ada, bo.code);
    expect(await follows.of(bo)).toEqual([]);
    for (const [kind, subject] of [['thread', code], ['person', ada.code], ['person', bo.code], ['person', 'nosuch'], ['thread', 'nosuch'], ['board', 'nosuch']] as const) expect(await follows.end(bo, kind, subject), 'what is gone, or behind a block, ends without a fault').toBe(false);
    expect(await asHouse(() => sql`select 1 from forum.follows where member_id = ${bo.id}`)).toEqual([]);
    await expect(follows.start(bo, 'person', ada.code)).rejects.toThrow(NotFound);
    await expect(follows.start(bo, 'thread', code)).rejects.toThrow(NotFound);
  });
});
