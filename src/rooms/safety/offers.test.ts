import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import { draftOf } from '#forum/draft-rules';
import * as threads from '#forum/threads';
import type { Member, Moderator } from '#members/members';
import type { Level } from '#triage/levels';
import * as assessing from '#safety/assessing';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import { sayingOf } from '#safety/look-rules';
import * as offers from '#safety/offers';
import * as queue from '#safety/queue';
import * as urgent from '#safety/urgent-records';
import { scene } from '#test/scene';

describe('what the author reads about who looks (safety guide §1.4, §2.2)', () => {
  const moment = fc.integer({ min: -600, max: 600 }).map((minutes) => new Date(minutes * 60_000));
  const looks = fc.record({ isHere: fc.boolean(), isPlanned: fc.boolean(), isOnCall: fc.boolean(), by: fc.option(moment, { nil: undefined }), from: fc.option(moment, { nil: undefined }) });
  it('never names a time that is over, and says that somebody took it up only when somebody did', () => {
    fc.assert(fc.property(looks, fc.boolean(), (look, isTakenUp) => {
      const saying = sayingOf(look, isTakenUp, new Date(0));
      expect(saying === 'takenUp').toBe(isTakenUp);
      if (saying === 'by' || saying === 'planned' || saying === 'onCall') expect(look.by!.getTime()).toBeGreaterThan(0);
      if (saying === 'nobodyUntil') expect(look.from!.getTime()).toBeGreaterThan(0);
      if (saying === 'late') expect(look.by!.getTime()).toBeLessThanOrEqual(0);
    }));
  });
});

