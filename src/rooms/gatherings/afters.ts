/**
 * After: how it was, thanks, and whom I met.
 *
 * How it was goes to a moderator who was not there; it is sealed where it is
 * kept, and hosts never see it. Thanks are a name and no words. [ID-12, ID-14]
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { seal, unseal } from '#platform/seal';
import { allow } from '#platform/tries';
import { tidy } from '#house/saying-rules';
import type { Member } from '#members/members';
import { abouts, isFelt, type About, type Felt } from '#gatherings/after-rules';

const longest = 3000;
const placeOf = (id: string) => `gatherings.tellings:${id}`;

type Was = { sittingId: string; personaId: string };
/** Somebody who had a seat, or hosted, at a date that has begun. */
async function wasThere(member: Member, code: string): Promise<Was> {
  const [was] = await asking(member, () => sql<Was>`
    select i.id as sitting_id, coalesce(s.persona_id, members.persona_in(g.space)) as persona_id
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
      left join gatherings.seats s on s.sitting_id = i.id and s.persona_id = any(members.my_personas()) and s.state in ('coming', 'notToday')
     where i.code = ${code} and i.starts_at <= now() and (s.id is not null or g.id = any(gatherings.hosted()))`);
  return was ?? notFound();
}

/** Tells how it was. */
export async function tell(member: Member, code: string, said: { felt: string; about: string; words: string }): Promise<void> {
  const { sittingId, personaId } = await wasThere(member, code);
  const { felt } = said;
  if (!isFelt(felt)) refuse('gatherings.refused.felt', 'felt');
  const about = (abouts as readonly string[]).includes(said.about) ? said.about : 'other';
  const words = tidy(said.words);
  if ([...words].length > longest) refuse('gatherings.refused.long', 'words', { most: longest });
  if (!(await allow('gathering.tell', member.id, 10, 24 * 60))) refuse('gatherings.refused.often', 'words');
  await asking(member, async () => {
    const id = randomUUID();
    await sql`insert into gatherings.tellings (id, sitting_id, persona_id, felt, about, sealed) values (${id}, ${sittingId}, ${personaId}, ${felt}, ${about}, ${words ? seal(words, placeOf(id)) : ''})`;
    await announce('gatherings.telling.told', { tellingId: id });
  });
}

export type Told = { id: string; sittingId: string; personaId: string | null; space: string; felt: Felt; about: About; words: string; kind: string; onDay: string; language: string; name: string | null };
/** For the safety desk, which has asked already whether this moderator may: inside `asHouse` of a room above, or of its own. */
export async function told(tellingId: string): Promise<Told | undefined> {
  if (!isUuid(tellingId)) return undefined;
  const [row] = await asHouse(() => sql<Omit<Told, 'words'> & { sealed: string }>`
    select t.id, t.sitting_id, t.persona_id, g.space, t.felt, t.about, t.sealed, g.kind, to_char(i.on_day, 'YYYY-MM-DD') as on_day, f.language, f.name
      from gatherings.tellings t join gatherings.sittings i on i.id = t.sitting_id join gatherings.gatherings g on g.id = i.gathering_id
      left join members.faces f on f.persona_id = t.persona_id where t.id = ${tellingId}`);
  if (!row) return undefined;
  const { sealed, ...rest } = row;
  return { ...rest, words: sealed ? unseal(sealed, placeOf(row.id)) : '' };
}

/** Everybody who was there or meant to be, as members: none of them may hold what is said about it. */
export const whoWasThere = async (sittingId: string): Promise<string[]> => (await asHouse(() => sql<{ memberId: string }>`
  select distinct p.member_id from members.personas p
   where p.id in (select s.persona_id from gatherings.seats s where s.sitting_id = ${sittingId} and s.state <> 'gone'
                  union select h.persona_id from gatherings.hosts h join gatherings.sittings i on i.gathering_id = h.gathering_id where i.id = ${sittingId})`)).map(({ memberId }) => memberId);

/** Says thank you to somebody I saw there: a host, or somebody who shows their name to me. Twice is once. */
export async function thank(member: Member, code: string, face: string): Promise<void> {
  const { sittingId, personaId } = await wasThere(member, code);
  const [person] = await asking(member, () => sql<{ personaId: string }>`
    select f.persona_id from members.faces f join gatherings.sittings i on i.id = ${sittingId}
     where f.code = ${face} and f.persona_id <> all(members.my_personas()) and f.persona_id not in (select members.blocked())
       and (f.persona_id in (select h.persona_id from gatherings.host_faces(i.gathering_id) h) or f.persona_id in (select c.persona_id from gatherings.company(i.id) c)
            or i.gathering_id = any(gatherings.hosted()) and f.persona_id in (select s.persona_id from gatherings.seats s where s.sitting_id = i.id and s.state = 'coming'))`);
  if (!person) notFound();
  await asking(member, async () => {
    const [said] = await sql`insert into gatherings.thanks (sitting_id, from_id, to_id) values (${sittingId}, ${personaId}, ${person.personaId}) on conflict do nothing returning 1 as one`;
    if (said) await announce('gatherings.thanks.said', { sittingId, fromId: personaId, toId: person.personaId });
  });
}

/** Whom I have thanked for this one, by code. */
export const thanked = async (member: Member, code: string): Promise<string[]> => (await asking(member, () => sql<{ code: string }>`
  select f.code from gatherings.thanks t join gatherings.sittings i on i.id = t.sitting_id join members.faces f on f.persona_id = t.to_id where i.code = ${code} and t.from_id = any(members.my_personas())`)).map((one) => one.code);
