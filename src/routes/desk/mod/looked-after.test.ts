/**
 * What the pages of the desk say to those who look after others: talks that wait, notes, who learns, and what is true for
 * somebody alone. In a house of its own: a page asks several things at once, each on a connection of its own.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import type { Host, Member, Role } from '#members/members';
import * as roles from '#members/roles';
import * as cases from '#safety/cases';
import { reactors } from '#safety/reactors';
import * as urgent from '#safety/urgent-records';
import * as care from '#team/care';
import * as talks from '#team/talks';
import * as training from '#team/training';
import type { Cast } from '#test/cast';
import { ownHouse, type OwnHouse } from '#test/own-house';
import { load as overDesk } from '../+layout.server.ts';
import { load as queuePage } from './+page.server.ts';
import { actions as careForms, load as carePage } from './care/+page.server.ts';
import { load as trainingPage } from './training/+page.server.ts';
import { load as urgentPage } from './urgent/[id]/+page.server.ts';

let own: OwnHouse;
beforeAll(async () => {
  own = await ownHouse('looked_after');
}, 60_000);
afterAll(() => own.drop());
afterEach(() => presence.forget());
const scene = (title: string, play: (cast: Cast) => Promise<void>) => it(title, () => play(own.cast), 30_000);
const asked = <Event>(member: Member, path: string, params: Record<string, string> = {}, sent?: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(sent ?? {})) form.append(name, value);
  const url = new URL(path, 'http://localhost');
  return { locals: { member, language: 'en', path }, params, url, ...(sent && { request: new Request(url, { method: 'POST', body: form }) }) } as unknown as Event;
};
const layout = (member: Member, path = '/desk/mod') => overDesk(asked<Parameters<typeof overDesk>[0]>(member, path));
const onCare = (member: Member, search = '') => carePage(asked<Parameters<typeof carePage>[0]>(member, `/desk/mod/care${search}`));
const onUrgent = (member: Member, id: string) => urgentPage(asked<Parameters<typeof urgentPage>[0]>(member, `/desk/mod/urgent/${id}`, { id }));
const onTraining = (member: Member) => trainingPage(asked<Parameters<typeof trainingPage>[0]>(member, '/desk/mod/training'));
const hear = (name: string, data: Record<string, unknown>) => reactors[name]!({ id: 1, name, data, at: new Date() });
/** The same person, whose roles are others now. */
const now = <Of extends Member>(member: Of, ...held: Role[]): Of => ({ ...member, roles: held });