const draft = (text: string) => draftOf({ text: (name) => ({ board: 'rest', want: 'listen', text })[name] ?? '', all: () => [] });
const says = (level: Level) => () => Promise.resolve({ level, flags: [], reasons: [], version: 'v1' });
async function wrote(who: Member, level: Level) {
  const { code } = await threads.begin(who, draft('Another long night.'));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
  await assessing.ofPost(post!.id, says(level));
  return post!.id;
}
const again = async (who: Member, postId: string, text: string, level: Level) => {
  await asHouse(() => sql`update forum.posts set body = ${text} where id = ${postId} and persona_id = ${who.personaId}`);
  await assessing.ofPost(postId, says(level));
};
/** It was written some time ago. */
const past = (minutes: number) => asHouse(() => sql`update safety.offers set at = now() - make_interval(mins => ${minutes})`);
const caseOf = async (postId: string) => (await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${postId} and state <> 'closed'`))[0]!;
const close = async (moderator: Moderator, postId: string) => {
  const { id, version } = await caseOf(postId);
  await decisions.decide(moderator, id, version, { deed: 'nothing', rule: 0, toAuthor: '', toReporters: '' });
};

describe('what is offered beside one’s own words', () => {
  scene('is of the newest words: its time begins anew with them', async ({ ada }) => {
    const postId = await wrote(ada, 'concern');
    await past(300);
    await again(ada, postId, 'Tonight it is too much.', 'urgent');
    expect(await offers.beside(ada, [postId])).toMatchObject({ level: 'urgent', isTakenUp: false });
    expect(Date.now() - (await offers.beside(ada, [postId]))!.at.getTime()).toBeLessThan(60_000);
    await past(300);
    await again(ada, postId, 'Tonight is long.', 'concern');
    expect(await offers.beside(ada, [postId]), 'the more pressing stays').toMatchObject({ level: 'urgent' });
    await past(300);
    await assessing.ofPost(postId, says('concern'));
    expect(Date.now() - (await offers.beside(ada, [postId]))!.at.getTime(), 'the same words heard twice are not newer').toBeGreaterThan(200 * 60_000);
  });
  scene('says that a moderator took it up while one is on it or has done something, and no longer when it was given back', async ({ ada, mio, bo }) => {
    const postId = await wrote(ada, 'concern');
    await past(30);
    const isTakenUp = async () => (await offers.beside(ada, [postId]))!.isTakenUp;
    const { id, version } = await caseOf(postId);
    await cases.claim(mio, id, version);
    expect(await isTakenUp()).toBe(true);
    await handing.release(mio, id, version + 1);
    expect(await isTakenUp()).toBe(false);
    await urgent.begin(mio, id);
    await urgent.tick(mio, id, 1, 'read');
    await handing.release(mio, id, (await caseOf(postId)).version);
    expect(await isTakenUp()).toBe(true);
    expect(await offers.beside(bo, [postId])).toBeUndefined();
  });
  scene('ends when the case is closed, and comes again with other words, also where it was put away', async ({ ada, mio }) => {
    const postId = await wrote(ada, 'concern');
    await past(30);
    await offers.putAway(ada, postId);
    await again(ada, postId, 'Still long.', 'concern');
    expect(await offers.beside(ada, [postId]), 'put away is put away').toBeUndefined();
    await asHouse(() => sql`update safety.offers set put_away_at = null`);
    await past(30);
    await close(mio, postId);
    expect(await offers.beside(ada, [postId])).toBeUndefined();
    await offers.putAway(ada, postId);
    await asHouse(() => sql`update safety.cases set closed_at = closed_at - interval '1 minute'`);
    await again(ada, postId, 'It is back, and worse.', 'concern');
    expect(await offers.beside(ada, [postId])).toMatchObject({ level: 'concern', isTakenUp: false });
  });
});

describe('asking that somebody checks in (safety guide §2.2)', () => {
  const asked = () => asHouse(() => sql<{ level: Level; caseId: string }>`select level, case_id from safety.signals where kind = 'asked'`);
  const standsAs = async (who: Member, postId: string) => (await offers.beside(who, [postId]))?.checkIn;

  scene('reaches whoever has the case about these words, once, however often it is pressed, and its writer reads that they asked', async ({ ada, mio }) => {
    const postId = await wrote(ada, 'concern');
    expect(await standsAs(ada, postId)).toBe('may');
    for (let twice = 0; twice < 2; twice++) await offers.askCheckIn(ada, postId);
    const { id } = await caseOf(postId);
    expect(await asked()).toEqual([{ level: 'concern', caseId: id }]);
    expect(await standsAs(ada, postId)).toBe('asked');
    expect((await queue.one(mio, id)).kinds.sort()).toEqual(['asked', 'triage']);
    expect((await queue.waiting(mio, 'risk')).cases).toMatchObject([{ id, kinds: expect.arrayContaining(['asked']) }]);
  });
  scene('lowers nothing, and what has been put away is there again and says so', async ({ ada }) => {
    const postId = await wrote(ada, 'urgent');
    await offers.putAway(ada, postId);
    await offers.askCheckIn(ada, postId);
    expect(await offers.beside(ada, [postId])).toMatchObject({ level: 'urgent', checkIn: 'asked' });
    expect(await asHouse(() => sql`select level from safety.cases where subject_id = ${postId}`)).toEqual([{ level: 'urgent' }]);
  });
  scene('is heard also where the case was closed a moment ago: then it is one of its own, with a time of its own', async ({ ada, mio }) => {
    const postId = await wrote(ada, 'concern');
    await past(30);
    await close(mio, postId);
    await offers.askCheckIn(ada, postId);
    await offers.askCheckIn(ada, postId);
    const { id } = await caseOf(postId);
    expect(await asked()).toEqual([{ level: 'concern', caseId: id }]);
    expect(await offers.beside(ada, [postId])).toMatchObject({ checkIn: 'asked', isTakenUp: false });
    expect(Date.now() - (await offers.beside(ada, [postId]))!.at.getTime()).toBeLessThan(60_000);
  });
  scene('is nobody else’s to press, and not of words that were offered nothing', async ({ ada, bo, mio }) => {
    const postId = await wrote(ada, 'concern');
    for (const wrong of [bo, mio]) await expect(offers.askCheckIn(wrong, postId)).rejects.toBeInstanceOf(NotFound);
    await expect(offers.askCheckIn(ada, await wrote(ada, 'low'))).rejects.toBeInstanceOf(NotFound);
    await expect(offers.askCheckIn(ada, 'nothing')).rejects.toBeInstanceOf(NotFound);
    expect(await asked()).toEqual([]);
  });
});
