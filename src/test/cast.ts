/**
 * The cast of every test.
 *
 * ada and bo are members; cleo shares nothing with them and may never see
 * anything; hanna is a peer host; mio is a moderator; iben is a steward. sol is
 * a provider to whom ada has a tie; vera works beside sol, and may never see anything.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, sql } from '#db';
import { asHost, asModerator, asSteward, join, type Host, type Member, type Moderator, type Role, type Steward } from '#members/members';
import * as sessions from '#members/sessions';
import * as codes from '#care/codes';
import * as careInvitations from '#care/invitations';
import * as organisations from '#care/organisations';
import { enter as enterProvider, type Provider } from '#care/providers';
import * as ties from '#care/ties';

const people: Record<string, Role | undefined> = { ada: undefined, bo: undefined, cleo: undefined, hanna: 'host', mio: 'moderator', iben: 'steward' };
export const passOf = (name: string) => `the quiet sentence of ${name}`;
export type Cast = { ada: Member; bo: Member; cleo: Member; hanna: Host; mio: Moderator; iben: Steward; sol: Provider; vera: Provider };
const providers = { sol: 'Sol Berg', vera: 'Vera Lund' };

export async function makeCast(): Promise<void> {
  for (const [name, role] of Object.entries(people)) {
    const { memberId } = await join({ name, pass: passOf(name), language: 'en', adult: true, conduct: { version: 'test', hash: 'test' } });
    if (role) await asHouse(() => sql`insert into members.roles (id, member_id, role) values (${randomUUID()}, ${memberId}, ${role})`);
    if (role) await asHouse(() => sql`update members.faces set tag = ${role} where name_folded = (select sign_in_name from members.keys where member_id = ${memberId})`);
  }
  await makeProviders();
}

/** The ward, its two people, and ada's yes to one of them, whom she is Kari for. */
async function makeProviders(): Promise<void> {
  const iben = asSteward(await known('iben'))!;
  const organisationId = await organisations.add(iben, { name: 'Example Clinic', reach: '' });
  for (const [key, name] of Object.entries(providers)) {
    const token = await careInvitations.offer(iben, { organisationId });
    await careInvitations.take(token, { name, role: 'nurse', signInName: `${key}@clinic.example`, pass: passOf(key), language: 'en' });
  }
  const { codes: [code] } = await codes.make(await knownProvider('sol'), 'card');
  await ties.confirm(await known('ada'), { code: code!, knownAs: 'Kari' }, 'a test');
}

async function knownProvider(key: keyof typeof providers): Promise<Provider> {
  const [row] = await asHouse(() => sql<{ id: string }>`select member_id as id from members.work_accounts where name = ${providers[key]}`);
  const { work } = await sessions.whoever(await sessions.begin(row!.id, 'own', 'a test', { factor: true }));
  return (await enterProvider(work!))!;
}

async function known(name: string): Promise<Member> {
  const [row] = await asHouse(() => sql<{ memberId: string }>`
    select p.member_id from members.faces f join members.personas p on p.id = f.persona_id where f.name = ${name}`);
  const token = await sessions.begin(row!.memberId, 'own', 'a test', { factor: true });
  return (await sessions.enter(token))!;
}

/** Everybody, signed in. */
export async function theCast(): Promise<Cast> {
  const cast: Record<string, Member> = {};
  for (const name of Object.keys(people)) cast[name] = await known(name);
  return {
    ada: cast.ada!, bo: cast.bo!, cleo: cast.cleo!,
    hanna: asHost(cast.hanna!)!, mio: asModerator(cast.mio!)!, iben: asSteward(cast.iben!)!, sol: await knownProvider('sol'), vera: await knownProvider('vera')
  };
}

/** Today, by a clock nobody chose: for what is shared until a day. */
export const today = () => ({ day: new Date().toISOString().slice(0, 10), timeZone: 'UTC' });
