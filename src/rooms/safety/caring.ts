/**
 * Caring: what the desk tells the room that looks after the team, and asks it.
 *
 * Nobody above what is enough is offered something heavy, and nobody what they
 * asked to be spared, while somebody else can take that very case: they may
 * hold it, they have not carried enough and did not ask to be spared it
 * themselves, and they are here, or on call where its level wakes them. So no
 * case stands in nobody's list. Whoever takes something heavy carries it, and
 * owes themselves a talk when it is over; where it was more than enough, those
 * above are told.
 */
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import { deciding, type Moderator } from '#members/members';
import * as care from '#team/care';
import * as talks from '#team/talks';

type Taken = { id: string; level: string; subjectKind: string };
type Other = { memberId: string; isHere: boolean };

/** Who else decides cases and is here and awake, or on call. Inside `asHouse`. */
async function beside(memberId: string, now: Date): Promise<Other[]> {
  const here = (await clockings.present(now)).filter((one) => one.memberId !== memberId && !one.onBreak).map((one) => one.memberId);
  const onCall = (await duty.onCall(now)).map(({ personaId }) => personaId);
  return sql<Other>`
    select distinct p.member_id, p.member_id = any(${here}::uuid[]) as is_here
      from members.personas p join members.roles r on r.member_id = p.member_id and r.ended_at is null and r.role = any(${deciding}::text[])
     where p.space in ('forum', 'moderation') and p.member_id <> ${memberId} and (p.member_id = any(${here}::uuid[]) or p.id = any(${onCall}::uuid[]))`;
}

/**
 * Of these cases, those that somebody else can take. In a few statements, however many cases and people there are.
 * Only what is urgent wakes anybody, and once the stewards were told, whoever was woken did not come. Whoever gives a case away (`from`), or asks for somebody else's view of it, does not take it instead.
 * Inside `asHouse`.
 */
async function elsewhere(memberId: string, caseIds: readonly string[], now: Date, from: string | null = null): Promise<ReadonlySet<string>> {
  const others = await beside(memberId, now);
  if (!others.length) return new Set();
  const may = await sql<{ caseId: string; level: string; flags: string[]; memberId: string }>`
    select c.id as case_id, c.level, s.flags, o.id as member_id
      from safety.cases c
      cross join unnest(${others.map((one) => one.memberId)}::uuid[], ${others.map(({ isHere }) => isHere)}::boolean[]) as o(id, is_here)
      cross join lateral (select array(select distinct unnest(flags) from safety.signals where case_id = c.id) as flags) s
     where c.id = any(${caseIds as string[]}::uuid[]) and o.id is distinct from ${from}::uuid
       and not (c.second_asked_at is not null and c.seconded_by is null and o.id is not distinct from c.claimed_by)
       and (o.is_here or (c.level = 'urgent' and not exists (select from safety.escalations e where e.case_id = c.id and e.step = 'stewards')))
       and safety.may_hold(o.id, c.id, c.persona_id)`;
  return new Set((await care.ableTo(may, now)).map(({ caseId }) => caseId));
}

type Row = care.Row & { on: string | undefined; isSecondAsked: boolean };
/** What of a list is put before this moderator, and why something is not. Who is on a case has taken it, unless they ask for somebody else's view. */
export const offered = <Of extends Row>(moderator: Moderator, rows: readonly Of[], now = new Date()): Promise<care.Offer<Of>> => {
  const isOn = new Set(rows.filter(({ on, isMine, isSecondAsked }) => on !== undefined && !isMine && !isSecondAsked).map(({ id }) => id));
  return care.offer(moderator, rows, async (ids) => new Set([...ids.filter((id) => isOn.has(id)), ...(await asHouse(() => elsewhere(moderator.id, ids, now)))]), now);
};

export type Company = { /** Somebody else who decides is here and has not carried enough. */ isAnybody: boolean; /** Somebody hears of it when they take more than is enough. */ isTold: boolean };
/** Whom a moderator has beside them and above them, for what their own page says to somebody who has carried enough. */
export const company = (moderator: Moderator, now = new Date()): Promise<Company> => asHouse(async () => {
  const here = (await beside(moderator.id, now)).filter(({ isHere }) => isHere).map(({ memberId }) => memberId);
  return { isAnybody: await care.isAnyRested(here, now), isTold: (await above(moderator.id)).memberIds.length > 0 };
});

/** Who is told when somebody took more than is enough, or had to learn of a death: the leads, and where there is no other lead the stewards. Inside `asHouse`. */
export async function above(memberId: string | null): Promise<{ memberIds: string[]; step: 'lead' | 'stewards' }> {
  const found = await sql<{ memberId: string; isLead: boolean }>`
    select member_id, bool_or(role <> 'steward') as is_lead from members.roles
     where ended_at is null and role in ('clinicalLead', 'safeguardingLead', 'steward') and member_id is distinct from ${memberId}::uuid group by member_id order by member_id`;
  const leads = found.filter(({ isLead }) => isLead);
  return { memberIds: (leads.length ? leads : found).map((one) => one.memberId), step: leads.length ? 'lead' : 'stewards' };
}

const isHeavy = (level: string): level is 'urgent' | 'concern' => level === 'urgent' || level === 'concern';

/**
 * Before somebody takes something heavy, in whatever way: refuses kindly what would be too much, while another can take it.
 * Where nobody else can it is theirs, and those above are told, in the transaction that takes it. Whoever carries it
 * already goes on. Inside `asHouse`.
 */
export async function mayTake(moderator: Moderator, { id, level, subjectKind }: Taken, from: string | null = null, now = new Date()): Promise<void> {
  if (!isHeavy(level) || (await care.carries(moderator.id, id))) return;
  const { why, isAbove } = await care.mayCome(moderator.id, level, (await elsewhere(moderator.id, [id], now, from)).has(id), now);
  if (why) refuse(`safety.refused.enough.${why}`);
  if (isAbove && subjectKind !== 'drill') await announce('safety.enough.passed', { caseId: id, ...(await above(moderator.id)) });
}

/** Somebody took a case: what is heavy is counted, once, in the transaction that took it. */
export async function carry(moderator: Moderator, { id, level, subjectKind }: Taken): Promise<void> {
  if (subjectKind !== 'drill' && isHeavy(level)) await care.carry(moderator.id, id, level);
}

/** An urgent case is over: its owner and the second person talk with somebody about it. */
export const over = (caseId: string): Promise<void> => asHouse(async () => {
  const [found] = await sql<{ ownerId: string | null; secondId: string | null; endedAt: Date | null; outcome: string }>`
    select owner_id, second_id, ended_at, outcome from safety.urgent_records where case_id = ${caseId}`;
  if (found?.endedAt) await talks.owe([found.ownerId, found.secondId].filter((one) => one !== null), caseId, found.endedAt, found.outcome === 'died');
});
