/**
 * Invitations: one-time links that make the first steward, or give a role.
 *
 * A link holds 256 random bits and the table their hash; it works once and for
 * a day. It does not let anybody in: the person joins or signs in as always,
 * and then takes the role. It is for somebody else: whoever made a link takes
 * nothing by it. Nobody else can see from a link who made it. It works as
 * long as whoever made it may make one: with the role of a steward their links
 * end, and another time as a steward does not bring them back.
 */
import { createHash, randomBytes } from 'node:crypto';
import { asHouse, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { isThisMachineAlone } from '#platform/config';
import { allow } from '#platform/tries';
import * as roles from '#members/roles';
import type { Member, Role, Steward } from '#members/members';

const hash = (token: string) => createHash('sha256').update(token).digest();
const make = async (role: Role, madeBy: string | null): Promise<string> => {
  const token = randomBytes(32).toString('base64url');
  await asHouse(() => sql`
    insert into members.invitations (token_hash, role, made_by, ends_at) values (${hash(token)}, ${role}, ${madeBy}, now() + interval '24 hours')`);
  return token;
};

/** A link a steward hands to somebody, for a role. */
export const offer = (steward: Steward, role: Role): Promise<string> => make(role, steward.id);

/** From the machine itself, by whoever runs it: the way in when there is no steward. */
export const offerFirst = (): Promise<string> => make('steward', null);

export type Open = { id: string; role: Role; endsAt: Date };

/** Links that still work; without the links themselves, which nobody can read again. */
export const open = (_: Steward) => asHouse(() => sql<Open>`
  select i.id, i.role, i.ends_at from members.invitations i where i.used_at is null and i.ends_at > now() and members.is_vouched(i) order by i.ends_at`);

export const takeBack = (_: Steward, id: string) => asHouse(async () => {
  const ended = await sql`update members.invitations set ends_at = now() where id::text = ${id} and used_at is null and ends_at > now() returning id`;
  if (!ended.length) notFound();
});

/** What a link is for, or that it does not work: used, too old, never made, or by somebody who may make none any more. */
export async function read(token: string): Promise<{ role: Role } | undefined> {
  const [found] = await asHouse(() => sql<{ role: Role }>`
    select i.role from members.invitations i where i.token_hash = ${hash(token)} and i.used_at is null and i.ends_at > now() and members.is_vouched(i)`);
  return found;
}

/** Whether somebody stands before a link that they made and that still works. */
export const isOwn = async ({ id }: Pick<Member, 'id'>, token: string): Promise<boolean> => {
  const [own] = await asHouse(() => sql`
    select 1 from members.invitations i where i.token_hash = ${hash(token)} and i.made_by = ${id} and i.used_at is null and i.ends_at > now() and members.is_vouched(i)`);
  return own !== undefined;
};

/** A door takes so many knocks an hour from one place. */
const mostKnocks = 60;

/**
 * What somebody who opens a link is told. After many from one place every
 * link looks like one that does not work, the right one too: whoever guesses
 * cannot tell. On this machine alone nobody is counted.
 */
export async function knock(token: string, address: string, isCounted = !isThisMachineAlone()): Promise<{ role: Role } | undefined> {
  const isAllowed = !isCounted || (await allow('invite', address, mostKnocks, 60));
  const found = await read(token);
  return isAllowed ? found : undefined;
}

/** Whether a path on this site is a link that works: such a person may join before the doors are open. */
export async function leadsTo(path: string): Promise<boolean> {
  const token = /^\/invite\/([\w-]{43})$/.exec(path)?.[1];
  return token !== undefined && (await read(token)) !== undefined;
}

/**
 * Takes the role; whoever is to moderate and is not trained yet takes the
 * trainee's. Of two who press at once, one gets it. The one who has it may
 * press again: to everybody else a link that was used is none. Whoever made it
 * is told that it is for somebody else, and it stays as it was.
 */
export const take = (member: Member, token: string): Promise<Role> =>
  asHouse(async () => {
    const [used] = await sql<{ role: Role; madeBy: string | null }>`
      update members.invitations i set used_at = now()
       where i.token_hash = ${hash(token)} and i.used_at is null and i.ends_at > now() and members.is_vouched(i) and i.made_by is distinct from ${member.id}
      returning i.role, i.made_by`;
    if (!used && (await isOwn(member, token))) refuse('members.refused.ownLink');
    if (!used) return heldBy(member, token);
    return roles.hold(member.id, used.role, used.madeBy);
  });

/** What somebody holds whom this link just gave it. Inside `asHouse`. */
async function heldBy(member: Member, token: string): Promise<Role> {
  const [held] = await sql<{ role: Role }>`
    select r.role from members.invitations i
      join members.roles r on r.role = i.role or i.role = 'moderator' and r.role = 'trainee'
     where i.token_hash = ${hash(token)} and i.used_at > now() - interval '15 minutes'
       and r.member_id = ${member.id} and r.ended_at is null and r.given_at = i.used_at and i.made_by is distinct from ${member.id}
     order by r.role = i.role desc limit 1`;
  return held ? held.role : notFound();
}
