import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import * as presence from '#house/presence';
import * as rota from '#house/rota';
import * as sayings from '#house/sayings';
import type { Role } from '#members/members';
import * as escalations from '#safety/escalations';
import { lookBy } from '#safety/look-rules';
import * as looks from '#safety/looks';
import * as cases from '#safety/cases';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

const at = (clock: string) => new Date(`2026-11-21T${clock}:00Z`);
const stretch = (from: string, to: string, day = 21) => ({ from: new Date(`2026-11-${day}T${from}:00Z`).getTime(), to: new Date(`2026-11-${day}T${to}:00Z`).getTime() });
const day = [stretch('08:00', '21:00'), stretch('08:00', '21:00', 22)];

describe('by when a person looks (safety guide §2.2)', () => {
  it.each([
    ['urgent', '12:00', true, '2026-11-21T12:15'],
    ['urgent', '20:55', true, '2026-11-22T08:10'], // the last five minutes of a shift are not a quarter of an hour
    ['urgent', '03:00', false, '2026-11-21T08:15'],
    ['urgent', '21:00', false, '2026-11-22T08:15'],
    ['concern', '12:00', true, '2026-11-21T14:00'],
    ['concern', '03:00', false, '2026-11-21T09:00'],
    ['unassessed', '03:00', false, '2026-11-21T09:00']
  ] as const)('%s at %s: somebody here is %s, %s', (level, clock, isHere, by) => {
    expect(lookBy(level, day, at(clock))).toEqual({ isHere, by: new Date(`${by}:00Z`) });
  });
  it('promises nothing when nobody is planned', () => {
    expect(lookBy('urgent', [], at('12:00'))).toEqual({ isHere: false, by: undefined });
    expect(lookBy('urgent', [stretch('08:00', '09:00')], at('12:00'))).toEqual({ isHere: false, by: undefined });
  });
});

const wholeWeek = { days: ['1', '2', '3', '4', '5', '6', '7'], from: '00:00', to: '24:00', timeZone: 'UTC' };
const give = (memberId: string, role: Role) => asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${memberId}, ${role})`);
const always = (...names: string[]) => [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00', names }));
const nobody = { isHere: false, isPlanned: false, isOnCall: false, by: undefined };

describe('that a moderator looks is promised of those who decide (safety guide §1.4, §2.2, MOD-11)', () => {
  scene('not while only a host or a trainee is here, who still answer', async ({ hanna, bo, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await give(bo.id, 'trainee');
    await clockings.clockIn(hanna, 60);
    await clockings.clockIn(bo as typeof hanna, 60);
    for (const level of ['urgent', 'concern', 'low'] as const) expect(await looks.promise(level), level).toMatchObject(nobody);
    expect((await duty.now()).here.map(({ name }) => name).sort()).toEqual(['bo', 'hanna']);
    await clockings.clockIn(mio, 60);
    const { isHere, by } = await looks.promise('urgent');
    expect([isHere, Math.round((by!.getTime() - Date.now()) / 60_000)]).toEqual([true, 15]);
    await clockings.out(mio);
    expect(await looks.promise('urgent')).toMatchObject(nobody);
  });
  scene('not by the shift of a host; by that of a moderator as planned, also while a host is here', async ({ hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await rota.add(mio, { code: hanna.code, kind: 'here', ...wholeWeek });
    expect(await looks.promise('urgent')).toMatchObject(nobody);
    expect(await duty.promise(), 'a host answers').toBeDefined();
    expect(await duty.promise(new Date(), 'deciding'), 'and reads no report').toBeUndefined();
    await rota.add(mio, { code: mio.code, kind: 'here', ...wholeWeek });
    await clockings.clockIn(hanna, 60);
    expect(await looks.promise('urgent')).toMatchObject({ isHere: true, isPlanned: true });
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${mio.id}`);
    presence.forget();
    expect(await looks.promise('urgent'), 'who was a moderator').toMatchObject(nobody);
  });
  scene('of hours somebody typed, by the names of those who decide', async ({ iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always('hanna', 'A name nobody has') });
    expect(await looks.promise('urgent')).toMatchObject(nobody);
    expect((await duty.now()).here.map(({ name }) => name), 'nor is a name nobody has').toEqual(['hanna']);
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always('hanna', 'mio') });
    expect(await looks.promise('urgent')).toMatchObject({ isHere: true, isPlanned: true });
  });
  scene('and who is planned to decide is told of what is urgent, also while a host is here', async ({ ada, hanna, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await rota.add(mio, { code: mio.code, kind: 'here', ...wholeWeek });
    await clockings.clockIn(hanna, 60);
    const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
    await escalations.sweep();
    expect(await asHouse(() => sql`select step, safety.called(member_id) as name from safety.escalations where case_id = ${caseId}`)).toEqual([{ step: 'duty', name: 'mio' }]);
  });
  scene('nobody who was a moderator is said to be woken', async ({ bo, mio, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: [] });
    await give(bo.id, 'moderator');
    await rota.add(mio, { code: bo.code, kind: 'onCall', ...wholeWeek });
    expect(await looks.promise('urgent')).toMatchObject({ isOnCall: true });
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${bo.id}`);
    presence.forget();
    expect(await looks.promise('urgent')).toMatchObject(nobody);
  });
});
