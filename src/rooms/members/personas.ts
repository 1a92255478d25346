/**
 * Personas: who a member is in one space.
 *
 * The forum, each local community and each café are spaces. In each a member
 * has another name, pattern and address, drawn by chance; nothing that anybody
 * else can fetch leads from one to another. A persona is worn in its own space
 * only: the database refuses words of a persona anywhere else.
 *
 * `Persona` is a proof. Only this file makes one, after the database has said
 * that the asker has a name there; verbs that act in a space ask for it.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { allow } from '#platform/tries';
import type { Apart, Kind, Level } from '#members/ladder-rules';
import { code, isSeed, makeSeed, type Member } from '#members/members';
import { foldName, isNear } from '#members/name-rules';
import * as names from '#members/names';
import * as pledges from '#members/pledges';

declare const proof: unique symbol;
/** What the database knows of a name of the asker's (`members.here`). */
export type Here = {
  personaId: string;
  /** 'forum', or the id of a space. Never shown. */
  space: string;
  kind: Kind;
  /** The space's code for addresses, and its name; null in the forum. */
  place: string | null;
  placeName: string | null;
  isClosed: boolean;
  name: string;
  code: string;
  seed: string;
  about: string;
  level: Level;
  /** People here may ask to share names. */
  offers: boolean;
  page: 'members' | 'nobody';
  /** In the forum: the community that is shown. */
  shows: string | null;
  /** Who here knows the forum name, by the name they have here. */
  known: string[];
  isKnownElsewhere: boolean;
  /** Somebody knew it once: here the forum name, in the forum that this name is mine. */
  wasKnown: boolean;
};
/** A member in one space. `id` is the member's, for `asking`; `personaId` is what acts. */
export type Persona<In extends Kind = Kind> = Here & { readonly id: string; readonly kind: In; [proof]: In };

const proven = (member: Member, here: Here) => ({ ...here, id: member.id }) as unknown as Persona;

/** Every name the asker wears: the forum's first, then by the name of the place. */
export async function of(member: Member): Promise<Persona[]> {
  const rows = await asking(member, () => sql<{ here: Here }>`
    select members.here(p.space) as here
      from members.personas p left join members.spaces s on s.id::text = p.space
     where p.member_id = ${member.id} and p.retired_at is null and p.space <> 'moderation'
     order by s.id is not null, s.kind desc, lower(s.name), s.id`);
  return rows.map(({ here }) => proven(member, here));
}

/** Who the asker is in the place with this code ('forum' for the forum). Where they have no name, there is nothing. */
export async function at(member: Member, place: string): Promise<Persona> {
  const [row] = await asking(member, () => sql<{ here: Here | null }>`
    select members.here(case when ${place}::text = 'forum' then 'forum' else (select id::text from members.spaces where code = ${place}) end) as here`);
  return row?.here ? proven(member, row.here) : notFound();
}

/** The same for a place that is not the forum: what begins among people who know each other there. */
export async function inPlace(member: Member, place: string): Promise<Persona<Apart>> {
  const persona = await at(member, place);
  return persona.kind === 'forum' ? notFound() : (persona as Persona<Apart>);
}

/** Which names bear on words for one space: `known` is what people go by there, the asker among them; `mine` are the asker's own in any other, or put away in this one; `theirs` what others go by in other spaces; `links` the addresses of the asker's own pages there. */
export type Around = { known: string[]; names: { mine: string[]; theirs: string[]; links: string[] } };
export type AroundRow = { name: string; code: string | null; isHere: boolean; isMine: boolean };

/** What was asked for, as it was written, where readers would take it for a name of the place. */
export function aroundOf(rows: readonly AroundRow[], said: readonly string[]): Around {
  const here = rows.filter(({ isHere }) => isHere).map(({ name }) => name);
  const folded = new Set(here.map(foldName));
  const apart = rows.filter(({ isHere }) => !isHere);
  return {
    known: [...here, ...said.filter((name) => folded.has(foldName(name)))],
    names: {
      mine: apart.filter(({ isMine }) => isMine).map(({ name }) => name), theirs: apart.filter(({ isMine }) => !isMine).map(({ name }) => name),
      links: apart.flatMap(({ code: at }) => (at === null ? [] : [`me/${at}`]))
    }
  };
}

/** The same for a place that is known by its space; where that is '', the words may be shown in any. */
export const around = async (member: Pick<Member, 'id'>, space: string, said: readonly string[]): Promise<Around> => aroundOf(await asking(member, () => sql<AroundRow>`
  select n.name, n.code, coalesce(n.is_here, false) as is_here, n.is_mine from members.names_around(${space}, ${said.map(foldName)}::text[]) n`), said);

export type Wish = { name: string; keepName?: boolean; seed?: string; pledged: boolean };

