import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import type { Member } from '#members/members';
import * as cases from '#safety/cases';
import * as leases from '#safety/leases';
import * as caring from '#safety/caring';
import * as decisions from '#safety/decisions';
import * as handing from '#safety/handing';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import * as urgent from '#safety/urgent-records';
import * as care from '#team/care';
import * as talks from '#team/talks';
import { as, deciding } from '#test/deciding';
import { scene } from '#test/scene';

afterEach(() => presence.forget());
const open = async (member: Member, level: 'urgent' | 'concern' | 'low' = 'urgent') => (await cases.signal({ kind: 'person', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level, cause: randomUUID() })).caseId;
const hear = (name: string, data: Record<string, unknown>) => reactors[name]!({ id: 1, name, data, at: new Date() });

describe('the desk and the care of those who sit at it (NEW-6)', () => {
  scene('counts what is taken, offers the fourth urgent case to somebody else, and leaves it with the only one there', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    await clockings.clockIn(mio, 120);
    await clockings.clockIn(iben, 120);
    for (const member of [ada, bo, cleo]) {
      const caseId = await open(member);
      await urgent.begin(mio, caseId);
      await hear('safety.case.claimed', { caseId });
      await hear('safety.case.claimed', { caseId });
    }
    expect((await care.mine(mio)).load).toMatchObject({ urgentInShift: 3, heavyToday: 3 });
    const fourth = await open(hanna);
    const listed = async () => caring.offered(mio, (await queue.waiting(mio, 'risk')).cases);
    expect((await listed()).rows.map(({ id }) => id)).not.toContain(fourth);
    expect((await listed()).why).toBe('urgent');
    await expect(urgent.begin(mio, fourth)).rejects.toMatchObject({ key: 'safety.refused.enough.urgent' });
    await clockings.out(iben);
    expect((await listed()).rows.map(({ id }) => id)).toContain(fourth);
    await urgent.begin(mio, fourth);
  });
  scene('counts and caps what is taken by deciding about it, as what is taken by saying so', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    for (const who of [mio, iben]) await clockings.clockIn(who, 120);
    const strength = deciding({ deed: 'acknowledged', toAuthor: 'You wrote with care.' });
    await decisions.decide(mio, await open(ada, 'concern'), 1, strength);
    await decisions.decide(mio, await open(ada, 'low'), 1, strength);
    expect((await care.mine(mio)).load).toMatchObject({ urgentInShift: 0, heavyToday: 1 });
    for (const member of [ada, bo, cleo]) await decisions.decide(mio, await open(member), 1, { ...strength, isKept: true });
    expect((await care.mine(mio)).load).toMatchObject({ urgentInShift: 3, heavyToday: 4 });
    const fourth = await open(hanna);
    const ways = [
      () => decisions.decide(mio, fourth, 1, { ...strength, isKept: true }), () => handing.setLevel(mio, fourth, 1, 'low', 'All is well.'), () => cases.claim(mio, fourth, 1),
      () => decisions.decide(mio, fourth, 1, deciding({ deed: 'paused', rule: 1, toAuthor: 'Take a day.', hours: 24 }))
    ];
    for (const way of ways) await expect(way()).rejects.toMatchObject({ key: 'safety.refused.enough.urgent' });
    expect(await queue.one(mio, fourth)).toMatchObject({ state: 'open', version: 1 });
    expect((await asHouse(() => sql`select 1 from platform.events where name = 'safety.case.claimed' and data ->> 'caseId' = ${fourth}`))).toEqual([]);
    // Who is there but may not take it is nobody else.
    await handing.know(as(iben), hanna.code);
    await decisions.decide(mio, fourth, 1, { ...strength, isKept: true });
    expect((await care.mine(mio)).load).toMatchObject({ urgentInShift: 4 });
    expect((await asHouse(() => sql`select 1 from platform.events where name = 'safety.case.claimed' and data ->> 'caseId' = ${fourth}`))).toHaveLength(1);
  });
  scene('lets whoever carries something go on with it when their ten minutes have run out', async ({ ada, bo, cleo, mio, iben }) => {
    for (const who of [mio, iben]) await clockings.clockIn(who, 120);
    const [first] = [await open(ada), await open(bo), await open(cleo)];
    for (const caseId of [first, ...(await queue.waiting(mio, 'risk')).cases.map(({ id }) => id).filter((id) => id !== first)]) await cases.claim(mio, caseId, 1);
    await asHouse(() => sql`update safety.cases set claimed_until = now() - interval '1 second'`);
    await leases.lapse();
    await decisions.decide(mio, first, 3, deciding({ deed: 'acknowledged', toAuthor: 'You wrote with care.', isKept: true }));
    expect((await care.mine(mio)).load).toMatchObject({ urgentInShift: 3 });
  });
  scene('does not hand a fourth to somebody while another can take it; from the only other one there it may come', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    for (const who of [mio, iben, hanna]) await clockings.clockIn(who, 120);
    for (const member of [ada, bo, cleo]) await cases.claim(mio, await open(member), 1);
    const fourth = await open(ada);
    await handing.handOver(as(iben), fourth, 1, mio.personaId, '');
    await expect(handing.accept(mio, fourth, 2)).rejects.toMatchObject({ key: 'safety.refused.enough.urgent' });
    await clockings.out(hanna);
    await handing.accept(mio, fourth, 2); // iben wants to be rid of it
    expect((await care.mine(mio)).load).toMatchObject({ urgentInShift: 4 });
  });
  scene('does not count what was only passed on: whoever says yes carries it, or whoever goes on with it all the same', async ({ ada, bo, mio, iben }) => {
    await handing.handOver(mio, await open(ada), 1, iben.personaId, '');
    const concern = await open(bo, 'concern');
    await handing.handOver(mio, concern, 1, iben.personaId, '');
    expect((await care.mine(mio)).load).toMatchObject({ heavyToday: 0 });
    await handing.accept(as(iben), concern, 2);
    expect([(await care.mine(mio)).load.heavyToday, (await care.mine(as(iben))).load.heavyToday]).toEqual([0, 1]);
    const kept = await open(bo, 'concern');
    await handing.handOver(mio, kept, 1, iben.personaId, '');
    await decisions.decide(mio, kept, 2, deciding({ deed: 'acknowledged', toAuthor: 'You wrote with care.', isKept: true }));
    expect((await care.mine(mio)).load).toMatchObject({ heavyToday: 1 });
  });
  scene('owes a talk to the owner and the second person when it is over', async ({ ada, mio, iben }) => {
    await clockings.clockIn(mio, 120);
    const caseId = await open(ada);
    await urgent.begin(mio, caseId);
    const version = async () => (await urgent.of(mio, caseId)).record!.version;
    await urgent.nameSecond(mio, caseId, await version(), iben.code);
    await urgent.write(mio, caseId, await version(), { said: 'I am here.', offered: '', answer: '', told: '', content: '' });
    await urgent.end(mio, caseId, await version(), { outcome: 'safeNow', words: '', followUpHours: 24 });
    await hear('safety.urgent.ended', { caseId });
    await hear('safety.urgent.ended', { caseId });
    expect([(await talks.mine(mio)).length, (await talks.mine(iben)).length]).toEqual([1, 1]);
    expect(await asHouse(() => sql`select distinct kind from team.talks`)).toEqual([{ kind: 'debrief' }]);
  });
});
