import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as seats from '#circles/seats';
import * as waits from '#circles/waits';

/** A full circle with cleo on the list, and iben after her. */
async function full(cast: Cast, more = {}) {
  const code = await seated(cast, more);
  const { id } = await circles.one(cast.ada, code);
  await waits.wait(cast.cleo, code);
  await asHouse(() => sql`update circles.waits set since = now() - interval '1 day'`);
  await waits.wait(cast.iben, code);
  return { code, id };
}
/** Who was told since it was asked last, by turns. */
async function told(): Promise<string[]> {
  const [{ last }] = await asHouse(() => sql<{ last: number }>`select coalesce(max(id), 0)::int as last from platform.events`) as [{ last: number }];
  await clock.tellNext();
  return (await asHouse(() => sql<{ data: { memberId: string } }>`select data from platform.events where name = 'circles.seat.offered' and id > ${last} order by id`)).map(({ data }) => data.memberId);
}
const daysPass = (days: number) => asHouse(() => sql`update circles.waits set told_at = told_at - make_interval(days => ${days}::int, mins => 1)`);
const wish = (name: string) => ({ name, pledged: true });

describe('whoever waits for a seat (PEER-27)', () => {
  scene('is told once when somebody rises, the longest waiting first, and not while it is full', async (cast) => {
    const { bo, cleo } = cast;
    const { code } = await full(cast);
    expect(await told()).toEqual([]);
    await seats.rise(bo, code);
    expect([await told(), await told()]).toEqual([[cleo.id], []]);
    expect(await circles.one(cleo, code)).toMatchObject({ door: 'open', isWaiting: true });
  });
  scene('is told however the seat came free: the name there was given up, or somebody left for good', async (cast) => {
    const { ada, bo, cleo, iben } = cast;
    const { code } = await full(cast);
    await personas.leave(bo, await personas.inPlace(bo, code)); // as /settings/known does it
    expect(await told()).toEqual([cleo.id]);
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    expect(await told()).toEqual([iben.id]);
  });
  scene('is passed over once they have died: nothing is told to an account that rests, and the next hears of it', async (cast) => {
    const { bo, cleo, iben } = cast;
    const { code } = await full(cast);
    await asHouse(() => sql`insert into members.rests (member_id) values (${cleo.id})`);
    await seats.rise(bo, code);
    expect(await told()).toEqual([iben.id]);
    await asHouse(() => sql`delete from members.rests`); // said by mistake, and undone
    await daysPass(2);
    expect(await told()).toEqual([cleo.id]);
  });
  scene('hears of it in turn: the next when nobody has taken it for two days, and nobody twice of the same seat', async (cast) => {
    const { bo, cleo, iben } = cast;
    const { code } = await full(cast);
    await seats.rise(bo, code);
    expect(await told()).toEqual([cleo.id]);
    await daysPass(1);
    expect(await told()).toEqual([]);
    await daysPass(1);
    expect(await told()).toEqual([iben.id]);
    await daysPass(9);
    expect(await told()).toEqual([]);
  });
  scene('is next at once when the one before stops waiting', async (cast) => {
    const { bo, cleo, iben } = cast;
    const { code } = await full(cast);
    await seats.rise(bo, code);
    expect(await told()).toEqual([cleo.id]);
    await waits.stopWaiting(cleo, code);
    expect(await told()).toEqual([iben.id]);
  });
  scene('hears anew of another seat, still in the same order', async (cast) => {
    const { ada, bo, cleo } = cast;
    const { code } = await full(cast);
    await seats.rise(bo, code);
    expect(await told()).toEqual([cleo.id]);
    await seats.sit(bo, code, wish('Round Pebble')); // it is kept for nobody
    expect(await told()).toEqual([]);
    await seats.rise(ada, code);
    expect(await told()).toEqual([cleo.id]);
    await seats.sit(cleo, code, wish('Late Robin'));
    expect(await asHouse(() => sql<{ memberId: string }>`select member_id from circles.waits`)).toEqual([{ memberId: cast.iben.id }]);
  });
  scene('is told of no seat nobody can take: a host rose, or the course has met twice; and is told when that changes', async (cast) => {
    const { bo, cleo, hanna } = cast;
    const { code } = await full(cast);
    for (const one of [bo, hanna]) await seats.rise(one, code);
    expect([await told(), (await circles.one(cleo, code)).door]).toEqual([[], 'hostless']);
    await seats.hold(hanna, code, wish('Fern Again'));
    expect(await told()).toEqual([cleo.id]);
  });
  scene('is told once of a seat that nobody could take for a while', async (cast) => {
    const { bo, cleo, hanna } = cast;
    const { code } = await full(cast);
    await seats.rise(bo, code);
    expect(await told()).toEqual([cleo.id]);
    const { personaId } = await personas.inPlace(hanna, code);
    await asHouse(() => sql`update circles.seats set role = 'member' where role = 'host' and persona_id = ${personaId}`);
    expect([await told(), (await circles.one(cleo, code)).door]).toEqual([[], 'hostless']);
    await asHouse(() => sql`update circles.seats set role = 'host' where persona_id = ${personaId}`);
    expect([(await circles.one(cleo, code)).door, await told()]).toEqual(['open', []]);
  });
  scene('for a course that has met twice hears of no seat until it goes on without an end (PEER-26)', async (cast) => {
    const { bo, cleo } = cast;
    const { code, id } = await full(cast, { kind: 'course' });
    await asHouse(() => sql`update circles.sessions set opened_at = now() where number < 3`);
    await seats.rise(bo, code);
    expect([await told(), (await circles.one(cleo, code)).door]).toEqual([[], 'late']);
    await asHouse(() => sql`update circles.circles set kind = 'circle', weeks = null where id = ${id}`);
    expect(await told()).toEqual([cleo.id]);
  });
  scene('in a circle for people from one place hears of it only with a name there; the next does not wait for them', async (cast) => {
    const { bo, cleo, iben } = cast;
    const { code, id } = await full(cast);
    const place = await spaces.open(iben, { kind: 'local', name: 'The bay', about: '', region: '', area: '', language: 'en' });
    await asHouse(() => sql`update circles.circles set from_space = ${place.id} where id = ${id}`);
    await seats.rise(bo, code);
    expect([await told(), (await circles.one(cleo, code)).door]).toEqual([[], 'elsewhere']);
    await personas.make(iben, place.code, { ...wish('Small Harbour'), keepName: true });
    expect(await told()).toEqual([iben.id]);
  });
  scene('is on no list any more when the circle has ended, and hears nothing of a turn that is over', async (cast) => {
    const { bo, cleo, iben } = cast;
    const { code, id } = await full(cast);
    await seats.rise(bo, code);
    await told();
    const turn = (member: Member) => asHouse(() => waits.turnOf(id, member.id));
    expect([await turn(cleo), await turn(iben)]).toEqual([code, undefined]);
    await asHouse(() => sql`update circles.circles set ended_at = now() where id = ${id}`);
    expect([await turn(cleo), await told()]).toEqual([undefined, []]);
    expect(await asHouse(() => sql`select 1 from circles.waits`)).toEqual([]);
    await expect(waits.wait(cleo, code)).rejects.toBeInstanceOf(NotFound);
  });
});
