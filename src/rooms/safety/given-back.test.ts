import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { Member, Moderator, Role, Steward } from '#members/members';
import * as cases from '#safety/cases';
import * as escalations from '#safety/escalations';
import * as going from '#safety/going';
import * as handing from '#safety/handing';
import * as urgent from '#safety/urgent-records';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const after = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const versionOf = async (caseId: string) => (await asHouse(() => sql<{ version: number }>`select version from safety.cases where id = ${caseId}`))[0]!.version;
const told = async (caseId: string) =>
  (await asHouse(() => sql<{ step: string; name: string | null }>`
    select step, safety.called(member_id) as name from safety.escalations where case_id = ${caseId} and channel = 'notice' order by step`)).map(({ step, name }) => `${step} ${name}`);
const record = async (moderator: Moderator, caseId: string) => (await urgent.of(moderator, caseId)).record!;
/** The lease runs out, as if its ten minutes were over. */
const runOut = (caseId: string) => asHouse(() => sql`update safety.cases set claimed_until = now() - interval '1 second' where id = ${caseId}`);

/** mio is here alone and on it; hanna is clinical lead, iben the steward. */
async function alone({ ada, hanna, mio, iben }: { ada: Member; hanna: Member; mio: Moderator; iben: Steward }): Promise<string> {
  await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
  await give(hanna, 'clinicalLead');
  await clockings.clockIn(mio, 240);
  const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
  await urgent.begin(mio, caseId);
  await escalations.sweep(after(1));
  expect(await told(caseId), 'somebody is on it').toEqual([]);
  return caseId;
}

describe('an urgent case somebody was on climbs anew (MOD-9, NEW-6, crisis protocol 3)', () => {
  scene('when it is given back: those here at once, and its record is nobody’s', async (cast) => {
    const caseId = await alone(cast);
    await handing.release(cast.mio, caseId, await versionOf(caseId));
    await escalations.sweep(after(1));
    await escalations.sweep(after(11));
    expect(await told(caseId)).toEqual(['duty mio', 'lead hanna']);
    expect(await record(cast.mio, caseId)).toMatchObject({ owner: null, isMine: false });
  });
  scene('when the only one here says "not me": the leads at once', async (cast) => {
    const caseId = await alone(cast);
    await handing.stayAway(cast.mio, caseId);
    await escalations.sweep(after(1));
    expect(await told(caseId)).toEqual(['lead hanna']);
    expect(await record(cast.iben, caseId)).toMatchObject({ owner: null });
  });
  scene('when they say that they know them: nobody holds it from that moment', async (cast) => {
    const caseId = await alone(cast);
    await handing.know(cast.mio, cast.ada.code);
    expect(await record(cast.iben, caseId)).toMatchObject({ owner: null });
    await escalations.sweep(after(1));
    expect(await told(caseId)).toEqual(['lead hanna']);
    await urgent.begin(cast.iben, caseId);
    expect(await record(cast.iben, caseId)).toMatchObject({ owner: 'iben', isMine: true });
  });
  scene('when they share names with them meanwhile, and may hold it no more', async (cast) => {
    const caseId = await alone(cast);
    await asHouse(() => sql`insert into safety.apart (case_id, member_id, why) values (${caseId}, ${cast.mio.id}, 'there')`);
    await escalations.sweep(after(1));
    expect(await told(caseId)).toEqual(['lead hanna']);
    expect(await record(cast.iben, caseId)).toMatchObject({ owner: null });
  });
  scene('when its lease runs out although its owner is here; whatever they do makes it theirs again', async (cast) => {
    const caseId = await alone(cast);
    await runOut(caseId);
    await escalations.sweep(after(1));
    await escalations.sweep(after(11));
    expect(await told(caseId)).toEqual(['duty mio', 'lead hanna']);
    await urgent.tick(cast.mio, caseId, (await record(cast.mio, caseId)).version, 'greeted');
    expect(await asHouse(() => sql`select state, claimed_by from safety.cases where id = ${caseId}`)).toEqual([{ state: 'claimed', claimedBy: cast.mio.id }]);
    await expect(urgent.begin(cast.iben, caseId)).rejects.toMatchObject({ key: 'safety.refused.claimed' });
    await asHouse(() => sql`delete from safety.escalations where case_id = ${caseId}`);
    await escalations.sweep(after(1));
    expect(await told(caseId)).toEqual([]);
  });
  scene('and what its owner does later takes it from nobody', async (cast) => {
    const caseId = await alone(cast);
    await runOut(caseId);
    await cases.claim(cast.iben, caseId, await versionOf(caseId));
    await urgent.tick(cast.mio, caseId, (await record(cast.mio, caseId)).version, 'greeted');
    expect(await asHouse(() => sql`select claimed_by from safety.cases where id = ${caseId}`)).toEqual([{ claimedBy: cast.iben.id }]);
  });
  scene('and a colleague who may not hold it keeps nobody free to go home', async (cast) => {
    const caseId = await alone(cast);
    await clockings.clockIn(cast.iben, 60);
    expect(await going.whatKeeps(cast.iben), 'it is with somebody who is here').toEqual([]);
    await handing.know(cast.mio, cast.ada.code);
    expect((await going.whatKeeps(cast.iben)).map((kept) => kept.caseId)).toEqual([caseId]);
    await going.clockOut(cast.mio);
    await expect(going.clockOut(cast.iben)).rejects.toMatchObject({ key: 'safety.refused.handOverFirst' });
  });
});

describe('what the desk says of a case (MOD-9)', () => {
  scene('is who has it, each time somebody does, and that whoever was asked need not answer any more', async (cast) => {
    const { mio } = cast;
    const iben = cast.iben as unknown as Moderator;
    const caseId = await alone(cast);
    const heard = async () => (await asHouse(() => sql<{ name: string; byId: string | null }>`
      select name, data ->> 'byId' as by_id from platform.events where data ->> 'caseId' = ${caseId} and name ~ '[.](claimed|handed|declined|released)$' order by id`)).map(({ name, byId }) => [name.split('.').at(-1), byId]);
    const hand = async (from: Moderator, to: Moderator) => handing.handOver(from, caseId, await versionOf(caseId), to.personaId, '');
    await hand(mio, iben);
    await handing.accept(iben, caseId, await versionOf(caseId));
    await hand(iben, mio);
    await handing.stayAway(mio, caseId);
    await handing.release(iben, caseId, await versionOf(caseId));
    expect(await heard()).toEqual([['claimed', mio.id], ['handed', null], ['claimed', iben.id], ['handed', null], ['declined', null], ['released', null]]);
  });
  scene('is that its owner is on it again, where it lapsed and they went on', async (cast) => {
    const caseId = await alone(cast);
    await runOut(caseId);
    await escalations.sweep(after(1));
    expect(await told(caseId)).toEqual(['duty mio']);
    await urgent.tick(cast.mio, caseId, (await record(cast.mio, caseId)).version, 'read');
    expect(await asHouse(() => sql`select data ->> 'byId' as by_id from platform.events where name = 'safety.case.claimed' and data ->> 'caseId' = ${caseId}`)).toEqual([{ byId: cast.mio.id }, { byId: cast.mio.id }]);
  });
});
