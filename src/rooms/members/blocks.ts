/**
 * Blocks: between two members, neither sees the other, neither is told.
 *
 * I block the face I know. `members.blocked()` in the database answers every
 * page with the personas it leaves out, in both directions, without ever
 * saying whose they are. Staff on duty still see what they have to look after.
 */
import { asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member } from '#members/members';

/** The persona behind the address of a page. */
async function personaOf(code: string): Promise<string> {
  const [face] = await sql<{ personaId: string }>`select persona_id from members.faces where code = ${code}`;
  return face ? face.personaId : notFound();
}

/** Blocking twice is blocking once. */
export const block = (member: Member, code: string): Promise<void> =>
  asking(member, async () => {
    const personaId = await personaOf(code);
    if (personaId === member.personaId) refuse('members.refused.blockSelf');
    const [made] = await sql`
      insert into members.blocks (member_id, persona_id) values (${member.id}, ${personaId}) on conflict do nothing returning persona_id`;
    if (made) await announce('members.block.made', { memberId: member.id, personaId });
  });

export const unblock = (member: Member, code: string): Promise<void> =>
  asking(member, async () => {
    const personaId = await personaOf(code);
    const [ended] = await sql`delete from members.blocks where member_id = ${member.id} and persona_id = ${personaId} returning persona_id`;
    if (!ended) notFound();
    await announce('members.block.ended', { memberId: member.id, personaId });
  });

export type Blocked = { name: string; code: string; seed: string; madeAt: Date };

/** Whom I have blocked, by the face I know, newest first. */
export const mine = (member: Member) => asking(member, () => sql<Blocked>`
  select f.name, f.code, f.seed, b.made_at
    from members.blocks b join members.faces f on f.persona_id = b.persona_id
   where b.member_id = ${member.id}
   order by b.made_at desc, f.name`);
