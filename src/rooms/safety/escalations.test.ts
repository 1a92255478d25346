import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import type { Event } from '#platform/events';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import type { Member, Moderator, Role } from '#members/members';
import * as cases from '#safety/cases';
import { due, dueForConcern, steps, timesOf, type Situation } from '#safety/escalation-rules';
import * as escalations from '#safety/escalations';
import * as going from '#safety/going';
import * as handing from '#safety/handing';
import * as knocks from '#safety/knocks';
import * as reaches from '#safety/reaches';
import type { Cast } from '#test/cast';
import { postOffice } from '#test/post-office';
import { scene } from '#test/scene';

const times = { urgent: 15, onCall: 30, lead: 10 };
afterEach(() => {
  sayings.forget();
  presence.forget();
});

const situations = fc.record({ minutes: fc.integer({ min: 0, max: 300 }), isOnIt: fc.boolean(), hasDuty: fc.boolean(), hasOnCall: fc.boolean(), hasLead: fc.boolean() });
const anyTimes = fc.record({ urgent: fc.integer({ min: 1, max: 240 }), onCall: fc.integer({ min: 1, max: 240 }), lead: fc.integer({ min: 1, max: 240 }) });

describe('how an urgent case climbs (MOD-9, safety guide 2.2)', () => {
  const who = { isOnIt: false, hasDuty: true, hasOnCall: true, hasLead: true };
  it.each([
    ['at once, those on duty', { ...who, minutes: 0 }, ['duty']],
    ['at once, also where the database wrote the moment a little ahead of the app', { ...who, minutes: -0.00002 }, ['duty']],
    ['with only leads, they, a little ahead', { ...who, hasDuty: false, hasOnCall: false, minutes: -0.001 }, ['lead']],
    ['at ten minutes, the leads', { ...who, minutes: 10 }, ['duty', 'lead']],
    ['at fifteen, who is on call', { ...who, minutes: 15 }, ['duty', 'lead', 'onCall']],
    ['at thirty, the stewards', { ...who, minutes: 30 }, ['duty', 'lead', 'onCall', 'stewards']],
    ['at night, who is on call, at once', { ...who, hasDuty: false, minutes: 0 }, ['onCall']],
    ['with only leads, the leads at once', { ...who, hasDuty: false, hasOnCall: false, minutes: 0 }, ['lead']],
    ['with nobody, the stewards at once', { isOnIt: false, hasDuty: false, hasOnCall: false, hasLead: false, minutes: 0 }, ['stewards']],
    ['nobody at all, once somebody is on it', { ...who, isOnIt: true, minutes: 99 }, []]
  ] as [string, Situation, string[]][])('%s', (_, situation, told) => expect(due(situation, times)).toEqual(told));

  it('only ever adds people, always reaches the stewards, and leaves nobody out on the way', () => {
    fc.assert(fc.property(situations, anyTimes, fc.integer({ min: 0, max: 300 }), (now, minutes, later) => {
      const [before, after] = [due(now, minutes), due({ ...now, minutes: now.minutes + later }, minutes)];
      expect(after.slice(0, before.length)).toEqual(before);
      const all = due({ ...now, isOnIt: false, minutes: 1_000 }, minutes);
      const groups = steps.filter((step) => ({ duty: now.hasDuty, onCall: now.hasOnCall, lead: now.hasLead, stewards: true })[step]);
      expect([...all].sort()).toEqual([...groups].sort());
      expect(all.at(-1)).toBe('stewards');
      expect(new Set(all).size).toBe(all.length);
      if (now.isOnIt) expect(before).toEqual([]);
      expect(due({ ...now, isOnIt: false, minutes: 0 }, minutes).length, 'somebody is told in the first minute').toBeGreaterThan(0);
    }));
  });
  it('has a time for exactly those who are there', () => {
    fc.assert(fc.property(situations, anyTimes, (now, minutes) => {
      expect(Object.keys(timesOf(now, minutes)).sort()).toEqual([...(now.hasDuty ? ['duty'] : []), ...(now.hasLead ? ['lead'] : []), ...(now.hasOnCall ? ['onCall'] : []), 'stewards'].sort());
    }));
  });
});

