import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import { languages, say } from '#platform/words';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import type { Member, Moderator, Role } from '#members/members';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as going from '#safety/going';
import * as handing from '#safety/handing';
import * as pauses from '#safety/pauses';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import * as urgent from '#safety/urgent-records';
import { followUpTimes, isFollowUp, missing, outcomes } from '#safety/urgent-rules';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});
const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const open = async (member: Member, level: 'urgent' | 'concern' = 'urgent') =>
  (await cases.signal({ kind: 'post', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level, cause: randomUUID() })).caseId;
const versionOf = async (caseId: string) => (await asHouse(() => sql<{ version: number }>`select version from safety.cases where id = ${caseId}`))[0]!.version;
const hear = (name: string, data: Record<string, unknown>) => reactors[name]!({ id: 1, name, data, at: new Date() });
const of = async (moderator: Moderator, caseId: string) => (await urgent.of(moderator, caseId)).record!;
const nothing = { deed: 'nothing', rule: 0, toAuthor: '', toReporters: '' };
const close = async (moderator: Moderator, caseId: string) => decisions.decide(moderator, caseId, await versionOf(caseId), nothing);
const written = { said: 'I hear how frightening tonight is.', offered: 'Ring 116 123 with me here.', answer: 'I will ring.', told: '', content: 'live' };

describe('the steps of an urgent case', () => {
  it('are followed up a day to three days later, never sooner or later (safety guide 2.3)', () => {
    fc.assert(fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }), fc.integer({ min: 0, max: 200 }), (ended, hours) => {
      expect(followUpTimes(ended).every((at) => isFollowUp(at, ended))).toBe(true);
      expect(isFollowUp(new Date(ended.getTime() + hours * 3_600_000), ended)).toBe(hours >= 24 && hours <= 72);
    }));
  });
  it('end only with a second person, what was said, an outcome and a day to look again', () => {
    fc.assert(fc.property(fc.constantFrom('', ...outcomes, 'nonsense'), fc.boolean(), fc.boolean(), fc.boolean(), (outcome, hasSecond, isSaid, hasDay) => {
      const lacks = missing({ said: isSaid ? 'words' : ' ', outcome, hasSecond, followUpAt: hasDay ? new Date(48 * 3_600_000) : undefined }, new Date(0));
      if (outcome === 'notUrgent') return void expect(lacks).toEqual([]);
      expect(lacks.includes('second')).toBe(!hasSecond);
      expect(lacks.includes('said')).toBe(!isSaid);
      expect(lacks.includes('outcome')).toBe(!(outcomes as readonly string[]).includes(outcome));
      expect(lacks.includes('followUp')).toBe(!hasDay && outcome !== 'died');
    }));
  });
});

