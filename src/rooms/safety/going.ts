/**
 * Going home.
 *
 * Whoever holds something urgent or of concern hands it over first, by name,
 * and the other says yes. The last one here also sees to what nobody holds:
 * somebody who is here or on call has said yes to each. Nobody is held against
 * their will: their time ends when they said it would, a break is always theirs,
 * and "I cannot stay" tells everybody above at once.
 */
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import { asModerator, type Host, type Moderator } from '#members/members';
import * as escalations from '#safety/escalations';

export type Kept = { caseId: string; level: string; isMine: boolean };

/**
 * Cases that keep somebody here. A case is taken care of when the one who said
 * yes to it last is another who is here or on call. Cases they may not hold do
 * not keep them. Hosts decide no cases, so none keeps a host. Inside `asHouse`.
 */
async function keeping(host: Host, now: Date): Promise<Kept[]> {
  if (!asModerator(host)) return [];
  const others = await clockings.others(host.id, now);
  const onCall = (await duty.onCall(now)).map(({ personaId }) => personaId);
  const open = await sql<Kept & { isTakenCareOf: boolean }>`
    select c.id as case_id, c.level, c.claimed_by is not distinct from ${host.id} and coalesce(c.claimed_until > ${now}, false)
             or exists (select from safety.urgent_records r where r.case_id = c.id and r.owner_id = ${host.id} and r.ended_at is null) as is_mine,
           exists (
             select from members.personas p
              where p.space = 'forum' and p.member_id <> ${host.id} and (p.member_id = any(${others.map(({ memberId }) => memberId)}::uuid[]) or p.id = any(${onCall}::uuid[]))
                and p.member_id = (select case when a.what <> 'released' then a.by_id end from safety.activity a
                                    where a.case_id = c.id and a.what in ('accepted', 'claimed', 'released') order by a.id desc limit 1)) as is_taken_care_of
      from safety.cases c
     where c.state <> 'closed' and c.level in ('urgent', 'concern') and safety.may_hold(${host.id}, c.id, c.persona_id)
     order by c.weight, c.opened_at`;
  const colleagues = others.length ? await deciding(others.map(({ memberId }) => memberId)) : 0;
  return open.filter(({ isMine, isTakenCareOf }) => (isMine || colleagues === 0) && !isTakenCareOf).map(({ isTakenCareOf: _, ...kept }) => kept);
}

const deciding = async (members: readonly string[]) =>
  (await sql<{ many: number }>`
    select count(distinct member_id)::int as many from members.roles
     where member_id = any(${members as string[]}::uuid[]) and ended_at is null and role in ('moderator', 'clinicalLead', 'safeguardingLead', 'steward')`)[0]!.many;

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

/** "I cannot stay": everybody above is told now. They stay on the list until somebody has said yes, or their time is over. */
export const cannotStay = (moderator: Moderator, now = new Date()): Promise<number> =>
  asHouse(async () => {
    const kept = await keeping(moderator, now);
    await escalations.tellAll(kept.map(({ caseId }) => caseId), now);
    await clockings.takeBreak(moderator, now);
    return kept.length;
  });
