import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as sayings from '#house/sayings';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as cases from '#safety/cases';
import * as drills from '#safety/drills';
import * as harmAnswers from '#safety/harm-answers';
import * as queue from '#safety/queue';
import * as readiness from '#safety/readiness';
import { reactors } from '#safety/reactors';
import { scene } from '#test/scene';

const heard = (id: number, name: string, data: Record<string, unknown>) => reactors[name]!({ id, name, data, at: new Date() });
const asked = (data: Record<string, unknown>, id = 1) => heard(id, 'measures.harm.answered', data);
const casesOf = (kind: string) => asHouse(() => sql<{ id: string; level: string; lane: string; state: string; personaId: string | null; version: number }>`
  select id, level, lane, state, persona_id, version from safety.cases where subject_kind = ${kind}`);
const said = async (name: string) => (await asHouse(() => sql<{ data: Record<string, string> }>`select data from platform.events where name = ${name} order by id desc`))[0]!.data;

describe('an answer about harm to oneself (safety guide §1.4)', () => {
  scene('opens a case for a person, once, and rises when they are not safe', async ({ ada, mio }) => {
    const responseId = randomUUID();
    await asked({ responseId, personaId: ada.personaId, level: 'low' });
    await asked({ responseId, personaId: ada.personaId, level: 'low' });
    expect(await casesOf('answer')).toMatchObject([{ level: 'low', lane: 'risk', state: 'open', personaId: ada.personaId }]);
    await asked({ responseId, personaId: ada.personaId, level: 'urgent' }, 2);
    const [open] = await casesOf('answer');
    expect(open).toMatchObject({ level: 'urgent' });
    const seen = await queue.one(mio, open!.id);
    expect(seen).toMatchObject({ name: 'ada', html: '', copy: null, reports: [], kinds: ['answer'] });
    expect(seen.signals.map(({ level, reasons, version }) => ({ level, reasons, version }))).toEqual([{ level: 'low', reasons: [], version: '' }, { level: 'urgent', reasons: [], version: '' }]);
  });
  scene('is noted at once, also while the worker is away, and not again when the event comes', async ({ ada }) => {
    const told = { responseId: randomUUID(), personaId: ada.personaId, level: 'concern' as const, once: randomUUID() };
    await harmAnswers.atOnce(told);
    await asked(told, 9);
    expect(await casesOf('answer')).toMatchObject([{ level: 'concern', version: 1 }]);
    await harmAnswers.atOnce(undefined);
  });
  scene('is promised a look from when it was given, and says when somebody took it up', async ({ ada, mio }) => {
    const responseId = randomUUID();
    expect(await harmAnswers.heard(responseId)).toBeUndefined();
    await asked({ responseId, personaId: ada.personaId, level: 'concern' });
    await asHouse(() => sql`update safety.signals set at = now() - interval '3 hours'`);
    const { at, isTakenUp } = (await harmAnswers.heard(responseId))!;
    expect([Math.round((Date.now() - at.getTime()) / 60_000), isTakenUp]).toEqual([180, false]);
    const [open] = await casesOf('answer');
    await cases.claim(mio, open!.id, 1);
    expect((await harmAnswers.heard(responseId))!.isTakenUp).toBe(true);
  });
  scene('that cannot be read, or of somebody who has left, is looked at all the same', async () => {
    await asked({ responseId: 'x', personaId: randomUUID(), level: 'fine' }, 3);
    expect(await casesOf('answer')).toMatchObject([{ level: 'unassessed', lane: 'risk', personaId: null }]);
  });
  scene('about a moderator is for their colleagues', async ({ mio }) => {
    await asked({ responseId: randomUUID(), personaId: mio.personaId, level: 'concern' }, 4);
    const [open] = await casesOf('answer');
    await expect(queue.one(mio, open!.id)).rejects.toThrow();
  });
});

