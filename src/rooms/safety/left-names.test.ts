/** A name that was taken away from a circle while something about it waits for a person. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as circleClock from '#circles/clock';
import * as circleLines from '#circles/lines';
import * as presences from '#circles/presences';
import * as seats from '#circles/seats';
import * as places from '#forum/places';
import * as threads from '#forum/threads';
import * as leaving from '#members/leaving';
import type { Member, Moderator } from '#members/members';
import * as personas from '#members/personas';
import * as appeals from '#safety/appeals';
import * as assessing from '#safety/assessing';
import * as cases from '#safety/cases';
import { possible } from '#safety/decision-rules';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import * as leftNames from '#safety/left-names';
import * as concern from '#safety/lines';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import * as reports from '#safety/reports';
import * as standing from '#safety/standing';
import * as undoing from '#safety/undoing';
import * as urgent from '#safety/urgent-records';
import { seated } from '#test/circle';
import { as, deciding, draft, latest } from '#test/deciding';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';

const caseOf = async (reason: string) =>
  (await asHouse(() => sql<{ id: string; version: number }>`
    select c.id, c.version from safety.cases c join safety.reports r on r.subject_kind = c.subject_kind and r.subject_id = c.subject_id where r.reason = ${reason}`))[0]!;
const waits = async (moderator: Moderator, id: string) => (await queue.waiting(moderator)).cases.some((one) => one.id === id);
const until = async (member: Member) => (await asHouse(() => sql<{ until: Date | null }>`select suspended_until as until from members.members where id = ${member.id}`))[0]!.until;
const circleId = async (code: string) => (await asHouse(() => sql<{ id: string }>`select id from circles.circles where code = ${code}`))[0]!.id;
const standIns = () => asHouse(() => sql<{ id: string; memberId: string }>`select id, member_id from members.personas where stands_for is not null`);
/** As much later as it takes for everything that is over to be over for good. */
const later = () => asHouse(async () => {
  await sql`update safety.cases set closed_at = closed_at - interval '31 days' where state = 'closed'`;
  await sql`update safety.ends set done_at = done_at - interval '31 days' where done_at is not null`;
});

