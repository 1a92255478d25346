/**
 * Going home.
 *
 * Whoever holds something urgent, of concern or not assessed hands it over
 * first, by name, and the other says yes. The last one here also sees to what nobody holds:
 * somebody who is here or on call has said yes to each. Nobody is held against
 * their will: their time ends when they said it would, a break is always theirs,
 * and "I cannot stay" tells everybody above at once.
 */
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import { asModerator, deciding, type Host, type Moderator } from '#members/members';
import * as escalations from '#safety/escalations';

export type Kept = { caseId: string; level: string; isMine: boolean; /** By the name used where it is; nothing of somebody who has left. */ name: string | null; openedAt: Date };

/**
 * Cases that keep somebody here. A case is taken care of when the one who said
 * yes to it last is another who is here or on call and may hold it; a colleague
 * who may not is nobody for it. Cases they may not hold do not keep them. Hosts
 * decide no cases, so none keeps a host. Inside `asHouse`.
 */
async function keeping(host: Host, now: Date): Promise<Kept[]> {
  if (!asModerator(host)) return [];
  const others = await clockings.others(host.id, now);
  const onCall = (await duty.onCall(now)).map(({ personaId }) => personaId);
  const here = others.map(({ memberId }) => memberId);
  const open = await sql<Kept & { isTakenCareOf: boolean; hasColleague: boolean }>`
    select c.id as case_id, c.level, f.name, c.opened_at, c.claimed_by is not distinct from ${host.id} and coalesce(c.claimed_until > ${now}, false)
             or exists (select from safety.urgent_records r where r.case_id = c.id and r.owner_id = ${host.id} and r.ended_at is null) as is_mine,
           exists (
             select from members.personas p
              where p.space = 'forum' and p.member_id <> ${host.id} and (p.member_id = any(${here}::uuid[]) or p.id = any(${onCall}::uuid[]))
                and safety.may_hold(p.member_id, c.id, c.persona_id)
                and p.member_id = (select case when a.what <> 'released' then a.by_id end from safety.activity a
                                    where a.case_id = c.id and a.what in ('accepted', 'claimed', 'released') order by a.id desc limit 1)) as is_taken_care_of,
           exists (
             select from members.roles r
              where r.member_id = any(${here}::uuid[]) and r.ended_at is null and r.role = any(${deciding}::text[])
                and safety.may_hold(r.member_id, c.id, c.persona_id)) as has_colleague
      from safety.cases c left join members.faces f on f.persona_id = c.persona_id
     where c.state <> 'closed' and c.level in ('urgent', 'concern', 'unassessed') and safety.may_hold(${host.id}, c.id, c.persona_id)
     order by c.weight, c.opened_at`;
  return open.filter(({ isMine, isTakenCareOf, hasColleague }) => (isMine || !hasColleague) && !isTakenCareOf).map(({ caseId, level, isMine, name, openedAt }) => ({ caseId, level, isMine, name, openedAt }));
}

/** What has to be handed over before this person can go. */
export const whatKeeps = (host: Host, now = new Date()) => asHouse(() => keeping(host, now));

/** Goes home, or is told what to hand over first. Of two who go at once the second is seen to be the last. */
export const clockOut = (host: Host, now = new Date()): Promise<void> =>
  asHouse(async () => {
    await sql`select pg_advisory_xact_lock(7203)`; // one after the other
    const kept = await keeping(host, now);
    if (kept.length) refuse('safety.refused.handOverFirst', undefined, { count: kept.length });
    await clockings.out(host, now);
  });

/** "I cannot stay": those above are told now. They stay on the list until somebody has said yes, or their time is over. */
export const cannotStay = (moderator: Moderator, now = new Date()): Promise<number> =>
  asHouse(async () => {
    const kept = await keeping(moderator, now);
    await escalations.tellAll(moderator.id, kept, now);
    await clockings.takeBreak(moderator, now);
    return kept.length;
  });
