import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as changes from '#forum/changes';
import * as seen from '#forum/seen';
import * as threads from '#forum/threads';
import * as holding from '#forum/holding';
import * as appeals from '#safety/appeals';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as queue from '#safety/queue';
import * as standing from '#safety/standing';
import * as undoing from '#safety/undoing';
import { as, deciding, draft, latest, reported } from '#test/deciding';
import { scene } from '#test/scene';

const stamp = (postId: string) => asHouse(async () => (await standing.of('post', postId)).stamp);
const isHidden = async (postId: string) => (await asHouse(() => sql<{ is: boolean }>`select hidden_at is not null as is from forum.posts where id = ${postId}`))[0]!.is;

describe('words that are shown again (NEW-5)', () => {
  scene('by an appeal are those somebody has read: changed since, they stand before whoever looks, and are refused until they do', async ({ ada, bo, mio, iben }) => {
    const { postId, caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    await appeals.ask(bo, decisionId, 'I only said what I did.');
    const { cases: [appeal] } = await queue.waiting(as(iben), 'appeal');
    const first = (await appeals.ofCase(as(iben), decisionId))!;
    expect(first).toMatchObject({ isChanged: false, now: { text: 'Stop taking them, I did.' } });
    await changes.edit(bo, postId, draft({ text: 'Buy them from me instead.' }));
    const answer = (read: string) => appeals.answer(as(iben), appeal!.id, appeal!.version, 'overturned', 'It is back.', '', read);
    for (const read of [first.now!.stamp, '']) await expect(answer(read)).rejects.toMatchObject({ key: 'safety.refused.reworded' });
    expect([await isHidden(postId), (await appeals.about(bo, decisionId)).appeal?.outcome]).toEqual([true, null]);
    const now = (await appeals.ofCase(as(iben), decisionId))!;
    expect(now).toMatchObject({ isChanged: true, before: 'Stop taking them, I did.', now: { text: 'Buy them from me instead.', html: expect.stringContaining('Buy them') } });
    await answer(now.now!.stamp);
    expect(await isHidden(postId)).toBe(false);
  });
  scene('by taking back, or by showing what was held, are those somebody has read, too', async ({ ada, bo, mio }) => {
    const { postId, caseId, version } = await reported(ada, bo, mio);
    const before = await stamp(postId);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    await changes.edit(bo, postId, draft({ text: 'Buy them from me instead.' }));
    expect((await queue.one(mio, caseId)).past).toMatchObject([{ kind: 'hid', isChanged: true }]);
    await expect(undoing.undo(mio, decisionId, 'I was wrong.', before)).rejects.toMatchObject({ key: 'safety.refused.reworded' });
    expect(await isHidden(postId)).toBe(true);
    await undoing.undo(mio, decisionId, 'I was wrong.', await stamp(postId));

    await asHouse(() => holding.keep(postId));
    const { caseId: again } = await cases.signal({ kind: 'post', id: postId, personaId: bo.personaId }, { kind: 'held', level: 'low', cause: 'again' });
    const show = (words: string) => decisions.decide(mio, again, 1, deciding({ deed: 'showed', toAuthor: 'I have read it.', words }));
    await expect(show(before)).rejects.toMatchObject({ key: 'safety.refused.reworded' });
    expect(await queue.one(mio, again)).toMatchObject({ state: 'open', standing: { isHeld: true } });
    await show(await stamp(postId));
    expect(await isHidden(postId)).toBe(false);
  });
  scene('are told apart by their title as well', async ({ ada }) => {
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', title: 'A night', text: 'Long.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    const before = await stamp(post!.id);
    await changes.edit(ada, post!.id, draft({ want: 'listen', title: 'A night', text: 'Long.', about: 'grief' }));
    expect(await stamp(post!.id)).toBe(before);
    await changes.edit(ada, post!.id, draft({ want: 'listen', title: 'Another night', text: 'Long.' }));
    expect(await stamp(post!.id)).not.toBe(before);
  });
});

describe('words that were changed (MOD-2)', () => {
  scene('are to be read again; what they are about, or their tags, is not', async ({ ada, hanna, mio }) => {
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Long.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await seen.mark(hanna, [post!.id]);
    await changes.edit(ada, post!.id, { ...draft({ want: 'company', text: 'Long.' }), about: ['grief'] });
    expect(await seen.unseen(hanna)).toEqual([]);
    await changes.edit(ada, post!.id, draft({ want: 'company', text: 'Longer.' }));
    expect((await seen.unseen(hanna)).map(({ id }) => id)).toEqual([post!.id]);
    expect(await seen.unseenNow(hanna, 50)).toMatchObject({ count: 1 });
    // What is hidden is for those who may open it.
    await asHouse(() => sql`update forum.posts set hidden_at = now() where id = ${post!.id}`);
    expect([await seen.unseen(hanna), await seen.unseenNow(hanna, 50), (await seen.unseen(mio)).length]).toEqual([[], { count: 0, oldest: null }, 1]);
  });
});
