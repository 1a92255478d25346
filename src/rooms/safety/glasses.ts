/**
 * The record of each breaking of the glass: who asked, agreed, opened, looked
 * and reviewed, and what each reader may do about it now. Only leads and
 * stewards read it, and nobody reads one that is about themselves.
 */
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { tidy } from '#forum/text-rules';
import * as clockings from '#house/clockings';
import type { Member, Moderator } from '#members/members';
import { mayAgree, mayAsk, mayOpenAlone, mayReview, maySee, type Reason, type State } from '#safety/break-glass-rules';
import * as log from '#safety/glass-log';
import type { Field } from '#vault/field-rules';

export type Row = {
  id: string; caseId: string | null; memberId: string | null; askedBy: string | null; askedAt: Date; reason: Reason; basis: string; consent: string; why: string;
  fields: Field[]; outOfHours: boolean; state: State; agreedBy: string | null; openedAt: Date | null; until: Date | null; secondDueAt: Date | null; secondBy: string | null;
  secondSaid: string | null; telling: string | null; toldAt: Date | null; reviewDueAt: Date | null; reviewedBy: string | null; reviewedAt: Date | null; finding: string | null; version: number;
};
export type Glass = Omit<Row, 'memberId' | 'askedBy' | 'agreedBy' | 'secondBy' | 'reviewedBy'> & {
  asker: string | null; agreer: string | null; second: string | null; reviewer: string | null; name: string | null;
  may: { agree: boolean; alone: boolean; withdraw: boolean; refuse: boolean; see: boolean; second: boolean; tell: boolean; decideTelling: boolean; review: boolean };
  log: log.Logged[];
  /** Who there is to look at it where one opens it alone: another lead, else another steward, else nobody. */
  looks: 'lead' | 'steward' | 'nobody';
  /** There is somebody who may review it as things are. */
  isReviewable: boolean;
};

/** What somebody may be counted as, for the rules of two. */
export const rolesOf = async (memberId: string | null) => ({
  id: memberId ?? '', roles: memberId ? (await sql<{ role: string }>`select role from members.roles where member_id = ${memberId} and ended_at is null`).map(({ role }) => role) : []
});

/** One, held against whoever acts on it at the same moment; refused when it is not the version that was looked at. */
export const held = async (glassId: string, version?: number): Promise<Row> => {
  if (!isUuid(glassId)) notFound();
  const [found] = await sql<Row>`
    select id, case_id, member_id, asked_by, asked_at, reason, basis, consent, why, fields, out_of_hours, state, agreed_by, opened_at, until, second_due_at, second_by,
           second_said, telling, told_at, review_due_at, reviewed_by, reviewed_at, finding, version
      from safety.glasses where id = ${glassId} for update`;
  if (!found) notFound();
  if (version !== undefined && found.version !== version) refuse('safety.refused.stale');
  return found;
};

/** What is written about an opening is kept whole or comes back; no reason is cut. */
const most = 2_000;
export function whole(text: string, field: string): string {
  const said = tidy(text);
  if ([...said].length > most) refuse('safety.refused.long', field, { most });
  return said;
}

async function isTheirs(id: string, { memberId, caseId }: Row): Promise<boolean> {
  const [may] = await sql<{ may: boolean }>`select safety.may_hold(${id}, c.id, c.persona_id) as may from safety.cases c where c.id = ${caseId}`;
  return memberId !== id && may?.may !== false;
}

/** Nobody decides about themselves or about somebody they know. */
export async function mayKnow(lead: Member, row: Row): Promise<void> {
  if (!(await isTheirs(lead.id, row))) notFound();
}

type Asked = Pick<Row, 'askedBy' | 'caseId' | 'memberId'>;

/** Every other lead, but whom it is about and who may not hold the case. Inside `asHouse`. */
const others = ({ askedBy, caseId, memberId }: Asked) => sql<{ id: string; roles: string[] }>`
  select r.member_id as id, array_agg(r.role) as roles
    from members.roles r join safety.cases c on c.id = ${caseId}
   where r.ended_at is null and r.role in ('clinicalLead', 'safeguardingLead') and r.member_id is distinct from ${memberId} and r.member_id is distinct from ${askedBy}
     and safety.may_hold(r.member_id, c.id, c.persona_id)
   group by r.member_id`;

