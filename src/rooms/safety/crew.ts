/**
 * The crew: who there is to be told that something waits, in the groups it
 * climbs through, and which of them may hold a case. Inside `asHouse`.
 */
import { sql } from '#db';
import * as clockings from '#house/clockings';
import * as duty from '#house/duty';
import { deciding } from '#members/members';
import type { Step } from '#safety/escalation-rules';

/** Members by the step at which they are told. */
export type Groups = Record<Step, string[]>;
export type Present = Awaited<ReturnType<typeof clockings.present>>;

const holding = async (roles: readonly string[]) =>
  (await sql<{ memberId: string }>`select distinct member_id from members.roles where ended_at is null and role = any(${roles as string[]}::text[]) order by 1`).map(({ memberId }) => memberId);
const behind = async (personaIds: readonly string[], names: readonly string[]) =>
  (await sql<{ memberId: string }>`
    select p.member_id from members.personas p join members.faces f on f.persona_id = p.id
     where p.space in ('forum', 'moderation') and (p.id = any(${personaIds as string[]}::uuid[]) or f.name = any(${names as string[]}::text[]))`).map(({ memberId }) => memberId);
/** Which of these may hold a case about this persona. */
export const may = async (caseId: string, personaId: string | null, members: readonly string[]) =>
  (await sql<{ memberId: string }>`select m as member_id from unnest(${members as string[]}::uuid[]) m where safety.may_hold(m, ${caseId}, ${personaId})`).map(({ memberId }) => memberId);

const deciders = () => holding(deciding);
/** Who is here and decides cases; a host who is here does not see them. */
export async function here(now: Date): Promise<Present> {
  const deciding = await deciders();
  return (await clockings.present(now)).filter(({ memberId }) => deciding.includes(memberId));
}

/** Who there is now, whoever the case is about. Those on a break are not woken while somebody else is here. */
export async function everybody(now: Date, present: Present): Promise<Groups> {
  const deciding = await deciders();
  const awake = present.filter(({ onBreak }) => !onBreak);
  const planned = present.length ? [] : await behind([], (await duty.now(now, 'deciding')).here.map(({ name }) => name));
  const onDuty = [...(awake.length ? awake : present).map(({ memberId }) => memberId), ...planned];
  return {
    duty: onDuty.filter((memberId) => deciding.includes(memberId)),
    onCall: await behind((await duty.onCall(now)).map(({ personaId }) => personaId), []),
    lead: await holding(['clinicalLead', 'safeguardingLead']),
    stewards: await holding(['steward'])
  };
}
