/**
 * Holds: who holds a circle, and what becomes of it when nobody does.
 *
 * Whoever sat down to hold it by a role here holds it as long as they have one;
 * with a role again their seat is one like others. A steward can end a hold, by
 * the name somebody has there, and say later that they may hold it again. Until
 * then they do not, whatever they are called there. Whose account rests holds
 * none, by whichever way they held it.
 * Where nobody holds a circle its dates promise nothing: it goes on at once
 * with those who offered, when there are two; until then those who sit there
 * and the stewards are told, once, and once more when somebody holds it again.
 * Whose hold has ended without their doing is told so, and not why.
 */
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member, Steward } from '#members/members';
import { foldName } from '#members/name-rules';
import { mayWrite } from '#members/pausing';
import { enoughHosts, mostHosts } from '#circles/circle-rules';

type Held = { circleId: string; personaId: string };
/** Whose hold has ended hears of it. With the change itself. */
export async function announceEnded(ended: readonly Held[]): Promise<void> {
  for (const { circleId, personaId } of ended) await announce('circles.hold.ended', { circleId, personaId });
}

/** Whoever has no role any more holds nothing by one, whoever has died holds nothing at all, and an offer made with a role given again goes too; all of them, or one. Heard twice, it is the same. */
export const stepBack = (memberId: string | null = null): Promise<void> => asHouse(async () => {
  const ended = await sql<Held>`
    update circles.seats s set role = 'member', hold = case when s.hold = 'role' then 'gone' else '' end, wants = '' from members.personas p, circles.circles c
     where p.id = s.persona_id and c.id = s.circle_id and s.role = 'host' and (${memberId}::text is null or p.member_id::text = ${memberId}::text)
       and (s.hold = 'role' and not exists (select from members.roles r where r.member_id = p.member_id and r.ended_at is null)
            or c.kind not in ('table', 'talk') and exists (select from members.rests r where r.member_id = p.member_id)) returning s.circle_id, s.persona_id`;
  await announceEnded(ended);
  await sql`
    update circles.seats s set wants = '' from members.personas p
     where p.id = s.persona_id and s.hold = 'gone' and s.wants = 'host' and (${memberId}::text is null or p.member_id::text = ${memberId}::text)
       and not exists (select from members.roles r where r.member_id = p.member_id and r.ended_at is null)`;
});

/** "No longer holds this": by the name they have there, as it was told. Who else sits there a steward does not see. */
export const end = (_: Steward, code: string, name: string): Promise<void> => asHouse(async () => {
  const [circle] = await sql<{ id: string }>`select id from circles.circles where code = ${code} and kind not in ('table', 'talk') and ended_at is null for update`;
  if (!circle) notFound();
  const ended = await sql<Held>`
    with ended as (
      update circles.seats s set role = 'member', hold = '', wants = '' from members.faces f
       where f.persona_id = s.persona_id and s.circle_id = ${circle.id} and s.role = 'host' and f.name_folded = ${foldName(name)} returning s.circle_id, s.persona_id
    ), noted as (
      insert into circles.stood_down (circle_id, member_id)
      select ${circle.id}, p.member_id from ended e join members.personas p on p.id = e.persona_id on conflict do nothing
    )
    select circle_id, persona_id from ended`;
  if (!ended.length) refuse('circles.refused.notHolding', 'name');
  await announceEnded(ended);
});

/** "May hold this again": by the name they have there now. Their seat stays as it is. */
export const allow = (_: Steward, code: string, name: string): Promise<void> => asHouse(async () => {
  const allowed = await sql`
    delete from circles.stood_down d using circles.circles c, circles.seats s, members.personas p, members.faces f
     where c.id = d.circle_id and c.code = ${code} and c.ended_at is null and s.circle_id = c.id
       and p.id = s.persona_id and p.member_id = d.member_id and f.persona_id = p.id and f.name_folded = ${foldName(name)} returning d.circle_id`;
  if (!allowed.length) refuse('circles.refused.notStoodDown', 'again');
});

/** Somebody would hold it, or no longer would: when it ends, or now, where nobody does. Who holds it already has nothing to offer. */
export async function offer(member: Member, code: string, isOffered: boolean): Promise<void> {
  if (isOffered) mayWrite(member);
  const isUnheld = await asking(member, async () => {
    const [changed] = await sql<{ isUnheld: boolean }>`
      update circles.seats s set wants = case when ${isOffered}::boolean then 'host' else '' end from circles.circles c
       where c.id = s.circle_id and c.code = ${code} and s.persona_id = any(members.my_personas()) and s.role <> 'host' and (not ${isOffered}::boolean or circles.may_offer(s))
      returning circles.is_unheld(c) as is_unheld`;
    const [holds] = await sql`select 1 from circles.circles where code = ${code} and id = any(circles.held())`;
    return changed ? changed.isUnheld : holds ? false : notFound();
  });
  if (isOffered && isUnheld) await carryOn(code);
}

