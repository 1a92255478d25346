import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as hosting from '#gatherings/hosting';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { aPlan, table } from '#gatherings/seed';
import * as sittings from '#gatherings/sittings';
import * as leaving from '#members/leaving';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

/** Leaves for good, now. */
const leave = async (member: Member) => {
  await leaving.ask(member);
  await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${member.id}`);
  expect(await leaving.sweep()).toBe(1);
};
/** In which tables of this room these words still stand. */
const standing = async (words: string) => (await asHouse(() => sql<{ place: string }>`
  select t.place from (select table_schema || '.' || table_name as place from information_schema.tables where table_schema = 'gatherings' and table_type = 'BASE TABLE') t
   where query_to_xml('select * from ' || t.place, false, true, '')::text like ${`%${words}%`}`)).map(({ place }) => place);

describe('whoever planned something and leaves for good (ACC-13, MEET-12)', () => {
  scene('takes along what they said of themselves; the plan is the other host’s from then on', async ({ ada, bo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada], iben, { hostWords: 'A grey xylophone.' });
    await seats.take(ada, code);
    const bos = (await here(bo)).personaId;
    await leave(hanna);
    expect(await standing('xylophone')).toEqual([]);
    expect(await sittings.one(ada, code, 2)).toMatchObject({ hosts: ['grey bo'], hostWords: '', what: 'Coffee, and nobody has to talk.', isOff: false });
    expect(await asHouse(() => sql`select g.persona_id, h.part from gatherings.gatherings g join gatherings.hosts h on h.gathering_id = g.id`)).toEqual([{ personaId: bos, part: 'host' }]);
    await plans.change(bo, code, { ...aPlan, hostWords: 'A red scarf.' });
    expect(await hosting.withoutHosts()).toBe(0);
  });
  scene('takes along every word of it when nobody else holds it; whoever has a seat still hears that it is off', async ({ ada, bo, hanna, iben }) => {
    const words = Object.fromEntries((['title', 'what', 'cost', 'leaving', 'hostWords', 'guestWords', 'near', 'transport', 'parking', 'accessWords', 'placeName', 'address', 'finding'] as const).map((field) => [field, `xylophone ${field}`]));
    const { code } = await table([hanna, bo], [ada], iben, words);
    await seats.take(ada, code);
    await asHouse(() => sql`update gatherings.hosts set said = 'no' where part = 'cohost'`);
    await leave(hanna);
    expect(await standing('xylophone')).toEqual([]);
    expect(await sittings.one(ada, code, 2)).toMatchObject({ title: '', what: '', exact: null });
    expect(await hosting.withoutHosts()).toBe(1);
    expect(await sittings.one(ada, code, 2)).toMatchObject({ isOff: true });
  });
  scene('leaves no draft behind that nobody sees', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna], [ada, bo], iben, { what: 'xylophone' }, false);
    await leave(hanna);
    expect(await asHouse(() => sql`select 1 from gatherings.gatherings`)).toEqual([]);
    await expect(sittings.one(bo, code, 2)).rejects.toBeInstanceOf(NotFound);
  });
});
