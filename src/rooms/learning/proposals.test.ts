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
});
