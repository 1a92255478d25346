/** Hours that were typed under a name nobody with a role here has: nobody is said to be here, and the stewards hear of it once. (MOD-1, MOD-11) */
import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as duty from '#house/duty';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import * as unknownNames from '#house/unknown-names';
import type { Member, Steward } from '#members/members';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

const typed = (iben: Steward, ...names: string[]) => sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00', names })) });
/** The clock rings twice; what it announced is heard twice. */
async function ring() {
  for (let twice = 0; twice < 2; twice++) await unknownNames.sweep();
  const events = await asHouse(() => sql<{ id: number; name: string; data: Record<string, unknown>; at: Date }>`select id, name, data, at from platform.events where name like 'house.hours.%' order by id`);
  for (let twice = 0; twice < 2; twice++) for (const event of events) await reactors[event.name]?.(event);
  await asHouse(() => sql`delete from platform.events`);
  await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
  return events.map(({ name, data }) => [name, data]);
}
const heard = async (member: Member) => (await notices.of(member)).notices.filter(({ kind }) => kind === 'hours').length;

describe('typed hours of somebody nobody here knows', () => {
  scene('say that nobody is here and nobody comes, and are told to the stewards once for each name, without it', async ({ ada, iben, mio }) => {
    await typed(iben, 'Fern', '–');
    expect(await ring()).toEqual([['house.hours.unknown', {}]]);
    presence.forget();
    expect([await duty.now(), await duty.promise()]).toMatchObject([{ here: [], next: undefined }, undefined]);
    expect([await heard(iben), await heard(mio), await heard(ada)]).toEqual([1, 0, 0]);
    const [notice] = (await notices.of(iben)).notices;
    expect((await notices.open(iben, notice!.id)).path).toBe('/desk/mod/rota');
    expect(JSON.stringify(await asHouse(() => sql`select n.*, u.mark from notices.notices n, house.unknown_names u`))).not.toMatch(/fern/i);
    await typed(iben, 'FERN', 'mio');
    expect(await ring(), 'the same name').toEqual([]);
    await typed(iben, 'Fern', 'Heron', 'mio');
    expect(await ring(), 'one more').toEqual([['house.hours.unknown', {}]]);
    expect(await heard(iben)).toBe(2);
    await typed(iben, 'Heron', 'mio');
    expect(await ring(), 'one less').toEqual([]);
    await typed(iben, 'mio', '–');
    expect(await ring()).toEqual([['house.hours.known', {}]]);
    expect([await heard(iben), await asHouse(() => sql`select 1 from house.unknown_names`)]).toEqual([0, []]);
    await typed(iben, 'Fern');
    expect(await ring(), 'and is told anew when it is so anew').toEqual([['house.hours.unknown', {}]]);
  });
  scene('are nothing to tell where there is a rota, which counts instead', async ({ hanna, iben }) => {
    await typed(iben, 'Fern');
    await asHouse(() => sql`insert into house.shifts (id, persona_id, kind, day, from_clock, to_clock) values (gen_random_uuid(), ${hanna.personaId}, 'here', 1, '09:00', '12:00')`);
    expect([await ring(), await heard(iben)]).toEqual([[], 0]);
  });
});
