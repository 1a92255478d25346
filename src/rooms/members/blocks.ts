/**
 * Blocks: between two members, neither sees the other, neither is told.
 *
 * I block the face I know. `members.blocked()` in the database answers every
 * page with the personas it leaves out, in both directions, without ever
 * saying whose they are. It leaves them out in the space of that face, and in
 * any other in which the two know each other by handshake. In all other spaces
 * nobody vanishes, for that would tell who is who; but nothing there brings
 * the two together either (`members.apart`). Staff on duty still see what they
 * have to look after.
 */
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import * as handshakes from '#members/handshakes';
import type { Member } from '#members/members';

/** The persona behind the address of a page. */
async function personaOf(code: string): Promise<string> {
  const [face] = await sql<{ personaId: string }>`select persona_id from members.faces where code = ${code}`;
  return face ? face.personaId : notFound();
}

/** Blocking twice is blocking once. Where I know by handshake who they are elsewhere, it holds there too, and the handshake ends. */
export const block = (member: Member, code: string): Promise<void> =>
  asking(member, async () => {
    const personaId = await personaOf(code);
    const [own] = await sql<{ isMine: boolean }>`select ${personaId} = any(members.my_personas()) as is_mine`;
    if (own!.isMine) refuse('members.refused.blockSelf');
    const known = await sql<{ seerId: string; seenId: string; showsId: string }>`
      select seer_id, seen_id, shows_id from members.reveals
       where until is null and seer_id = any(members.my_personas()) and (seen_id = ${personaId} or shows_id = ${personaId})`;
    const all = [...new Set([personaId, ...known.flatMap(({ seenId, showsId }) => [seenId, showsId])])];
    const made = await sql`
      insert into members.blocks (member_id, persona_id) select ${member.id}, p from unnest(${all}::uuid[]) p on conflict do nothing returning persona_id`;
    await asHouse(async () => {
      for (const { seerId, seenId } of known) await handshakes.forget(seerId, seenId);
    });
    if (made.length) await announce('members.block.made', { memberId: member.id, personaId });
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
