import { randomUUID } from 'node:crypto';
import { describe, expect, vi } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import { ledgerFile, markOf, readLedger } from '#platform/erasures';
import * as leaving from '#members/leaving';
import { asModerator, type Member, type Moderator, type Steward } from '#members/members';
import * as sessions from '#members/sessions';
import * as invitations from '#members/invitations';
import * as roles from '#members/roles';
import * as rota from '#house/rota';
import * as notices from '#notices/notices';
import * as telling from '#notices/telling';
import * as cases from '#safety/cases';
import * as queue from '#safety/queue';
import * as resting from '#safety/resting';
import * as urgent from '#safety/urgent-records';
import { scene } from '#test/scene';
import * as reminders from '#toolbox/reminders';
import { load as desk } from '../+layout.server.ts';

/** A record of somebody, with this outcome, held by mio. */
async function recorded(about: Member, mio: Moderator, outcome = 'died'): Promise<string> {
  const { caseId } = await cases.signal({ kind: 'post', id: randomUUID(), personaId: about.personaId }, { kind: 'triage', level: 'urgent', cause: randomUUID() });
  await urgent.begin(mio, caseId);
  await asHouse(() => sql`update safety.urgent_records set outcome = ${outcome}, ended_at = now() where case_id = ${caseId}`);
  return caseId;
}
const steward = (iben: Member) => asModerator(iben)!;
/** What the top of the desk says does not work. */
const troubles = async (member: Member) => (await desk({ locals: { member } as App.Locals, url: new URL('http://alongside.test/desk/mod') })).troubles;

