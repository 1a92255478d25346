import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as circleLines from '#circles/lines';
import * as presences from '#circles/presences';
import * as circleSeats from '#circles/seats';
import * as threads from '#forum/threads';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import { asModerator, type Member, type Moderator } from '#members/members';
import * as sessions from '#members/sessions';
import * as appeals from '#safety/appeals';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as gathered from '#safety/gathered';
import * as handing from '#safety/handing';
import * as lines from '#safety/lines';
import * as nobody from '#safety/nobody';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import * as reports from '#safety/reports';
import * as undoing from '#safety/undoing';
import * as urgent from '#safety/urgent-records';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { deciding, draft } from '#test/deciding';
import { scene } from '#test/scene';

const caseOf = async (subjectId: string) => (await asHouse(() => sql<{ id: string; version: number }>`select id, version from safety.cases where subject_id = ${subjectId} order by opened_at desc limit 1`))[0]!;
/** cleo, who shares nothing with anybody, moderates from now on. */
async function another({ cleo }: Cast): Promise<Moderator> {
  await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${cleo.id}, 'moderator')`);
  return asModerator((await sessions.enter(await sessions.begin(cleo.id, 'own', 'a test', { factor: true })))!)!;
}
/** What the worker does with everything that was announced of this kind. */
async function heard(name: string): Promise<void> {
  const events = await asHouse(() => sql<{ id: number; data: Record<string, unknown>; at: Date }>`select id, data, now() as at from platform.events where name = ${name} order by id`);
  for (let twice = 0; twice < 2; twice++) for (const event of events) await reactors[name]!({ ...event, name });
}
const waits = async (moderator: Moderator, id: string) => (await queue.waiting(moderator, 'reported')).cases.some((one) => one.id === id);

/** Nothing can be done with this case by somebody who is near. */
async function isNotTheirs(moderator: Moderator, id: string, version: number): Promise<void> {
  for (const work of [
    () => queue.one(moderator, id), () => cases.claim(moderator, id, version), () => decisions.decide(moderator, id, version, deciding({ deed: 'nothing' })),
    () => decisions.decide(moderator, id, version, deciding({ deed: 'hid', rule: 1, toAuthor: 'It hurt somebody.' }))
  ]) await expect(work()).rejects.toBeInstanceOf(NotFound);
}

describe('a moderator who told us themselves (MOD-2)', () => {
  scene('decides nothing about it, nor about an appeal, also when nobody else is left', async (cast) => {
    const { ada, bo, mio, iben } = cast;
    const steward = asModerator(iben)!;
    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'Stop taking them, I did.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(ada, post!.id, 'unkind', '');
    const { id } = await caseOf(post!.id);
    expect(await waits(mio, id)).toBe(true);
    await reports.tell(mio, post!.id, 'harm', 'It frightened me.');
    expect([await waits(mio, id), await waits(steward, id)]).toEqual([false, true]);
    await isNotTheirs(mio, id, 2);
    await decisions.decide(steward, id, 2, deciding({ deed: 'labelled', rule: 1, toAuthor: 'You told what you did.', about: ['alcohol'] }));
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where case_id = ${id}`);
    await appeals.ask(bo, decision!.id, 'I only said what I did.');
    for (const who of [mio, steward]) expect((await queue.waiting(who, 'appeal')).cases, 'who told is near; who decided may never').toEqual([]);
    expect(await nobody.sweep(), 'somebody from elsewhere is needed').toBe(true);
    await reports.tell(ada, post!.id, 'unkind', 'It is still there.');
    expect(await waits(mio, (await caseOf(post!.id)).id)).toBe(false); // another case about the same words

    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${iben.id}`);
    const { code: alone } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'Something else.' }));
    const [other] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${alone}`;
    await reports.tell(mio, other!.id, 'harm', '');
    expect(await waits(mio, (await caseOf(other!.id)).id)).toBe(false);
  });
});

