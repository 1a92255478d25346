/**
 * Leases: for how long somebody is on a case.
 *
 * Ten minutes, and anew with whatever they do. Who may not hold a case any more
 * (they know whom it is about, share names with them, have come to sit where it
 * happened) is not on it, and does not own its record. A case that is given
 * back, lapses or leaves its holder climbs the rota anew (`escalations`), also
 * while they are still here.
 */
import { asHouse, sql } from '#db';
import { announce } from '#platform/events';
import type { Moderator } from '#members/members';
import { isHeld, leaseMinutes, type Level, type State } from '#safety/case-rules';
import * as cases from '#safety/cases';

/** Every free lease is taken back, and every one whose holder may not hold it now. A case nobody holds is seen by everybody again. */
export const lapse = () =>
  asHouse(async () => {
    const gone = await sql<{ id: string }>`
      update safety.cases set state = 'open', claimed_by = null, claimed_at = null, claimed_until = null, version = version + 1
       where id in (select id from safety.cases
                     where state in ('claimed', 'acting') and (claimed_until <= now() or claimed_by is null or not safety.may_hold(claimed_by, id, persona_id))
                     limit 500 for update skip locked)
      returning id`;
    for (const { id } of gone) await cases.note(id, null, { what: 'lapsed' });
    await sql`
      update safety.urgent_records r set owner_id = null, version = r.version + 1
        from safety.cases c
       where c.id = r.case_id and c.state <> 'closed' and r.ended_at is null and r.owner_id is not null and not safety.may_hold(r.owner_id, c.id, c.persona_id)`;
    return gone.length;
  });

/** They gave it back: what is written stays, and the record is nobody's until somebody says "I am on it". Inside `asHouse`. */
export const leave = (moderator: Moderator, caseId: string) => sql`
  update safety.urgent_records set owner_id = null, version = version + 1 where case_id = ${caseId} and owner_id = ${moderator.id} and ended_at is null`;

export type Leased = { id: string; level: Level; state: State; claimedBy: string | null; claimedUntil: Date | null };

/** Who owns its record does something: their ten minutes begin anew, and a case that lapsed meanwhile is theirs again, unless somebody else took it. Inside `asHouse`, with the case's row held. */
export async function goOn(moderator: Moderator, found: Leased): Promise<void> {
  const isOn = isHeld(found, new Date());
  if (found.state === 'closed' || (isOn && found.claimedBy !== moderator.id)) return;
  await sql`
    update safety.cases
       set state = case when state = 'open' then 'claimed' else state end, claimed_by = ${moderator.id}, claimed_until = now() + make_interval(mins => ${leaseMinutes}),
           claimed_at = case when ${isOn} then claimed_at else now() end, version = version + case when ${isOn} then 0 else 1 end
     where id = ${found.id}`;
  if (isOn) return;
  await cases.note(found.id, moderator.id, { what: 'claimed' });
  await announce('safety.case.claimed', { caseId: found.id, byId: moderator.id });
}
