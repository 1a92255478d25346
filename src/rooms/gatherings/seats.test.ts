import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as clock from '#gatherings/clock';
import * as hosting from '#gatherings/hosting';
import * as seed from '#gatherings/seed';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

/** A table nobody has been told of yet. */
const table = async (...given: Parameters<typeof seed.table>) => {
  const made = await seed.table(...given);
  await asHouse(() => sql`delete from platform.events`);
  return made;
};
const events = async (like: string) => (await asHouse(() => sql<{ name: string; data: Record<string, string> }>`select name, data from platform.events where name like ${like} order by id`)).map(({ name, data }): Record<string, string> => ({ name, ...data }));
const stateOf = async (member: Member, code: string) => (await sittings.one(member, code, 2)).state;
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });

describe('a seat (MEET-2)', () => {
  scene('is taken once, by the name one has there; without one there is none', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    expect(await seats.take(ada, code)).toEqual({ state: 'coming' });
    expect(await seats.take(ada, code, { wishes: 'A chair by the door.' })).toEqual({ state: 'coming' });
    expect(await hosting.guests(hanna, code)).toMatchObject([{ name: 'grey ada', state: 'coming', wishes: 'A chair by the door.', isNew: true }]);
    await expect(seats.take(cleo, code)).rejects.toEqual(refusal('name'));
    await expect(seats.take(hanna, code)).rejects.toEqual(refusal('youHost'));
    await expect(seats.take(ada, 'zzzzzzzz')).rejects.toBeInstanceOf(NotFound);
    expect(await events('gatherings.seat.taken')).toHaveLength(1);
  });
  scene('within a week is what is next, for whoever has it and nobody else; not when it is called off', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '30 days', ends_at = now() + interval '31 days'`);
    await seats.take(ada, code);
    expect(await sittings.next(ada), 'a month away is not next').toBeUndefined();
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '2 days', ends_at = now() + interval '3 days' where code = ${code}`);
    expect(await sittings.next(ada)).toMatchObject({ code });
    expect(await sittings.next(cleo)).toBeUndefined();
    await asHouse(() => sql`update gatherings.sittings set cancelled_at = now()`);
    expect(await sittings.next(ada)).toBeUndefined();
  });
  scene('that is the last goes to one; the other waits, is told, and has it when it is free', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo, mio], iben, { seats: 3, least: 1 });
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    expect(await seats.take(ada, code)).toEqual({ state: 'coming' });
    expect(await seats.take(cleo, code)).toEqual({ state: 'waiting' });
    expect(await seats.take(mio, code)).toEqual({ state: 'waiting' });
    expect(await seats.take(cleo, code, { isUnsure: true })).toEqual({ state: 'waiting' });
    await seats.giveBack(ada, code, 'tired');
    await seats.giveBack(ada, code, 'tired');
    expect(await stateOf(cleo, code)).toBe('coming');
    expect(await stateOf(mio, code)).toBe('waiting');
    expect(await events('gatherings.seat.%')).toMatchObject([{ name: 'gatherings.seat.taken' }, { name: 'gatherings.seat.freed' }, { name: 'gatherings.seat.given' }]);
    expect(await asHouse(() => sql`select reason, times from gatherings.reasons`)).toEqual([{ reason: 'tired', times: 1 }]);
    expect(await seats.take(ada, code)).toEqual({ state: 'waiting' }); // behind those who waited
    await seats.giveBack(cleo, code);
    expect(await stateOf(mio, code)).toBe('coming');
  });
  scene('for somebody unsure is kept for a day, and then let go', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    expect(await seats.take(ada, code, { isUnsure: true })).toEqual({ state: 'maybe' });
    expect(await seats.take(cleo, code)).toEqual({ state: 'waiting' });
    await asHouse(() => sql`update gatherings.seats set held_until = now() + interval '110 minutes' where state = 'maybe'`);
    await clock.settleUnsure();
    expect(await events('gatherings.seat.asked')).toHaveLength(1);
    await asHouse(() => sql`update gatherings.seats set held_until = now() - interval '1 minute' where state = 'maybe'`);
    await clock.settleUnsure();
    await clock.fillAll();
    expect([await stateOf(ada, code), await stateOf(cleo, code)]).toEqual(['gone', 'coming']);
  });
  scene('for somebody unsure is asked about once each time, with two hours to say, also when the clock was late; unsure again is a day again', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    const asked = async () => (await events('gatherings.seat.asked')).length;
    const held = async () => (await asHouse(() => sql<{ minutes: number }>`select round(extract(epoch from held_until - now()) / 60)::int as minutes from gatherings.seats where state = 'maybe'`)).map(({ minutes }) => minutes);
    const late = (how: string) => asHouse(() => sql`update gatherings.seats set held_until = now() + ${how}::interval where state = 'maybe'`);
    await seats.take(ada, code, { isUnsure: true });
    await late('20 minutes'); // the clock stood still while it should have been asked about
    for (let twice = 0; twice < 2; twice++) await clock.settleUnsure();
    expect([await asked(), await held()]).toEqual([1, [120]]);
    await late('-1 minute');
    expect(await seats.take(ada, code, { isUnsure: true }), 'before the clock has let it go').toEqual({ state: 'maybe' });
    expect(await held()).toEqual([24 * 60]);
    await seats.take(ada, code, { isUnsure: true, wishes: 'A chair.' });
    expect(await held(), 'saying something else of it wins no time').toEqual([24 * 60]);
    await late('-1 minute');
    await clock.settleUnsure();
    expect([await asked(), await held()]).toEqual([2, [120]]);
    // Over unasked, and somebody else has the seat by now: it is let go, and whoever comes back waits behind those who waited.
    await late('-1 minute');
    await asHouse(() => sql`update gatherings.seats set asked_at = null where state = 'maybe'`);
    expect(await seats.take(cleo, code)).toEqual({ state: 'coming' });
    await clock.settleUnsure();
    expect([await asked(), await stateOf(ada, code)]).toEqual([2, 'gone']);
  });
  scene('goes with the name it was taken by, and whoever waits has it', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    await seats.take(ada, code);
    await seats.take(cleo, code);
    await asHouse(() => sql`delete from members.personas where member_id = ${ada.id} and space <> 'forum'`);
    await clock.fillAll();
    expect(await stateOf(cleo, code)).toBe('coming');
  });
  scene('can be refused by a host, who says no why; it is then free', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    await seats.take(ada, code);
    await seats.take(cleo, code);
    const [guest] = await hosting.guests(hanna, code);
    await seats.decline(bo, code, guest!.code);
    await expect(seats.take(ada, code)).rejects.toEqual(refusal('noSeat'));
    expect(await stateOf(cleo, code)).toBe('coming');
  });
  scene('that is free while the plan is out of sight is given to nobody who would then come; when it is back, it is', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    for (const one of [ada, cleo]) await seats.take(one, code);
    await asHouse(() => sql`update gatherings.gatherings set hidden_at = now()`);
    const [guest] = await hosting.guests(hanna, code);
    await seats.decline(bo, code, guest!.code);
    expect(await events('gatherings.seat.given')).toEqual([]);
    await asHouse(() => sql`update gatherings.gatherings set hidden_at = null`);
    await clock.fillAll();
    expect(await stateOf(cleo, code)).toBe('coming');
  });
  scene('is not to be had where a host and I keep apart; one that is held already is kept (decision 10)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(cleo, code);
    const [face] = await asHouse(() => sql<{ personaId: string }>`select persona_id from members.faces where name = 'grey hanna'`);
    for (const one of [ada, cleo]) await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${one.id}, ${face!.personaId})`);
    await expect(sittings.one(ada, code, 2)).rejects.toBeInstanceOf(NotFound);
    await expect(seats.take(ada, code)).rejects.toBeInstanceOf(NotFound);
    expect((await sittings.upcoming(ada, 2)).map((one) => one.code)).not.toContain(code);
    expect(await stateOf(cleo, code)).toBe('coming');
    expect((await hosting.guests(hanna, code)).map(({ name }) => name)).toEqual(['grey cleo']); // whoever hosts knows who sits there
  });
});
