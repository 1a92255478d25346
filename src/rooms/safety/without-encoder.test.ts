/** The sentence encoder dies, or hangs, while texts are read: rules and the linear model go on, and the desk is told. */
import { afterAll, afterEach, beforeEach, describe, expect, vi } from 'vitest';
import { asHouse, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import * as assessing from '#safety/assessing';
import * as queue from '#safety/queue';
import { scene } from '#test/scene';
import { assess } from '#triage/assess';
import * as encoder from '#triage/encoder';

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {})); // it says once that it goes on without
afterEach(() => void vi.restoreAllMocks());
afterAll(encoder.rest);

const draft = (text: string) => draftOf({ text: (name) => ({ board: 'rest', want: 'listen', text })[name] ?? '', all: () => [] });
async function written(who: Member, text: string): Promise<string> {
  const { code } = await threads.begin(who, draft(text));
  return (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`)[0]!.id;
}
const isLive = async (id: string) => (await sql`select 1 from forum.posts where id = ${id} and hidden_at is null and deleted_at is null`).length === 1;
const alarms = async () => (await asHouse(() => sql<{ what: string }>`select what from platform.alarms where seen_at is null order by what`)).map(({ what }) => what);
/** As the worker reads, patiently enough for a machine with much else to do. */
const patiently = (text: Parameters<typeof assess>[0]) => assess(text, { patience: 190 });

describe('without the sentence encoder', () => {
  scene('that is killed in the middle of a text, a post is live, what the rules find is a case, and the desk is told (MOD-9)', async ({ ada, mio }) => {
    expect(await encoder.wake()).toBe(true);
    const id = await written(ada, 'I have written the letters. I want to end my life tonight.');
    const reading = assessing.ofPost(id, patiently);
    process.kill(encoder.processId()!, 'SIGKILL');
    await reading;
    expect(await isLive(id)).toBe(true);
    expect((await queue.waiting(mio)).cases).toMatchObject([{ subjectId: id, level: 'urgent', lane: 'risk' }]);
    await assessing.ofPost(id, patiently);
    expect(await alarms()).toEqual(['triage.partly']);
    expect(await sql`select level from safety.assessments where post_id = ${id}`).toEqual([{ level: 'urgent' }]);
  });
  scene('that hangs, every text is read by the rules all the same; after a few the desk is told, and another one is begun', async ({ ada, mio }) => {
    await expect.poll(() => encoder.wake(), { timeout: 30_000 }).toBe(true);
    expect(encoder.hasFailed(), 'begun anew it has not failed').toBe(false);
    const hanging = encoder.processId()!;
    process.kill(hanging, 'SIGSTOP');
    const ids: string[] = [];
    for (let at = 0; at < 11; at++) {
      ids.push(await written(ada, `I want to end my life tonight. Number ${at}.`));
      await assessing.ofPost(ids[at]!, patiently);
      expect(await isLive(ids[at]!)).toBe(true);
    }
    expect((await queue.waiting(mio)).cases.map(({ subjectId, level }) => [subjectId, level]).sort()).toEqual(ids.map((id) => [id, 'urgent']).sort());
    expect(await alarms()).toEqual(['triage.partly']);
    await expect.poll(async () => {
      await encoder.encoded(['Another.'], 1);
      return (await encoder.wake()) && encoder.processId() !== hanging;
    }, { timeout: 30_000 }).toBe(true);
    expect(encoder.hasFailed()).toBe(false);
  });
});
