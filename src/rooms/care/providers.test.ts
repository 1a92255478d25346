import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { scene } from '#test/scene';
import { passOf } from '#test/cast';
import * as sessions from '#members/sessions';
import type { Steward } from '#members/members';
import * as roles from '#members/roles';
import { signIn } from '#members/sign-ins';
import * as invitations from '#care/invitations';
import * as organisations from '#care/organisations';
import { isAway, replyDaysOf, workingDaysOf, worksOn } from '#care/provider-rules';
import * as providers from '#care/providers';
import * as ties from '#care/ties';

const here = { address: 'a test', device: 'own' as const, deviceWords: 'a test' };
const joining = { name: 'Sol Berg', role: 'physiotherapist', signInName: 'sol.berg@other.example', pass: passOf('another sol'), language: 'en' as const };

describe('a provider (MSG-4)', () => {
  scene('joins by a link that a steward made, once, and has no name in the community', async ({ iben }) => {
    const organisationId = await organisations.add(iben, { name: 'Other Clinic', reach: '' });
    const token = await invitations.offer(iben, { organisationId });
    expect(await invitations.knock(token, 'a place')).toEqual({ organisation: 'Other Clinic', isLead: false });
    const { accountId, spareKey } = await invitations.take(token, joining);
    expect(spareKey).toMatch(/^(\w{4}-){4}\w{4}$/);
    await expect(invitations.take(token, { ...joining, signInName: 'again@other.example' })).rejects.toThrow(NotFound);
    expect(await invitations.knock(token, 'a place')).toBeUndefined();
    expect(await asHouse(() => sql`select 1 from members.personas where member_id = ${accountId}`)).toEqual([]);
    const { member, work } = await sessions.whoever(await signIn('sol.berg@other.example', joining.pass, here));
    expect(member).toBeUndefined();
    expect(await providers.enter(work!)).toMatchObject({ name: 'Sol Berg', organisation: 'Other Clinic', replyDays: 3, workingDays: [1, 2, 3, 4, 5] });
  });
  scene('can be given no persona and no role, whatever is tried', async ({ sol }) => {
    await expect(asHouse(() => sql`insert into members.personas (id, member_id, space) values (gen_random_uuid(), ${sol.id}, 'forum')`)).rejects.toThrow('nobody_at_work');
    await expect(asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${sol.id}, 'host')`)).rejects.toThrow('nobody_at_work');
  });
  scene('of the same name as another differs in the word that stands beside it', async ({ iben }) => {
    const [clinic] = (await organisations.all(iben)).filter(({ name }) => name === 'Example Clinic');
    await invitations.take(await invitations.offer(iben, { organisationId: clinic!.id }), joining);
    const [one, other] = (await providers.all(iben)).filter(({ name }) => name === 'Sol Berg');
    expect(one!.checkWord).not.toBe(other!.checkWord);
  });
  scene('is invited by a lead to their own organisation, and to no other', async ({ iben }) => {
    const [mine, theirs] = [await organisations.add(iben, { name: 'Mine', reach: '' }), await organisations.add(iben, { name: 'Theirs', reach: '' })];
    await invitations.take(await invitations.offer(iben, { organisationId: mine, isLead: true }), joining);
    const { work } = await sessions.whoever(await signIn(joining.signInName, joining.pass, here));
    const lead = providers.asLead((await providers.enter(work!))!)!;
    expect(await invitations.knock(await invitations.offer(lead, { organisationId: theirs }), 'a place')).toMatchObject({ organisation: 'Mine' });
    expect((await invitations.open(lead)).map(({ organisation }) => organisation)).toEqual(['Mine']);
    const { providerId } = await invitations.take(await invitations.offer(iben, { organisationId: theirs }), { ...joining, signInName: 'third@other.example' });
    await expect(providers.end(lead, providerId)).rejects.toThrow(NotFound);
  });
  scene('comes by no link of a lead who has left, nor of a steward who is none any more (MSG-4)', async ({ iben, ada }) => {
    const mine = await organisations.add(iben, { name: 'Mine', reach: '' });
    const { providerId } = await invitations.take(await invitations.offer(iben, { organisationId: mine, isLead: true }), joining);
    const { work } = await sessions.whoever(await signIn(joining.signInName, joining.pass, here));
    const lead = providers.asLead((await providers.enter(work!))!)!;
    const theirs = await invitations.offer(lead, { organisationId: mine, isLead: true });
    expect(await invitations.open(lead)).toHaveLength(1);
    await providers.end(iben, providerId);
    const next = { ...joining, signInName: 'back@other.example' };
    expect([await invitations.knock(theirs, 'a place'), await invitations.open(iben)]).toEqual([undefined, []]);
    await expect(invitations.take(theirs, next)).rejects.toThrow(NotFound);
    await asHouse(() => roles.hold(ada.id, 'steward', iben.id));
    const byAda = await invitations.offer({ ...ada, roles: ['steward'] } as unknown as Steward, { organisationId: mine });
    expect(await invitations.knock(byAda, 'a place')).toBeDefined();
    await roles.end(iben, ada.code, 'steward');
    await expect(invitations.take(byAda, next)).rejects.toThrow(NotFound);
    expect((await invitations.take(await invitations.offer(iben, { organisationId: mine }), next)).accountId).toBeDefined();
  });
  scene('says when they are away and who covers; a stranger cannot cover', async ({ sol, vera, ada }) => {
    await providers.describe(sol, { text: (name) => ({ role: 'nurse', replyDays: '2' })[name] ?? '', all: () => ['1', '3'] });
    await providers.beAway(sol, { from: '2026-12-21', until: '2026-12-31', cover: vera.providerId });
    await expect(providers.beAway(sol, { from: '2026-12-21', until: '2026-12-31', cover: sol.providerId })).rejects.toThrow(Refusal);
    await expect(providers.beAway(sol, { from: '2026-12-21', until: '2026-12-01', cover: '' })).rejects.toThrow(Refusal);
    for (const day of ['2027-02-31', '0000-01-01', 'soon']) await expect(providers.beAway(sol, { from: day, until: day, cover: '' }), `no calendar has ${day}`).rejects.toMatchObject({ key: 'care.refused.day', field: 'from' });
    await expect(providers.beAway(sol, { from: '2026-12-21', until: '2027-02-31', cover: '' })).rejects.toMatchObject({ key: 'care.refused.untilDay', field: 'until' });
    expect(await ties.of(ada)).toMatchObject([{ name: 'Sol Berg', replyDays: 2, workingDays: [1, 3], absentFrom: '2026-12-21', absentUntil: '2026-12-31', cover: 'Vera Lund' }]);
  });
  scene('without an account, as after a restore, has left: ties end, whoever covers is noted, and members are told (MSG-4)', async ({ sol, vera, ada }) => {
    await providers.beAway(sol, { from: '', until: '', cover: vera.providerId });
    await providers.goWithTheirAccounts();
    expect((await ties.of(ada))[0]!.endedAt).toBeNull();
    await asHouse(() => sql`update care.providers set account_id = null where id = ${sol.providerId}`);
    await providers.goWithTheirAccounts();
    expect(await ties.of(ada)).toMatchObject([{ endedBy: 'left', endedAt: expect.any(Date) }]);
    expect(await asHouse(() => sql`select passed_to from care.ties where provider_id = ${sol.providerId} and passed_to is not null`)).toEqual([{ passedTo: vera.providerId }]);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'care.tie.ended' and data->>'by' = 'left'`)).toHaveLength(1);
  });
  scene('who leaves loses everything in one stroke; who covers is noted, and the member still sees who it was', async ({ sol, vera, ada, iben }) => {
    await providers.beAway(sol, { from: '', until: '', cover: vera.providerId });
    const token = await sessions.begin(sol.id, 'own', 'a test', { factor: true });
    await providers.end(iben, sol.providerId);
    expect(await sessions.whoever(token)).toEqual({ member: undefined, work: undefined });
    await expect(signIn('sol@clinic.example', passOf('sol'), here)).rejects.toThrow(Refusal);
    expect(await asking(sol, () => sql`select 1 from care.ties`)).toEqual([]);
    expect(await ties.of(ada)).toMatchObject([{ name: 'Sol Berg', endedBy: 'left', cover: 'Vera Lund', shares: 0 }]);
    const [said] = await asHouse(() => sql<{ data: unknown }>`select data from platform.events where name = 'care.provider.left' order by id desc limit 1`);
    expect(said!.data).toEqual({ providerId: sol.providerId, coverId: vera.providerId });
    await expect(providers.end(iben, sol.providerId)).rejects.toThrow(NotFound);
  });
  scene('is shown nothing of the community by the database itself', async ({ sol, ada }) => {
    const seen = (as: { id: string }) => asking(as, async () => [
      (await sql`select 1 from members.faces`).length, (await sql`select 1 from members.personas`).length, (await sql`select 1 from members.roles`).length
    ]);
    expect((await seen(ada))[0]).toBeGreaterThan(0);
    expect(await seen(sol)).toEqual([0, 0, 0]);
  });
});

describe('the days of a provider', () => {
  it.each([['2026-12-21', true], ['2026-12-31', true], ['2026-12-20', false], ['2027-01-01', false]])('%s is away: %s', (day, away) => {
    expect(isAway({ absentFrom: '2026-12-21', absentUntil: '2026-12-31' }, day)).toBe(away);
  });
  it('are working days when they are theirs and they are not away', () => {
    const days = { replyDays: 3, workingDays: [1, 2, 3], absentFrom: '2026-11-23', absentUntil: '2026-11-23' };
    expect([21, 22, 23, 24, 25, 26].map((day) => worksOn(days, `2026-11-${day}`))).toEqual([false, false, false, true, true, false]);
  });
  it('are at least one, and an answer takes at least one and at most twenty', () => {
    expect(workingDaysOf(['7', '1', '9', 'x'])).toEqual([1, 7]);
    expect(() => workingDaysOf(['8'])).toThrow(Refusal);
    expect(replyDaysOf(' 3 ')).toBe(3);
    for (const wrong of ['0', '21', '-1', '1.5', '', 'soon']) expect(() => replyDaysOf(wrong)).toThrow(Refusal);
  });
});
