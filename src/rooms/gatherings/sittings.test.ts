import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as hearers from '#gatherings/hearers';
import * as hosting from '#gatherings/hosting';
import * as seed from '#gatherings/seed';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import * as personas from '#members/personas';
import { scene } from '#test/scene';

/** A table nobody has been told of yet. */
const table = async (...given: Parameters<typeof seed.table>) => {
  const made = await seed.table(...given);
  await asHouse(() => sql`delete from platform.events`);
  return made;
};
const events = async (like: string) => (await asHouse(() => sql<{ name: string; data: Record<string, string> }>`select name, data from platform.events where name like ${like} order by id`)).map(({ name, data }): Record<string, string> => ({ name, ...data }));
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });

describe('a date', () => {
  scene('that is called off stays for those it concerns and goes for others', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    await expect(hosting.cancel(cleo, code, 'ill')).rejects.toBeInstanceOf(NotFound);
    await expect(hosting.cancel(hanna, code, 'because')).rejects.toEqual(refusal('why'));
    await hosting.cancel(hanna, code, 'closed');
    await hosting.cancel(bo, code, 'ill');
    expect(await events('gatherings.sitting.cancelled')).toEqual([{ name: 'gatherings.sitting.cancelled', sittingId }]);
    expect((await sittings.upcoming(ada, 2)).find((one) => one.code === code)).toMatchObject({ isOff: true });
    expect((await sittings.upcoming(cleo, 2)).map((one) => one.code)).not.toContain(code);
    await expect(seats.take(cleo, code)).rejects.toEqual(refusal('off'));
  });
  scene('goes on with the other host when one cannot come; with neither it is off (MEET-12)', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    expect(await hosting.cannotCome(hanna, code)).toEqual({ isOff: false });
    expect((await sittings.one(ada, code, 2)).hosts).toEqual(['grey bo']);
    expect(await hosting.cannotCome(bo, code)).toEqual({ isOff: true });
    expect((await sittings.one(ada, code, 2)).isOff).toBe(true);
  });
  scene('is off at once when the hosts fall ill an hour before, and when the venue closes; everybody with a seat is told, once (MEET-12)', async ({ ada, bo, cleo, hanna, iben }) => {
    const tables = [await table([hanna, bo], [ada, cleo], iben), await table([hanna, bo], [ada, cleo], iben, {}, true, 'cafe', 'plain')] as const;
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '1 hour', ends_at = now() + interval '3 hours'`);
    for (const { code } of tables) await seats.take(ada, code);
    expect([await hosting.cannotCome(hanna, tables[0].code), await hosting.cannotCome(bo, tables[0].code)]).toEqual([{ isOff: false }, { isOff: true }]);
    for (let twice = 0; twice < 2; twice++) await hosting.cancel(hanna, tables[1].code, 'closed');
    expect((await events('gatherings.sitting.cancelled')).map(({ sittingId }) => sittingId)).toEqual(tables.map(({ sittingId }) => sittingId));
    for (const [at, why] of [[0, 'ill'], [1, 'closed']] as const) {
      expect(await sittings.one(ada, tables[at].code, 2)).toMatchObject({ isOff: true, why });
      expect((await hearers.ofSitting(tables[at].sittingId))!.memberIds.sort()).toEqual([ada.id, bo.id, hanna.id].sort());
      await expect(seats.take(cleo, tables[at].code)).rejects.toEqual(refusal('off'));
    }
  });
  scene('is held on by who takes a new name there, and the page of names says so as long as it is ahead (ID-3)', async ({ ada, bo, hanna, iben }) => {
    const { place, here, code } = await table([hanna, bo], [ada], iben);
    const { space } = await here(hanna);
    expect([await hosting.holdsIn(hanna, space), await hosting.holdsIn(ada, space), await hosting.holdsIn(hanna, 'forum')]).toEqual([true, false, false]);
    await personas.renew(hanna, await personas.inPlace(hanna, place), { name: 'Quite Different', pledged: true });
    expect(await hosting.holdsIn(hanna, space)).toBe(true);
    await hosting.cancel(bo, code, 'ill');
    expect(await hosting.holdsIn(hanna, space)).toBe(false);
  });
  scene('is held by nobody with a name like a host’s: not on coming in, not later; a host may take another of their own (decision 9)', async ({ ada, bo, hanna, iben }) => {
    const { place, here } = await table([hanna, bo], [ada], iben);
    const [own, guest] = [await here(hanna), await here(ada)];
    for (const name of ['grey hanna', 'Grey Hanna', 'greyhanna', 'grey hanna2', 'gr\u0435y hanna']) expect(await hosting.isLikeHost(bo, place, name), name).toBe(true);
    expect(await hosting.isLikeHost(bo, place, own.name, guest.personaId)).toBe(true);
    expect(await hosting.isLikeHost(bo, place, 'Quite Different')).toBe(false);
    expect(await hosting.isLikeHost(bo, place, 'Hanna Harbour', own.personaId)).toBe(false);
    const many = async () => { for (let at = 0; at < 60; at++) await hosting.isLikeHost(ada, place, 'grey hanna'); };
    await expect(many().then(() => hosting.isLikeHost(ada, place, 'grey hanna')), 'nobody asks one name after another who hosts').rejects.toMatchObject({ key: 'members.refused.namesOften' });
  });
  scene('whose hosts have left is called off by the clock', async ({ ada, bo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    expect(await hosting.withoutHosts()).toBe(0);
    await asHouse(() => sql`delete from members.personas where member_id = any(${[hanna.id, bo.id]}::uuid[]) and space <> 'forum'`);
    expect(await hosting.withoutHosts()).toBe(1);
    expect(await events('gatherings.sitting.cancelled')).toEqual([{ name: 'gatherings.sitting.cancelled', sittingId }]);
    expect((await sittings.one(ada, code, 2)).isOff).toBe(true);
  });
  scene('one of whose hosts has left goes on with the other, who is told, once and for the next date; as are those who come (MEET-12, MOD-12)', async ({ ada, bo, hanna, iben }) => {
    const { code, sittingId, gatheringId, here } = await table([hanna, bo], [ada], iben);
    await asHouse(() => sql`
      insert into gatherings.sittings (id, code, gathering_id, on_day, starts_at, ends_at) select gen_random_uuid(), 'later', gathering_id, on_day + 7, starts_at + interval '7 days', ends_at + interval '7 days' from gatherings.sittings where id = ${sittingId}`);
    await seats.take(ada, code);
    const { personaId } = await here(bo);
    await personas.leave(bo, await here(bo));
    expect(await events('gatherings.host.away')).toEqual([{ name: 'gatherings.host.away', sittingId, personaId }]);
    expect((await hearers.ofSitting(sittingId))!.memberIds.sort()).toEqual([ada.id, hanna.id].sort());
    await personas.leave(hanna, await here(hanna));
    expect(await events('gatherings.host.away'), 'nobody carries on: it is off').toHaveLength(1);
    expect(await hosting.withoutHosts()).toBe(2);
    expect(await asHouse(() => sql`select 1 from gatherings.gatherings where id = ${gatheringId}`)).toHaveLength(1);
  });
  scene('is counted in numbers and without anybody’s name', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour'`);
    const count = { came: 6, firstTime: 2, wishesAsked: 3, wishesMet: 3, lifts: 1 };
    await hosting.count(hanna, code, count);
    await expect(hosting.count(hanna, code, { ...count, firstTime: 7 })).rejects.toEqual(refusal('firstTime'));
    await expect(hosting.count(ada, code, count)).rejects.toBeInstanceOf(NotFound);
    expect(await sittings.one(bo, code, 2)).toMatchObject({ came: 6, firstTime: 2 });
    expect(await sittings.one(ada, code, 2)).toMatchObject({ came: null, lifts: null });
    expect(await sittings.one(bo, code, 2), 'the page is filled with what was written, so that a correction loses nothing (RES-1)').toMatchObject({ ...count });
    const unsaid = { came: 6, firstTime: null, wishesAsked: null, wishesMet: null, lifts: null };
    await hosting.count(hanna, code, unsaid);
    expect(await sittings.one(bo, code, 2), 'what nobody wrote is no nought').toMatchObject(unsaid);
    await hosting.count(hanna, code, { ...unsaid, came: null });
    expect((await sittings.one(bo, code, 2)).came).toBeNull();
    await expect(hosting.count(hanna, code, { ...unsaid, lifts: NaN })).rejects.toMatchObject({ key: 'gatherings.refused.count', field: 'lifts' });
    await expect(hosting.count(hanna, code, { ...unsaid, came: null, firstTime: 1 })).rejects.toEqual(refusal('firstTime'));
  });
  scene('does not say roughly where while few belong to the place, except to them (ID-17)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben, {}, true, 'local');
    expect((await sittings.one(ada, code, 50)).near).toBe('By the harbour');
    expect(await sittings.one(cleo, code, 50)).toMatchObject({ near: '', transport: '', parking: '', accessWords: '', exact: null });
    expect((await sittings.upcoming(cleo, 50)).find((one) => one.code === code)).toMatchObject({ near: '' });
    expect((await sittings.one(cleo, code, 2)).near).toBe('By the harbour');
  });
});
