import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import type { Member } from '#members/members';
import * as cases from '#safety/cases';
import * as caring from '#safety/caring';
import * as queue from '#safety/queue';
import { reactors } from '#safety/reactors';
import * as urgent from '#safety/urgent-records';
import * as care from '#team/care';
import * as talks from '#team/talks';
import { scene } from '#test/scene';

afterEach(() => presence.forget());
const open = async (member: Member) => (await cases.signal({ kind: 'post', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() })).caseId;
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
