import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as hiding from '#forum/hiding';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import { toHelp } from '#forum/thread-rules';
import type { Member, Moderator } from '#members/members';
import * as cases from '#safety/cases';
import * as friends from '#safety/friends';
import * as urgent from '#safety/urgent-records';
import { draft } from '#test/deciding';
import { scene } from '#test/scene';

/** A post of ada's, an urgent case about it, and mio on it. */
async function urgentPost(ada: Member, mio: Moderator) {
  const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Tonight is too long.' }));
  const [post] = await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`);
  const { caseId } = await cases.signal({ kind: 'post', id: post!.id, personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: `friends:${code}` });
  await urgent.begin(mio, caseId);
  const version = async () => (await urgent.of(mio, caseId)).record!.version;
  const seen = async (who: Member) => (await readings.open(who, code, 1)).posts[0]!;
  return { caseId, postId: post!.id, version, seen };
}

describe('a line for those who read an urgent post (MOD-9, safety guide 2.2)', () => {
  scene('stands under the post for everybody, leads to Help now, is a step of the record, and can be taken away', async ({ ada, bo, mio, iben }) => {
    const { caseId, version, seen } = await urgentPost(ada, mio);
    const before = (await friends.of(mio, caseId))!;
    expect(before).toMatchObject({ words: null, isTaken: false });
    for (const [words, key] of [[' ', 'beside'], ['x'.repeat(301), 'long']] as const) await expect(friends.put(mio, caseId, await version(), words)).rejects.toMatchObject({ key: `safety.refused.${key}`, field: 'friends' });
    expect((await urgent.of(mio, caseId)).record!.steps, 'nothing of it was kept').toEqual([]);
    await friends.put(mio, caseId, await version(), before.say);
    for (const who of [ada, bo]) expect(await seen(who)).toMatchObject({ beside: before.say, besideLink: toHelp });
    expect((await urgent.of(mio, caseId)).record!.steps).toMatchObject([{ step: 'friends', by: 'mio' }]);
    expect(before.say).not.toContain('ada');
    expect(await asHouse(() => sql`select 1 from notices.notices`), 'nobody is told').toEqual([]);
    await expect(friends.put(iben as unknown as Moderator, caseId, await version(), 'Mine.')).rejects.toMatchObject({ key: 'safety.refused.notOwner' });
    for (let twice = 0; twice < 2; twice++) await friends.takeAway(iben as unknown as Moderator, caseId);
    expect(await seen(bo)).toMatchObject({ beside: null, besideLink: null });
  });
  scene('takes no other words of the moderators away, and there is none where others see no post', async ({ ada, mio }) => {
    const { caseId, postId, version, seen } = await urgentPost(ada, mio);
    await asHouse(() => sql`update forum.posts set beside = 'Ask your nurse first.', beside_link = 'https://www.nhs.uk/' where id = ${postId}`);
    await expect(friends.put(mio, caseId, await version(), 'One of us is in touch.')).rejects.toMatchObject({ key: 'safety.refused.friendsTaken' });
    await friends.takeAway(mio, caseId);
    expect((await seen(ada)).beside).toBe('Ask your nurse first.');
    await asHouse(() => hiding.hide(mio, postId));
    expect(await friends.of(mio, caseId)).toBeUndefined();
    await expect(friends.put(mio, caseId, await version(), 'One of us is in touch.')).rejects.toMatchObject({ key: 'safety.refused.friendsGone' });
  });
});
