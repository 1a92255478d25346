import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as changes from '#forum/changes';
import * as hiding from '#forum/hiding';
import * as holding from '#forum/holding';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import { table } from '#gatherings/seed';
import * as topics from '#gatherings/topics';
import * as seats from '#gatherings/seats';
import { asModerator, type Member } from '#members/members';
import type { Assessment, Level } from '#triage/levels';
import * as assessing from '#safety/assessing';
import * as decisions from '#safety/decisions';
import * as held from '#safety/held';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import { as, deciding, draft } from '#test/deciding';
import { scene } from '#test/scene';

/** Words the rules themselves keep back. */
const how = 'I want to end my life and I have 90 of the tablets';
const says = (level: Level, flags: Assessment['flags'] = []) => () => Promise.resolve<Assessment>({ level, flags, reasons: [], version: 'v1' });
const tellsHow = says('low', ['method_detail']);

async function written(who: Member, text: string) {
  const { code } = await threads.begin(who, draft({ board: 'rest', want: 'listen', text }));
  const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
  return { code, id: post!.id };
}
/** Words that were kept back when they were written, and their case. */
async function kept(who: Member, mio: Parameters<typeof queue.waiting>[0]) {
  const post = await written(who, how);
  await assessing.ofPost(post.id, tellsHow);
  return { ...post, ...(await open(mio, post.id)) };
}
async function open(mio: Parameters<typeof queue.waiting>[0], subjectId: string) {
  const found = (await queue.waiting(mio)).cases.find((one) => one.subjectId === subjectId);
  return { caseId: found?.id ?? '', version: found?.version ?? 0 };
}
const alarms = () => asHouse(() => sql<{ what: string }>`select what from platform.alarms where what = 'held.lost' and seen_at is null`);

