import { afterEach, describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import * as changes from '#forum/changes';
import { draftOf } from '#forum/draft-rules';
import * as hiding from '#forum/hiding';
import * as posts from '#forum/posts';
import * as seen from '#forum/seen';
import * as threads from '#forum/threads';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';
import type { Assessment, Level } from '#triage/levels';
import * as assessing from '#safety/assessing';
import { patience } from '#safety/in-time';
import * as offers from '#safety/offers';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import { scene } from '#test/scene';
import { sources } from '#test/walls';

afterEach(() => sayings.forget());

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const says = (level: Level, flags: Assessment['flags'] = []) => ({ level, flags, reasons: [{ phase: 'test', why: 'test', words: 'words', level }], version: 'v1' });
const told = (level: Level) => () => Promise.resolve(says(level));

/** Thinks for longer than there is time, by the processor's own account, and lets nothing else happen meanwhile. */
const busy = (level: Level) => async () => {
  const before = process.threadCpuUsage();
  for (let worked = 0; worked < 1.3 * patience;) {
    const { user, system } = process.threadCpuUsage(before);
    worked = (user + system) / 1_000;
  }
  await new Promise((done) => setTimeout(done, 0)); // as if it had then asked somebody else, who has no time left
  return says(level);
};

async function written(who: Member, text = 'Another long night.') {
  const { code } = await threads.begin(who, draft({ board: 'rest', want: 'listen', text }));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
  return { code, id: post!.id };
}

describe('assessing', () => {
  scene('opens a case from low upwards, with level, reasons and version; none opens nothing (MOD-9)', async ({ ada, bo, mio }) => {
    const [quiet, low] = [await written(ada), await written(bo)];
    await assessing.ofPost(quiet.id, told('none'));
    await assessing.ofPost(low.id, told('low'));
    const { cases } = await queue.waiting(mio);
    expect(cases).toMatchObject([{ subjectId: low.id, level: 'low', lane: 'unread', kinds: ['triage'] }]);
    expect((await queue.one(mio, cases[0]!.id)).signals).toMatchObject([{ version: 'v1', reasons: [{ phase: 'test', words: 'words' }] }]);
    expect(await sql`select level, version from safety.assessments order by level`).toEqual([{ level: 'low', version: 'v1' }, { level: 'none', version: 'v1' }]);
    await assessing.ofPost(low.id, told('low'));
    expect((await queue.waiting(mio)).cases).toMatchObject([{ version: 1 }]);
  });
  scene('that throws, is late or is turned off leaves the post as it is and opens a case as not assessed', async ({ ada, bo, cleo, iben, mio }) => {
    const [thrown, late, off] = [await written(ada), await written(bo), await written(cleo)];
    await assessing.ofPost(thrown.id, () => Promise.reject(new Error('broken')));
    await assessing.ofPost(late.id, () => new Promise((done) => setTimeout(() => done(says('none')), 400)));
    await sayings.change(iben, 'en', { triage: 'off' });
    await assessing.ofPost(off.id, told('none'));
    expect(await assessing.atOnce(cleo, { code: off.code, number: 1 })).toBe(false);
    const { cases } = await queue.waiting(mio);
    expect(cases.map(({ subjectId, level, lane }) => [subjectId, level, lane]).sort()).toEqual([thrown, late, off].map(({ id }) => [id, 'unassessed', 'risk']).sort());
    expect(await sql`select 1 from forum.posts where id = any(${[thrown.id, late.id, off.id]}::uuid[]) and hidden_at is not null`).toEqual([]);
  });
  scene('that works too long is late as if it had waited: quiet words come to a person, pressing ones stay what they are (MOD-9)', async ({ ada, bo }) => {
    const [quiet, hard] = [await written(ada), await written(bo)];
    await assessing.ofPost(quiet.id, busy('none'));
    await assessing.ofPost(hard.id, busy('urgent'));
    expect(await asHouse(() => sql`select subject_id, level from safety.cases order by level`)).toEqual([{ subjectId: quiet.id, level: 'unassessed' }, { subjectId: hard.id, level: 'urgent' }]);
  });
  scene('in the answer is given up in time too: then help is offered to one whose words nobody could read, and a person looks (MOD-9)', async ({ ada, bo }) => {
    const [worked, waited] = [await written(ada), await written(bo)];
    expect(await assessing.atOnce(ada, { code: worked.code, number: 1 }, busy('none'))).toBe(true);
    expect(await assessing.atOnce(bo, { code: waited.code, number: 1 }, () => new Promise(() => {}))).toBe(true);
    for (const [who, { id }] of [[ada, worked], [bo, waited]] as const) {
      expect(await offers.beside(who, [id])).toMatchObject({ level: 'unassessed' });
      expect(await asHouse(() => sql`select level from safety.cases where subject_id = ${id}`)).toEqual([{ level: 'unassessed' }]);
    }
    // The worker reads it all the same, and raises what it finds.
    await assessing.ofPost(worked.id, told('concern'));
    expect(await offers.beside(ada, [worked.id])).toMatchObject({ level: 'concern' });
  });
  scene('that fails is seen at the desk: at once when it throws, after the third that is late in an hour', async ({ ada, bo, cleo }) => {
    const raised = () => sql`select what from platform.alarms where what = 'triage.failing' and seen_at is null`;
    const late = () => Promise.reject<Assessment>(Object.assign(new Error('late'), { code: 'LATE' }));
    for (const [at, who] of [ada, bo, cleo].entries()) {
      await assessing.ofPost((await written(who)).id, late);
      expect(await raised(), `${at + 1} of three`).toHaveLength(at < 2 ? 0 : 1);
    }
    await asHouse(() => sql`update platform.alarms set seen_at = now()`);
    await sql`delete from safety.assessments`;
    for (let twice = 0; twice < 2; twice++) await assessing.ofPost((await written(ada)).id, () => Promise.reject(new Error('broken')));
    expect(await raised()).toHaveLength(1);
  });
  scene('reads changed words anew, and may raise but not lower', async ({ ada, mio }) => {
    const { id } = await written(ada);
    await assessing.ofPost(id, told('concern'));
    await changes.edit(ada, id, draft({ want: 'listen', text: 'It is worse now.' }));
    await assessing.ofPost(id, told('urgent'));
    await changes.edit(ada, id, draft({ want: 'listen', text: 'Never mind. All good.' }));
    await assessing.ofPost(id, told('none'));
    expect((await queue.waiting(mio)).cases).toMatchObject([{ level: 'urgent', version: 2 }]);
  });
  scene('opens the case in the answer already; the worker then adds nothing', async ({ ada, mio }) => {
    const text = 'I want to end my life tonight.';
    const { code, id } = await written(ada, text);
    expect(await assessing.atOnce(ada, { code, number: 1 }, () => says('urgent'))).toBe(true);
    expect((await queue.waiting(mio)).cases).toMatchObject([{ subjectId: id, level: 'urgent', lane: 'risk', version: 1 }]);
    await assessing.ofPost(id, told('urgent'));
    await assessing.ofPost(id, told('concern'));
    expect((await queue.waiting(mio)).cases).toMatchObject([{ version: 1 }]);
    expect(await assessing.atOnce(ada, { code, number: 1 }, () => { throw new Error('broken'); })).toBe(false);
  });
  scene('hears of every new, changed or returned post', async ({ ada }) => {
    const { id } = await written(ada);
    for (const name of ['forum.post.published', 'forum.post.edited', 'forum.post.putBack']) await reactors[name]!({ id: 1, name, data: { postId: id }, at: new Date() });
    expect(await sql`select post_id from safety.assessments`).toEqual([{ postId: id }]);
    await reactors['forum.post.published']!({ id: 1, name: '', data: {}, at: new Date() }).catch(() => {});
  });
  scene('takes no level, flag or state from the one who writes', async ({ ada, bo, mio }) => {
    const forged = draftOf({ text: (name) => ({ board: 'rest', want: 'listen', text: 'A quiet evening.', level: 'urgent', flags: 'method_detail', state: 'hidden', seen_at: 'now' })[name] ?? '', all: () => ['urgent'] });
    const { code } = await threads.begin(ada, forged);
    await posts.reply(bo, code, forged);
    const rows = await sql<{ id: string; seenAt: Date | null; hiddenAt: Date | null }>`select p.id, p.seen_at, p.hidden_at from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    for (const { id } of rows) await assessing.ofPost(id, told('none'));
    expect(rows.map(({ seenAt, hiddenAt }) => [seenAt, hiddenAt])).toEqual([[null, null], [null, null]]);
    expect((await queue.waiting(mio)).cases).toEqual([]);
  });
  scene('lets a person read a few of the quiet ones, the same few however often it is asked', async ({ ada, mio }) => {
    for (let at = 0; at < 100; at++) await sql`insert into safety.assessments (post_id, level, version) values (gen_random_uuid(), 'none', 'v1')`;
    expect(await assessing.sample()).toBe(0); // posts that are gone
    await sql`delete from safety.assessments`;
    const { id } = await written(ada);
    await assessing.ofPost(id, told('none'));
    // An id whose fate is to be read.
    const [drawn] = await sql<{ id: string }>`select u as id from (select gen_random_uuid() as u from generate_series(1, 2000)) g where ('x' || left(md5('sample' || u::text), 7))::bit(28)::int % 100 < 3 limit 1`;
    await sql`update forum.posts set id = ${drawn!.id} where id = ${id}`;
    await sql`update safety.assessments set post_id = ${drawn!.id}`;
    expect([await assessing.sample(), await assessing.sample()]).toEqual([1, 0]);
    const { cases } = await queue.waiting(mio, 'unread');
    expect(cases).toMatchObject([{ subjectId: drawn!.id, level: 'none', kinds: ['sample'] }]);
    expect((await queue.one(mio, cases[0]!.id)).signals, 'whoever reads it sees what was heard, and by which version').toMatchObject([{ version: 'v1', reasons: [{ phase: 'test', words: 'words' }] }]);
  });
  scene('reads of the quiet ones posts alone: lines, plans and what is gone stand in no post’s way, however many they are', async ({ ada }) => {
    const drawn = await sql<{ id: string }>`select u as id from (select gen_random_uuid() as u from generate_series(1, 20000)) g where ('x' || left(md5('sample' || u::text), 7))::bit(28)::int % 100 < 3 order by u`;
    expect(drawn.length).toBeGreaterThan(250);
    const last = drawn.at(-1)!.id;
    await sql`insert into safety.assessments (post_id, level, version) select u, 'none', 'v1' from unnest(${drawn.map((one) => one.id).slice(0, -1)}::uuid[]) u`;
    const { id } = await written(ada);
    await sql`update forum.posts set id = ${last} where id = ${id}`;
    await assessing.ofPost(last, told('none'));
    expect(await assessing.sample()).toBe(1);
  });
});

describe('detail of how', () => {
  scene('holds the words back, says so to their author, and stands first when it is urgent', async ({ ada, bo, mio }) => {
    const [hard, mild] = [await written(ada), await written(bo)];
    await assessing.ofPost(hard.id, () => Promise.resolve(says('urgent', ['method_detail'])));
    await assessing.ofPost(mild.id, () => Promise.resolve(says('none', ['method_detail'])));
    expect((await queue.waiting(mio)).cases.map(({ subjectId, lane }) => [subjectId, lane])).toEqual([[hard.id, 'risk'], [mild.id, 'held']]);
    expect(await sql`select post_id from forum.held order by at`).toHaveLength(2);
    // A moderator shows it; the same event heard again holds nothing.
    await hiding.show(mio, mild.id);
    await assessing.ofPost(mild.id, () => Promise.resolve(says('none', ['method_detail'])));
    expect(await sql`select post_id from forum.held`).toEqual([{ postId: hard.id }]);
  });
});

describe('what the program reads', () => {
  it('is what everybody here can read, and nothing private: nobody else asks it', () => {
    const asking = sources().filter(({ path, text }) => !path.endsWith('.test.ts') && !path.startsWith('src/rooms/triage/') && /from '#triage\/assess'/.test(text)).map(({ path }) => path);
    // The first makes it ready with a greeting of its own, as the one that keeps time does, two of the last three read what somebody wrote to moderators themselves, the last what was sent to be read by everybody.
    expect(asking.sort()).toEqual(['src/hooks.server.ts', 'src/rooms/circles/concerning.ts', 'src/rooms/forum/holding.ts', 'src/rooms/safety/assessing.ts', 'src/rooms/safety/harms.ts', 'src/rooms/safety/in-time.ts', 'src/rooms/safety/tellings.ts', 'src/rooms/safety/turned-away.ts']);
  });
});

describe('what is offered to the one who wrote', () => {
  scene('is for them alone, for urgent and concern, until they put it away', async ({ ada, bo, mio }) => {
    const [hard, low] = [await written(ada), await written(ada)];
    await assessing.ofPost(hard.id, told('concern'));
    await assessing.ofPost(low.id, told('low'));
    expect(await offers.beside(ada, [low.id])).toBeUndefined();
    expect(await offers.beside(ada, [hard.id, low.id])).toMatchObject({ postId: hard.id, level: 'concern' });
    for (const other of [bo, mio]) expect(await offers.beside(other, [hard.id])).toBeUndefined();
    await offers.putAway(bo, hard.id);
    expect(await offers.beside(ada, [hard.id])).toBeDefined();
    for (let twice = 0; twice < 2; twice++) await offers.putAway(ada, hard.id);
    expect(await offers.beside(ada, [hard.id])).toBeUndefined();
    expect(await asking(bo, () => sql`select 1 from safety.offers`)).toEqual([]);
  });
});

describe('nothing unseen', () => {
  scene('a post waits to be read until somebody from the desk, who did not write it, has opened it', async ({ ada, hanna, mio }) => {
    const [post, own] = [await written(ada), await written(hanna)];
    expect((await seen.unseen(hanna)).map(({ id }) => id)).toEqual([post.id]);
    await seen.mark(hanna, [post.id, own.id]);
    expect(await seen.unseen(hanna)).toEqual([]);
    expect(await seen.unseenNow(mio, 50)).toMatchObject({ count: 1 });
    expect((await seen.unseen(mio)).map(({ id }) => id)).toEqual([own.id]);
    await seen.mark(mio, [own.id]);
    expect(await seen.unseenNow(mio, 50)).toEqual({ count: 0, oldest: null });
    const rows = () => asHouse(() => sql`select seen_at from forum.posts where id = ${post.id}`);
    const before = await rows();
    await seen.mark(mio, [post.id]);
    expect(await rows()).toEqual(before);
  });
});
