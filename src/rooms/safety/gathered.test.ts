import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as asides from '#gatherings/asides';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { aPlan, table } from '#gatherings/seed';
import * as topics from '#gatherings/topics';
import * as assessing from '#safety/assessing';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import * as undoing from '#safety/undoing';
import { asModerator } from '#members/members';
import { scene } from '#test/scene';

type Found = Awaited<ReturnType<typeof import('#triage/assess').assess>>;
const found = (level: 'urgent' | 'low' | 'none', flags: string[] = []) => () => Promise.resolve({ level, flags, reasons: [], version: 't' } as Found);
const caseOf = async (id: string) => (await asHouse(() => sql<{ id: string; level: string; version: number; subjectKind: string }>`select id, level, version, subject_kind from safety.cases where subject_id = ${id}`))[0];
const said = (name: string, key: string) => asHouse(() => sql<{ id: string }>`select data ->> ${key} as id from platform.events where name = ${name} order by id desc`);

describe('what others see of a gathering (MOD-9)', () => {
  scene('is read for danger: the plan when it is shown and when it is changed, and what lies on the table; words to the hosts are not', async ({ ada, bo, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    await assessing.ofGathered('plan', gatheringId, ({ text }) => Promise.resolve({ level: text.includes('nobody has to talk') ? 'low' : 'none', flags: [], reasons: [], version: 't' } as Found));
    expect(await caseOf(gatheringId)).toMatchObject({ level: 'low', subjectKind: 'plan' });
    await plans.change(hanna, code, { ...aPlan, what: 'I cannot go on, and want to end it.' });
    expect(await said('gatherings.gathering.changed', 'gatheringId')).toEqual([{ id: gatheringId }]);
    await assessing.ofGathered('plan', gatheringId, found('urgent'));
    await assessing.ofGathered('plan', gatheringId, found('urgent'));
    expect(await caseOf(gatheringId)).toMatchObject({ level: 'urgent' });
    await seats.take(ada, code);
    await topics.lay(ada, code, 'Some nights I want to be gone.');
    await asides.askHosts(ada, code, 'Nobody reads this but the hosts.');
    const [card] = await said('gatherings.topic.given', 'topicId');
    await reactors['gatherings.topic.given']!({ id: 1, name: 'gatherings.topic.given', data: { topicId: card!.id }, at: new Date() });
    expect(await asHouse(() => sql`select 1 from safety.assessments where post_id = ${card!.id}`)).toHaveLength(1);
    await assessing.ofGathered('topic', card!.id, () => Promise.reject(new Error('down')));
    expect(['unassessed', 'concern', 'urgent']).toContain((await caseOf(card!.id))?.level);
    expect(Object.keys(reactors).filter((name) => /aside|pair/.test(name))).toEqual([]);
  });
  scene('is put out of sight by a moderator who was not there, and shown again; the one who wrote it sees it all the time', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    await topics.lay(ada, code, 'Unkind words.');
    const [card] = await said('gatherings.topic.given', 'topicId');
    await assessing.ofGathered('topic', card!.id, found('low', ['abuse']));
    const moderator = asModerator(iben)!;
    const { id, version } = (await caseOf(card!.id))!;
    expect(await queue.one(moderator, id)).toMatchObject({ copy: 'Unkind words.', table: { code }, lane: 'reported' });
    await cases.claim(moderator, id, version);
    await decisions.decide(moderator, id, version + 1, { deed: 'hid', rule: 1, toAuthor: 'This hurt somebody here, so I have hidden it. You are welcome back.', toReporters: '' });
    expect([await topics.of(hanna, code), (await topics.of(ada, code)).map(({ words }) => words)]).toEqual([[], ['Unkind words.']]);
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where subject_id = ${card!.id}`);
    await undoing.undo(moderator, decision!.id, 'I have looked again, and it stands.');
    expect(await topics.of(hanna, code)).toHaveLength(1);
  });
});