/** Every name the asker goes by, in any space, and those put away. For their own eyes. */
export const ownNames = async (member: Pick<Member, 'id'>): Promise<string[]> => (await asking(member, () => sql<{ name: string }>`
  select f.name from members.faces f join members.personas p on p.id = f.persona_id where p.member_id = ${member.id}`)).map(({ name }) => name);

/** Refuses a name that would lead to another name of the same person, unless they keep it; and one of their own to whoever is paused. */
async function checkName(member: Member, wish: Wish): Promise<string> {
  names.mayTake(member, wish.name);
  if (!(await allow('persona.name', member.id, 60, 60))) refuse('members.refused.namesOften', 'name');
  const name = await names.check(wish.name, { keep: wish.keepName });
  if (!wish.keepName && (await ownNames(member)).some((other) => isNear(name, other))) refuse('members.refused.name.near', 'name');
  return name;
}

const write = async (member: Member, space: string, name: string, seed: string | undefined): Promise<void> => {
  const personaId = randomUUID();
  const [made] = await sql`
    insert into members.personas (id, member_id, space) values (${personaId}, ${member.id}, ${space})
    on conflict (member_id, space) where retired_at is null do nothing returning id`;
  if (!made) return; // sent twice, taken once
  const [face] = await sql`
    insert into members.faces (persona_id, space, name, name_folded, code, seed, language)
    values (${personaId}, ${space}, ${name}, ${foldName(name)}, ${code()}, ${isSeed(seed) ? seed : makeSeed()}, ${member.language})
    on conflict do nothing returning persona_id`;
  if (!face) refuse('members.refused.nameTaken', 'name');
  await sql`insert into members.ladders (persona_id, member_id) values (${personaId}, ${member.id})`;
  await announce('members.persona.made', { personaId });
};

/** The space behind a code, if it takes people in. One enters a circle by taking a seat, never by its code alone. */
async function openSpace(place: string, isSeated: boolean): Promise<{ id: string; kind: Apart }> {
  const [space] = await sql<{ id: string; kind: Apart }>`
    select id, kind from members.spaces where code = ${place} and closed_at is null and alumni_at is null and (kind = 'circle') = ${isSeated}::boolean`;
  return space ?? notFound();
}

/** Takes a name in a space, with the pledge of its kind. Taking one where one has a name changes nothing. `isSeated`: the caller has just given a seat in this circle. */
export async function make(member: Member, place: string, wish: Wish, isSeated = false): Promise<void> {
  const space = await openSpace(place, isSeated);
  const name = await checkName(member, wish);
  if (!wish.pledged && !(await pledges.isGiven(member, space.kind))) refuse('members.refused.pledge', 'pledge');
  await asHouse(async () => {
    await write(member, space.id, name, wish.seed);
    await pledges.give(member, space.kind);
  });
}

/**
 * Puts a name away and takes a new one in the same space. What was written
 * stays under the old name; whoever knew its forum name learns nothing of the
 * new one, and every sharing of names of the old one has ended.
 */
export async function renew(member: Member, persona: Persona<Apart>, wish: Wish): Promise<void> {
  const name = await checkName(member, wish); // first: a name that is refused is no new one
  if (!(await allow('persona.renew', member.id, 3, 7 * 24 * 60))) refuse('members.refused.renewedOften', 'name');
  await asHouse(async () => {
    const [old] = await sql`
      update members.personas set retired_at = now() where id = ${persona.personaId} and member_id = ${member.id} and retired_at is null returning id`;
    if (!old) notFound();
    await sql`update members.reveals set until = current_date where until is null and (seer_id = ${persona.personaId} or seen_id = ${persona.personaId})`;
    await sql`delete from members.handshakes where from_id = ${persona.personaId} or to_id = ${persona.personaId}`;
    await sql`delete from members.masks where persona_id = ${persona.personaId}`;
    await write(member, persona.space, name, wish.seed);
  });
}

/**
 * Leaves a space for good: the name and every word written under it go; the
 * name rests. Where something about it still waits for a person, a stand-in
 * nobody else sees takes its place there, for they are a member still.
 */
export const leave = (member: Member, persona: Persona<Apart>): Promise<void> =>
  asHouse(async () => {
    const left = await sql<{ name: string }>`
      select f.name from members.faces f join members.personas p on p.id = f.persona_id where p.member_id = ${member.id} and p.space = ${persona.space}`;
    const gone = await sql`delete from members.personas where member_id = ${member.id} and space = ${persona.space} returning id`;
    if (!gone.length) notFound();
    await names.rest(left.map(({ name }) => name));
    // Whoever has left shows the forum no area of it, and the line before a post does not say so.
    await sql`update members.ladders set level = 'anonymous', place = null where member_id = ${member.id} and place::text = ${persona.space}`;
  });

/** Lets stand-ins go for which nothing waits any more, with all that was kept under them. Inside `asHouse`. */
export const letGo = (standIns: readonly string[]) => sql`delete from members.personas where stands_for is not null and id = any(${standIns as string[]}::uuid[])`;
