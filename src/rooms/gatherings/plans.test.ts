import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as hosting from '#gatherings/hosting';
import * as plans from '#gatherings/plans';
import * as seed from '#gatherings/seed';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

const { aPlan, aWhen } = seed;
/** A table nobody has been told of yet. */
const table = async (...given: Parameters<typeof seed.table>) => {
  const made = await seed.table(...given);
  await asHouse(() => sql`delete from platform.events`);
  return made;
};
const events = async (like: string) => (await asHouse(() => sql<{ name: string; data: Record<string, string> }>`select name, data from platform.events where name like ${like} order by id`)).map(({ name, data }): Record<string, string> => ({ name, ...data }));
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });

describe('a plan', () => {
  scene('is seen by its hosts alone, until all is said and a second host said yes (MOD-12)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna], [ada, bo, cleo], iben, {}, false);
    await expect(sittings.one(ada, code, 2)).rejects.toBeInstanceOf(NotFound);
    await expect(seats.take(ada, code)).rejects.toBeInstanceOf(NotFound);
    await expect(plans.publish(hanna, code)).rejects.toEqual(refusal('cohost'));
    const people = await asHouse(() => sql<{ code: string }>`select code from members.faces where name = 'grey bo'`);
    await hosting.askCohost(hanna, code, people[0]!.code);
    await hosting.askCohost(hanna, code, people[0]!.code);
    expect(await sittings.drafts(bo)).toMatchObject([{ code, isAsked: true }]);
    expect(await hosting.helpers(hanna, code)).toMatchObject([{ part: 'host', said: 'yes' }, { part: 'cohost', said: 'asked' }]);
    await expect(plans.publish(hanna, code)).rejects.toEqual(refusal('cohost'));
    await expect(plans.publish(bo, code)).rejects.toBeInstanceOf(NotFound);
    await hosting.answerCohost(bo, code, true);
    await plans.change(hanna, code, { ...aPlan, parking: '' });
    await expect(plans.publish(hanna, code)).rejects.toEqual(refusal('unsaid'));
    await plans.change(bo, code, aPlan);
    await asHouse(() => sql`update gatherings.gatherings set kind = 'cafe' where code is not null and space = (select space from members.faces where name = 'grey bo')`);
    await plans.publish(bo, code); // a café is begun by trained hosts; whoever hosts it with them looks after it too
    await plans.publish(hanna, code);
    expect(await events('gatherings.%.published')).toHaveLength(1);
    await expect(plans.change(hanna, code, { ...aPlan, parking: '' })).rejects.toEqual(refusal('unsaid'));
    expect((await sittings.one(cleo, code, 2)).hosts).toEqual(['grey hanna', 'grey bo']);
    await expect(plans.change(ada, code, aPlan)).rejects.toBeInstanceOf(NotFound);
  });
  scene('refuses a home, what trained hosts hold, and another’s number', async ({ ada, hanna, bo, iben }) => {
    const { here } = await table([hanna, bo], [ada], iben);
    const adas = await here(ada);
    await expect(plans.begin(ada, adas, { ...aPlan, placeName: 'My flat' }, aWhen())).rejects.toEqual(refusal('home'));
    await expect(plans.begin(ada, adas, { ...aPlan, kind: 'groupClinic' }, aWhen())).rejects.toEqual(refusal('kind'));
    await expect(plans.begin(ada, adas, { ...aPlan, what: "My friend Kari's number is 07700 900123." }, aWhen())).rejects.toEqual(refusal('waits'));
    await expect(plans.begin(ada, adas, aPlan, { ...aWhen(), first: '2020-01-01' })).rejects.toEqual(refusal('past'));
    const once = randomUUID();
    const first = await plans.begin(ada, adas, aPlan, aWhen(), once);
    expect(await plans.begin(ada, adas, aPlan, aWhen(), once)).toEqual(first);
    await expect(plans.begin(hanna, await here(hanna), aPlan, aWhen(), once)).rejects.toBeInstanceOf(NotFound);
  });
  scene('says the exact place to those who surely come, when it is time, and to nobody else', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada, cleo, mio], iben, { lateHours: 24 });
    const exact = async (member: Member) => (await sittings.one(member, code, 2)).exact?.address ?? null;
    await seats.take(ada, code);
    await seats.take(cleo, code, { isUnsure: true });
    expect([await exact(hanna), await exact(ada), await exact(cleo), await exact(mio), await exact(iben)]).toEqual(['2 Quay Street', null, null, null, null]);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '22 hours'`);
    expect([await exact(ada), await exact(cleo), await exact(mio)]).toEqual(['2 Quay Street', null, null]);
    await plans.change(hanna, code, { ...aPlan, lateHours: 24, address: '4 Quay Street' });
    expect(await events('gatherings.place.changed')).toEqual([{ name: 'gatherings.place.changed', gatheringId }]);
    await seats.giveBack(ada, code);
    expect(await exact(ada)).toBeNull();
    expect(await asking(ada, () => sql`select 1 from gatherings.addresses`)).toEqual([]);
  });
  scene('says the exact place to whoever is asked to host when they have said yes, and not before (NEW-8)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada, cleo], iben);
    const exact = async (member: Member) => (await sittings.one(member, code, 2)).exact?.address ?? null;
    for (const one of [ada, cleo]) await hosting.askCohost(hanna, code, (await here(one)).code);
    expect([await exact(ada), await asking(ada, () => sql`select 1 from gatherings.addresses`)]).toEqual([null, []]);
    await hosting.answerCohost(ada, code, true);
    await hosting.answerCohost(cleo, code, false);
    expect([await exact(ada), await exact(cleo)]).toEqual(['2 Quay Street', null]);
  });
  scene('that is not to be got into as it was said is told to those who come, like another place (MEET-6)', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    const changes = async () => (await events('gatherings.place.changed')).length;
    await plans.change(hanna, code, { ...aPlan, access: Object.fromEntries(Object.entries(aPlan.access).reverse()), accessWords: 'A bell by the door.', cost: 'Nothing.' });
    expect(await changes()).toBe(0);
    await plans.change(hanna, code, { ...aPlan, access: { ...aPlan.access, steps: 'many' } });
    expect(await changes()).toBe(1);
  });
});