const give = (member: Member, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${member.id}, ${role})`);
const urgent = async (member: Member) => (await cases.signal({ kind: 'post', id: randomUUID(), personaId: member.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() })).caseId;
const after = (minutes: number) => new Date(Date.now() + minutes * 60_000);
type Told = { step: string; channel: string; name: string | null };
const told = async (caseId: string) => (await asHouse(() => sql<Told>`select step, channel, safety.called(member_id) as name from safety.escalations where case_id = ${caseId} order by at, step, channel`)).map(({ step, channel, name }) => [step, channel, name].filter(Boolean).join(' '));
const deliver = async () => {
  for (const event of await sql<Event>`select id, name, data, at from platform.events where name = 'safety.case.escalated' order by id`) {
    await knocks.carry(event);
  }
};
/** hanna is made clinical lead, bo is on call; mio and iben are as they are. Nobody is planned. */
async function place({ hanna, bo, mio, iben }: Cast) {
  await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
  await give(hanna, 'clinicalLead');
  await give(bo, 'moderator');
  const days = ['1', '2', '3', '4', '5', '6', '7'];
  await rota.add(mio, { code: bo.code, kind: 'onCall', days, from: '00:00', to: '24:00', timeZone: 'UTC' });
}

describe('an urgent case nobody is on', () => {
  scene('tells those on duty, then the leads, on call and the stewards, each once, and stops when somebody takes it', async (cast) => {
    const { ada, mio } = cast;
    await place(cast);
    await clockings.clockIn(mio, 120);
    const caseId = await urgent(ada);
    await escalations.sweep(after(0.1));
    await escalations.sweep(after(5));
    expect(await told(caseId)).toEqual(['duty notice mio']);
    await escalations.sweep(after(11));
    await escalations.sweep(after(12));
    expect(await told(caseId)).toEqual(['duty notice mio', 'lead notice hanna']);
    await escalations.sweep(after(16));
    expect(await told(caseId)).toEqual(['duty notice mio', 'lead notice hanna', 'onCall notice bo']);
    await cases.claim(mio, caseId, 1);
    await escalations.sweep(after(1));
    await escalations.sweep(after(9));
    expect(await told(caseId)).toHaveLength(3);
    await escalations.sweep(after(31));
    expect(await told(caseId), 'a lease that ran out is nobody on it').toContain('stewards alarm');
  });
  scene('goes straight to the stewards and raises an alarm when there is nobody else', async ({ ada, iben }) => {
    await sayings.change(iben, 'en', { shifts: [] });
    const caseId = await urgent(ada);
    expect(await escalations.sweep(after(0))).toBe(2);
    expect(await told(caseId)).toEqual(['stewards alarm', 'stewards notice iben']);
    expect(await sql`select data from platform.alarms where what = 'case.unseen' and seen_at is null`).toEqual([{ data: { case: caseId } }]);
    expect(await escalations.lastLooked(after(4))).toBeCloseTo(4, 1);
  });
  scene('is told anew when it was taken and given back, and never to whom it is about', async (cast) => {
    const { mio } = cast;
    await place(cast);
    await clockings.clockIn(mio, 120);
    const [caseId, own] = [await urgent(cast.ada), await urgent(mio)];
    await escalations.sweep(after(0));
    expect(await told(own)).not.toContain('duty notice mio');
    await cases.claim(mio, caseId, 1);
    await handing.release(mio as Moderator, caseId, 2);
    await asHouse(() => sql`update safety.escalations set since = since - interval '1 minute'`);
    await escalations.sweep(after(1));
    expect((await told(caseId)).filter((one) => one === 'duty notice mio')).toHaveLength(2);
  });
});

describe('a knock by mail', () => {
  const post = postOffice();
  const { letters } = post;
  beforeEach(() => void (process.env.SECRET ??= 'a secret for this test alone'));
  const codeIn = () => /\b(\d{6})\b/.exec(letters.at(-1)!.text.split('\r\n\r\n')[1]!)![1]!;

  scene('goes only to an address its owner has confirmed, and says nothing', async (cast) => {
    const { ada, bo } = cast;
    await place(cast);
    await reaches.say(bo as Moderator, 'bo@example.org');
    await expect(reaches.confirm(bo as Moderator, '000000')).rejects.toMatchObject({ key: 'safety.refused.code' });
    const first = await urgent(ada);
    await escalations.sweep(after(0));
    expect(await told(first)).not.toContain('onCall mail bo');
    await reaches.confirm(bo as Moderator, codeIn());
    await expect(reaches.confirm(bo as Moderator, codeIn()), 'a code works once').rejects.toMatchObject({ key: 'safety.refused.code' });
    expect(await reaches.mine(bo as Moderator)).toEqual({ address: 'bo@example.org', isConfirmed: true });
    const caseId = await urgent(ada);
    await escalations.sweep(after(0));
    await deliver();
    await deliver();
    const knocked = letters.filter(({ text }) => !/code/.test(text));
    expect(knocked.map(({ to }) => to)).toEqual(['bo@example.org', 'bo@example.org']); // the first case too: its climb goes on
    for (const { text } of knocked) {
      expect(text).toMatch(/^Subject: Please look in\r$/m);
      for (const secret of [caseId, first, 'ada', 'bo,', 'urgent', 'crisis', 'Alongside']) expect(text).not.toContain(secret);
    }
    await reaches.forget(bo as Moderator);
    expect(await reaches.mine(bo as Moderator)).toBeUndefined();
    expect(await asHouse(() => sql`select 1 from safety.reaches where sealed_address like '%example%'`)).toEqual([]);
  });
  scene('that is not taken raises an alarm at the desk and is tried again until it is', async (cast) => {
    const { ada, bo } = cast;
    await place(cast);
    await reaches.say(bo as Moderator, 'bo@example.org');
    await reaches.confirm(bo as Moderator, codeIn());
    await urgent(ada);
    await escalations.sweep(after(0));
    const [event] = await sql<Event>`select id, name, data, at from platform.events where name = 'safety.case.escalated' and data ->> 'channel' = 'mail'`;
    post.isOut = true;
    try {
      await expect(knocks.carry(event!)).rejects.toThrow();
      await expect(knocks.carry(event!)).rejects.toThrow();
      const { apart } = await import('#db');
      expect(await apart(() => sql`select what from platform.alarms where what = 'mail.failing' and seen_at is null`)).toEqual([{ what: 'mail.failing' }]);
    } finally {
      const { apart } = await import('#db');
      await apart(() => asHouse(() => sql`update platform.alarms set seen_at = now() where what = 'mail.failing'`));
    }
    post.isOut = false;
    await knocks.carry(event!);
    await knocks.carry(event!);
    expect(letters.filter(({ text }) => !/code/.test(text))).toHaveLength(1);
  });
});

describe('a case of concern nobody is on (safety guide 2.1)', () => {
  it.each([
    [{ minutes: 59, minutesStaffed: 200, hasLead: true }, []],
    [{ minutes: 60, minutesStaffed: 200, hasLead: true }, ['duty']],
    [{ minutes: 120, minutesStaffed: 200, hasLead: true }, ['duty', 'lead']],
    [{ minutes: 600, minutesStaffed: 29, hasLead: true }, []],
    [{ minutes: 600, minutesStaffed: 30, hasLead: true }, ['duty']],
    [{ minutes: 600, minutesStaffed: 60, hasLead: true }, ['duty', 'lead']],
    [{ minutes: 600, minutesStaffed: 60, hasLead: false }, ['duty']],
    [{ minutes: 9_000, minutesStaffed: undefined, hasLead: true }, []]
  ])('%o tells %o', (waited, told) => expect(dueForConcern(waited)).toEqual(told));

  scene('reminds those who are here at half of the time, then the leads, once each, and wakes nobody', async (cast) => {
    const { ada, mio } = cast;
    await place(cast);
    const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'concern', cause: randomUUID() });
    await escalations.sweep(after(300));
    expect(await told(caseId), 'nobody is here').toEqual([]);
    await clockings.clockIn(mio, 240, after(-1));
    await escalations.sweep(after(20));
    expect(await told(caseId)).toEqual([]);
    await escalations.sweep(after(65));
    await escalations.sweep(after(70));
    expect(await told(caseId)).toEqual(['duty notice mio']);
    await escalations.sweep(after(130));
    expect(await told(caseId)).toEqual(['duty notice mio', 'lead notice hanna']);
  });
  scene('counts what could not be assessed as a concern (safety guide 2.2): the program is off or failed', async (cast) => {
    const { ada, mio } = cast;
    await place(cast);
    await clockings.clockIn(mio, 240, after(-1));
    const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'unassessed', cause: randomUUID() });
    await escalations.sweep(after(65));
    await escalations.sweep(after(130));
    expect(await told(caseId)).toEqual(['duty notice mio', 'lead notice hanna']);
    expect((await going.whatKeeps(mio)).map((kept) => kept.caseId)).toEqual([caseId]);
  });
});