describe('the account of somebody who has died (MOD-9, safety guide 2.3)', () => {
  scene('comes to rest by a lead or a steward, who is not the one who wrote it down, and never otherwise', async ({ ada, bo, mio, iben }) => {
    const [caseId, other] = [await recorded(ada, mio), await recorded(bo, mio, 'safeNow')];
    expect(await resting.of(mio, caseId)).toEqual({ since: null, endsStewards: false, mayBegin: false, mayEnd: false });
    expect(await resting.of(mio, other)).toBeUndefined();
    await expect(resting.begin(mio, caseId), 'no lead and no steward').rejects.toThrow(NotFound);
    await expect(resting.begin(steward(iben), other), 'nobody died').rejects.toThrow(NotFound);
    await expect(resting.begin(steward(iben), 'x')).rejects.toThrow(NotFound);
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${mio.id}, 'clinicalLead')`);
    const lead = asModerator({ ...mio, roles: [...mio.roles, 'clinicalLead'] })!;
    await expect(resting.begin(lead, caseId), 'they wrote it down').rejects.toMatchObject({ key: 'safety.refused.restAlone' });
    for (let twice = 0; twice < 2; twice++) await resting.begin(steward(iben), caseId);
    expect(await resting.of(lead, caseId)).toMatchObject({ since: expect.any(Date), mayBegin: false, mayEnd: true });
    await asHouse(() => sql`update safety.urgent_records set outcome = 'safeNow' where case_id = ${caseId}`);
    expect(await resting.of(lead, caseId), 'where the record that said so is gone').toMatchObject({ since: expect.any(Date), mayBegin: false, mayEnd: true });
    expect(await resting.of(mio, caseId), 'who can undo nothing sees no day: two names of one account would show the same').toBeUndefined();
    await asHouse(() => sql`update safety.urgent_records set outcome = 'died' where case_id = ${caseId}`);
    await expect(resting.end(mio, caseId, 'A mistake.')).rejects.toThrow(NotFound);
    await expect(resting.end(lead, caseId, ' ')).rejects.toMatchObject({ key: 'safety.refused.restWhy', field: 'restWhy' });
    for (let twice = 0; twice < 2; twice++) await resting.end(lead, caseId, 'They rang us. It was somebody else.');
    expect(await resting.of(steward(iben), caseId)).toMatchObject({ since: null, mayBegin: true });
    const { activity } = await queue.one(mio, caseId);
    expect(activity.map(({ what, note }) => [what, note]).filter(([what]) => String(what).startsWith('rests'))).toEqual(expect.arrayContaining([['rests', ''], ['restsNoMore', 'They rang us. It was somebody else.']]));
    expect(activity.filter(({ what }) => what === 'rests')).toHaveLength(1);
  });
  scene('loses nothing, lets nobody in, and reminds nobody of them; undone, all is as before', async ({ ada, bo, mio, iben }) => {
    const caseId = await recorded(ada, mio);
    const open = await sessions.begin(ada.id, 'own', 'a phone');
    await leaving.ask(ada);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${ada.id}`);
    await asHouse(() => sql`insert into toolbox.reminders (id, member_id, at_time, told_on) values (gen_random_uuid(), ${ada.id}, (now() at time zone 'Europe/London')::time, '2026-01-01')`);
    const names = async () => (await notices.of(bo)).notices.flatMap(({ who }) => who.map(({ name }) => name));
    await asHouse(() => telling.tell([bo.id], { kind: 'cheer', subject: '', cause: 'a test', data: { who: [ada.personaId] } }));
    expect(await names()).toEqual(['ada']);

    await resting.begin(steward(iben), caseId);
    expect(await sessions.enter(open)).toBeUndefined();
    await expect(sessions.begin(ada.id, 'own', 'a phone')).rejects.toMatchObject({ key: 'members.refused.rests' });
    await leaving.sweep();
    expect(await asHouse(() => sql`select 1 from members.members where id = ${ada.id}`), 'who had asked to leave is still there').toHaveLength(1);
    expect(await asHouse(() => reminders.tell(new Date()))).toBe(0);
    expect(await names()).toEqual([]);
    expect((await notices.forToday(bo, 20)).notices).toEqual([]);
    expect(await sessions.begin(bo.id, 'own', 'a phone'), 'nobody else is touched').toHaveLength(43);

    await resting.end(steward(iben), caseId, 'It was somebody else.');
    expect(await sessions.begin(ada.id, 'own', 'a phone')).toHaveLength(43);
    expect(await names()).toEqual(['ada']);
  });
  scene('who had asked to leave, and was woken after their day, has fourteen days anew to stay; the ledger for a restore knows both (ACC-13, ID-1)', async ({ ada, bo, mio, iben }) => {
    const word = (member: Member) => readLedger(ledgerFile()).words.get(markOf(member.id))?.says;
    const rest = (member: Member) => readLedger(ledgerFile()).rests.get(markOf(member.id))?.says;
    const isHere = async () => (await asHouse(() => sql`select 1 from members.members where id = ${ada.id}`)).length === 1;
    const later = (days: number) => asHouse(() => sql`update members.leavings set asked_at = asked_at - make_interval(days => ${days}), due_at = due_at - make_interval(days => ${days}) where member_id = ${ada.id}`);
    const [caseId, other] = [await recorded(ada, mio), await recorded(bo, mio)];
    const bos = word(bo); // the ledger outlives a scene
    await leaving.ask(ada);
    await later(5);
    for (const id of [caseId, other]) await resting.begin(steward(iben), id);
    expect([word(ada), word(bo), rest(ada), rest(bo)], 'for a restore: they leave, and rest').toEqual(['leaves', bos, 'rests', 'rests']);
    await later(15);
    await leaving.sweep();
    for (const id of [caseId, other]) await resting.end(steward(iben), id, 'It was somebody else.');
    expect([word(ada), word(bo), rest(ada), rest(bo)]).toEqual(['leaves', bos, 'wakes', 'wakes']);
    const { at } = readLedger(ledgerFile()).words.get(markOf(ada.id))!;
    expect(Date.now() - at.getTime(), 'said anew as it woke').toBeLessThan(60_000);
    await leaving.sweep();
    expect(await isHere(), 'the day passed while they could not come in').toBe(true);
    const { leavingAt } = (await sessions.enter(await sessions.begin(ada.id, 'own', 'a phone')))!;
    expect(Math.round((leavingAt!.getTime() - Date.now()) / 86_400_000)).toBe(14);
    await resting.end(steward(iben), caseId, 'Again.');
    expect((await asHouse(() => sql<{ dueAt: Date }>`select due_at from members.leavings where member_id = ${ada.id}`))[0]!.dueAt, 'twice is once').toEqual(leavingAt);
    await later(15);
    await leaving.sweep();
    expect(await isHere()).toBe(false);
  });
  scene('has no role any more, as when a steward ends it: no link, no shift, no mark beside the name; undone, none comes back by itself (MOD-1, MOD-9)', async ({ ada, hanna, mio, iben }) => {
    await roles.give(iben, hanna.code, 'steward');
    const stewarding = { ...hanna, roles: [...hanna.roles, 'steward'] } as unknown as Steward;
    const link = await invitations.offer(stewarding, 'host');
    await rota.add(mio, { code: hanna.code, kind: 'here', days: ['1'], from: '18:00', to: '20:00', timeZone: '' });
    const caseId = await recorded(hanna, mio);
    const held = async () => (await roles.staff(iben)).filter(({ code }) => code === hanna.code).flatMap(({ roles: those }) => those);
    const shifts = async () => (await rota.week(mio)).filter(({ code }) => code === hanna.code).length;
    expect([await held(), await invitations.read(link), await shifts()]).toEqual([['host', 'steward'], { role: 'host' }, 1]);
    for (let twice = 0; twice < 2; twice++) await resting.begin(steward(iben), caseId);
    expect([await held(), await invitations.read(link), await shifts()]).toEqual([[], undefined, 0]);
    expect(await asHouse(() => sql`select 1 from members.faces where code = ${hanna.code} and tag is not null`)).toEqual([]);
    const told = await asHouse(() => sql<{ role: string }>`select data ->> 'role' as role from platform.events where name = 'members.role.ended' and data ->> 'memberId' = ${hanna.id} order by 1`);
    expect(told.map(({ role }) => role), 'once, and those who listen hear of it').toEqual(['host', 'steward']);
    expect(await asHouse(() => sql`select 1 from members.roles where member_id = ${mio.id} and ended_at is null`), 'of nobody else').toHaveLength(1);
    await expect(roles.give(iben, hanna.code, 'host'), 'nobody can use it').rejects.toMatchObject({ key: 'members.refused.roleRests' });
    await expect(invitations.take(ada, link)).rejects.toThrow(NotFound);
    await resting.end(steward(iben), caseId, 'It was somebody else.');
    expect([await held(), await invitations.read(link)]).toEqual([[], undefined]);
    await roles.give(iben, hanna.code, 'host');
    expect(await held()).toEqual(['host']);
  });
  scene('that was the last steward does not go in silence: a lead reads it before, whoever runs the server in the log, and everybody at the desk what to do (MOD-1, MOD-9)', async ({ ada, hanna, bo, mio, iben }) => {
    const [stewards, members] = [await recorded(iben, mio), await recorded(bo, mio)];
    await asHouse(() => sql`insert into members.roles (id, member_id, role, given_by) values (gen_random_uuid(), ${hanna.id}, 'clinicalLead', ${iben.id})`);
    const lead = asModerator({ ...hanna, roles: [...hanna.roles, 'clinicalLead'] })!;
    const endsStewards = async (caseId: string) => (await resting.of(lead, caseId))?.endsStewards;
    expect([await endsStewards(stewards), await endsStewards(members)]).toEqual([true, false]);
    const [cafe] = await asHouse(() => sql<{ id: string }>`insert into members.personas (id, member_id, space) values (gen_random_uuid(), ${bo.id}, 'cafe:rest') returning id`);
    expect(await endsStewards(await recorded({ ...bo, personaId: cafe!.id }, mio)), 'whose another name is, is not said').toBe(true);
    await asHouse(() => sql`insert into members.roles (id, member_id, role, given_by) values (gen_random_uuid(), ${ada.id}, 'steward', ${iben.id})`);
    expect(await endsStewards(stewards), 'there is another one').toBe(false);
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${ada.id}`);
    const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await resting.begin(lead, members);
    expect(said).not.toHaveBeenCalled();
    expect(await troubles(lead)).not.toContain('steward');
    await resting.begin(lead, stewards);
    for (const one of [lead, mio, hanna]) expect(await troubles(one), 'and everybody who works here, at the top of the desk').toContain('steward');
    expect(said.mock.calls.map(([line]) => JSON.parse(String(line)))).toMatchObject([{ level: 'warn', kind: 'steward.none' }]);
    said.mockRestore();
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${bo.id}, 'steward')`);
    expect(await troubles(lead)).not.toContain('steward');
  });
});