describe('words that are kept from others (safety guide §2.2)', () => {
  scene('have a case until somebody has shown or hidden them: no other way closes it, and what was typed stays unsent', async ({ ada, mio }) => {
    const { id, caseId, version } = await kept(ada, mio);
    for (const deed of ['nothing', 'acknowledged', 'suggested', 'labelled', 'beside']) {
      await expect(decisions.decide(mio, caseId, version, deciding({ deed, rule: 1, toAuthor: 'I see how hard it is tonight.', suggestion: 'It is hard tonight.', about: ['grief'], beside: 'You can ring somebody.' })), deed)
        .rejects.toMatchObject({ key: 'safety.refused.heldStill', field: 'deed' });
    }
    expect(await queue.one(mio, caseId)).toMatchObject({ state: 'open', version, standing: { isHeld: true } });
    await decisions.decide(mio, caseId, version, deciding({ deed: 'suggested', toAuthor: 'I see how hard it is tonight.', suggestion: 'It is hard tonight.', isKept: true }));
    expect(await holding.isHeld(id)).toBe(true);
    await decisions.decide(mio, caseId, version + 1, deciding({ deed: 'hid', rule: 1, toAuthor: 'It tells how, so I have hidden it.' }));
    expect([await holding.isHeld(id), (await queue.waiting(mio)).cases]).toEqual([false, []]);
  });
  scene('and changed by their author stay kept, and whoever has the case learns of it; what was seen before decides nothing', async ({ ada, bo, mio }) => {
    const { code, id, caseId, version } = await kept(ada, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'suggested', toAuthor: 'I see how hard it is tonight.', suggestion: 'It is hard tonight.', isKept: true }));
    await changes.edit(ada, id, draft({ want: 'listen', text: 'It is hard tonight.' }));
    for (let twice = 0; twice < 2; twice++) await assessing.ofPost(id, says('none'));
    await expect(decisions.decide(mio, caseId, version + 1, deciding({ deed: 'showed', toAuthor: 'Thank you for changing it.' }))).rejects.toMatchObject({ key: 'safety.refused.stale' });
    expect(await queue.one(mio, caseId)).toMatchObject({ version: version + 2, kinds: expect.arrayContaining(['held', 'triage']) });
    await decisions.decide(mio, caseId, version + 2, deciding({ deed: 'showed', toAuthor: 'Thank you for changing it.' }));
    expect((await readings.open(bo, code, 1)).posts).toMatchObject([{ state: 'shown', html: expect.stringContaining('It is hard tonight.') }]);
  });
  scene('and changed with no case open come to a person again', async ({ ada, mio }) => {
    const { id, caseId, version } = await kept(ada, mio);
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now() where id = ${caseId} and version = ${version}`);
    await changes.edit(ada, id, draft({ want: 'listen', text: 'It is hard tonight.' }));
    for (let twice = 0; twice < 2; twice++) await assessing.ofPost(id, says('none'));
    expect((await queue.waiting(mio)).cases).toMatchObject([{ subjectId: id, lane: 'held', version: 1 }]);
  });
  scene('stay with the case when only the person is paused', async ({ ada, mio, iben }) => {
    const { id, caseId, version } = await kept(ada, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }));
    await pauses.confirm(as(iben), caseId, version + 1);
    expect(await queue.one(mio, caseId)).toMatchObject({ state: 'acting', past: [{ kind: 'paused' }] });
    await decisions.decide(mio, caseId, version + 2, deciding({ deed: 'showed', toAuthor: 'I have read it. Others see it now.' }));
    expect(await holding.isHeld(id)).toBe(false);
  });
  scene('that nobody has a case for are found by the clock, come to a person, and a steward hears of it; once', async ({ ada, bo, mio }) => {
    const [lost, seen, gone] = [await kept(ada, mio), await kept(bo, mio), await kept(ada, mio)];
    await decisions.decide(mio, seen.caseId, seen.version, deciding({ deed: 'hid', rule: 1, toAuthor: 'It tells how.' }));
    await changes.takeBack(ada, gone.id);
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'suggested', closed_at = now() where id = any(${[lost.caseId, gone.caseId]}::uuid[])`);
    expect(await held.sweep()).toBe(0); // somebody may be about to open it
    const later = new Date(Date.now() + 3_600_000);
    expect([await held.sweep(later), await held.sweep(later)]).toEqual([1, 0]);
    expect((await queue.waiting(mio)).cases).toMatchObject([{ subjectId: lost.id, lane: 'held' }]);
    expect(await alarms()).toHaveLength(1);
  });
  scene('on the table of a gathering, too: left alone they are not lost, hidden or shown they are decided', async ({ ada, bo, hanna, iben }) => {
    const moderator = asModerator(iben)!;
    const { code } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    await topics.lay(ada, code, 'Words that tell how.');
    const [card] = await asHouse(() => sql<{ id: string }>`select id from gatherings.topics`);
    await assessing.ofGathered('topic', card!.id, tellsHow);
    const { caseId, version } = await open(moderator, card!.id);
    expect(await queue.one(moderator, caseId)).toMatchObject({ standing: { isHeld: true } });
    for (const deed of ['nothing', 'acknowledged']) await expect(decisions.decide(moderator, caseId, version, deciding({ deed, toAuthor: 'I have read it.' }))).rejects.toMatchObject({ key: 'safety.refused.heldStill' });
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now() where id = ${caseId}`);
    expect(await held.sweep(new Date(Date.now() + 3_600_000))).toBe(1);
    const again = await open(moderator, card!.id);
    await decisions.decide(moderator, again.caseId, again.version, deciding({ deed: 'hid', rule: 1, toAuthor: 'It tells how, so it stays hidden.' }));
    expect(await held.sweep(new Date(Date.now() + 3_600_000))).toBe(0);
    expect((await topics.of(hanna, code))).toEqual([]);
  });
});

describe('words a moderator has shown', () => {
  scene('stay shown when their author changes what they are about, and come to a person when they are changed back', async ({ ada, bo, mio }) => {
    const { code, id, caseId, version } = await kept(ada, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'showed', toAuthor: 'I have read it. Others see it now.' }));
    await changes.edit(ada, id, { ...draft({ want: 'company', text: how }), about: ['suicide'], tags: ['ms'] });
    await assessing.ofPost(id, tellsHow);
    expect((await readings.open(bo, code, 1)).posts).toMatchObject([{ state: 'shown', about: ['suicide'] }]);
    expect((await queue.waiting(mio)).cases).toEqual([]);

    await changes.edit(ada, id, draft({ want: 'company', text: 'Never mind.' }));
    await assessing.ofPost(id, says('none'));
    await changes.edit(ada, id, draft({ want: 'company', text: how }));
    for (let twice = 0; twice < 2; twice++) await assessing.ofPost(id, tellsHow);
    expect(await holding.isHeld(id)).toBe(true);
    expect((await queue.waiting(mio)).cases).toMatchObject([{ subjectId: id, lane: 'held' }]);
    await hiding.show(mio, id);
  });
});