describe('an urgent record (MOD-9, NEW-6)', () => {
  scene('has one owner who writes it; others read it; whom it is about never meets it', async ({ ada, mio, iben, bo }) => {
    await give(bo, 'moderator');
    const [caseId, own] = [await open(ada), await open(mio)];
    await urgent.begin(mio, caseId);
    await urgent.begin(mio, caseId);
    await expect(urgent.begin(iben, caseId)).rejects.toMatchObject({ key: 'safety.refused.claimed' });
    await expect(urgent.of(mio, own)).rejects.toThrow(NotFound);
    await expect(urgent.begin(mio, own)).rejects.toThrow(NotFound);
    await expect(urgent.of(mio, 'nonsense')).rejects.toThrow(NotFound);
    expect(await of(iben, caseId)).toMatchObject({ owner: 'mio', isMine: false });
    const { version } = await of(mio, caseId);
    await urgent.tick(mio, caseId, version, 'read');
    await expect(urgent.tick(mio, caseId, version, 'greeted')).rejects.toMatchObject({ key: 'safety.refused.stale' });
    await expect(urgent.tick(iben, caseId, version + 1, 'greeted')).rejects.toMatchObject({ key: 'safety.refused.notOwner' });
    await expect(urgent.tick(mio, caseId, version + 1, 'dance')).rejects.toThrow(NotFound);
    await expect(urgent.nameSecond(mio, caseId, version + 1, mio.code)).rejects.toMatchObject({ key: 'safety.refused.second' });
    await expect(urgent.nameSecond(mio, caseId, version + 1, ada.code)).rejects.toMatchObject({ key: 'safety.refused.second' });
    await urgent.nameSecond(mio, caseId, version + 1, bo.code);
    expect(await of(mio, caseId)).toMatchObject({ second: 'bo', steps: [{ step: 'read', by: 'mio' }, { step: 'second', by: 'mio' }] });
  });
  scene('cannot be closed without what it needs, and is followed up once', async ({ ada, mio, iben }) => {
    const caseId = await open(ada);
    await urgent.begin(mio, caseId);
    const end = async (given: Partial<urgent.Ending>) => urgent.end(mio, caseId, (await of(mio, caseId)).version, { outcome: 'safeNow', words: 'With her sister.', followUpHours: 48, ...given });
    await expect(end({})).rejects.toMatchObject({ key: 'safety.refused.lacks.second', field: 'second' });
    await urgent.nameSecond(mio, caseId, (await of(mio, caseId)).version, iben.code);
    await expect(end({})).rejects.toMatchObject({ field: 'said' });
    await urgent.write(mio, caseId, (await of(mio, caseId)).version, written);
    await expect(end({ outcome: 'fine' })).rejects.toMatchObject({ field: 'outcome' });
    await expect(end({ followUpHours: 100 })).rejects.toMatchObject({ field: 'followUp' });
    await expect(urgent.followUp(iben, caseId, (await of(iben, caseId)).version, 'Well.')).rejects.toMatchObject({ key: 'safety.refused.noFollowUp' });
    await end({});
    await expect(end({})).rejects.toMatchObject({ key: 'safety.refused.ended' });
    for (const language of languages) expect(say(language, 'safety', 'refused.ended'), 'of the record, not of a pause').toMatch(/record|logge/);
    expect((await urgent.followUps(iben)).map((due) => due.caseId)).toContain(caseId);
    await urgent.followUp(iben, caseId, (await of(iben, caseId)).version, 'She is all right today.');
    expect((await urgent.followUps(iben)).map((due) => due.caseId)).not.toContain(caseId);
    const [hours] = await asHouse(() => sql<{ follow: number; debrief: number }>`
      select extract(epoch from follow_up_at - ended_at)::int / 3600 as follow, extract(epoch from debrief_due_at - ended_at)::int / 3600 as debrief from safety.urgent_records where case_id = ${caseId}`);
    expect(hours).toEqual({ follow: 48, debrief: 24 });
  });
  scene('takes why there is no second person where nobody else may be on it, and then ends, is closed and lets its owner go home (MOD-9, NEW-6)', async ({ ada, mio, iben }) => {
    await clockings.clockIn(mio, 60);
    const caseId = await open(ada);
    const version = async () => (await of(mio, caseId)).version;
    const end = async () => urgent.end(mio, caseId, await version(), { outcome: 'safeNow', words: '', followUpHours: 24 });
    await urgent.begin(mio, caseId);
    await expect(urgent.goAlone(mio, caseId, await version(), 'I am quicker alone.'), 'iben may be asked').rejects.toMatchObject({ key: 'safety.refused.notAlone', field: 'second' });
    await handing.stayAway(iben as unknown as Moderator, caseId);
    await urgent.write(mio, caseId, await version(), written);
    await expect(end()).rejects.toMatchObject({ key: 'safety.refused.lacks.alone', field: 'alone' });
    await expect(urgent.goAlone(mio, caseId, await version(), '  ')).rejects.toMatchObject({ key: 'safety.refused.lacks.alone', field: 'alone' });
    await expect(urgent.goAlone(iben as unknown as Moderator, caseId, await version(), 'Not theirs.')).rejects.toThrow(NotFound);
    const why = 'No second person, because the only other moderator stays away from this one.';
    await urgent.goAlone(mio, caseId, await version(), why);
    expect(await of(mio, caseId)).toMatchObject({ second: null, alone: why });
    expect((await queue.one(mio, caseId)).activity[0]).toMatchObject({ what: 'alone', by: 'mio', note: why });
    await end();
    await expect(urgent.goAlone(mio, caseId, await version(), why)).rejects.toMatchObject({ key: 'safety.refused.ended' });
    await close(mio, caseId);
    expect(await going.whatKeeps(mio)).toEqual([]);
    await going.clockOut(mio);
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    expect(await of(mio, caseId), 'its words leave with whom they are about').toMatchObject({ alone: '', outcome: 'safeNow' });
  });
  scene('goes along when the case is handed over', async ({ ada, mio, iben }) => {
    const caseId = await open(ada);
    await urgent.begin(mio, caseId);
    const to = (await handing.colleagues(mio, caseId)).find(({ name }) => name === 'iben')!;
    await handing.handOver(mio, caseId, await versionOf(caseId), to.id, '');
    await handing.accept(iben, caseId, await versionOf(caseId));
    await hear('safety.case.claimed', { caseId });
    await hear('safety.case.claimed', { caseId });
    expect(await of(iben, caseId)).toMatchObject({ owner: 'iben', isMine: true });
  });
  scene('has to be ended before an urgent case is closed, by whichever way (MOD-9, NEW-6)', async ({ ada, mio, iben }) => {
    const caseId = await open(ada);
    await cases.claim(mio, caseId, 1);
    const owed = { key: 'safety.refused.recordFirst', field: 'record' };
    await expect(close(mio, caseId)).rejects.toMatchObject(owed);
    expect(await queue.one(mio, caseId)).toMatchObject({ isOwedRecord: true, isRecordEnded: false });
    await urgent.begin(mio, caseId);
    await expect(close(mio, caseId)).rejects.toMatchObject(owed);
    await decisions.decide(mio, caseId, await versionOf(caseId), { ...nothing, isKept: true });
    await decisions.decide(mio, caseId, await versionOf(caseId), { deed: 'paused', rule: 1, toAuthor: 'Rest for a day, please.', toReporters: '', hours: 24 });
    await pauses.confirm(iben, caseId, await versionOf(caseId)); // a pause protects somebody: it waits for no record
    expect(await queue.one(mio, caseId)).toMatchObject({ state: 'acting', isMine: true, isOwedRecord: true });
    await handing.setLevel(mio, caseId, await versionOf(caseId), 'low', 'She is with her sister.');
    await expect(close(mio, caseId), 'what was begun is ended').rejects.toMatchObject(owed);
    await urgent.end(mio, caseId, (await of(mio, caseId)).version, { outcome: 'notUrgent', words: '', followUpHours: NaN });
    expect(await queue.one(mio, caseId), 'its page says so, and asks nobody to begin with the steps').toMatchObject({ isOwedRecord: false, isRecordEnded: true });
    await close(mio, caseId);
    expect(await of(mio, caseId)).toMatchObject({ outcome: 'notUrgent', owner: 'mio' });
  });
  scene('is not needed where a person lowered the level first, and said why', async ({ ada, mio }) => {
    const caseId = await open(ada);
    await cases.claim(mio, caseId, 1);
    await handing.setLevel(mio, caseId, await versionOf(caseId), 'low', 'It is a song.');
    await close(mio, caseId);
    expect((await urgent.of(mio, caseId)).record).toBeUndefined();
  });
  scene('of a case that was closed without an end can still be told, and then somebody looks again', async ({ ada, mio, iben }) => {
    const caseId = await open(ada);
    await urgent.begin(mio, caseId);
    await asHouse(() => sql`update safety.cases set state = 'closed', closed_at = now(), closed_by = ${mio.id}, claimed_by = null, claimed_until = null where id = ${caseId}`);
    await hear('safety.case.closed', { caseId });
    await hear('safety.case.closed', { caseId });
    const closed = await of(mio, caseId);
    expect(closed).toMatchObject({ owner: 'mio', outcome: '', endedAt: expect.any(Date) });
    await urgent.begin(iben, caseId);
    await urgent.nameSecond(iben, caseId, (await of(iben, caseId)).version, mio.code);
    await urgent.write(iben, caseId, (await of(iben, caseId)).version, written);
    await urgent.end(iben, caseId, (await of(iben, caseId)).version, { outcome: 'withOthers', words: '', followUpHours: 24 });
    expect(await of(iben, caseId)).toMatchObject({ outcome: 'withOthers', endedAt: closed.endedAt, said: written.said });
    expect((await urgent.followUps(iben)).map((due) => due.caseId)).toEqual([caseId]);
    await expect(urgent.begin(mio, caseId)).rejects.toMatchObject({ key: 'safety.refused.closedBySomebody' });
  });
  scene('loses its words when whom it is about leaves for good, and keeps that it was', async ({ ada, mio, iben }) => {
    const caseId = await open(ada);
    await urgent.begin(mio, caseId);
    await urgent.write(mio, caseId, (await of(mio, caseId)).version, written);
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    expect(await of(iben, caseId)).toMatchObject({ said: '', answer: '', owner: 'mio' });
  });
});

