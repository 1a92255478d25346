import { describe, expect } from 'vitest';
import { asking, sql } from '#db';
import * as proposals from '#learning/proposals';
import * as things from '#learning/things';
import { scene } from '#test/scene';

describe('a proposal for the list of local places (MEET-10)', () => {
  scene('is read by a steward without who made it, and is nobody else’s; three wait at most, and the same twice is one', async ({ ada, bo, iben }) => {
    for (const words of ['A garden by the mill', 'A garden by the mill', 'Two', 'Three']) await proposals.propose(ada, words);
    await expect(proposals.propose(ada, 'Four')).rejects.toMatchObject({ key: 'learning.refused.proposals' });
    await expect(proposals.propose(ada, ' \n ')).rejects.toMatchObject({ key: 'learning.refused.propose' });
    const waiting = await proposals.waiting(iben);
    expect(waiting.map(({ words }) => words).sort()).toEqual(['A garden by the mill', 'Three', 'Two']);
    expect(JSON.stringify(waiting)).not.toContain(ada.id);
    expect(await asking(bo, () => sql`select 1 from learning.proposals`)).toEqual([]);
    for (const _ of [1, 2]) await proposals.seen(iben, waiting[0]!.id);
    await proposals.propose(ada, 'Four');
    expect((await things.of(ada)).placesIProposed).toHaveLength(4);
    expect((await things.of(bo)).placesIProposed).toEqual([]);
  });
  scene('is seen by its writer, waiting or read, and taken back until it is read, by nobody else (MEET-10)', async ({ ada, bo, iben }) => {
    for (const words of ['One', 'Two', 'Three']) await proposals.propose(ada, words);
    expect(await proposals.many(iben)).toBe(3);
    const idOf = async (words: string) => (await proposals.mine(ada)).find((one) => one.words === words)!.id;
    const [one, two] = [await idOf('One'), await idOf('Two')];
    expect(await proposals.mine(bo)).toEqual([]);
    for (const wrong of [await proposals.takeBack(bo, one), await proposals.takeBack(ada, 'nonsense')]) expect(wrong).toBe(false);
    expect([await proposals.takeBack(ada, one), await proposals.takeBack(ada, one)], 'two devices').toEqual([true, false]);
    await proposals.propose(ada, 'The number of the mill is wrong');
    await proposals.seen(iben, two);
    expect(await proposals.takeBack(ada, two), 'it has been read').toBe(false);
    expect((await proposals.mine(ada)).map(({ words, isRead }) => [words, isRead])).toEqual(expect.arrayContaining([['Two', true], ['Three', false], ['The number of the mill is wrong', false]]));
    expect(await proposals.many(iben)).toBe(2);
    expect((await things.of(ada)).placesIProposed).toHaveLength(3);
  });
});
