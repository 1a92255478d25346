import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as asides from '#gatherings/asides';
import * as gatheringClock from '#gatherings/clock';
import * as hearers from '#gatherings/hearers';
import * as sittings from '#gatherings/sittings';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { aPlan, table } from '#gatherings/seed';
import * as topics from '#gatherings/topics';
import * as appeals from '#safety/appeals';
import * as assessing from '#safety/assessing';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as gathered from '#safety/gathered';
import * as offers from '#safety/offers';
import * as nobody from '#safety/nobody';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import * as reports from '#safety/reports';
import * as undoing from '#safety/undoing';
import { asModerator, type Moderator, type Member } from '#members/members';
import { scene } from '#test/scene';

type Found = Awaited<ReturnType<typeof import('#triage/assess').assess>>;
const found = (level: 'urgent' | 'concern' | 'low' | 'none', flags: string[] = []) => () => Promise.resolve({ level, flags, reasons: [], version: 't' } as Found);
const caseOf = async (id: string) => (await asHouse(() => sql<{ id: string; level: string; version: number; subjectKind: string }>`select id, level, version, subject_kind from safety.cases where subject_id = ${id}`))[0];
const said = (name: string, key: string) => asHouse(() => sql<{ id: string }>`select data ->> ${key} as id from platform.events where name = ${name} order by id desc`);

