import { describe, expect } from 'vitest';
import { sql } from '#db';
import { NotFound } from '#platform/answers';
import * as blocks from '#members/blocks';
import type { Member, Steward } from '#members/members';
import { emptyDraft } from '#forum/draft-rules';
import * as lines from '#forum/good-lines';
import * as threads from '#forum/threads';
import { scene } from '#test/scene';

const write = async (member: Member, text: string, about: string[] = []) => {
  const { code } = await threads.begin(member, { ...emptyDraft, board: 'good', want: 'none', text, about, language: 'en' });
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = 1`;
  return post!.id;
};
/** As a steward who has just opened the page. */
const choose = async (steward: Steward, id: string) => lines.choose(steward, id, (await lines.offered(steward)).find((one) => one.id === id)?.stamp ?? '');
const shown = async (member: Member, day: string) => (await lines.forToday(member, day))?.words;

describe('a line for a good day (VAR-2)', () => {
  scene('needs a yes of its author and of a steward, and is shown to others once a day', async ({ ada, bo, iben }) => {
    const id = await write(ada, 'I stop while I still have some left.');
    await expect(lines.offer(bo, id)).rejects.toThrow(NotFound);
    await expect(choose(iben, id)).rejects.toThrow(NotFound);
    for (const _ of [1, 2]) await lines.offer(ada, id);
    expect(await shown(bo, '2099-05-01')).toBeUndefined();
    for (const _ of [1, 2]) await choose(iben, id);
    expect(await lines.own(ada)).toMatchObject([{ id, isOffered: true, isShown: true }]);
    await sql`delete from forum.good_lines where post_id <> ${id}`;
    const line = await lines.forToday(bo, '2099-05-01');
    expect(line).toMatchObject({ words: 'I stop while I still have some left.', name: 'ada' });
    expect(JSON.stringify(line)).not.toContain(ada.id);
    expect([await shown(bo, '2099-05-01'), await shown(bo, '2099-05-02'), await shown(ada, '2099-05-02')]).toEqual([undefined, 'I stop while I still have some left.', undefined]);
    await lines.unchoose(iben, id);
    expect(await shown(bo, '2099-05-03')).toBeUndefined();
  });
  scene('is hidden for whoever wants none, and for both sides of a block, and gone when taken back, changed or deleted', async ({ ada, bo, cleo, iben }) => {
    const id = await write(ada, 'Half is plenty.');
    await lines.offer(ada, id);
    await choose(iben, id);
    await sql`delete from forum.good_lines where post_id <> ${id}`;
    await lines.hide(bo);
    expect([await lines.isHidden(bo), await lines.isHidden(cleo), await shown(bo, '2099-05-01')]).toEqual([true, false, undefined]);
    await lines.showAgain(bo);
    expect(await shown(bo, '2099-05-01')).toBe('Half is plenty.');
    const [face] = await sql<{ code: string }>`select code from members.faces where persona_id = ${ada.personaId}`;
    await blocks.block(cleo, face!.code);
    expect(await shown(cleo, '2099-05-01')).toBeUndefined();
    await sql`update forum.posts set body = 'Other words.', edited_at = clock_timestamp() + interval '1 second' where id = ${id}`;
    expect(await shown(bo, '2099-05-02')).toBeUndefined();
    expect(await lines.offered(iben)).toMatchObject([{ isShown: true, isChanged: true }]);
    await lines.takeBack(bo, id);
    expect(await lines.offered(iben)).toHaveLength(1);
    await lines.takeBack(ada, id);
    expect(await lines.offered(iben)).toEqual([]);
  });
  scene('is short and about nothing heavy', async ({ ada }) => {
    await expect(lines.offer(ada, await write(ada, 'x '.repeat(101)))).rejects.toThrow(NotFound);
    await expect(lines.offer(ada, await write(ada, 'Short.', ['self-harm']))).rejects.toThrow(NotFound);
    await expect(lines.offer(ada, 'x')).rejects.toThrow(NotFound);
  });
});
