/**
 * Inviting, without pressure: one invitation for a person and a gathering,
 * whoever sends it, ever. A no is not told; a silence ends by itself when the
 * date is over. To whoever invites, it always looks sent. [MEET-7]
 */
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { allow } from '#platform/tries';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import type { Kind } from '#gatherings/gathering-rules';

/** Few a day, so that it stays an invitation. */
const mostADay = 5;

/** Invites somebody who has a name in the same place. */
export async function invite(member: Member, code: string, face: string): Promise<void> {
  const [found] = await asking(member, () => sql<{ sittingId: string; gatheringId: string; toId: string; fromId: string }>`
    select i.id as sitting_id, g.id as gathering_id, f.persona_id as to_id, members.persona_in(g.space) as from_id
      from gatherings.sittings i join gatherings.gatherings g on g.id = i.gathering_id
      join members.faces f on f.code = ${face} and f.space = g.space and f.persona_id <> all(members.my_personas()) and f.persona_id not in (select members.blocked()) and members.is_open(f.persona_id)
     where i.code = ${code} and i.cancelled_at is null and i.starts_at > now() and g.published_at is not null and g.hidden_at is null and i.id = any(gatherings.sure_sittings())`);
  if (!found) notFound();
  mayWrite(member, 'person');
  if (!(await allow('gathering.invite', member.id, mostADay, 24 * 60))) refuse('gatherings.refused.invites', 'person', { most: mostADay });
  const { gatheringId, sittingId, toId, fromId } = found;
  await asHouse(async () => {
    const [sent] = await sql<{ isSilent: boolean }>`
      insert into gatherings.invitations (gathering_id, sitting_id, to_id, from_id, is_silent)
      values (${gatheringId}, ${sittingId}, ${toId}, ${fromId},
              members.apart(${fromId}, ${toId}) or exists (select from gatherings.hosts h where h.gathering_id = ${gatheringId} and (h.persona_id = ${toId} or members.apart(h.persona_id, ${toId})))
              or exists (select from gatherings.seats s where s.sitting_id = ${sittingId} and s.persona_id = ${toId}))
      on conflict (gathering_id, to_id) do nothing returning is_silent`;
    if (sent && !sent.isSilent) await announce('gatherings.invitation.sent', { gatheringId, personaId: toId });
  });
}

/** No, thank you. Nobody is told. */
export const sayNo = (member: Member, code: string) => asking(member, () => sql`
  update gatherings.invitations n set said = 'no' from gatherings.sittings i, members.personas p
   where n.gathering_id = i.gathering_id and i.code = ${code} and p.id = n.to_id and p.member_id = ${member.id}`);

export type Invitation = { code: string; kind: Kind; title: string; onDay: string; startsAt: Date; timeZone: string; by: string | null };
/** What I am invited to and have not answered, while it comes. */
export const mine = (member: Member): Promise<Invitation[]> => asking(member, () => sql<Invitation>`
  select i.code, g.kind, g.title, to_char(i.on_day, 'YYYY-MM-DD') as on_day, i.starts_at, g.time_zone, f.name as by
    from gatherings.invitations n join gatherings.sittings i on i.id = n.sitting_id join gatherings.gatherings g on g.id = i.gathering_id left join members.faces f on f.persona_id = n.from_id
   where n.to_id = any((select members.my_personas())::uuid[]) and not n.is_silent and n.said = 'asked' and i.cancelled_at is null and i.starts_at > now()
     and not exists (select from gatherings.seats s where s.sitting_id = i.id and s.persona_id = any((select members.my_personas())::uuid[]))
   order by i.starts_at limit 20`);
/** Whom I have invited to this one: not again. */
export const sent = async (member: Member, code: string): Promise<string[]> => (await asking(member, () => sql<{ code: string }>`
  select f.code from gatherings.invitations n join gatherings.sittings i on i.gathering_id = n.gathering_id join members.faces f on f.persona_id = n.to_id
   where i.code = ${code} and n.from_id = any(members.my_personas())`)).map((one) => one.code);
