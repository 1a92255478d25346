/**
 * To think over before: topics and small exercises from the hosts, and cards.
 *
 * A card speaks of something somebody read or thought online, in a few words
 * and without any name, so that it can lie on the table. Whoever comes may add
 * one; it is shown without who wrote it, to hosts too. [PEER-18, ID-12]
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { allow } from '#platform/tries';
import { tidy } from '#house/saying-rules';
import { lookAt } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { hostedBy } from '#gatherings/plans';

export type Topic = { id: string; kind: 'topic' | 'exercise' | 'card'; words: string; language: string; isMine: boolean; /** A moderator has put it out of sight: only its author sees it. */ isHidden: boolean };
const longest = 400;

function checked(member: Member, words: string): string {
  const said = tidy(words);
  mayWrite(member, 'words');
  if (!said) refuse('gatherings.refused.empty', 'words');
  if ([...said].length > longest) refuse('gatherings.refused.long', 'words', { most: longest });
  if (lookAt([{ name: 'words', text: said }], { language: member.language }).mustChange) refuse('gatherings.refused.waits', 'words');
  return said;
}

const write = (member: Member, gatheringId: string, sittingId: string | null, personaId: string, kind: Topic['kind'], words: string): Promise<string> => asking(member, async () => {
  const id = randomUUID();
  await sql`
    insert into gatherings.topics (id, gathering_id, sitting_id, persona_id, kind, words, language) values (${id}, ${gatheringId}, ${sittingId}, ${personaId}, ${kind}, ${words}, ${member.language})`;
  await announce('gatherings.topic.given', { topicId: id });
  return id;
});

/** A topic or a small exercise from a host; answers with its id. */
export async function give(member: Member, code: string, kind: string, words: string): Promise<string> {
  const { id, space } = await hostedBy(member, code);
  const said = checked(member, words);
  const [me] = await asking(member, () => sql<{ personaId: string }>`select members.persona_in(${space}) as persona_id`);
  return write(member, id, null, me!.personaId, kind === 'exercise' ? 'exercise' : 'topic', said);
}

/** A card for the table, from somebody who comes; answers with its id. */
export async function lay(member: Member, code: string, words: string): Promise<string> {
  const [seat] = await asking(member, () => sql<{ gatheringId: string; sittingId: string; personaId: string }>`
    select i.gathering_id, i.id as sitting_id, coalesce(s.persona_id, members.persona_in(g.space)) as persona_id
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
      left join gatherings.seats s on s.sitting_id = i.id and s.persona_id = any(members.my_personas()) and s.state = 'coming'
     where i.code = ${code} and i.cancelled_at is null and (s.id is not null or g.id = any(gatherings.hosted()))`);
  if (!seat) notFound();
  const said = checked(member, words);
  if (!(await allow('gathering.card', member.id, 10, 24 * 60))) refuse('gatherings.refused.often', 'words');
  return write(member, seat.gatheringId, seat.sittingId, seat.personaId, 'card', said);
}

/** Takes one away: my own, or as a host any of them. One that is gone is gone; another's, which I can see, is not mine to take. */
export async function remove(member: Member, id: string): Promise<void> {
  if (!isUuid(id)) notFound();
  const [left] = await asking(member, async () => {
    await sql`delete from gatherings.topics where id = ${id} and (persona_id = any(members.my_personas()) or gathering_id = any(gatherings.hosted()))`;
    return sql`select 1 from gatherings.topics where id = ${id}`;
  });
  if (left) notFound();
}

/** What there is to think over, for those who come and those who host. Cards are in an order that tells nothing. */
export const of = (member: Member, code: string): Promise<Topic[]> => asking(member, () => sql<Topic>`
  select t.id, t.kind, t.words, t.language, t.persona_id = any(members.my_personas()) as is_mine, t.hidden_at is not null as is_hidden
    from gatherings.topics t join gatherings.sittings i on i.gathering_id = t.gathering_id and (t.sitting_id is null or t.sitting_id = i.id)
   where i.code = ${code} and (t.hidden_at is null or t.persona_id = any(members.my_personas())) order by t.kind, case when t.kind = 'card' then md5(t.id::text) else lpad(t.number::text, 20, '0') end`);
