import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asHouse, asking, executeSql, sql } from '#db';
import { NotFound } from '#platform/answers';
import { languages, say } from '#platform/words';
import * as sayings from '#house/sayings';
import * as leaving from '#members/leaving';
import type { Moderator } from '#members/members';
import { dueDay, workOf } from '#safety/appeal-rules';
import * as appeals from '#safety/appeals';
import * as cases from '#safety/cases';
import { leadOf } from '#safety/decision-rules';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import * as nobody from '#safety/nobody';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import { heardAfter } from '#safety/records';
import * as undoing from '#safety/undoing';
import { as, deciding, everything, latest, reported } from '#test/deciding';
import { scene } from '#test/scene';

describe('an appeal', () => {
  scene('goes to somebody who had no part in it, and is answered with reasons; granted, all is as it was', async ({ ada, bo, mio, iben }) => {
    const { code, postId, caseId, version } = await reported(ada, bo, mio);
    const before = await everything(code);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    expect(await appeals.ofPost(bo, postId)).toBe(decisionId);
    for (const who of [ada, mio]) await expect(appeals.ofPost(who, postId)).rejects.toThrow(NotFound);
    await expect(appeals.ask(ada, decisionId, 'Not mine.')).rejects.toThrow(NotFound);
    await expect(appeals.ask(bo, decisionId, '  ')).rejects.toMatchObject({ field: 'words' });
    await appeals.ask(bo, decisionId, 'I only said what I did.');
    await expect(appeals.ask(bo, decisionId, 'Again.')).rejects.toMatchObject({ key: 'safety.refused.appealed' });
    expect((await queue.waiting(mio)).cases).toEqual([]);
    const { cases: [appeal] } = await queue.waiting(as(iben), 'appeal');
    expect(appeal).toMatchObject({ lane: 'appeal', subjectKind: 'decision', subjectId: decisionId });
    await expect(queue.one(mio, appeal!.id)).rejects.toThrow(NotFound);
    await expect(appeals.answer(mio, appeal!.id, 1, 'upheld', 'No.')).rejects.toThrow(NotFound);
    expect(await appeals.ofCase(as(iben), decisionId)).toMatchObject({ words: 'I only said what I did.', by: 'mio', before: 'Stop taking them, I did.', kind: 'hid' });
    await expect(appeals.answer(as(iben), appeal!.id, 1, 'maybe', 'x')).rejects.toMatchObject({ field: 'result' });
    await expect(appeals.answer(as(iben), appeal!.id, 1, 'overturned', '')).rejects.toMatchObject({ field: 'toAuthor' });
    await appeals.answer(as(iben), appeal!.id, 1, 'overturned', 'You spoke of yourself. It is back.');
    expect(await everything(code)).toEqual(before);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isUndone: true, appeal: { outcome: 'overturned', words: 'I only said what I did.' } });
    expect(await appeals.about(bo, await latest('overturned'))).toMatchObject({ said: 'You spoke of yourself. It is back.' });
  });
  scene('not granted leaves it, and says why; not even the second of two who paused gets it', async ({ ada, bo, mio, iben, hanna }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }));
    await pauses.confirm(as(iben), caseId, version + 1);
    const decisionId = await latest('paused');
    await appeals.ask(bo, decisionId, 'It was not me who began.');
    for (const who of [mio, as(iben)]) expect((await queue.waiting(who)).cases).toEqual([]);
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    const third = hanna as unknown as Moderator;
    const { cases: [appeal] } = await queue.waiting(third);
    await appeals.answer(third, appeal!.id, appeal!.version, 'upheld', 'I read it all. Words were sharp on both sides; a day is right.');
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isUndone: false, appeal: { outcome: 'upheld' } });
    expect(await asking(ada, () => sql`select 1 from safety.appeals`)).toEqual([]);
    expect(await asking(bo, () => sql`select outcome from safety.appeals`)).toEqual([{ outcome: 'upheld' }]);
  });
  scene('does not come to somebody who stayed away from the first case, whatever it was about', async ({ ada, bo, mio, iben, hanna }) => {
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    const third = hanna as unknown as Moderator;
    const { caseId, version } = await reported(ada, bo, mio);
    await handing.stayAway(as(iben), caseId);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    await appeals.ask(bo, decisionId, 'I only said what I did.');
    for (const who of [mio, as(iben)]) expect((await queue.waiting(who)).cases).toEqual([]);
    expect((await queue.waiting(third, 'appeal')).cases).toMatchObject([{ subjectId: decisionId }]);
    expect(await appeals.ofCase(third, decisionId)).toMatchObject({ words: 'I only said what I did.' });
  });
  scene('is closed by an answer and by nothing else', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    await appeals.ask(bo, decisionId, 'I only said what I did.');
    const { cases: [appeal] } = await queue.waiting(as(iben), 'appeal');
    const { id } = appeal!;
    for (const deed of ['nothing', 'acknowledged']) for (const isKept of [false, true]) await expect(decisions.decide(as(iben), id, 1, deciding({ deed, toAuthor: 'I have read it.', isKept }))).rejects.toMatchObject({ field: 'deed' });
    await expect(decisions.decide(as(iben), id, 1, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }))).rejects.toMatchObject({ key: 'safety.refused.notNow' });
    await expect(asHouse(() => cases.move(as(iben), id, 1, 'close', { what: 'closed', outcome: 'nothing' }))).rejects.toMatchObject({ key: 'safety.refused.unanswered' });
    expect(await queue.one(as(iben), id)).toMatchObject({ state: 'open', version: 1 });
    // One that lost its case all the same gets another, for the same people.
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now() where id = ${id}`);
    expect([await appeals.sweep(), await appeals.sweep()]).toEqual([1, 0]);
    expect((await queue.waiting(mio)).cases).toEqual([]);
    const { cases: [again] } = await queue.waiting(as(iben), 'appeal');
    await appeals.answer(as(iben), again!.id, again!.version, 'upheld', 'I read it all. It stands.');
    expect(await appeals.about(bo, decisionId)).toMatchObject({ appeal: { outcome: 'upheld' } });
  });
  scene('that everybody had a hand in is not nobody’s: the desk and the stewards hear that somebody else is needed, for as long as it is so', async ({ ada, bo, mio, iben, hanna }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    expect(await nobody.sweep()).toBe(false);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }));
    await pauses.confirm(as(iben), caseId, version + 1);
    await appeals.ask(bo, await latest('paused'), 'It was not me who began.');
    const raised = () => asHouse(() => sql`select 1 from platform.alarms where what = 'case.nobody' and seen_at is null`);
    for (let twice = 0; twice < 2; twice++) expect([await nobody.sweep(), (await raised()).length]).toEqual([true, 1]);
    await asHouse(() => sql`update platform.alarms set seen_at = now()`);
    expect([await nobody.sweep(), (await raised()).length]).toEqual([true, 1]);
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    expect(await nobody.sweep()).toBe(false);
  });
  scene('against a pause may be made when it has run out: nobody took it back, and somebody may say that it should not have been (NEW-5, MOD-5)', async ({ ada, bo, mio, iben, hanna }) => {
    const third = hanna as unknown as Moderator;
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }));
    await pauses.confirm(as(iben), caseId, version + 1);
    const decisionId = await latest('paused');
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isUndone: false, hasEnded: false, mayAppeal: true });
    expect([await appeals.ofPause(bo), await appeals.ofPause(ada)], 'why they cannot write, for as long as it holds').toEqual([decisionId, undefined]);
    expect(await pauses.end(new Date(Date.now() + 25 * 3_600_000))).toBe(1);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isUndone: false, hasEnded: true, mayAppeal: true });
    expect(await appeals.about(bo, await latest('unpaused'))).toMatchObject({ first: decisionId, mayAppeal: false });
    expect(await appeals.ofPause(bo)).toBeUndefined();
    await expect(undoing.undo(mio, decisionId, 'I was wrong.')).rejects.toMatchObject({ key: 'safety.refused.pauseOver' });
    for (const language of languages) expect(say(language, 'safety', 'refused.pauseOver')).toMatch(/pause is over|pausen er allerede over/i);
    await appeals.ask(bo, decisionId, 'It was not me who began.');
    const { cases: [appeal] } = await queue.waiting(third, 'appeal');
    expect(await appeals.ofCase(third, decisionId)).toMatchObject({ isUndone: false, hasEnded: true });
    expect((await queue.one(third, caseId)).past).toMatchObject(expect.arrayContaining([expect.objectContaining({ id: decisionId, isUndone: false, hasEnded: true })]));
    await appeals.answer(third, appeal!.id, appeal!.version, 'overturned', 'You did not begin. I am sorry.');
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isUndone: true, hasEnded: true, mayAppeal: false, appeal: { outcome: 'overturned' } });
    const answer = await appeals.about(bo, await latest('overturned'));
    expect(answer).toMatchObject({ first: decisionId, hasEnded: true });
    expect(leadOf(answer, false)).toBe('overturnedAfter');
    expect((await asHouse(() => heardAfter(caseId)))('nothing'), 'who told us does not hear of a pause that should not have been').toBe('nothing');
  });
  scene('keeps the day it was promised an answer for; from that day on it is said daily that it waits, and afterwards that it is late (NEW-5)', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    await appeals.ask(bo, decisionId, 'I only said what I did.');
    const raised = async () => (await asHouse(() => sql`select 1 from platform.alarms where what = 'appeal.due' and seen_at is null`)).length;
    expect([await appeals.remind(), await raised()]).toEqual([0, 0]);
    const { appeal: promised } = await appeals.about(bo, decisionId);
    await sayings.change(iben, 'en', { workPlace: 'NO', timeZone: 'Pacific/Kiritimati' }); // another place, another day: not for what was promised
    expect(promised).toMatchObject({ isLate: false, due: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    expect((await appeals.about(bo, decisionId)).appeal).toEqual(promised);
    const dueOn = (days: number) => asHouse(() => sql`update safety.appeals set due_on = (now() at time zone 'Pacific/Kiritimati')::date + ${days}::int`);
    await dueOn(0);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ appeal: { isLate: false } });
    for (let twice = 0; twice < 2; twice++) expect([await appeals.remind(), await raised()]).toEqual([1, 1]);
    await dueOn(-1);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ appeal: { isLate: true } });
    expect(await appeals.ofCase(as(iben), decisionId)).toMatchObject({ isLate: true });
    await asHouse(() => sql`update platform.alarms set seen_at = now(), at = now() - interval '25 hours'`);
    expect([await appeals.remind(), await raised()]).toEqual([1, 1]);
    const { cases: [appeal] } = await queue.waiting(as(iben), 'appeal');
    await appeals.answer(as(iben), appeal!.id, appeal!.version, 'upheld', 'I read it all. It stands.');
    expect([await appeals.remind(), await raised()], 'what is answered is not said to wait').toEqual([0, 0]);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ appeal: { isLate: false, outcome: 'upheld' } });

    // What was asked before days were kept has the day its page said: weekdays in Greenwich, holidays or not.
    const [carried] = /update safety\.appeals[\s\S]+?;/.exec(readFileSync('src/rooms/safety/migrations/2026-11-28-an-appeal-keeps-its-day.sql', 'utf8'))!;
    for (const [made, due] of [['2026-11-20T12:00Z', '2026-11-27'], ['2026-11-21T12:00Z', '2026-11-27'], ['2026-12-22T23:30Z', '2026-12-29']]) {
      await asHouse(() => sql`update safety.appeals set made_at = ${made!}::timestamptz`);
      await asHouse(() => executeSql(carried));
      expect((await appeals.about(bo, decisionId)).appeal).toMatchObject({ due });
    }
  });
  scene('of somebody who left for good is said to wait to nobody, and is closed without words that reach nobody (NEW-5)', async ({ ada, bo, mio, iben }) => {
    const { caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.' }));
    const decisionId = await latest('hid');
    await appeals.ask(bo, decisionId, 'I only said what I did.');
    await asHouse(() => sql`update safety.appeals set due_on = current_date - 3`);
    expect([await appeals.remind(), (await appeals.ofCase(as(iben), decisionId))?.hasLeft]).toEqual([1, false]);
    await leaving.ask(bo);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute'`);
    await leaving.sweep();
    expect(await appeals.remind()).toBe(0);
    await appeals.sweep();
    const { cases: [appeal] } = await queue.waiting(as(iben), 'appeal');
    expect(await appeals.ofCase(as(iben), decisionId)).toMatchObject({ hasLeft: true, isLate: false, words: null });
    await expect(appeals.answer(as(iben), appeal!.id, appeal!.version, '', '')).rejects.toMatchObject({ field: 'result' });
    await appeals.answer(as(iben), appeal!.id, appeal!.version, 'upheld', '');
    expect([await appeals.sweep(), (await queue.waiting(as(iben), 'appeal')).cases]).toEqual([0, []]);
    expect(await asHouse(() => sql`select outcome from safety.appeals`)).toEqual([{ outcome: 'upheld' }]);
  });
  it.each([
    ['2026-11-20T12:00Z', 'GB', '2026-11-27'], ['2026-11-21T12:00Z', 'GB', '2026-11-27'], ['2026-11-23T12:00Z', 'GB', '2026-11-30'], ['2026-12-31T12:00Z', 'GB', '2027-01-08'],
    ['2026-12-22T12:00Z', 'NO', '2026-12-31'], ['2026-11-19T23:30Z', 'NO', '2026-11-27'] // in Oslo it is Friday by then
  ])('made at %s in %s is due by %s', (made, homeCountry, due) => {
    expect(dueDay(new Date(made), workOf({ workPlace: '', homeCountry, timeZone: homeCountry === 'NO' ? 'Europe/Oslo' : 'Europe/London' }))).toBe(due);
  });
});

describe('what whoever it is about reads first', () => {
  it.each([
    ['acknowledged', 'post', true, 'acknowledged'], ['acknowledged', 'plan', false, 'read'], ['spoke', 'line', true, 'acknowledged'],
    ['acknowledged', 'answer', false, 'words'], ['acknowledged', 'turned', false, 'words'], ['acknowledged', 'person', false, 'words'], ['hid', 'post', false, 'hid'], ['paused', 'person', false, 'paused']
  ] as const)('%s, about a %s, there: %s, says %s: not that somebody read what they were told nobody sees (NEW-5)', (kind, subjectKind, isThere, lead) => {
    expect(leadOf({ kind, subjectKind, isThere, hasEnded: false }, false)).toBe(lead);
  });
  scene('says that it is still there only while others see it', async ({ ada, bo, mio }) => {
    const { postId, caseId, version } = await reported(ada, bo, mio);
    await decisions.decide(mio, caseId, version, deciding({ deed: 'acknowledged', toAuthor: 'You wrote it with care.' }));
    const decisionId = await latest('acknowledged');
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isThere: true });
    await asHouse(() => sql`update forum.posts set hidden_at = now() where id = ${postId}`);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ isThere: false });
  });
});
