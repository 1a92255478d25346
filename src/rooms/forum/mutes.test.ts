import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as blocks from '#members/blocks';
import { emptyDraft } from '#forum/draft-rules';
import * as folds from '#forum/folds';
import { mostWords, wordOf } from '#forum/mute-rules';
import * as mutes from '#forum/mutes';
import { heavy } from '#forum/thread-rules';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

describe('a muted word', () => {
  it.each([
    ['  Needle ', 'needle'], ['NÅL', 'nål'], ['“biopsy”', 'biopsy'], ['blood  test', 'blood test'], ['c\u200bhemo', 'chemo'], ['5-fu', '5-fu'],
    ['a', undefined], ['', undefined], ['...', undefined], ['x'.repeat(41), undefined], ['x'.repeat(40), 'x'.repeat(40)], ['x'.repeat(1_000_000), undefined], ['😀😀', undefined]
  ])('%j is kept as %j', (typed, kept) => expect(wordOf(typed)).toBe(kept));

  scene('leaves out texts of others that hold it, whatever signs are in it (PEER-15)', async ({ ada, bo }) => {
    await threads.begin(bo, { ...emptyDraft, board: 'lounge', want: 'listen', text: 'About my C++ (and needles).' });
    const seen = async () => (await threads.ofBoard(ada, (await sql<{ id: number }>`select id from forum.boards where code = 'lounge'`)[0]!.id, null)).threads.length;
    const before = await seen();
    await mutes.start(ada, 'word', 'Needle');
    expect(await seen()).toBe(before - 1);
    await mutes.end(ada, 'word', 'NEEDLE');
    expect(await seen()).toBe(before);
    for (const odd of ['c++ (and', 'a|b', 'x.*y', '(((xx', 'x\\y', '[zz']) await mutes.start(ada, 'word', odd);
    expect(await seen()).toBeLessThanOrEqual(before);
  });
  scene('is refused with a reason when it is too short, too long or one too many', async ({ ada }) => {
    await expect(mutes.start(ada, 'word', 'a')).rejects.toMatchObject({ key: 'forum.mute.wordLength', field: 'word' });
    await asking(ada, () => sql`insert into forum.mutes (member_id, kind, subject) select ${ada.id}, 'word', 'word' || n from generate_series(1, ${mostWords}) n`);
    await expect(mutes.start(ada, 'word', 'another')).rejects.toThrow(Refusal);
    await mutes.start(ada, 'word', 'word7');
    await mutes.start(ada, 'board', 'rest');
  });
});

describe('a mute', () => {
  scene('is of a word, a board or a person; twice is once, and it ends where it began (PEER-15)', async ({ ada, bo, cleo }) => {
    const all = [['word', 'needle'], ['board', 'rest'], ['person', bo.code]] as const;
    for (const [kind, subject] of all) {
      expect(await mutes.start(ada, kind, subject)).toBe(subject);
      await mutes.start(ada, kind, subject);
      expect(await mutes.isMuted(ada, kind, subject)).toBe(true);
    }
    expect((await mutes.of(ada)).map(({ kind, code }) => [kind, code])).toEqual([all[0], all[2], all[1]]);
    expect(await mutes.of(cleo)).toEqual([]);
    expect(await asking(bo, () => sql`select 1 from forum.mutes`)).toEqual([]);
    for (const [kind, subject] of all) {
      await mutes.end(cleo, kind, subject);
      expect(await mutes.isMuted(ada, kind, subject)).toBe(true);
      expect(await mutes.end(ada, kind, subject)).toBe(subject);
      await mutes.end(ada, kind, subject);
    }
    expect(await mutes.of(ada)).toEqual([]);
  });
  scene('of somebody who has left or is behind a block meanwhile ends without a fault, and nothing is said of them (PEER-15)', async ({ ada, bo, cleo }) => {
    for (const { code } of [bo, cleo]) await mutes.start(ada, 'person', code);
    await blocks.block(bo, ada.code);
    await asHouse(() => sql`delete from members.members where id = ${cleo.id}`);
    for (const code of [bo.code, cleo.code, 'nnnnn']) for (let twice = 0; twice < 2; twice++) expect(await mutes.end(ada, 'person', code)).toBeUndefined();
    expect(await asHouse(() => sql`select 1 from forum.mutes where member_id = ${ada.id}`), 'of whom one does not see it ends, too').toEqual([]);
    expect(await mutes.end(ada, 'board', 'nnnnn')).toBeUndefined();
    for (const [kind, subject] of [['thread', 'nnnnn'], ['person', 'no code'], ['', '']] as const) await expect(mutes.end(ada, kind, subject)).rejects.toThrow(NotFound);
  });
  scene('is not of what is not there, or of oneself', async ({ ada }) => {
    for (const [kind, subject] of [['board', 'nosuch'], ['person', ada.code], ['person', 'nosuch'], ['thread', 'x'], ['', '']] as const) {
      await expect(mutes.start(ada, kind, subject)).rejects.toThrow(NotFound);
    }
  });
});

describe('folds', () => {
  scene('begin with the gentle defaults, and are each member’s own (PEER-4)', async ({ ada, bo }) => {
    expect(await folds.of(ada)).toEqual(heavy);
    expect(await folds.choose(ada, ['grief', 'nonsense', 'grief'])).toEqual(['grief']);
    expect(await folds.chosen(ada)).toEqual(['grief']);
    expect(await folds.chosen(bo)).toBeNull();
    await folds.choose(ada, []);
    expect(await folds.of(ada)).toEqual([]);
  });
});