const moderatorOf = (member: Member): Moderator => asModerator(member)!;
const whole = async (gatheringId: string) => (await asHouse(() => sql<Record<string, unknown>>`
  select row_to_json(g) as plan, (select json_agg(row_to_json(i) order by i.id) from gatherings.sittings i where i.gathering_id = g.id) as sittings,
         (select json_agg(row_to_json(s) order by s.id) from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id where i.gathering_id = g.id) as seats
    from gatherings.gatherings g where g.id = ${gatheringId}`))[0]!;

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
  scene('offers help in the answer to the one who wrote, and to nobody else; what tells how is out of sight by then, and the worker adds nothing', async ({ ada, bo, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    const card = await topics.lay(ada, code, 'Some nights I want to be gone.');
    expect(await assessing.gatheredAtOnce(ada, 'topic', card, found('urgent', ['method_detail']))).toBe(true);
    expect(await offers.beside(ada, [card])).toMatchObject({ postId: card, level: 'urgent', isDecided: false });
    expect([await offers.beside(hanna, [card]), await topics.of(hanna, code)]).toEqual([undefined, []]);
    expect((await topics.of(ada, code))[0]).toMatchObject({ id: card, isHidden: true });
    expect(await caseOf(card)).toMatchObject({ level: 'urgent', version: 1 });
    await assessing.ofGathered('topic', card, found('urgent', ['method_detail']));
    expect(await caseOf(card)).toMatchObject({ version: 1 });
    // Whoever holds it together with the one who planned it, and wrote just now, is the one to be helped.
    expect(await plans.change(bo, code, { ...aPlan, what: 'I cannot go on, and want to end it.' })).toBe(gatheringId);
    expect(await assessing.gatheredAtOnce(bo, 'plan', gatheringId, found('urgent'))).toBe(true);
    expect([await offers.beside(hanna, [gatheringId]), (await offers.beside(bo, [gatheringId]))?.level]).toEqual([undefined, 'urgent']);
    // What tells how is out of sight at once, also where it does not sound hard; what is quiet waits for the worker.
    const quiet = await topics.give(hanna, code, 'topic', 'Tea.');
    expect(await assessing.gatheredAtOnce(hanna, 'topic', quiet, found('none'))).toBe(false);
    expect(await asHouse(() => sql`select 1 from safety.assessments where post_id = ${quiet}`)).toEqual([]);
    expect(await assessing.gatheredAtOnce(hanna, 'topic', quiet, found('low', ['method_detail']))).toBe(false);
    expect(await topics.of(ada, code)).toMatchObject([{ id: card }]);
    expect(await assessing.gatheredAtOnce(hanna, 'topic', quiet, () => { throw new Error('broken'); })).toBe(false);
    // What cannot be read in time may be anything: help stands beside it, and a person looks.
    expect(await assessing.gatheredAtOnce(hanna, 'topic', quiet, () => new Promise(() => {}))).toBe(true);
    expect(await offers.beside(hanna, [quiet])).toMatchObject({ level: 'unassessed' });
  });
  scene('offers help to whoever wrote the newest words of it, also where the other host had been offered some, or the worker was quicker; not for words they left as they were (MOD-9)', async ({ ada, bo, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    const beside = async () => [(await offers.beside(hanna, [gatheringId]))?.level, (await offers.beside(bo, [gatheringId]))?.level];
    const write = async (who: Member, what: string) => assessing.gatheredAtOnce(who, 'plan', await plans.change(who, code, { ...aPlan, what }), found(what.includes('end it') ? 'urgent' : 'concern'));
    await write(hanna, 'I cannot go on, and want to end it.');
    await offers.putAway(hanna, gatheringId);
    await write(bo, 'I hope I do not wake up.');
    expect(await beside(), 'neither the level nor the putting away of the other').toEqual([undefined, 'concern']);
    await asHouse(() => sql`update safety.signals set at = at - interval '1 hour'`);
    await write(hanna, 'I hope I do not wake up.'); // another hour, another place: the words are bo's
    expect(await beside()).toEqual([undefined, 'concern']);
    await write(hanna, 'It is too much, every night.');
    await plans.change(bo, code, { ...aPlan, what: 'I want it to be over.' });
    await assessing.ofGathered('plan', gatheringId, found('concern')); // the worker knows only who planned it
    expect(await beside()).toEqual(['concern', undefined]);
    await write(bo, 'I want it to be over.');
    expect(await beside()).toEqual([undefined, 'concern']);
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
  scene('a plan is told of by whoever sees it, put out of sight with a rule and a reason, appealed to somebody else, and stands again as it was', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    await expect(gathered.tell(hanna, code, '', 'harm', '')).rejects.toBeInstanceOf(NotFound); // one's own
    await expect(gathered.tell(cleo, 'nothere', '', 'harm', '')).rejects.toBeInstanceOf(NotFound);
    for (const topic of ['nonsense', '\0', gatheringId]) await expect(gathered.tell(cleo, code, topic, 'harm', '')).rejects.toBeInstanceOf(NotFound);
    for (let twice = 0; twice < 2; twice++) await gathered.tell(cleo, code, '', 'harm', 'It says to leave the insulin at home.');
    const before = await whole(gatheringId);
    const { id, version } = (await caseOf(gatheringId))!;
    expect(await queue.one(mio, id)).toMatchObject({ lane: 'reported', subjectKind: 'plan', name: 'grey hanna', reports: [{ words: 'It says to leave the insulin at home.' }] });
    await expect(decisions.decide(mio, id, version, { deed: 'hid', rule: 0, toAuthor: 'Because.', toReporters: '' })).rejects.toMatchObject({ field: 'rule' });
    await expect(decisions.decide(mio, id, version, { deed: 'folded', rule: 1, toAuthor: 'Because.', toReporters: '' })).rejects.toMatchObject({ field: 'deed' });
    await decisions.decide(mio, id, version, { deed: 'hid', rule: 2, toAuthor: 'It tells others what to take.', toReporters: 'It is out of sight.' });

    for (const guest of [ada, cleo]) {
      await expect(sittings.one(guest, code, 1)).rejects.toBeInstanceOf(NotFound);
      expect((await sittings.upcoming(guest, 1)).map((one) => one.code)).not.toContain(code);
      await expect(seats.take(guest, code)).rejects.toBeInstanceOf(NotFound);
    }
    expect(await sittings.next(ada)).toBeUndefined();
    for (const host of [hanna, bo]) expect(await sittings.one(host, code, 1)).toMatchObject({ isHidden: true, what: aPlan.what });
    expect([await appeals.isPlanHidden(hanna, gatheringId), await appeals.isPlanHidden(bo, gatheringId)], 'why is read by whoever planned it').toEqual([true, false]);
    const memberIds = (await hearers.ofPlan(gatheringId)).flatMap((one) => one.memberIds);
    expect(memberIds.toSorted()).toEqual([ada.id, bo.id].toSorted()); // who is on the way there, and the other host; the one who planned it hears from the moderator
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '22 hours'`);
    await gatheringClock.remind();
    expect(await said('gatherings.sitting.soon', 'sittingId')).toEqual([]);

    const [report] = await asHouse(() => sql<{ id: string; outcome: string }>`select id, outcome from safety.reports where reporter_id = ${cleo.id}`);
    expect(await reports.outcomeOf(cleo, report!.id)).toMatchObject({ outcome: 'hid', answer: 'It is out of sight.' });
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where subject_id = ${gatheringId}`);
    expect(await appeals.about(hanna, decision!.id)).toMatchObject({ kind: 'hid', rule: 2, said: 'It tells others what to take.', mayAppeal: true, plan: code });
    for (const other of [bo, cleo]) await expect(appeals.about(other, decision!.id)).rejects.toBeInstanceOf(NotFound);
    await appeals.ask(hanna, decision!.id, 'It was a joke among us.');
    expect((await queue.waiting(mio, 'appeal')).cases).toEqual([]);
    const { cases: [appeal] } = await queue.waiting(moderatorOf(iben), 'appeal');
    await appeals.answer(moderatorOf(iben), appeal!.id, appeal!.version, 'overturned', 'You have changed it. It is back.');
    await asHouse(() => sql`update gatherings.sittings i set starts_at = b.starts_at, ends_at = b.ends_at from jsonb_to_recordset(${JSON.stringify(before.sittings)}::jsonb) as b(id uuid, starts_at timestamptz, ends_at timestamptz) where b.id = i.id`);
    expect(await whole(gatheringId)).toEqual(before);
    expect(await appeals.isPlanHidden(hanna, gatheringId)).toBe(false);
    expect(await sittings.one(ada, code, 1)).toMatchObject({ isHidden: false, state: 'coming' });
    expect([await said('gatherings.gathering.hidden', 'gatheringId'), await said('gatherings.gathering.shown', 'gatheringId')]).toEqual([[{ id: gatheringId }], [{ id: gatheringId }]]);
  });
  scene('of a plan other words can be suggested; whoever was there still sees it afterwards, and says how it was', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    await gathered.tell(cleo, code, '', 'other', 'The words could be kinder.');
    const { id, version } = (await caseOf(gatheringId))!;
    await decisions.decide(mio, id, version, { deed: 'suggested', rule: 0, toAuthor: 'You mean to welcome people.', toReporters: '', suggestion: 'Come as you are.' });
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where subject_id = ${gatheringId}`);
    expect(await appeals.about(hanna, decision!.id)).toMatchObject({ after: 'Come as you are.', plan: code });
    await assessing.ofGathered('plan', gatheringId, found('low', ['method_detail']));
    expect([(await sittings.one(hanna, code, 1)).isHidden, await appeals.isPlanHidden(hanna, gatheringId)], 'held, and not decided about').toEqual([true, false]);
    await expect(sittings.one(ada, code, 1)).rejects.toBeInstanceOf(NotFound);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'`);
    expect(await sittings.one(ada, code, 1)).toMatchObject({ isHidden: true, isOver: true });
    await expect(sittings.one(cleo, code, 1)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('whoever is part of it (MOD-2)', () => {
  scene('decides about none of it: who holds a gathering, who comes to it; when nobody else is left, somebody from elsewhere is needed, and who is near only where somebody may be in danger', async ({ ada, bo, hanna, mio, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada, mio], iben);
    await seats.take(mio, code);
    await gathered.tell(ada, code, '', 'unkind', '');
    const { id } = (await caseOf(gatheringId))!;
    await expect(queue.one(mio, id)).rejects.toBeInstanceOf(NotFound);
    expect(await queue.one(moderatorOf(iben), id)).toMatchObject({ subjectKind: 'plan' });
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${iben.id}`);
    await asHouse(() => sql`delete from safety.apart where case_id = ${id}`);
    await gathered.tell(ada, code, '', 'unkind', 'And once more.');
    await expect(queue.one(mio, id)).rejects.toBeInstanceOf(NotFound);
    expect(await nobody.sweep()).toBe(true);
    await gathered.tell(bo, code, '', 'danger', 'They went out alone.');
    expect(await queue.one(mio, id)).toMatchObject({ subjectKind: 'plan', level: 'urgent' });
    expect(await nobody.sweep()).toBe(false);
  });
});
