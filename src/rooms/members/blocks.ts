/**
 * Blocks: between two members, neither sees the other, neither is told.
 *
 * I block the face I know. `members.blocked()` in the database answers every
 * page with the personas it leaves out, in both directions, without ever
 * saying whose they are. It leaves them out in the space of that face, also
 * when they leave it and come back, and in any other in which the two know
 * each other by handshake. In all other spaces nobody vanishes, for that would
 * tell who is who; but nothing there brings the two together either
 * (`members.apart`). Staff on duty still see what they have to look after.
 *
 * What one press began ends together. What I keep is the name as I knew it,
 * while there is such a name; who stands behind it only the house may look up
 * (`members.fences`, written by the database). [ID-3, ID-6]
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import * as handshakes from '#members/handshakes';
import type { Member } from '#members/members';

/** The persona behind the address of a page. */
async function personaOf(code: string): Promise<string> {
  const [face] = await sql<{ personaId: string }>`select persona_id from members.faces where code = ${code}`;
  return face ? face.personaId : notFound();
}

/** Blocking twice is blocking once. Wherever I know by handshake that it is them it holds too, and the handshakes end. */
export const block = (member: Member, code: string): Promise<void> =>
  asking(member, async () => {
    const personaId = await personaOf(code);
    const [own] = await sql<{ isMine: boolean }>`select ${personaId} = any(members.my_personas()) as is_mine`;
    if (own!.isMine) refuse('members.refused.blockSelf');
    // From the name that was pressed to the forum's, and from there to every place in which it is known.
    const known = await sql<{ seerId: string; seenId: string; showsId: string }>`
      select seer_id, seen_id, shows_id from members.reveals
       where until is null and seer_id = any(members.my_personas())
         and shows_id in (select shows_id from members.reveals
                           where until is null and seer_id = any(members.my_personas()) and (seen_id = ${personaId} or shows_id = ${personaId}))`;
    const all = [...new Set([personaId, ...known.flatMap(({ seenId, showsId }) => [seenId, showsId])])];
    const made = await sql`
      insert into members.blocks (press, member_id, persona_id) select ${randomUUID()}, ${member.id}, p from unnest(${all}::uuid[]) p
      on conflict do nothing returning persona_id`;
    await asHouse(async () => {
      for (const { seerId, seenId } of known) await handshakes.forget(seerId, seenId);
    });
    if (made.length) await announce('members.block.made', { memberId: member.id, personaId });
  });

/** Ends everything that one press began. A handshake that ended with it begins anew. Where there is none of mine, nothing is left to end. */
export const end = (member: Member, press: string): Promise<void> =>
  asking(member, async () => {
    if (!isUuid(press)) notFound();
    const [ended] = await sql<{ personaId: string | null }>`
      with gone as (delete from members.blocks where member_id = ${member.id} and press = ${press} returning persona_id)
      select persona_id from gone order by persona_id limit 1`;
    if (!ended) return;
    await announce('members.block.ended', { memberId: member.id, personaId: ended.personaId });
  });

/** The same by the name that was pressed, for Undo. Whether anybody has that name is not said by it. */
export const unblock = (member: Member, code: string): Promise<void> =>
  asking(member, async () => {
    if (!/^[2-9a-z]{3,24}$/.test(code)) notFound(); // no code looks like that
    const [made] = await sql<{ press: string }>`select b.press from members.blocks b join members.faces f on f.persona_id = b.persona_id where b.member_id = ${member.id} and f.code = ${code}`;
    if (made) await end(member, made.press);
  });

/** `name` is empty when the name is not there any more; `place` is null in the forum. */
export type Blocked = { press: string; madeAt: Date; names: { name: string; place: string | null }[] };

/** Whom I have blocked, by the names I knew, newest first; also where I am not any more myself. */
export const mine = (member: Member) => asking(member, () => sql<Blocked>`
  select b.press, min(b.made_at) as made_at, json_agg(json_build_object('name', b.name, 'place', s.name) order by s.name is not null, s.name) as names
    from members.blocks b left join members.spaces s on s.id::text = b.space
   where b.member_id = ${member.id}
   group by b.press
   order by min(b.made_at) desc, b.press`);
