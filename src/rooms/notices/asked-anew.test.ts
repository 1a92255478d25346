/** What was asked, ended and is asked again comes to whoever is asked as if for the first time. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import type { Event } from '#platform/events';
import * as pairs from '#gatherings/pairs';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import { scene } from '#test/scene';

describe('a lift that is asked for anew (MEET-6)', () => {
  scene('is told anew to whoever opened what was asked before; heard again, it stays read', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada, cleo], iben);
    for (const guest of [ada, cleo]) await seats.take(guest, code);
    await pairs.holdOut(cleo, code, { kind: 'lift', area: 'The old town' });
    const carry = async () => {
      const events = await asHouse(() => sql<Event>`select id, name, data, at from platform.events where name = 'gatherings.pair.asked' order by id`);
      for (let twice = 0; twice < 2; twice++) for (const event of events) await reactors[event.name]!(event);
    };
    const ask = async () => pairs.reach(ada, code, 'lift', (await here(cleo)).code);
    const asked = async () => (await notices.of(cleo)).notices.map(({ kind, isNew }) => [kind, isNew]);
    const opened = async () => notices.open(cleo, (await notices.of(cleo)).notices[0]!.id);
    await ask();
    await carry();
    await opened();
    expect(await asked()).toEqual([['meet.asked', false]]);
    await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
    await asHouse(() => sql`update platform.events set at = at - interval '2 hours'`);
    await seats.giveBack(ada, code);
    await seats.take(ada, code);
    await ask();
    await carry();
    expect(await asked()).toEqual([['meet.asked', true]]);
    await opened();
    await carry();
    expect(await asked()).toEqual([['meet.asked', false]]);
  });
});
