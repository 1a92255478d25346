/** A rest begins on one connection while somebody comes in, or goes for good, on another: so in a house of its own. */
import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apart, asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import { ledgerFile, markOf, readLedger } from '#platform/erasures';
import * as leaving from '#members/leaving';
import { asSteward } from '#members/members';
import * as rests from '#members/rests';
import * as roles from '#members/roles';
import * as sessions from '#members/sessions';
import { ownFolder } from '#test/own-folder';
import { ownHouse, type OwnHouse } from '#test/own-house';

ownFolder('rests'); // a ledger that is nobody else's
let house: OwnHouse;
beforeAll(async () => void (house = await ownHouse('rests')), 60_000);
afterAll(() => house.drop());

const aWhile = () => new Promise((go) => setTimeout(go, 200));
const open = async (memberId: string) => (await asHouse(() => sql`select 1 from members.sessions where member_id = ${memberId} and ends_at > now()`)).length;
/** `other` happens elsewhere before `first` has been written, and ends after it. */
async function atOnce<Result>(first: () => Promise<unknown>, other: () => Promise<Result>): Promise<Result | Error> {
  let going!: Promise<Result | Error>;
  await asHouse(async () => {
    await first();
    going = apart(() => other().catch((refused: Error) => refused));
    await aWhile();
  });
  return going;
}

describe('in the moment an account comes to rest (MOD-9)', () => {
  it('whoever signs in just before is signed out with the others', async () => {
    const { ada, iben } = house.cast;
    await atOnce(() => sessions.begin(ada.id, 'own', 'a phone'), () => asHouse(() => rests.begin(ada.personaId, iben.id)));
    expect(await open(ada.id)).toBe(0);
    await asHouse(() => rests.end(ada.personaId));
  });
  it('whoever signs in just after reads how to reach a person', async () => {
    const { ada, iben } = house.cast;
    expect(await atOnce(() => rests.begin(ada.personaId, iben.id), () => sessions.begin(ada.id, 'own', 'a phone'))).toMatchObject({ key: 'members.refused.rests' });
    expect(await open(ada.id)).toBe(0);
    await asHouse(() => rests.end(ada.personaId));
  });
  it('nobody goes on by a locked session or with a second factor either', async () => {
    const { bo, iben } = house.cast;
    const token = await sessions.begin(bo.id, 'own', 'a phone');
    const [{ id }] = await asHouse(() => sql<{ id: string }>`select id from members.sessions where member_id = ${bo.id} order by made_at desc limit 1`) as [{ id: string }];
    for (const goOn of [() => sessions.relight(token, 'a phone'), () => sessions.stepUp(bo.id, id)] as (() => Promise<unknown>)[]) {
      await asHouse(() => sql`update members.sessions set ends_at = now() + interval '1 hour' where id = ${id}`);
      expect(await atOnce(() => rests.begin(bo.personaId, iben.id), goOn)).toBeInstanceOf(NotFound);
      expect(await open(bo.id)).toBe(0);
      await asHouse(() => rests.end(bo.personaId));
    }
  });
  it('nobody is given a role by it, and who gives or ends one beside it is not in the way (MOD-1)', async () => {
    const { ada, cleo, hanna, iben } = house.cast;
    await asHouse(() => sql`insert into members.roles (id, member_id, role, given_by) values (gen_random_uuid(), ${hanna.id}, 'steward', ${iben.id})`);
    expect(await atOnce(() => rests.begin(ada.personaId, iben.id), () => asHouse(() => roles.hold(ada.id, 'host', iben.id)))).toMatchObject({ key: 'members.refused.roleRests' });
    expect(await atOnce(() => rests.begin(hanna.personaId, iben.id), () => roles.give(asSteward(iben)!, hanna.code, 'moderator'))).toMatchObject({ key: 'members.refused.roleRests' });
    expect(await atOnce(() => roles.give(asSteward(iben)!, cleo.code, 'host'), () => asHouse(() => rests.begin(cleo.personaId, iben.id)))).toBe(true);
    expect(await asHouse(() => sql`select 1 from members.roles where member_id = any(${[ada.id, hanna.id, cleo.id]}::uuid[]) and ended_at is null`)).toEqual([]);
    for (const { personaId } of [ada, hanna, cleo]) await asHouse(() => rests.end(personaId));
  });
  it('nobody is erased whose day to leave has come', async () => {
    const { cleo, iben } = house.cast;
    await leaving.ask(cleo);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${cleo.id}`);
    await atOnce(() => rests.begin(cleo.personaId, iben.id), () => leaving.sweep());
    expect(await asHouse(() => sql`select 1 from members.members where id = ${cleo.id}`)).toHaveLength(1);
  });
});

describe('the ledger beside the backups', () => {
  it('that was lost has every account that rests again, once (MOD-9)', async () => {
    const { ada, bo, cleo, iben } = house.cast;
    await asHouse(() => rests.end(cleo.personaId));
    const lines = () => readFileSync(ledgerFile(), 'utf8').split('\n').filter((line) => line.startsWith('rests ')).length;
    for (const { personaId } of [ada, bo]) await asHouse(() => rests.begin(personaId, iben.id));
    await asHouse(() => rests.end(bo.personaId));
    const before = lines();
    await rests.mend();
    expect(lines()).toBe(before);
    rmSync(ledgerFile());
    for (const _ of [1, 2]) await rests.mend();
    expect([...readLedger(ledgerFile()).rests]).toEqual([[markOf(ada.id), { says: 'rests', at: expect.any(Date) }]]);
    expect(lines()).toBe(1);
    await asHouse(() => rests.end(ada.personaId));
  });
  it('that says of somebody who lives that they rest has it put right, once: a line written before the work failed, or an end that could not be written (ID-1, MOD-9)', async () => {
    const { bo, iben } = house.cast;
    const lines = () => readFileSync(ledgerFile(), 'utf8').split('\n').filter((line) => line.startsWith('wakes ')).length;
    await expect(asHouse(async () => {
      await rests.begin(bo.personaId, iben.id);
      throw new Error('the work around it failed');
    })).rejects.toThrow('the work around it failed');
    expect(readLedger(ledgerFile()).rests.get(markOf(bo.id))?.says).toBe('rests');
    const before = lines();
    for (const _ of [1, 2]) await rests.mend();
    expect(readLedger(ledgerFile()).rests.get(markOf(bo.id))?.says).toBe('wakes');
    expect(lines()).toBe(before + 1);
  });
  it('is not mended with what is just ending or beginning (ID-1, MOD-9)', async () => {
    const { ada, iben } = house.cast;
    const said = () => readLedger(ledgerFile()).rests.get(markOf(ada.id))?.says;
    await atOnce(() => rests.begin(ada.personaId, iben.id), () => rests.mend());
    expect(said()).toBe('rests');
    await atOnce(() => rests.end(ada.personaId), () => rests.mend());
    expect(said()).toBe('wakes');
  });
});
