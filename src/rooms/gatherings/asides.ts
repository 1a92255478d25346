/**
 * Asides: words between two people about one date.
 *
 * Somebody asks the hosts, or a pair agrees on a corner and a time. They are
 * sealed where they are kept, nobody else reads them, and no program does
 * either; each side can be reported and blocked like anywhere.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { seal, unseal } from '#platform/seal';
import { allow } from '#platform/tries';
import { tidy } from '#house/saying-rules';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { hostedBy } from '#gatherings/plans';

export type Line = { name: string; seed: string; words: string; isMine: boolean };
type Row = { id: string; name: string; seed: string; sealed: string; isMine: boolean };
const longest = 1000;
const placeOf = (id: string) => `gatherings.asides:${id}`;
const open = ({ id, sealed, ...row }: Row): Line => ({ name: row.name, seed: row.seed, isMine: row.isMine, words: unseal(sealed, placeOf(id)) });

async function checked(member: Member, words: string): Promise<string> {
  const said = tidy(words);
  mayWrite(member, 'words');
  if (!said) refuse('gatherings.refused.empty', 'words');
  if ([...said].length > longest) refuse('gatherings.refused.long', 'words', { most: longest });
  if (!(await allow('gathering.aside', member.id, 60, 60))) refuse('gatherings.refused.often', 'words');
  return said;
}

const write = (member: Member, { sittingId, pairId, askerId, fromId }: { sittingId: string; pairId: string | null; askerId: string | null; fromId: string }, words: string) => asking(member, async () => {
  const id = randomUUID();
  await sql`
    insert into gatherings.asides (id, sitting_id, pair_id, asker_id, from_id, sealed) values (${id}, ${sittingId}, ${pairId}, ${askerId}, ${fromId}, ${seal(words, placeOf(id))})`;
  await announce('gatherings.aside.said', { asideId: id });
});

/** Asks the hosts of a date something. One needs a name in the place, and no seat. */
export async function askHosts(member: Member, code: string, words: string): Promise<void> {
  const [date] = await asking(member, () => sql<{ id: string; personaId: string | null; isHost: boolean }>`
    select i.id, coalesce((select s.persona_id from gatherings.seats s where s.sitting_id = i.id and s.persona_id = any(members.my_personas()) limit 1), members.persona_in(g.space)) as persona_id,
           g.id = any(gatherings.hosted()) as is_host
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id where i.code = ${code} and i.ends_at > now() - interval '7 days'`);
  if (!date || date.isHost) notFound();
  if (!date.personaId) refuse('gatherings.refused.name', 'words');
  await write(member, { sittingId: date.id, pairId: null, askerId: date.personaId, fromId: date.personaId }, await checked(member, words));
}

/** A host answers somebody who asked. */
export async function answer(member: Member, code: string, face: string, words: string): Promise<void> {
  const { space } = await hostedBy(member, code);
  const [asked] = await asking(member, () => sql<{ sittingId: string; askerId: string; me: string }>`
    select a.sitting_id, a.asker_id, members.persona_in(${space}) as me from gatherings.asides a join gatherings.sittings i on i.id = a.sitting_id join members.faces f on f.persona_id = a.asker_id
     where i.code = ${code} and f.code = ${face} limit 1`);
  if (!asked) notFound();
  await write(member, { sittingId: asked.sittingId, pairId: null, askerId: asked.askerId, fromId: asked.me }, await checked(member, words));
}

/** What I and the hosts have said. */
export const withHosts = async (member: Member, code: string): Promise<Line[]> => (await asking(member, () => sql<Row>`
  select a.id, f.name, f.seed, a.sealed, a.from_id = any(members.my_personas()) as is_mine
    from gatherings.asides a join gatherings.sittings i on i.id = a.sitting_id join members.faces f on f.persona_id = a.from_id
   where i.code = ${code} and a.asker_id = any(members.my_personas()) order by a.number limit 200`)).map(open);

export type Asked = { name: string; code: string; seed: string; lines: Line[] };
/** What people asked, for hosts: one talk for each who asked, by the name they have here. */
export async function asked(member: Member, code: string): Promise<Asked[]> {
  await hostedBy(member, code);
  const rows = await asking(member, () => sql<Row & { askerName: string; askerCode: string; askerSeed: string }>`
    select a.id, f.name, f.seed, a.sealed, a.from_id = any(members.my_personas()) as is_mine, k.name as asker_name, k.code as asker_code, k.seed as asker_seed
      from gatherings.asides a join gatherings.sittings i on i.id = a.sitting_id join members.faces f on f.persona_id = a.from_id join members.faces k on k.persona_id = a.asker_id
     where i.code = ${code} order by lower(k.name), a.number limit 500`);
  const talks = new Map<string, Asked>();
  for (const row of rows) {
    const talk = talks.get(row.askerCode) ?? { name: row.askerName, code: row.askerCode, seed: row.askerSeed, lines: [] };
    talk.lines.push(open(row));
    talks.set(row.askerCode, talk);
  }
  return [...talks.values()];
}

/** Says something to the other one of a pair. */
export async function say(member: Member, pairId: string, words: string): Promise<void> {
  if (!isUuid(pairId)) notFound();
  const [pair] = await asking(member, () => sql<{ sittingId: string; me: string }>`
    select sitting_id, case when from_id = any(members.my_personas()) then from_id else to_id end as me from gatherings.pairs where id = ${pairId} and said = 'yes'`);
  if (!pair) notFound();
  await write(member, { sittingId: pair.sittingId, pairId, askerId: null, fromId: pair.me }, await checked(member, words));
}

/** What the two of each of my pairs have said, by pair. */
export async function ofPairs(member: Member, code: string): Promise<Map<string, Line[]>> {
  const rows = await asking(member, () => sql<Row & { pairId: string }>`
    select a.id, a.pair_id, f.name, f.seed, a.sealed, a.from_id = any(members.my_personas()) as is_mine
      from gatherings.asides a join gatherings.pairs p on p.id = a.pair_id join gatherings.sittings i on i.id = a.sitting_id join members.faces f on f.persona_id = a.from_id
     where i.code = ${code} order by a.number limit 500`);
  const said = new Map<string, Line[]>();
  for (const row of rows) said.set(row.pairId, [...(said.get(row.pairId) ?? []), open(row)]);
  return said;
}