/** A pause under the name a member has in a place, by two people who have nothing to do with it. Answers with the decision. */
async function paused(member: Member, place: string, { mio, iben }: Cast, hours: number): Promise<string> {
  const { personaId } = await personas.at(member, place);
  const { caseId } = await asHouse(() => cases.signal({ kind: 'person', id: personaId, personaId }, { kind: 'report', level: 'low', cause: `pause:${personaId}` }));
  await decisions.decide(mio, caseId, 1, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take some time.', hours }));
  await pauses.confirm(as(iben), caseId, 2);
  return latest('paused');
}

/** ada says something in a circle that a person looks at. */
async function said(cast: Cast, text: string, level: 'urgent' | 'concern') {
  const code = await seated(cast);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await circleLines.room(cast.ada, code);
  for (const member of [cast.hanna, cast.ada, cast.bo]) await presences.stepIn(member, code, session!.id);
  const { id } = await circleLines.say(cast.ada, code, session!.id, { text });
  await assessing.ofLine(id, () => Promise.resolve({ level, flags: [], reasons: [{ phase: 'words', why: 'words', words: text, level }], version: 't' } as never));
  const [found] = await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${id}`);
  return { code, lineId: id, caseId: found!.id, version: found!.version };
}

describe('a case about a name somebody took away (MOD-2, ID-1)', () => {
  scene('is not theirs to hold, before and after, nor of anybody who knows them; for others it stands as it was', async (cast) => {
    const { ada, mio, iben, hanna } = cast;
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    const code = await seated(cast);
    await reports.tellOfPerson(ada, (await personas.inPlace(mio, code)).code, 'unkind', 'Mocks everybody.');
    const { id, version } = await caseOf('unkind');
    await handing.know(hanna as unknown as Moderator, mio.code);
    await seats.rise(mio, code);
    for (const near of [mio, hanna as unknown as Moderator]) {
      expect(await waits(near, id)).toBe(false);
      for (const work of [() => queue.one(near, id), () => cases.claim(near, id, version), () => decisions.decide(near, id, version, deciding({}))]) await expect(work()).rejects.toBeInstanceOf(NotFound);
    }
    expect(await waits(as(iben), id)).toBe(true);
    expect(await queue.one(as(iben), id)).toMatchObject({ name: 'Tall Kettle', hasLeft: true, reports: [{ words: 'Mocks everybody.' }] });
    await decisions.decide(as(iben), id, version, deciding({ deed: 'acknowledged', toAuthor: 'Somebody felt mocked. Please mind it.' }));
    expect(await appeals.about(mio, await latest('acknowledged'))).toMatchObject({ said: 'Somebody felt mocked. Please mind it.' });
    await later();
    expect(await leftNames.letGo()).toBe(1);
    for (const near of [mio, hanna as unknown as Moderator]) await expect(queue.one(near, id)).rejects.toBeInstanceOf(NotFound);
    expect(await queue.one(as(iben), id)).toMatchObject({ name: null, hasLeft: false });
  });
  scene('nor is one about another name of theirs, of anybody who knew them by the name they took away', async (cast) => {
    const { ada, bo, mio, iben } = cast;
    const code = await seated(cast);
    await reports.tellOfPerson(ada, bo.code, 'unkind', 'Mocks everybody.');
    const { id, version } = await caseOf('unkind');
    await handing.know(mio, (await personas.inPlace(bo, code)).code);
    expect(await waits(mio, id)).toBe(false);
    await seats.rise(bo, code);
    expect(await standIns(), 'nothing waits about that name').toEqual([]);
    expect(await asHouse(() => sql`select 1 from safety.known`), 'what was known of it goes with it').toEqual([]);
    expect(await waits(mio, id)).toBe(false);
    for (const work of [() => queue.one(mio, id), () => cases.claim(mio, id, version), () => decisions.decide(mio, id, version, deciding({}))]) await expect(work()).rejects.toBeInstanceOf(NotFound);
    expect(await waits(as(iben), id)).toBe(true);
  });
  scene('keeps what was told of it, from other members too; of a name about which nothing waits nothing is left', async (cast) => {
    const { ada, bo } = cast;
    const code = await seated(cast);
    const face = (await personas.inPlace(bo, code)).code;
    await reports.tellOfPerson(ada, face, 'unkind', 'Threatened me.', 'I know where you live.');
    await seats.rise(bo, code);
    await seats.rise(ada, code); // who told us
    expect((await standIns()).map(({ memberId }) => memberId)).toEqual([bo.id]);
    await expect(reports.person(cast.hanna, face)).rejects.toBeInstanceOf(NotFound);
    expect((await personas.of(bo)).map(({ space }) => space)).toEqual(['forum']);
    await seats.sit(bo, code, { name: 'New Leaf', pledged: true });
    expect(await queue.one(as(cast.iben), (await caseOf('unkind')).id)).toMatchObject({ name: 'Ash Blanket', copy: 'I know where you live.' });
    for (const seer of [ada, bo, cast.hanna]) {
      const mates = await seats.mates(seer, await circleId(code));
      expect(mates.map(({ name }) => name)).not.toContain('Ash Blanket');
    }
  });
  scene('lets a post that was told of be decided, with its copy: whoever wrote it can be written to and paused, also under another name (MOD-5)', async (cast) => {
    const { ada, bo, mio, iben } = cast;
    const { code: place } = await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: '', language: 'en' });
    for (const [member, name] of [[ada, 'Slow Ferry'], [bo, 'Grey Mitten']] as const) await personas.make(member, place, { name, pledged: true });
    const { code } = await threads.begin(bo, draft({ board: place, want: 'listen', text: 'I will find you.' }), '', { place: places.draftPlace(place) });
    const [post] = await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`);
    await reports.tell(ada, post!.id, 'harm', '');
    await personas.leave(bo, await personas.inPlace(bo, place));
    await personas.make(bo, place, { name: 'Tin Whistle', pledged: true });
    const { id, version } = await caseOf('harm');
    const whole = await queue.one(mio, id);
    expect(whole).toMatchObject({ name: 'Grey Mitten', hasLeft: true, copy: 'I will find you.', post: { body: '', personaId: null } });
    expect(possible(standing.state(whole, whole.standing))).toEqual(['nothing', 'acknowledged', 'paused']);
    await decisions.decide(mio, id, version, deciding({ deed: 'paused', rule: 1, toAuthor: 'It frightened somebody.', hours: 72 }));
    await pauses.confirm(as(iben), id, version + 1);
    expect(await until(bo)).not.toBeNull();
    expect(await appeals.about(bo, await latest('paused'))).toMatchObject({ said: 'It frightened somebody.', mayAppeal: true });
  });
  scene('goes with whoever leaves for good, and leads to nobody then', async (cast) => {
    const { ada, bo, iben } = cast;
    const code = await seated(cast);
    await reports.tellOfPerson(ada, (await personas.inPlace(bo, code)).code, 'unkind', 'Threatened me.', 'I know where you live.');
    await seats.rise(bo, code);
    const [before] = await standIns();
    await leaving.ask(bo);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute'`);
    await leaving.sweep();
    expect(await standIns()).toEqual([]);
    const whole = await queue.one(as(iben), (await caseOf('unkind')).id);
    expect(whole).toMatchObject({ name: null, hasLeft: false, copy: null });
    expect(whole.subjectId).not.toBe(before!.id);
  });
});

