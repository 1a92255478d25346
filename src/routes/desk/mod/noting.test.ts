import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import type { Member, Moderator, Role, Steward } from '#members/members';
import { reactors as telling } from '#notices/reactors';
import * as cases from '#safety/cases';
import * as handing from '#safety/handing';
import * as harms from '#safety/harms';
import * as noting from '#safety/noting';
import { reactors } from '#safety/reactors';
import * as urgent from '#safety/urgent-records';
import { scene } from '#test/scene';
import { load as glassPage } from './glass/[id]/+page.server.ts';

const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const open = async (member: Member, level: 'urgent' | 'low' = 'urgent') =>
  (await cases.signal({ kind: 'post', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level, cause: randomUUID() })).caseId;
/** A page of one thing, asked for by this member. */
const asked = (member: Member, path: string, id: string) => ({ locals: { member, language: 'en' }, params: { id }, url: new URL(path, 'http://t') }) as never;
const judged = { type: 'A14', severity: '1', related: 'perhaps', preventable: 'yes', actions: '', isDone: false };
const ids = async (moderator: Moderator) => (await harms.register(moderator)).map(({ id }) => id);
/** What was announced of this kind, heard twice by whoever listens here. */
async function heard(name: string, by: typeof reactors): Promise<void> {
  const events = await asHouse(() => sql<{ id: number; data: Record<string, unknown>; at: Date }>`select id, data, now() as at from platform.events where name = ${name} order by id`);
  for (let twice = 0; twice < 2; twice++) for (const event of events) await by[name]!({ ...event, name });
}

describe('what somebody who works here writes into the register (MOD-11)', () => {
  scene('leads back to its case, is judged as every entry is, and is there once', async ({ ada, mio, iben }) => {
    const caseId = await open(ada);
    const from = await noting.from(mio, { case: caseId });
    expect(from).toMatchObject({ source: 'urgent', name: 'ada', likely: 'A13' });
    await expect(noting.note(mio, from, { ...judged, type: 'A18' })).rejects.toThrow(Refusal);
    expect(await noting.ofCase(mio, caseId), 'nothing of it was kept').toEqual([]);
    const id = await noting.note(mio, from, judged);
    expect(await noting.note(mio, from, judged)).toBe(id);
    expect(await harms.one(mio, id)).toMatchObject({ toldKind: 'noted', topic: 'urgent', type: 'A14', fromCase: caseId, caseId: null, caseVersion: null, words: null });
    expect(await noting.ofCase(iben as unknown as Moderator, caseId)).toMatchObject([{ id, type: 'A14' }]);
    await harms.judge(mio, id, { ...judged, isDone: true, actions: 'We spoke about it.', closing: 1 });
    expect((await harms.one(mio, id)).closedAt, 'and its case is as it was').not.toBeNull();
    expect((await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'low', cause: randomUUID() })).caseId).not.toBe(caseId);
    expect(await harms.exported(iben as unknown as Steward)).toContain('noted,urgent,A14');
  });
  scene('is read by nobody who may not read its case, and of a colleague it names no member', async ({ ada, bo, mio, iben }) => {
    const [about, known] = [await open(mio, 'low'), await open(bo, 'low')];
    const steward = iben as unknown as Moderator;
    const [own, other] = [await noting.note(steward, await noting.from(steward, { case: about }), judged), await noting.note(steward, await noting.from(steward, { case: known }), { ...judged, type: 'A17' })];
    expect((await harms.one(steward, other)).name).toBeNull();
    expect((await harms.one(steward, own)).name).toBe('mio');
    await expect(harms.one(mio, own)).rejects.toThrow(NotFound);
    await handing.know(mio, bo.code);
    await expect(harms.one(mio, other)).rejects.toThrow(NotFound);
    expect(await ids(mio)).toEqual([]);
    expect((await ids(steward)).sort()).toEqual([own, other].sort());
    for (const asked of [{ case: about }, { case: known }, { case: randomUUID() }, { case: 'x' }, {}, { glass: randomUUID() }, { glass: 'x' }]) await expect(noting.from(mio, asked)).rejects.toThrow(NotFound);
    expect(await noting.ofCase(mio, known)).toEqual([]);
    await expect(noting.from(mio, { case: (await harms.one(steward, (await harms.tell(ada, { kind: 'wrong', topic: 'other', words: 'x' })).id)).caseId }), 'the register is not written into from itself').rejects.toThrow(NotFound);
  });
});

