/**
 * Caring: what the desk tells the room that looks after the team, and asks it.
 *
 * Nobody above what is enough is offered something heavy while somebody else is
 * here or on call who may take it. Whoever takes something heavy carries it,
 * and owes themselves a talk when it is over.
 */
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import { deciding, type Moderator } from '#members/members';
import * as care from '#team/care';
import { enough } from '#team/care-rules';
import * as talks from '#team/talks';

type Taken = { id: string; level: string; subjectKind: string };
/** Who gives a case away does not take it instead. */
type Given = { caseId: string; by: string | null };

/** Whether somebody else who decides cases, and this one if it is about one, is here, awake and not above what is enough, or on call. Inside `asHouse`. */
async function isAnybodyElse(memberId: string, now: Date, given: Given | undefined = undefined): Promise<boolean> {
  const here = (await clockings.present(now)).filter((one) => one.memberId !== memberId && !one.onBreak);
  const onCall = (await duty.onCall(now)).map(({ personaId }) => personaId);
  const others = await sql<{ memberId: string; isHere: boolean }>`
    select distinct p.member_id, p.member_id = any(${here.map((one) => one.memberId)}::uuid[]) as is_here
      from members.personas p join members.roles r on r.member_id = p.member_id and r.ended_at is null and r.role = any(${deciding}::text[])
      left join safety.cases c on c.id = ${given?.caseId ?? null}::uuid
     where p.space = 'forum' and p.member_id <> ${memberId} and p.member_id is distinct from ${given?.by ?? null}::uuid
       and (p.member_id = any(${here.map((one) => one.memberId)}::uuid[]) or p.id = any(${onCall}::uuid[]))
       and (c.id is null or safety.may_hold(p.member_id, c.id, c.persona_id))`;
  for (const { memberId: other } of others) if (enough(await care.loadOf(other, now)) === undefined) return true;
  return false;
}

/** What of a list is put before this moderator, and why something is not. */
export async function offered<Of extends care.Row>(moderator: Moderator, rows: readonly Of[], now = new Date()) {
  return care.offer(moderator, rows, await asHouse(() => isAnybodyElse(moderator.id, now)));
}

const isHeavy = (level: string): level is 'urgent' | 'concern' => level === 'urgent' || level === 'concern';

/** Before somebody takes something heavy, in whatever way: refuses kindly what would be too much, while another can take it. Whoever carries it already goes on. Inside `asHouse`. */
export async function mayTake(moderator: Moderator, { id, level }: Taken, from: string | null = null, now = new Date()): Promise<void> {
  if (!isHeavy(level) || (await care.carries(moderator.id, id))) return;
  const why = await care.mayCome(moderator.id, level, await isAnybodyElse(moderator.id, now, { caseId: id, by: from }), now);
  if (why) refuse(`safety.refused.enough.${why}`);
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
