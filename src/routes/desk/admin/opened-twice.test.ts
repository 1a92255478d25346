/** Two stewards open the same thing in the same moment, over two connections: so in a house of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as circles from '#circles/circles';
import * as places from '#forum/places';
import * as local from '#learning/places';
import { asSteward, type Steward } from '#members/members';
import { opening } from '#test/circle';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
let both: Steward[];
beforeAll(async () => {
  own = await ownHouse('opened_twice');
  const { ada, iben } = own.cast;
  await asHouse(() => sql`insert into members.roles (id, member_id, role, given_by) values (gen_random_uuid(), ${ada.id}, 'steward', ${iben.id})`);
  both = [iben, asSteward({ ...ada, roles: ['steward'] })!];
}, 60_000);
afterAll(() => own.drop());

const said = (words: Record<string, string>) => (name: string) => words[name] ?? '';
const group = { kind: 'local', name: 'By the water', about: '', region: 'South', area: 'Sandvika', language: 'en' };
const walk = { kind: 'activity', name: 'Slow walk', about: 'Half an hour around the pond.', area: 'Northmoor', language: 'en' };
type Open = (steward: Steward, more?: Record<string, string>, isAnother?: boolean) => Promise<unknown>;
const things: { what: string; key: string; open: Open; elsewhere: Record<string, string>; count: () => Promise<number>; end: () => Promise<unknown> }[] = [
  {
    what: 'a place', key: 'members.refused.spaceThere', open: (steward, more, isAnother) => places.open(steward, { ...group, ...more }, '', isAnother), elsewhere: { area: 'Hamar' },
    count: () => asHouse(async () => (await sql`select 1 from members.spaces s join forum.boards b on b.code = s.code where lower(s.name) = 'by the water'`).length), end: () => asHouse(() => sql`update members.spaces set closed_at = now() where lower(name) = 'by the water'`)
  },
  {
    what: 'a circle', key: 'circles.refused.there', open: (steward, more, isAnother) => circles.open(steward, { ...opening, ...more }, 'Europe/London', '', isAnother), elsewhere: { kind: 'support' },
    count: () => asHouse(async () => (await sql`select 1 from circles.circles where lower(name) = 'quiet hour'`).length), end: () => asHouse(() => sql`update circles.circles set ended_at = now()`)
  },
  {
    what: 'a local place', key: 'learning.refused.there', open: (steward, more, isAnother) => local.add(steward, said({ ...walk, about: `As ${steward.name} says.`, ...more }), '', isAnother), elsewhere: { area: 'Southmoor' },
    count: () => asHouse(async () => (await sql`select 1 from learning.places where lower(name) = 'slow walk'`).length), end: () => asHouse(() => sql`update learning.places set ended_at = now()`)
  }
];

describe.each(things)('$what that two stewards open (PEER-27, TOOL-7, ID-6)', ({ key, open, elsewhere, count, end }) => {
  it('in the same moment is opened once, and the second is told, unless they say it is another one', async () => {
    const before = await count();
    const answers = await Promise.allSettled(both.map((steward) => open(steward)));
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { key, field: 'name' } });
    expect(await count()).toBe(before + 1);
    const second = both[answers.findIndex(({ status }) => status === 'rejected')]!;
    const name = { name: key.startsWith('members') ? 'by the  WATER' : key.startsWith('circles') ? 'quiet  HOUR' : 'slow  WALK' };
    await expect(open(second, name), 'in other letters, too').rejects.toMatchObject({ key });
    await open(second, {}, true);
    await open(second, elsewhere);
    expect(await count()).toBe(before + 3);
    await end();
    await open(second);
  });
});
