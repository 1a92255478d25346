/** That what somebody wants to be spared, or has carried enough of, stands in somebody else's list, or in theirs. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import type { Host, Member, Moderator, Role } from '#members/members';
import * as cases from '#safety/cases';
import * as caring from '#safety/caring';
import * as handing from '#safety/handing';
import * as queue from '#safety/queue';
import * as care from '#team/care';
import { as } from '#test/deciding';
import { scene } from '#test/scene';

const forget = () => {
  sayings.forget();
  presence.forget();
};
beforeEach(forget);
afterEach(forget);
const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
type Level = 'urgent' | 'concern' | 'low';
const open = async (member: Member, level: Level = 'concern', flags: string[] = []) =>
  (await cases.signal({ kind: 'post', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level, flags, cause: randomUUID() })).caseId;
const offered = async (moderator: Moderator) => caring.offered(moderator, (await queue.waiting(moderator)).cases);
const listed = async (moderator: Moderator) => (await offered(moderator)).rows.map(({ id }) => id).sort();
/** Six heavy things are enough for a day. */
const full = (member: Member) => asHouse(async () => {
  for (let at = 0; at < 6; at++) await care.carry(member.id, randomUUID(), 'concern');
});
const onCall = async (mio: Moderator, iben: Member, code: string) => {
  await sayings.change(iben as never, 'en', { timeZone: 'UTC', shifts: [] });
  await rota.add(mio, { code, kind: 'onCall', days: ['1', '2', '3', '4', '5', '6', '7'], from: '00:00', to: '24:00', timeZone: 'UTC' });
  presence.forget();
};

describe('what a moderator is spared (NEW-6, MOD-9)', () => {
  scene('stands in the lists of both where both asked to be spared it, and nobody is left to nobody', async ({ ada, bo, cleo, mio, iben }) => {
    for (const who of [mio, as(iben)]) {
      await clockings.clockIn(who, 120);
      await care.spare(who, ['suicide', 'method']);
    }
    const method = await open(cleo, 'low', ['method_detail']);
    const all = [await open(ada, 'urgent'), await open(bo, 'concern'), method].sort();
    for (const who of [mio, as(iben)]) {
      expect(await listed(who)).toEqual(all);
      expect(await offered(who)).toMatchObject({ isSpared: false, isAlone: true });
    }
    await care.spare(as(iben), ['method']);
    expect(await listed(mio), 'each theme by itself').toEqual([method]);
    expect(await listed(as(iben))).toEqual(all);
  });
  scene('is not left all night to somebody whom nothing of concern wakes; what is urgent is, until nobody came', async ({ ada, bo, hanna, mio, iben }) => {
    await give(hanna, 'moderator');
    await onCall(mio, iben, hanna.code);
    await clockings.clockIn(mio, 120);
    await care.spare(mio, ['suicide']);
    const [concern, urgent] = [await open(ada, 'concern'), await open(bo, 'urgent')];
    expect(await listed(mio)).toEqual([concern]);
    await asHouse(() => sql`insert into safety.escalations (id, case_id, since, step, channel) values (${randomUUID()}, ${urgent}, now(), 'stewards', 'alarm')`);
    expect(await listed(mio), 'the stewards were told: nobody was woken by it').toEqual([concern, urgent].sort());
    await care.spare(hanna as Host, ['suicide']);
    await asHouse(() => sql`delete from safety.escalations`);
    expect(await listed(mio), 'who is on call asked to be spared it, too').toEqual([concern, urgent].sort());
  });
  scene('counts nobody who may not hold that very case, for a wish as for what is enough', async ({ ada, bo, hanna, mio, iben }) => {
    for (const who of [mio, as(iben)]) await clockings.clockIn(who, 120);
    const [theirs, other] = [await open(ada), await open(bo)];
    await handing.know(as(iben), ada.code);
    await care.spare(mio, ['suicide']);
    expect(await listed(mio)).toEqual([theirs]);
    expect(await listed(as(iben))).toEqual([other]);
    await care.spare(mio, []);
    await full(mio);
    expect(await offered(mio)).toMatchObject({ rows: [{ id: theirs }], why: 'heavy', isAlone: true });
    await expect(cases.claim(mio, other, 1)).rejects.toMatchObject({ key: 'safety.refused.enough.heavy' });
    await cases.claim(mio, theirs, 1);
    const told = await open(hanna);
    await care.spare(as(iben), ['suicide']);
    expect(await listed(mio), 'who is spared it does not take it from somebody who has carried enough').toEqual([other, theirs, told].sort());
    await cases.claim(mio, told, 1);
  });
  scene('is left to whoever is on it, also where it was one too many for them, and comes back with their going', async ({ ada, mio, iben }) => {
    for (const who of [mio, as(iben)]) {
      await clockings.clockIn(who, 120);
      await care.spare(who, ['suicide']);
    }
    const caseId = await open(ada, 'urgent');
    await cases.claim(as(iben), caseId, 1);
    await full(iben);
    expect(await offered(mio)).toMatchObject({ rows: [], isSpared: true, isAlone: false });
    await handing.release(as(iben), caseId, 2);
    expect(await offered(mio)).toMatchObject({ rows: [{ id: caseId }], isAlone: true });
  });
  scene('does not leave a second opinion to the one who asks for it', async ({ ada, mio, iben }) => {
    for (const who of [mio, as(iben)]) await clockings.clockIn(who, 120);
    const caseId = await open(ada);
    await cases.claim(as(iben), caseId, 1);
    await care.spare(mio, ['suicide']);
    expect(await listed(mio)).toEqual([]);
    await handing.askSecond(as(iben), caseId, 2, 'What do you see?');
    expect(await listed(mio)).toEqual([caseId]);
  });
  scene('costs the same few statements for one case and for a page of them, and for one colleague or five (NEW-6)', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    await clockings.clockIn(mio, 120);
    await clockings.clockIn(as(iben), 120);
    await care.spare(mio, ['suicide']);
    await open(ada);
    const cost = async () => {
      const rows = (await queue.waiting(mio)).cases;
      await caring.offered(mio, rows);
      const before = statements.count;
      await caring.offered(mio, rows);
      return [rows.length, statements.count - before];
    };
    const [one, few] = await cost();
    for (const member of [bo, cleo, hanna]) {
      await give(member, 'moderator');
      await clockings.clockIn(member as Host, 120);
    }
    for (let at = 0; at < 30; at++) await open(ada);
    expect([one, await cost()]).toEqual([1, [20, few]]);
    expect(few).toBeLessThanOrEqual(12);
  });
});