/** Who hears that it was asked for: a lead whom it is about is not one of them. Inside `asHouse`. */
export const toTell = async (asked: Asked): Promise<string[]> => (await others(asked)).map(({ id }) => id);

/** Who may review it: a lead or a steward without a part in it, as who they are now. Inside `asHouse`. */
const reviewers = async (part: readonly (string | null)[]) => (await sql<{ id: string; roles: string[] }>`
  select member_id as id, array_agg(role) as roles from members.roles where ended_at is null and role in ('clinicalLead', 'safeguardingLead', 'steward') group by member_id`).filter((one) => mayReview(one, part));

/**
 * Every other lead who may agree, and whether they have clocked in. A host, a
 * moderator, a plan and the one who asks are no second person: while none of
 * these is here, one may open it alone. Inside `asHouse`.
 */
export async function seconds(asked: Asked, now: Date): Promise<{ id: string; isHere: boolean }[]> {
  const asker = await rolesOf(asked.askedBy);
  const here = (await clockings.present(now)).map((one) => one.memberId);
  const leads = await others(asked);
  return leads.filter((one) => mayAgree(asker, one)).map(({ id }) => ({ id, isHere: here.includes(id) }));
}

const reader = async (moderator: Moderator) => {
  const who = await rolesOf(moderator.id);
  if (!mayReview(who, [])) notFound();
  return who;
};

/** Everything that was asked, newest first: for leads and stewards. */
export const all = (moderator: Moderator) => asHouse(async () => {
  await reader(moderator);
  return sql<{ id: string; askedAt: Date; state: State; asker: string | null; name: string | null; isOpenReview: boolean }>`
    select g.id, g.asked_at, g.state, safety.called(g.asked_by) as asker, f.name, g.opened_at is not null and g.reviewed_at is null as is_open_review
      from safety.glasses g left join safety.cases c on c.id = g.case_id left join members.faces f on f.persona_id = c.persona_id
     where g.member_id is distinct from ${moderator.id} order by g.asked_at desc limit 50`;
});

/** One, with its record, and what this person may do about it now. */
export const one = (moderator: Moderator, glassId: string, now = new Date()): Promise<Glass> => asHouse(async () => {
  const who = await reader(moderator);
  const row = await held(glassId);
  if (row.memberId === moderator.id) notFound();
  const { memberId: _, askedBy, agreedBy, secondBy, reviewedBy, ...rest } = row;
  const [named] = await sql<{ asker: string | null; agreer: string | null; second: string | null; reviewer: string | null; name: string | null }>`
    select safety.called(${askedBy}::uuid) as asker, safety.called(${agreedBy}::uuid) as agreer, safety.called(${secondBy}::uuid) as second, safety.called(${reviewedBy}::uuid) as reviewer,
           (select f.name from safety.cases c join members.faces f on f.persona_id = c.persona_id where c.id = ${row.caseId}) as name`;
  const asker = await rolesOf(askedBy);
  const part = [askedBy, agreedBy, secondBy, row.memberId];
  const isSecondHere = row.state === 'asked' && (await seconds(row, now)).some(({ isHere }) => isHere);
  const record = await log.of(glassId);
  const isForThem = (row.state === 'asked' || row.secondDueAt !== null) && (await isTheirs(who.id, row));
  const able = await reviewers(part);
  const looks = (await toTell(row)).length ? 'lead' : able.some(({ roles }) => roles.includes('steward')) ? 'steward' : 'nobody';
  const [isPart, isEnded] = [askedBy === who.id || agreedBy === who.id, record.some(({ what }) => what === 'ended')];
  return {
    ...rest, ...named!, log: record, looks, isReviewable: able.length > 0,
    may: {
      agree: row.state === 'asked' && isForThem && mayAgree(asker, who), alone: row.state === 'asked' && mayOpenAlone(asker, who, !isSecondHere),
      withdraw: row.state === 'asked' && askedBy === who.id, refuse: row.state === 'asked' && isForThem && askedBy !== who.id && mayAsk(who), see: maySee(row, who.id, now),
      second: isForThem && row.secondDueAt !== null && secondBy === null && row.reviewedAt === null && mayAsk(who) && askedBy !== who.id,
      tell: row.openedAt !== null && !isEnded && isPart, decideTelling: row.state === 'over' && row.openedAt !== null && row.telling === null && !isPart, review: row.openedAt !== null && row.reviewedAt === null && mayReview(who, part)
    }
  };
});