/** Where nobody holds it, those who offered do, once there are two; in one circle, or in all. Not whoever a moderator has paused meanwhile, nor whoever has died. Twice is once. */
export const carryOn = (code: string | null = null): Promise<void> => asHouse(async () => {
  await sql`select id from circles.circles c where (${code}::text is null or c.code = ${code}) and circles.is_unheld(c) order by c.id for update`;
  const held = await sql<{ circleId: string }>`
    with willing as (
      select s.id, s.circle_id, row_number() over (partition by s.circle_id order by s.taken_on, s.id) as place, count(*) over (partition by s.circle_id) as many
        from circles.seats s join circles.circles c on c.id = s.circle_id
       where s.wants = 'host' and (${code}::text is null or c.code = ${code}) and circles.is_unheld(c) and circles.is_willing(s)
    ), now_held as (
      update circles.seats s set role = 'host', wants = '', hold = '' from willing w where w.id = s.id and w.many >= ${enoughHosts}::int and w.place <= ${mostHosts}::int returning s.circle_id
    )
    update circles.circles set unheld_at = null where id in (select circle_id from now_held) returning id as circle_id`;
  for (const { circleId } of held) await announce('circles.hold.changed', { circleId, isUnheld: false });
  await lift();
});

/** Somebody holds it: the end a steward said of it because nobody did is none any more, and those who sit there hear so. Inside `asHouse`. */
export async function lift(): Promise<void> {
  const lifted = await sql<{ id: string }>`
    update circles.circles c set ends_on = null, let_go_at = null, let_go_by = null
     where c.let_go_at is not null and c.ended_at is null and circles.hosts(c.id) > 0 returning c.id`;
  for (const { id } of lifted) await announce('circles.ending.said', { circleId: id });
}

/** Says of each circle once that nobody holds it any more, and once that somebody does again. Nobody who sits there, or no date to come to, is nothing to tell. */
export const tell = (): Promise<void> => asHouse(async () => {
  const changed = await sql<{ circleId: string; isUnheld: boolean }>`
    update circles.circles c set unheld_at = case when circles.is_unheld(c) then now() end
     where c.kind not in ('table', 'talk')
       and (c.unheld_at is null and circles.is_unheld(c) and circles.taken(c.id) > 0
            and (c.kind <> 'alumni' or exists (select from circles.sessions s where s.circle_id = c.id and s.closed_at is null and s.starts_at > now()))
            or c.unheld_at is not null and not circles.is_unheld(c))
    returning c.id as circle_id, c.unheld_at is not null as is_unheld`;
  for (const { circleId, isUnheld } of changed) await announce('circles.hold.changed', { circleId, isUnheld });
});

/** What the clock does, in this order: whoever offered takes it on before anybody is told that nobody does. */
export async function sweep(): Promise<void> {
  await stepBack();
  await carryOn();
  await tell();
}

type Holding = { code: string; /** As it is now. */ isUnheld: boolean; isEnded: boolean };
/** How it stands with a circle. For reactors. */
export const now = (circleId: string): Promise<Holding | undefined> => asHouse(async () => (await sql<Holding>`
  select c.code, circles.is_unheld(c) as is_unheld, c.ended_at is not null as is_ended from circles.circles c where c.id::text = ${circleId}`)[0]);

/** Somebody who held a circle that goes on, and sits there without holding it. For reactors. */
export const heldBefore = (circleId: string, personaId: string): Promise<{ code: string; memberId: string } | undefined> => asHouse(async () => (await sql<{ code: string; memberId: string }>`
  select c.code, p.member_id from members.personas was join members.personas p on p.member_id = was.member_id and p.retired_at is null
    join circles.seats s on s.persona_id = p.id join circles.circles c on c.id = s.circle_id
   where was.id::text = ${personaId} and c.id::text = ${circleId} and s.role <> 'host' and c.ended_at is null`)[0]);

/** Who holds it now. For reactors. */
export const holders = (circleId: string): Promise<{ code: string; memberId: string }[]> => asHouse(() => sql<{ code: string; memberId: string }>`
  select c.code, p.member_id from circles.seats s join circles.circles c on c.id = s.circle_id join members.personas p on p.id = s.persona_id where c.id::text = ${circleId} and s.role = 'host'`);