describe('going home (safety guide 2.2)', () => {
  scene('is refused to the last one while something urgent is open, until somebody on call has said yes by name', async ({ ada, bo, mio, hanna, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await give(bo, 'moderator');
    await rota.add(mio, { code: bo.code, kind: 'onCall', days: ['1', '2', '3', '4', '5', '6', '7'], from: '00:00', to: '24:00', timeZone: '' });
    await clockings.clockIn(mio, 60);
    await clockings.clockIn(hanna, 60);
    const caseId = await open(ada);
    await expect(going.clockOut(mio)).rejects.toMatchObject({ key: 'safety.refused.handOverFirst', values: { count: 1 } });
    await going.clockOut(hanna); // hosts decide no cases
    await cases.claim(mio, caseId, await versionOf(caseId));
    const to = (await handing.colleagues(mio, caseId)).find(({ name }) => name === 'bo')!;
    await handing.handOver(mio, caseId, await versionOf(caseId), to.id, 'She answers slowly.');
    await expect(going.clockOut(mio), 'asked is not accepted').rejects.toMatchObject({ key: 'safety.refused.handOverFirst' });
    await handing.accept(bo as Moderator, caseId, await versionOf(caseId));
    await going.clockOut(mio);
    await going.clockOut(mio);
    expect(await asHouse(() => clockings.present())).toEqual([]);
  });
  scene('needs my own cases handed over, also while others are here; what nobody holds is theirs', async ({ ada, bo, mio, iben }) => {
    await clockings.clockIn(mio, 60);
    await clockings.clockIn(iben, 60);
    const [mine, nobodys] = [await open(ada), await open(bo, 'concern')];
    await urgent.begin(mio, mine);
    expect((await going.whatKeeps(mio)).map(({ caseId }) => caseId)).toEqual([mine]);
    await handing.handOver(mio, mine, await versionOf(mine), (await handing.colleagues(mio, mine)).find(({ name }) => name === 'iben')!.id, '');
    await handing.accept(iben, mine, await versionOf(mine));
    await hear('safety.case.claimed', { caseId: mine });
    await going.clockOut(mio);
    expect((await going.whatKeeps(iben)).map(({ caseId }) => caseId).sort()).toEqual([mine, nobodys].sort());
  });
  scene('is nobody’s prison: everybody above is told at once, and the break is theirs', async ({ ada, mio, iben }) => {
    await clockings.clockIn(mio, 60);
    const caseId = await open(ada);
    expect(await going.cannotStay(mio)).toBe(1);
    expect((await clockings.mine(mio))!.state).toBe('break');
    const told = await asHouse(() => sql`select step, channel from safety.escalations where case_id = ${caseId} order by channel`);
    expect(told).toEqual([{ step: 'stewards', channel: 'alarm' }, { step: 'stewards', channel: 'notice' }]);
    expect((await clockings.mine(mio, new Date(Date.now() + 61 * 60_000)))!.state).toBe('away');
    expect(iben).toBeDefined();
  });
  scene('two at once: the second is the last', async ({ ada, mio, iben }) => {
    await clockings.clockIn(mio, 60);
    await clockings.clockIn(iben, 60);
    await open(ada);
    await going.clockOut(mio);
    await expect(going.clockOut(iben)).rejects.toMatchObject({ key: 'safety.refused.handOverFirst' });
  });
});
