import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as invitations from '#members/invitations';
import * as gate from '#members/gate';
import { asHost, asLead, asModerator, asSteward, isUnshown, type Member, type Role, type Steward } from '#members/members';
import * as roles from '#members/roles';
import * as sessions from '#members/sessions';
import { scene } from '#test/scene';

const again = async (member: Member) => (await sessions.enter(await sessions.begin(member.id, 'own', '', { factor: true })))!;
const tagOf = async (member: Member) => (await sql<{ tag: Role | null }>`select tag from members.faces where persona_id = ${member.personaId}`)[0]!.tag;

describe('a role', () => {
  scene('is given by a steward to a face, and shown beside the name (MOD-1)', async ({ iben, ada }) => {
    await roles.give(iben, ada.code, 'host');
    await roles.give(iben, ada.code, 'host');
    expect((await again(ada)).roles).toEqual(['host']);
    expect(await tagOf(ada)).toBe('host');
    await roles.recordTraining(iben, ada.code, 'Two evenings with the old team, in May.');
    await roles.give(iben, ada.code, 'moderator');
    expect(await tagOf(ada)).toBe('moderator');
    await roles.end(iben, ada.code, 'moderator');
    expect(await tagOf(ada)).toBe('host');
    await roles.end(iben, ada.code, 'host');
    expect([await tagOf(ada), (await again(ada)).roles]).toEqual([null, []]);
    await expect(roles.end(iben, ada.code, 'host')).rejects.toThrow(NotFound);
    expect(await asHouse(() => sql`select ended_at is not null as over from members.roles where member_id = ${ada.id}`)).toEqual([{ over: true }, { over: true }]);
  });
  scene('counts once a second factor or a passkey was shown; until then whoever has it is a member like everybody (ID-1)', async ({ ada, hanna, mio, iben }) => {
    for (const held of [hanna, mio, iben]) {
      const plain = (await sessions.enter(await sessions.begin(held.id, 'own', '')))!;
      expect(plain.roles, 'where pages lead is known').not.toEqual([]);
      expect([asHost, asModerator, asLead, asSteward].map((as) => as(plain))).toEqual([undefined, undefined, undefined, undefined]);
      expect([roles.isStaff(plain), isUnshown(plain), roles.isStaff(await again(held)), isUnshown(await again(held))]).toEqual([false, true, true, false]);
    }
    const at = (member: Member | undefined) => ({ member, path: '/desk' }) as unknown as App.Locals;
    const unshown = async (member: Member) => at(await sessions.enter(await sessions.begin(member.id, 'own', '')));
    expect(() => gate.host(at(ada))).toThrow(expect.objectContaining({ status: 404 }));
    const host = await unshown(hanna);
    expect(() => gate.host(host)).toThrow(expect.objectContaining({ status: 303, location: '/sign-in/second?next=%2Fdesk' }));
    expect(() => gate.steward(host)).toThrow(expect.objectContaining({ status: 404 }));
    expect(gate.host(at(await again(hanna))).id).toBe(hanna.id);
  });
  scene('is worn beside the name once its holder has shown a second factor; until then their page names none (ID-1)', async ({ iben, ada, bo }) => {
    await asHouse(() => sql`delete from members.sessions where member_id in (${ada.id}, ${bo.id})`);
    const plain = (await sessions.enter(await sessions.begin(ada.id, 'own', '')))!;
    await roles.give(iben, ada.code, 'host');
    expect(await tagOf(ada)).toBeNull();
    await sessions.begin(ada.id, 'own', '');
    expect(await tagOf(ada)).toBeNull();
    await sessions.stepUp(ada.id, plain.session.id);
    expect(await tagOf(ada)).toBe('host');
    await sessions.begin(ada.id, 'own', '');
    expect(await tagOf(ada), 'it stays, also where they come in without it').toBe('host');
    await roles.end(iben, ada.code, 'host');
    expect(await tagOf(ada)).toBeNull();
    await sessions.begin(bo.id, 'own', '', { factor: true });
    expect(await tagOf(bo), 'a second factor alone is no role').toBeNull();
    await roles.give(iben, bo.code, 'host');
    expect(await tagOf(bo)).toBe('host');
  });
  scene('is not one’s own to give or end', async ({ iben }) => {
    await expect(roles.give(iben, iben.code, 'moderator')).rejects.toMatchObject({ key: 'members.refused.ownRole' });
    await expect(roles.end(iben, iben.code, 'steward')).rejects.toMatchObject({ key: 'members.refused.ownRole' });
  });
  scene('is no row when its holder gave it, whoever writes it (MOD-1)', async ({ iben }) => {
    await expect(asHouse(() => roles.hold(iben.id, 'safeguardingLead', iben.id))).rejects.toThrow(/roles_given_by_another/);
  });
  scene('is not given by who is no steward any more, nor to nobody', async ({ iben, mio, ada }) => {
    await expect(roles.give(mio as unknown as Steward, ada.code, 'host')).rejects.toThrow(NotFound);
    await expect(roles.give(iben, 'no-such', 'host')).rejects.toThrow(NotFound);
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${iben.id}`);
    await expect(roles.give(iben, ada.code, 'host')).rejects.toThrow(NotFound);
  });
  scene('is listed by face, without anything that leads to the person', async ({ iben, hanna }) => {
    const staff = await roles.staff(iben);
    expect(staff.map(({ name }) => name)).toEqual(['hanna', 'iben', 'mio']);
    expect(JSON.stringify(staff)).not.toContain(hanna.id);
    expect(JSON.stringify(staff)).not.toContain(hanna.personaId);
  });
});

describe('a moderator to be (MOD-11, NEW-6)', () => {
  scene('is a trainee until the training is done; then the badge comes by itself', async ({ iben, ada }) => {
    await roles.give(iben, ada.code, 'moderator');
    expect([await tagOf(ada), (await again(ada)).roles]).toEqual([null, ['trainee']]);
    expect(asModerator(await again(ada))).toBeUndefined();
    expect(asHost(await again(ada))).toBeDefined();
    await asHouse(() => roles.finishTraining(ada.id, null, ''));
    await asHouse(() => roles.finishTraining(ada.id, null, ''));
    expect([await tagOf(ada), (await again(ada)).roles]).toEqual(['moderator', ['moderator']]);
  });
  scene('may have been trained elsewhere: a steward writes down where, never of themselves', async ({ iben, bo }) => {
    await roles.give(iben, bo.code, 'moderator');
    await expect(roles.recordTraining(iben, bo.code, ' ')).rejects.toMatchObject({ key: 'members.refused.training', field: 'words' });
    await expect(roles.recordTraining(iben, iben.code, 'I know it all.')).rejects.toMatchObject({ key: 'members.refused.ownRole' });
    await roles.recordTraining(iben, bo.code, 'With the county, 2024.');
    expect((await again(bo)).roles).toEqual(['moderator']);
  });
});

describe('a lead', () => {
  scene('may do what moderators do, and shows nothing of it beside the name', async ({ iben, ada }) => {
    await roles.give(iben, ada.code, 'clinicalLead');
    const known = await again(ada);
    expect([asLead(known) !== undefined, asModerator(known) !== undefined, asSteward(known), await tagOf(ada)]).toEqual([true, true, undefined, null]);
  });
  scene('is not one because they moderate or run the place', async ({ mio, iben, hanna }) => {
    expect([mio, iben, hanna].map(asLead)).toEqual([undefined, undefined, undefined]);
  });
});

describe('an invitation', () => {
  scene('gives its role once, to whoever takes it first', async ({ iben, ada, bo }) => {
    const token = await invitations.offer(iben, 'host');
    expect([await invitations.read(token), await invitations.leadsTo(`/invite/${token}`)]).toEqual([{ role: 'host' }, true]);
    expect(await invitations.take(ada, token)).toBe('host');
    expect((await again(ada)).roles).toEqual(['host']);
    await expect(invitations.take(bo, token)).rejects.toThrow(NotFound);
    expect(await invitations.take(ada, token), 'a second press of the same person').toBe('host');
    await asHouse(() => sql`update members.invitations set used_at = used_at - interval '20 minutes'`);
    await expect(invitations.take(ada, token), 'much later').rejects.toThrow(NotFound);
    expect([await invitations.read(token), await invitations.leadsTo(`/invite/${token}`)]).toEqual([undefined, false]);
  });
  scene('works for a day, and not after it was taken back', async ({ iben, ada }) => {
    const [old, withdrawn] = [await invitations.offer(iben, 'host'), await invitations.offer(iben, 'moderator')];
    const open = await invitations.open(iben);
    expect(open.map(({ role }) => role).sort()).toEqual(['host', 'moderator']);
    await invitations.takeBack(iben, open.find(({ role }) => role === 'moderator')!.id);
    await expect(invitations.takeBack(iben, open.find(({ role }) => role === 'moderator')!.id)).rejects.toThrow(NotFound);
    await expect(invitations.takeBack(iben, 'no id')).rejects.toThrow(NotFound);
    await asHouse(() => sql`update members.invitations set ends_at = now() - interval '1 second' where role = 'host'`);
    for (const token of [old, withdrawn, '', 'x'.repeat(43), '\u0000']) await expect(invitations.take(ada, token)).rejects.toThrow(NotFound);
  });
  scene('ends with the role of the steward who made it, and does not come back with another (MOD-1)', async ({ iben, ada, bo, cleo }) => {
    await asHouse(() => roles.hold(ada.id, 'steward', iben.id));
    const maker = asSteward(await again(ada))!;
    const [forThemselves, forAnother] = [await invitations.offer(maker, 'steward'), await invitations.offer(maker, 'host')];
    const stays = await invitations.offer(iben, 'moderator');
    expect(await invitations.open(iben)).toHaveLength(3);
    await roles.end(iben, ada.code, 'steward');
    expect(await invitations.open(iben)).toMatchObject([{ role: 'moderator' }]);
    await expect(invitations.take(ada, forThemselves)).rejects.toThrow(NotFound);
    await expect(invitations.take(bo, forAnother)).rejects.toThrow(NotFound);
    expect([await invitations.read(forAnother), await invitations.leadsTo(`/invite/${forAnother}`), (await again(ada)).roles]).toEqual([undefined, false, []]);
    await asHouse(() => sql`update members.invitations set made_at = made_at - interval '1 minute' where made_by = ${ada.id}`); // a scene is one moment
    await roles.give(iben, ada.code, 'steward');
    await expect(invitations.take(cleo, forAnother), 'made in another time as a steward').rejects.toThrow(NotFound);
    expect(await invitations.take(cleo, stays)).toBe('trainee');
  });
  scene('gives nothing to whoever made it, says so, and stays for another (MOD-1)', async ({ iben, ada, bo }) => {
    for (const role of roles.roles) {
      const token = await invitations.offer(iben, role);
      await expect(invitations.take(iben, token), role).rejects.toMatchObject({ key: 'members.refused.ownLink' });
      expect([await invitations.isOwn(iben, token), await invitations.isOwn(ada, token), await invitations.read(token)]).toEqual([true, false, { role }]);
    }
    expect((await again(iben)).roles).toEqual(['steward']);
    const token = await invitations.offer(iben, 'clinicalLead');
    expect(await invitations.take(ada, token)).toBe('clinicalLead');
    for (const other of [iben, bo]) await expect(invitations.take(other, token), 'once it is used it is none').rejects.toThrow(NotFound);
    expect(await invitations.isOwn(iben, token)).toBe(false);
  });
  scene('leads nowhere when it is made up', async () => {
    for (const path of ['', '/invite/', '/invite/x', `/invite/${'a'.repeat(43)}`, `//evil.example/invite/${'a'.repeat(43)}`]) expect(await invitations.leadsTo(path)).toBe(false);
  });
  scene('from the machine makes the first steward', async ({ ada }) => {
    expect(await invitations.take(ada, await invitations.offerFirst())).toBe('steward');
    expect(asSteward(await again(ada))).toBeDefined();
  });
});

describe('an invitation that is guessed at', () => {
  scene('answers a thousand guesses alike, and after some of them the right one as well', async ({ iben }) => {
    const token = await invitations.offer(iben, 'host');
    expect(await invitations.knock(token, '198.51.100.77', true)).toEqual({ role: 'host' });
    for (let at = 0; at < 1000; at++) expect(await invitations.knock(Buffer.from(`guess ${at}`.padEnd(32)).toString('base64url'), '198.51.100.78', true)).toBeUndefined();
    expect(await invitations.knock(token, '198.51.100.78', true)).toBeUndefined();
    expect(await invitations.knock(token, '198.51.100.77', true)).toEqual({ role: 'host' });
  });
});