describe('an appeal against what was decided about it (MOD-2)', () => {
  scene('goes to somebody further away, as long as there is one', async (cast) => {
    const { ada, bo, mio, iben } = cast;
    const cleo = await another(cast);
    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'Stop taking them, I did.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(mio, post!.id, 'harm', '');
    await reports.tell(ada, post!.id, 'harm', '');
    const { id, version } = await caseOf(post!.id);
    await decisions.decide(asModerator(iben)!, id, version, deciding({ deed: 'hid', rule: 1, toAuthor: 'It tells others what to take.' }));
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where case_id = ${id}`);
    await appeals.ask(bo, decision!.id, 'I only said what I did.');
    const appeal = await caseOf(decision!.id);
    for (const who of [mio, asModerator(iben)!]) expect((await queue.waiting(who, 'appeal')).cases).toEqual([]);
    expect((await queue.waiting(cleo, 'appeal')).cases).toMatchObject([{ id: appeal.id }]);
    await appeals.answer(cleo, appeal.id, appeal.version, 'upheld', 'I have looked.');
  });
  scene('is answered by somebody from elsewhere where everybody is near (NEW-5)', async (cast) => {
    const { ada, bo, hanna, mio, iben } = cast;
    const steward = asModerator(iben)!;
    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'Stop taking them, I did.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(ada, post!.id, 'unkind', '');
    await reports.tell(mio, post!.id, 'harm', '');
    const circle = await seated(cast);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
    const { session } = await circleLines.room(bo, circle);
    for (const member of [hanna, ada, bo] as Member[]) await presences.stepIn(member, circle, session!.id);
    const said = await circleLines.say(bo, circle, session!.id, { text: 'Unkind words.' });
    await lines.tell(ada, said.id, 'unkind', '');
    const out = async () => (await asHouse(() => sql<{ id: string }>`select id from forum.posts where hidden_at is not null union all select id from circles.lines where hidden_at is not null`)).map(({ id }) => id);
    for (const id of [post!.id, said.id]) {
      const first = await caseOf(id);
      await isNotTheirs(mio, first.id, first.version);
      await decisions.decide(steward, first.id, first.version, deciding({ deed: 'hid', rule: 1, toAuthor: 'It hurt somebody.' }));
      const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where case_id = ${first.id}`);
      await appeals.ask(bo, decision!.id, 'I only said what I did.');
      const { id: caseId, version } = await caseOf(decision!.id);
      expect(await out()).toContain(id);
      for (const who of [steward, mio]) await expect(appeals.answer(who, caseId, version, 'overturned', 'I have looked.')).rejects.toBeInstanceOf(NotFound);
      expect(await nobody.sweep()).toBe(true);
      const elsewhere = await another(cast);
      await appeals.answer(elsewhere, caseId, version, 'overturned', 'I have looked. It is back.');
      await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${elsewhere.id}`);
      expect(await out()).not.toContain(id);
      expect(await appeals.about(bo, decision!.id)).toMatchObject({ isUndone: true, appeal: { outcome: 'overturned' } });
      await expect(undoing.undo(mio, decision!.id, 'And again.'), 'the first case is not theirs all the same').rejects.toBeInstanceOf(NotFound);
    }
  });
});

describe('where everybody on the desk is near (MOD-2, MOD-9)', () => {
  scene('it is theirs while somebody may be in danger, and until the record of it is ended; then it is for somebody from elsewhere', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'You are all fools.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(mio, post!.id, 'unkind', '');
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${iben.id}`);
    const { id } = await caseOf(post!.id);
    await isNotTheirs(mio, id, 1);
    expect(await nobody.sweep()).toBe(true);
    await reports.tell(ada, post!.id, 'danger', '');
    await urgent.begin(mio, id);
    const versions = async () => [(await caseOf(post!.id)).version, (await urgent.of(mio, id)).record!.version] as const;
    await handing.setLevel(mio, id, (await versions())[0], 'low', 'They were joking, they said.');
    await reports.tell(hanna, post!.id, 'unkind', '');
    await urgent.end(mio, id, (await versions())[1], { outcome: 'notUrgent', words: '', followUpHours: NaN });
    await reports.tell(cleo, post!.id, 'unkind', '');
    await isNotTheirs(mio, id, (await caseOf(post!.id)).version);
  });
  scene('what was for somebody further away is theirs when that one has gone', async ({ bo, mio, iben }) => {
    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'You are all fools.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(mio, post!.id, 'unkind', '');
    const { id, version } = await caseOf(post!.id);
    await handing.setLevel(asModerator(iben)!, id, version, 'concern', 'It sounds heavy.');
    await isNotTheirs(mio, id, version + 1);
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${iben.id}`);
    expect(await nobody.sweep()).toBe(false);
    expect(await queue.one(mio, id)).toMatchObject({ level: 'concern' });
  });
});

describe('a moderator who tells us that somebody is in danger (MOD-2, MOD-9)', () => {
  scene('is not put apart by it: whoever noticed may be the only one awake', async ({ bo, mio, iben }) => {
    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'I have said goodbye to everybody.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(mio, post!.id, 'danger', '');
    const { id } = await caseOf(post!.id);
    expect(await queue.one(mio, id)).toMatchObject({ level: 'urgent' });
    await urgent.begin(mio, id);
    expect((await urgent.of(mio, id)).record).toMatchObject({ isMine: true });
    await expect(urgent.of(asModerator(iben)!, id)).resolves.toMatchObject({ record: { owner: 'mio' } });
  });
  scene('is still too near when it began as a complaint of theirs, also in another case about the same', async ({ bo, mio, iben }) => {
    const steward = asModerator(iben)!;
    const { code } = await threads.begin(bo, draft({ board: 'rest', want: 'listen', text: 'You are all fools.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    await reports.tell(mio, post!.id, 'unkind', '');
    await reports.tell(mio, post!.id, 'danger', 'Now I fear for them.');
    const { id, version } = await caseOf(post!.id);
    await isNotTheirs(mio, id, version);
    await urgent.begin(steward, id);
    await urgent.end(steward, id, (await urgent.of(steward, id)).record!.version, { outcome: 'notUrgent', words: '', followUpHours: NaN });
    await decisions.decide(steward, id, (await caseOf(post!.id)).version, deciding({ deed: 'nothing' }));
    await asHouse(() => sql`update safety.cases set opened_at = opened_at - interval '1 hour' where id = ${id}`);
    await reports.tell(mio, post!.id, 'danger', 'Again.');
    const again = await caseOf(post!.id);
    expect(again.id).not.toBe(id);
    await isNotTheirs(mio, again.id, again.version);
  });
});

describe('a moderator who comes later (MOD-2)', () => {
  scene('to a circle decides nothing that waited there, also not what they had taken; the queue forgets it when the worker hears', async (cast) => {
    const { ada, bo, iben } = cast;
    const cleo = await another(cast);
    const code = await seated(cast, { most: '6' });
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
    const { session } = await circleLines.room(ada, code);
    for (const member of [cast.hanna, ada, bo] as Member[]) await presences.stepIn(member, code, session!.id);
    const said = await circleLines.say(ada, code, session!.id, { text: 'Unkind words.' });
    await lines.tell(bo, said.id, 'unkind', '');
    const { id, version } = await caseOf(said.id);
    await cases.claim(cleo, id, version);
    expect(await queue.one(cleo, id)).toMatchObject({ isMine: true });

    await circleSeats.sit(cleo, code, { name: 'Late Robin', pledged: true });
    await isNotTheirs(cleo, id, version + 1);
    await asHouse(() => sql`delete from safety.apart`);
    expect(await waits(cleo, id)).toBe(true);
    await heard('members.persona.made');
    expect(await waits(cleo, id)).toBe(false);
    await asHouse(() => sql`update safety.cases set claimed_until = now() - interval '1 second'`);
    await decisions.decide(asModerator(iben)!, id, version + 1, deciding({ deed: 'hid', rule: 1, toAuthor: 'It hurt somebody.' }));
    const [decision] = await asHouse(() => sql<{ id: string }>`select id from safety.decisions where case_id = ${id}`);
    await expect(undoing.undo(cleo, decision!.id, 'It is back.')).rejects.toBeInstanceOf(NotFound);
    await appeals.ask(ada, decision!.id, 'I was joking.');
    const appeal = await caseOf(decision!.id);
    await asHouse(() => sql`delete from safety.apart`); // as if nobody had been near when it was asked
    for (const near of [cleo, cast.mio]) for (const result of ['upheld', 'overturned']) await expect(appeals.answer(near, appeal.id, appeal.version, result, 'I have looked.')).rejects.toBeInstanceOf(NotFound);
  });
  scene('to a gathering decides nothing that waited there', async (cast) => {
    const { ada, bo, hanna, iben, mio } = cast;
    const cleo = await another(cast);
    const { code, gatheringId } = await table([hanna, bo], [ada, cleo], iben);
    await gathered.tell(ada, code, '', 'unkind', '');
    const { id, version } = await caseOf(gatheringId);
    await cases.claim(cleo, id, version);
    await seats.take(cleo, code);
    await isNotTheirs(cleo, id, version + 1);
    await asHouse(() => sql`delete from safety.apart`);
    await heard('gatherings.seat.taken');
    expect([await waits(cleo, id), await waits(mio, id)]).toEqual([false, true]);
  });
});