describe('words in a circle that a person looks at (MOD-9)', () => {
  scene('stay for them when their author takes the name away, unseen by anybody else; they can be written to, and it goes when it is over', async (cast) => {
    const { ada, bo, hanna, mio, iben } = cast;
    const text = 'I will end it tonight.';
    const { code, lineId, caseId } = await said(cast, text, 'urgent');
    await urgent.begin(as(iben), caseId);
    await seats.rise(ada, code);
    const whole = await queue.one(as(iben), caseId);
    expect(whole).toMatchObject({ name: 'Willow Cup', hasLeft: true, level: 'urgent', signals: [{ reasons: [{ words: text }] }] });
    expect(whole.html).toContain(text);
    for (const seer of [bo, hanna]) expect((await circleLines.room(seer, code)).lines).toEqual([]);
    await expect(concern.about(bo, lineId)).rejects.toBeInstanceOf(NotFound);
    await expect(queue.one(mio, caseId)).rejects.toBeInstanceOf(NotFound); // sits there
    await seats.sit(ada, code, { name: 'New Leaf', pledged: true });
    expect((await circleLines.room(ada, code)).lines).toEqual([]);

    await decisions.decide(as(iben), caseId, whole.version, deciding({ deed: 'acknowledged', toAuthor: 'I am here tonight.', isKept: true }));
    const decisionId = await latest('acknowledged');
    expect(await appeals.about(ada, decisionId)).toMatchObject({ said: 'I am here tonight.' });
    const record = (await urgent.of(as(iben), caseId)).record!;
    await urgent.write(as(iben), caseId, record.version, { said: 'I asked.', offered: 'A call.', answer: '', told: '', content: 'live' });
    expect((await urgent.of(as(iben), caseId)).record).toMatchObject({ said: 'I asked.' });
    expect(await leftNames.letGo()).toBe(0);

    await asHouse(() => sql`update safety.urgent_records set ended_at = now(), outcome = 'safeNow', followed_up_at = now()`);
    await asHouse(() => sql`update safety.cases set state = 'closed', closed_at = now() where id = ${caseId}`);
    for (const _ of ['once', 'twice']) await reactors['safety.case.closed']!({ id: 1, name: 'safety.case.closed', data: { caseId }, at: new Date() });
    await asHouse(() => sql`update circles.lines set said_at = now() - interval '25 hours'`);
    await circleClock.forget();
    expect(await asHouse(() => sql`select 1 from circles.lines where id = ${lineId}`)).toEqual([]);
    expect(await leftNames.letGo()).toBe(0);
    await later();
    expect(await leftNames.letGo()).toBe(1);
    expect((await asHouse(() => sql`select said from safety.urgent_records where case_id = ${caseId}`))).toEqual([{ said: '' }]);
  });
});

describe('a pause under a name somebody took away (MOD-5, NEW-5)', () => {
  scene('is read and appealed as before, and ends when the appeal is granted', async (cast) => {
    const { bo, mio, iben, cleo } = cast;
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${cleo.id}, 'moderator')`);
    const code = await seated(cast);
    const decisionId = await paused(bo, code, cast, 168);
    await seats.rise(bo, code);
    expect(await appeals.about(bo, decisionId)).toMatchObject({ kind: 'paused', said: 'Take some time.', mayAppeal: true });
    await appeals.ask(bo, decisionId, 'It was not me who began.');
    for (const who of [mio, as(iben)]) expect((await queue.waiting(who, 'appeal')).cases).toEqual([]);
    const third = cleo as unknown as Moderator;
    const { cases: [appeal] } = await queue.waiting(third, 'appeal');
    await appeals.answer(third, appeal!.id, appeal!.version, 'overturned', 'A week was too much.');
    expect(await until(bo)).toBeNull();
    expect(await appeals.about(bo, await latest('overturned'))).toMatchObject({ said: 'A week was too much.' });
  });
  scene('holds to its own end, whatever ends before it, and is proposed, confirmed and lifted all the same', async (cast) => {
    const { bo, mio, iben } = cast;
    const code = await seated(cast);
    await paused(bo, code, cast, 168);
    await seats.rise(bo, code);
    const short = await paused(bo, 'forum', cast, 24);
    await undoing.undo(mio, short, 'I was wrong.');
    expect((await until(bo))!.getTime()).toBeGreaterThan(Date.now() + 160 * 3_600_000);
    expect(await pauses.end(new Date(Date.now() + 169 * 3_600_000))).toBe(1);
    expect(await until(bo)).toBeNull();

    await seats.sit(bo, code, { name: 'New Leaf', pledged: true });
    const { personaId } = await personas.at(bo, code);
    const { caseId } = await asHouse(() => cases.signal({ kind: 'person', id: personaId, personaId }, { kind: 'report', level: 'low', cause: 'again' }));
    await decisions.decide(mio, caseId, 1, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }));
    await seats.rise(bo, code);
    await pauses.confirm(as(iben), caseId, 2);
    expect(await until(bo)).not.toBeNull();
  });
});