describe('what comes to somebody above what is enough (NEW-6)', () => {
  const passed = () => asHouse(async () => (await sql<{ data: { caseId: string; memberIds: string[]; step: string } }>`select data from platform.events where name = 'safety.enough.passed' order by id`).map(({ data }) => data));

  scene('since nobody else can take it is told to the leads, once a case, and to the stewards where there is no other lead', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    await clockings.clockIn(mio, 120);
    await cases.claim(mio, await open(ada), 1);
    expect(await passed(), 'one below what is enough is told to nobody').toEqual([]);
    await full(mio);
    const [second, third] = [await open(bo), await open(cleo)];
    await cases.claim(mio, second, 1);
    await cases.claim(mio, second, 2); // ten minutes more
    expect(await passed()).toEqual([{ caseId: second, memberIds: [iben.id], step: 'stewards' }]);
    await give(hanna, 'clinicalLead');
    await cases.claim(mio, third, 1);
    expect((await passed()).slice(1)).toEqual([{ caseId: third, memberIds: [hanna.id], step: 'lead' }]);
  });
  scene('is said to them on their own page as it is: whether somebody else is here, and whether anybody hears of it', async ({ hanna, mio, iben }) => {
    await clockings.clockIn(mio, 120);
    expect(await caring.company(mio)).toEqual({ isAnybody: false, isTold: true });
    expect(await caring.company(as(iben)), 'the only one above is told of nobody').toEqual({ isAnybody: true, isTold: false });
    await clockings.clockIn(as(iben), 120);
    expect(await caring.company(mio)).toEqual({ isAnybody: true, isTold: true });
    await full(iben);
    expect(await caring.company(mio)).toEqual({ isAnybody: false, isTold: true });
    await clockings.clockIn(hanna, 120);
    expect(await caring.company(mio), 'a host decides no cases').toEqual({ isAnybody: false, isTold: true });
  });
});
