/**
 * Noting: what those who work here write into the register themselves.
 *
 * Whoever holds a case, an urgent record or an opening of the vault may have
 * seen what no member will tell: a call for help that was missed, a false
 * alarm, a colleague who was harmed (safety guide §5, A13, A14, A16, A17; the
 * record of an urgent case names its code, §2.2). The entry leads back to
 * where it came from, and is read by those who may read that. When we learn
 * that somebody died it is written at once, those who answer for the place
 * hear of it, and a person judges it afterwards (§2.3, after-care).
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import * as alarms from '#platform/alarms';
import { notFound } from '#platform/answers';
import { announce } from '#platform/events';
import type { Moderator } from '#members/members';
import * as caring from '#safety/caring';
import * as glasses from '#safety/glasses';
import { likely, type Source, type Type } from '#safety/harm-rules';
import * as harms from '#safety/harms';

export type From = { caseId: string; glassId: string | null; source: Source; name: string | null; likely: Type };

/** What is written down comes from here: a case this moderator may hold, or an opening of the vault they may read. */
export async function from(moderator: Moderator, asked: { case?: string | null; glass?: string | null }): Promise<From> {
  const glass = asked.glass ? await glasses.one(moderator, asked.glass) : undefined;
  const caseId = glass ? glass.caseId : asked.case;
  if (!caseId || !isUuid(caseId)) notFound();
  const found = await asHouse(() => notable(moderator, caseId));
  if (!found) notFound();
  const source: Source = glass ? 'glass' : found.isUrgent ? 'urgent' : 'case';
  return { caseId, glassId: glass?.id ?? null, source, name: found.name, likely: found.outcome === 'died' ? 'A16' : likely[source] };
}

/** The case, where something can be written down from it: a drill is a test, and what was told as harm is in the register already. Inside `asHouse`. */
async function notable(moderator: Moderator, caseId: string) {
  const [found] = await sql<{ name: string | null; isUrgent: boolean; outcome: string | null }>`
    select f.name, r.id is not null or c.level = 'urgent' as is_urgent, r.outcome
      from safety.cases c left join safety.urgent_records r on r.case_id = c.id left join members.faces f on f.persona_id = c.persona_id
     where c.id = ${caseId} and c.subject_kind not in ('drill', 'harm') and safety.may_hold(${moderator.id}, c.id, c.persona_id)`;
  return found;
}

/** Whether a page leads to where it is written down: nobody is led to what is not there. */
export const may = (moderator: Moderator, caseId: string): Promise<boolean> => asHouse(async () => (await notable(moderator, caseId)) !== undefined);

/** Writes it down and judges it, both or neither. Sent twice within an hour, it is one entry. Of a colleague who was harmed the entry names no member. */
export async function note(moderator: Moderator, { caseId, glassId, source }: From, judging: Omit<harms.Judging, 'closing'>): Promise<string> {
  return asHouse(async () => {
    const [again] = await sql<{ id: string }>`
      select h.id from safety.harms h where h.noted_by = ${moderator.id} and h.case_id = ${caseId} and h.glass_id is not distinct from ${glassId}::uuid and h.type = ${judging.type} and h.told_at > now() - interval '1 hour'`;
    const id = again?.id ?? randomUUID();
    if (!again) {
      await sql`
        insert into safety.harms (id, told_kind, noted_by, persona_id, topic, case_id, glass_id)
        select ${id}, 'noted', ${moderator.id}, case when ${judging.type}::text <> 'A17' then c.persona_id end, ${source}, c.id, ${glassId} from safety.cases c where c.id = ${caseId}`;
    }
    await harms.judge(moderator, id, judging);
    return id;
  });
}

export type Noted = { id: string; type: Type | null; toldAt: Date };
/** What the register holds of a case, for whoever may hold it. */
export const ofCase = (moderator: Moderator, caseId: string): Promise<Noted[]> => asHouse(() => sql<Noted>`
  select h.id, h.type, h.told_at from safety.harms h join safety.cases c on c.id = h.case_id
   where c.id::text = ${caseId} and safety.may_hold(${moderator.id}, c.id, c.persona_id) and safety.may_hold(${moderator.id}, c.id, h.persona_id) order by h.told_at, h.id`);

/**
 * A record says that somebody died: the register has it, still to be judged,
 * and the leads hear of it, or the stewards where there is no other lead. Of
 * whom it is nobody is told: that stands on the record, for those who may read
 * it. For reactors; heard twice, it is once.
 */
export const died = (caseId: string): Promise<void> => asHouse(async () => {
  const [record] = await sql<{ ownerId: string | null; personaId: string | null; memberId: string | null }>`
    select r.owner_id, r.persona_id, p.member_id from safety.urgent_records r left join members.personas p on p.id = r.persona_id where r.case_id::text = ${caseId} and r.outcome = 'died'`;
  if (!record) return;
  const [made] = await sql<{ id: string }>`
    insert into safety.harms (id, told_kind, noted_by, persona_id, topic, case_id, type, severity, lead_told_at, cause)
    values (${randomUUID()}, 'noted', ${record.ownerId}, ${record.personaId}, 'urgent', ${caseId}, 'A16', 4, now(), ${`died:${caseId}`})
    on conflict (cause) do nothing returning id`;
  if (!made) return;
  const { memberIds, step } = await caring.above(record.ownerId);
  await announce('safety.urgent.died', { caseId, memberIds: memberIds.filter((id) => id !== record.memberId), step });
  await announce('safety.harm.serious', { harmId: made.id });
  await alarms.raiseHere('harm.serious');
});
