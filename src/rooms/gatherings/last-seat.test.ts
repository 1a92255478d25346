/** Two people and one seat, over two connections, on a database of its own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as seats from '#gatherings/seats';
import * as seed from '#gatherings/seed';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
beforeAll(async () => void (own = await ownHouse('last_seat')), 60_000);
afterAll(() => own.drop());

it('two people who take the last seat in the same moment have one seat and one place on the list between them (MEET-2)', async () => {
  const { ada, bo, cleo, hanna, iben } = own.cast;
  const { code, gatheringId, sittingId } = await seed.table([hanna, bo], [ada, cleo], iben, { seats: 3, least: 1 }, true, 'cafe', 'racing');
  await asHouse(() => sql`update gatherings.gatherings set seats = 1 where id = ${gatheringId}`);
  for (let round = 0; round < 5; round++) {
    const states = await Promise.all([ada, cleo].map((one) => seats.take(one, code)));
    expect(states.map(({ state }) => state).sort()).toEqual(['coming', 'waiting']);
    await asHouse(() => sql`delete from gatherings.seats where sitting_id = ${sittingId}`);
  }
});
