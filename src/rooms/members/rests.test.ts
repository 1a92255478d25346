/** A rest begins on one connection while somebody comes in, or goes for good, on another: so in a house of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apart, asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as leaving from '#members/leaving';
import * as rests from '#members/rests';
import * as sessions from '#members/sessions';
import { ownHouse, type OwnHouse } from '#test/own-house';

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
  it('nobody is erased whose day to leave has come', async () => {
    const { cleo, iben } = house.cast;
    await leaving.ask(cleo);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${cleo.id}`);
    await atOnce(() => rests.begin(cleo.personaId, iben.id), () => leaving.sweep());
    expect(await asHouse(() => sql`select 1 from members.members where id = ${cleo.id}`)).toHaveLength(1);
  });
});