describe('a talk that waits (NEW-6)', () => {
  scene('is said on every page of the desk to the owner and to the second person, until they have talked', async ({ ada, hanna, mio, iben }) => {
    await clockings.clockIn(mio, 120);
    const { caseId } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
    await urgent.begin(mio, caseId);
    const version = async () => (await urgent.of(mio, caseId)).record!.version;
    await urgent.nameSecond(mio, caseId, await version(), iben.code);
    await urgent.write(mio, caseId, await version(), { said: 'I am here.', offered: '', answer: '', told: '', content: '' });
    expect(await onUrgent(mio, caseId)).toMatchObject({ isTalkOwed: false, mayNote: true });
    const { caseId: drill } = await cases.signal({ kind: 'drill', id: randomUUID(), personaId: null }, { kind: 'drill', level: 'urgent', cause: randomUUID() });
    expect(await onUrgent(mio, drill), 'nothing is written into the register from a test').toMatchObject({ mayNote: false });
    await asHouse(() => sql`update safety.cases set state = 'closed', closed_at = now() where id = ${drill}`);
    await urgent.end(mio, caseId, await version(), { outcome: 'safeNow', words: '', followUpHours: 24 });
    await hear('safety.urgent.ended', { caseId });
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${hanna.id}, 'moderator')`);
    for (const [who, isOwed] of [[mio, true], [iben, true], [now(hanna, 'moderator'), false]] as const) {
      expect([(await layout(who)).isTalkOwed, (await layout(who, '/desk/mod/rota')).isTalkOwed, ((await onUrgent(who, caseId)) as { isTalkOwed: boolean }).isTalkOwed]).toEqual([isOwed, isOwed, isOwed]);
    }
    const second = iben as unknown as Host;
    await talks.hold(second, (await talks.mine(second))[0]!.id, '');
    expect([(await layout(iben)).isTalkOwed, ((await onUrgent(iben, caseId)) as { isTalkOwed: boolean }).isTalkOwed]).toEqual([false, false]);
    expect((await layout(iben, '/desk/admin')).isTalkOwed).toBe(false);
    expect((await layout(mio, '/desk/admin')).isTalkOwed).toBe(true);
    await talks.hold(mio, (await talks.mine(mio))[0]!.id, '');
  });
  scene('stays with whoever owes it, as a host or a trainee too, and they can end it', async ({ mio }) => {
    await asHouse(() => talks.owe([mio.id], randomUUID(), new Date(Date.now() - 30 * 3_600_000), false));
    for (const role of ['host', 'trainee'] as const) expect(await onCare(now(mio, role))).toMatchObject({ isModerator: false, talks: expect.arrayContaining([expect.objectContaining({ kind: 'debrief', heldAt: null })]) as unknown });
    const [talk] = await talks.mine(mio);
    await expect(careForms.hold(asked<Parameters<typeof careForms.hold>[0]>(now(mio, 'host'), '/desk/mod/care', {}, { talk: talk!.id, words: '' }))).rejects.toMatchObject({ status: 303 });
    expect((await layout(now(mio, 'host'))).isTalkOwed).toBe(false);
  });
});

describe('my own page (NEW-6)', () => {
  scene('leads to the earlier notes and back, and throwing one away stays where it is', async ({ mio }) => {
    for (let at = 0; at < 22; at++) await talks.note(mio, `Month ${at}.`);
    const first = await onCare(mio);
    expect([first.notes.length, first.notesAt]).toEqual([20, null]);
    const second = await onCare(mio, `?notes=${first.earlier}`);
    expect([second.notes.length, second.earlier, second.notesAt]).toEqual([2, undefined, first.earlier]);
    const forget = (search: string, id: string) => careForms.forget(asked<Parameters<typeof careForms.forget>[0]>(mio, `/desk/mod/care?/forget${search}`, {}, { id }));
    await expect(forget(`&notes=${first.earlier}`, second.notes[0]!.id)).rejects.toMatchObject({ status: 303, location: `/desk/mod/care?saved=&notes=${first.earlier}` });
    await expect(forget('', first.notes[0]!.id)).rejects.toMatchObject({ status: 303, location: '/desk/mod/care?saved=' });
    expect((await onCare(mio, `?notes=${first.earlier}`)).notes).toHaveLength(1);
    await expect(onCare(mio, '?notes=nonsense')).rejects.toMatchObject({ status: 404 });
  });
  scene('says to whoever has carried enough whether somebody else is here', async ({ mio, iben }) => {
    await clockings.clockIn(mio, 120);
    expect(await onCare(mio)).toMatchObject({ company: undefined });
    await asHouse(async () => {
      for (let at = 0; at < 6; at++) await care.carry(mio.id, randomUUID(), 'concern');
    });
    expect(await onCare(mio)).toMatchObject({ mine: { enough: 'heavy' }, company: { isAnybody: false, isTold: true } });
    await clockings.clockIn(iben as unknown as Host, 120);
    expect(await onCare(mio)).toMatchObject({ company: { isAnybody: true } });
  });
});

describe('who learns to moderate (MOD-11)', () => {
  scene('is said on the desk of moderators while they wait for a shift, and each reads what is true of them', async ({ ada, hanna, iben, mio }) => {
    const desk = (member: Member) => queuePage(asked<Parameters<typeof queuePage>[0]>(member, '/desk/mod'));
    await roles.give(iben, ada.code, 'moderator');
    const trainee = { ...now(ada, 'trainee'), session: mio.session } as unknown as Host;
    expect(await onTraining(trainee)).toMatchObject({ isTrainee: true, progress: { shadowing: 'none' } });
    expect(await desk(mio)).toMatchObject({ isShiftAsked: false });
    await training.askToShadow(trainee);
    expect([await desk(mio), await desk(hanna), await desk(trainee)]).toMatchObject([{ isShiftAsked: true }, { isShiftAsked: false }, { isShiftAsked: false }]);
    expect(await onTraining(mio)).toMatchObject({ isMentor: true, waiting: [{ name: 'ada' }] });
    expect(await onTraining(hanna)).toMatchObject({ isTrainee: false, isMentor: false, waiting: [] });
    await training.confirm(mio, ada.code);
    expect(await desk(mio)).toMatchObject({ isShiftAsked: false });
  });
});