describe('the way into the register (MOD-11)', () => {
  scene('stands where it leads somewhere, and not from a drill or from what was told as harm', async ({ ada, cleo, iben }) => {
    const steward = iben as unknown as Moderator;
    const { id: harmId } = await harms.tell(ada, { kind: 'wrong', topic: 'other', words: 'x' });
    const { caseId: drill } = await cases.signal({ kind: 'drill', id: randomUUID(), personaId: null }, { kind: 'drill', level: 'urgent', cause: 'a drill' });
    const harm = (await harms.one(steward, harmId)).caseId!;
    for (const [caseId, leads] of [[await open(cleo), true], [drill, false], [harm, false]] as const) {
      const glassId = randomUUID();
      await asHouse(() => sql`
        insert into safety.glasses (id, case_id, member_id, asked_by, asked_at, reason, basis, consent, why, fields, out_of_hours)
        values (${glassId}, ${caseId}, ${cleo.id}, ${ada.id}, now(), 'dangerSelf', 'uk-vital', 'cannot', 'A reason.', '{phone}', false)`);
      expect([await noting.may(steward, caseId), (await glassPage(asked(iben, `/desk/mod/glass/${glassId}`, glassId))).mayNote]).toEqual([leads, leads]);
      for (const way of [{ case: caseId }, { glass: glassId }]) expect(await noting.from(steward, way).then(() => true, () => false)).toBe(leads);
    }
  });
});

describe('when we learn that somebody died (MOD-9, safety guide 2.3)', () => {
  scene('the register has it at once, the leads hear of it without a name, and the steward has an alarm, once', async ({ ada, hanna, mio, iben }) => {
    for (const role of ['moderator', 'clinicalLead'] as const) await give(hanna, role);
    const caseId = await open(ada);
    await urgent.begin(mio, caseId);
    const version = async () => (await urgent.of(mio, caseId)).record!.version;
    await urgent.nameSecond(mio, caseId, await version(), iben.code);
    await urgent.write(mio, caseId, await version(), { said: 'We wrote to her and rang.', offered: '', answer: '', told: 'The police told us.', content: 'live' });
    await urgent.end(mio, caseId, await version(), { outcome: 'died', words: '', followUpHours: Number.NaN });
    await heard('safety.urgent.ended', reactors);
    const [entry, ...more] = await harms.register(mio);
    expect([entry, more]).toMatchObject([{ toldKind: 'noted', type: 'A16', severity: 4, related: null, lookedAt: null, fromCase: caseId, leadToldAt: expect.any(Date) }, []]);
    expect((await noting.from(mio, { case: caseId })).likely).toBe('A16');
    await heard('safety.urgent.died', telling);
    const told = await asHouse(() => sql<{ memberId: string; data: unknown; cause: string }>`select member_id, data, cause from notices.notices where kind = 'died'`);
    expect(told).toMatchObject([{ memberId: hanna.id, data: {} }]);
    expect(await asHouse(() => sql`select 1 from platform.alarms where what = 'harm.serious' and seen_at is null`)).toHaveLength(1);
    await harms.judge(mio, entry!.id, { ...judged, type: 'A16', severity: '4' });
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'safety.harm.serious'`), 'judged, it is not told again').toHaveLength(1);
  });
  scene('and there is no lead, the stewards hear of it; an urgent case that ended otherwise says nothing', async ({ ada, bo, mio, iben }) => {
    for (const [member, outcome] of [[ada, 'died'], [bo, 'safeNow']] as const) {
      const caseId = await open(member);
      await urgent.begin(mio, caseId);
      await asHouse(() => sql`update safety.urgent_records set outcome = ${outcome}, ended_at = now() where case_id = ${caseId}`);
      await reactors['safety.urgent.ended']!({ id: 1, name: 'safety.urgent.ended', data: { caseId }, at: new Date() });
    }
    await heard('safety.urgent.died', telling);
    expect(await asHouse(() => sql<{ memberId: string }>`select member_id from notices.notices where kind = 'died'`)).toMatchObject([{ memberId: iben.id }]);
    expect(await harms.register(mio)).toHaveLength(1);
  });
});