describe('a drill (NEW-6)', () => {
  scene('goes the way of a real alert and is over when somebody else takes it', async ({ iben, mio }) => {
    await drills.send(iben);
    const { drillId } = await said('safety.drill.sent');
    await heard(5, 'safety.drill.sent', { drillId });
    await heard(5, 'safety.drill.sent', { drillId });
    const [open] = await casesOf('drill');
    expect(open).toMatchObject({ level: 'urgent', lane: 'risk', state: 'open' });
    expect(await drills.isTried()).toBe(false);
    await cases.claim(mio, open!.id, open!.version);
    await heard(6, 'safety.case.claimed', { caseId: open!.id });
    await heard(6, 'safety.case.claimed', { caseId: open!.id });
    expect(await casesOf('drill')).toMatchObject([{ state: 'closed' }]);
    expect(await drills.isTried()).toBe(true);
    expect(await drills.isTried(new Date(Date.now() + 91 * 86_400_000))).toBe(false);
    expect(await drills.lately(iben)).toMatchObject([{ takenAt: expect.any(Date) }]);
  });
  scene('is sent once, by a second press, an old form and another page too; a minute later another one is', async ({ iben }) => {
    for (const once of ['one-form-1', 'one-form-1', 'another-tab', '']) await drills.send(iben, once);
    const sent = async () => (await asHouse(() => sql`select 1 from safety.drills`)).length;
    expect([await sent(), (await asHouse(() => sql`select 1 from platform.events where name = 'safety.drill.sent'`)).length]).toEqual([1, 1]);
    await asHouse(() => sql`update safety.drills set sent_at = now() - interval '2 minutes'`);
    await drills.send(iben, 'one-form-1');
    expect(await sent()).toBe(1);
    await drills.send(iben, 'the-next-form');
    expect(await sent()).toBe(2);
  });
  scene('that its own sender takes proves nothing', async ({ iben }) => {
    await drills.send(iben);
    await heard(7, 'safety.drill.sent', await said('safety.drill.sent'));
    const [open] = await casesOf('drill');
    await asHouse(() => sql`update safety.cases set state = 'claimed', claimed_by = ${iben.id}, claimed_at = now(), claimed_until = now() + interval '5 minutes' where id = ${open!.id}`);
    await heard(8, 'safety.case.claimed', { caseId: open!.id });
    expect(await drills.isTried()).toBe(false);
    expect(await casesOf('drill')).toMatchObject([{ state: 'claimed' }]);
  });
});

describe('readiness', () => {
  /** What is remembered of the rota for some seconds is read anew. */
  const lacks = () => {
    presence.forget();
    return readiness.lacks();
  };
  scene('names what is missing: people on the rota who may decide, hours, words, an alert that was tried', async ({ iben, mio, hanna }) => {
    try {
      expect(await lacks()).toEqual(['rota', 'hours', 'consent', 'alert']);
      const week = { kind: 'here', days: ['1', '2', '3', '4', '5', '6', '7'], from: '09:00', to: '12:00', timeZone: 'UTC' };
      const people = await rota.people(mio);
      const shiftOf = (name: string) => rota.add(mio, { ...week, code: people.find((one) => one.name === name)!.code });
      await shiftOf('hanna');
      expect(hanna.roles).toContain('host');
      expect(await lacks()).toContain('rota'); // a host answers, and decides no case
      await shiftOf('mio');
      presence.forget();
      expect(await lacks()).toEqual(['hours', 'consent', 'alert']);
      await sayings.change(iben, 'en', { hours: 'Every day from 9 to 12', harmAnswer: 'A moderator is told.' });
      expect(await lacks()).toEqual(['hours', 'consent', 'alert']); // in every language
      await sayings.change(iben, 'nb', { hours: 'Hver dag fra 9 til 12', harmAnswer: 'En moderator får beskjed.' });
      expect(await lacks()).toEqual(['alert']);
      await asHouse(() => sql`insert into safety.drills (id, taken_at, taken_by) values (gen_random_uuid(), now(), ${mio.id})`);
      expect(await lacks()).toEqual([]);
    } finally {
      sayings.forget();
      presence.forget();
    }
  });
});
