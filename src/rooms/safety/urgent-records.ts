/**
 * The record of an urgent case: who is on it, what was said and offered, what
 * the member answered, who was told, how it ended, and who looks again when.
 *
 * It stands beside the case and is plain and factual: the member may ask to
 * read it. Whoever holds the case owns the record; a second person is named on
 * every one, or, where nobody else may be on it, why there is none. Steps are
 * added with their time and never changed. An urgent case is closed when its
 * record is ended (`endings`), so that each has an owner, a time and an
 * outcome. One that was closed without stands here as it is, and can still be told.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { tidy, troubleWith } from '#forum/text-rules';
import { deciding, type Moderator } from '#members/members';
import * as cases from '#safety/cases';
import * as handing from '#safety/handing';
import * as leases from '#safety/leases';
import { contents, debriefHours, isOutcome, isStep, longest, missing, type Outcome, type Step } from '#safety/urgent-rules';

export type Done = { step: Step; by: string | null; at: Date };
export type UrgentRecord = {
  id: string; caseId: string; owner: string | null; isMine: boolean; second: string | null; secondCode: string | null; isSecond: boolean; beganAt: Date;
  /** Why there is no second person, where nobody else may be on it. */
  alone: string;
  said: string; offered: string; answer: string; told: string; content: string; outcome: Outcome | ''; outcomeWords: string;
  endedAt: Date | null; followUpAt: Date | null; followedUpAt: Date | null; followUpWords: string; debriefDueAt: Date | null; version: number;
  steps: Done[];
};

const may = async (moderator: Moderator, caseId: string) => {
  if (!isUuid(caseId)) notFound();
  const [found] = await sql<leases.Leased & { personaId: string | null; version: number }>`
    select id, persona_id, level, state, claimed_by, claimed_until, version from safety.cases where id = ${caseId} and safety.may_hold(${moderator.id}, id, persona_id) for update`;
  return found ?? notFound();
};

const read = async (moderator: Moderator, caseId: string): Promise<UrgentRecord | undefined> => {
  const [record] = await sql<UrgentRecord>`
    select r.id, r.case_id, safety.called(r.owner_id) as owner, r.owner_id is not distinct from ${moderator.id} as is_mine, safety.called(r.second_id) as second,
           (select f.code from members.personas p join members.faces f on f.persona_id = p.id where p.member_id = r.second_id and p.space = 'forum') as second_code,
           r.second_id is not distinct from ${moderator.id} as is_second, r.alone_because as alone,
           r.began_at, r.said, r.offered, r.answer, r.told, r.content, r.outcome, r.outcome_words, r.ended_at, r.follow_up_at, r.followed_up_at, r.follow_up_words,
           r.debrief_due_at, r.version,
           (select coalesce(json_agg(json_build_object('step', s.step, 'by', safety.called(s.by_id), 'at', s.at) order by s.id), '[]') from safety.urgent_steps s where s.record_id = r.id) as steps
      from safety.urgent_records r where r.case_id = ${caseId}`;
  return record && { ...record, steps: record.steps.map((step) => ({ ...step, at: new Date(step.at) })) };
};

/** The record of a case, for whoever may hold it. */
export const of = (moderator: Moderator, caseId: string): Promise<{ record: UrgentRecord | undefined; case: Awaited<ReturnType<typeof may>> }> =>
  asHouse(async () => ({ case: await may(moderator, caseId), record: await read(moderator, caseId) }));

/** It says how it ended. One that was closed without does not, and waits to be told. */
const isOver = ({ endedAt, outcome }: UrgentRecord) => endedAt !== null && outcome !== '';

/** "I am on it": takes the case, if nobody holds it, and begins the record. Whoever began it and pressed again changes nothing. */
export const begin = (moderator: Moderator, caseId: string): Promise<void> =>
  asHouse(async () => {
    const found = await may(moderator, caseId);
    if (found.state === 'closed') return tellLate(moderator, caseId);
    await cases.claim(moderator, caseId, found.version);
    const [made] = await sql<{ id: string }>`
      insert into safety.urgent_records (id, case_id, persona_id, owner_id) values (${randomUUID()}, ${caseId}, ${found.personaId}, ${moderator.id})
      on conflict (case_id) do update set owner_id = excluded.owner_id
      returning id`;
    await announce('safety.urgent.began', { recordId: made!.id, caseId });
  });

/** Somebody sees to the record of a case that was closed without an end. */
async function tellLate(moderator: Moderator, caseId: string): Promise<void> {
  const [mine] = await sql`update safety.urgent_records set owner_id = ${moderator.id}, version = version + 1 where case_id = ${caseId} and ended_at is not null and outcome = '' returning id`;
  if (!mine) refuse('safety.refused.closedBySomebody');
}

/** The one who was asked says yes: the case and its record are theirs in one stroke. */
export const accept = (moderator: Moderator, caseId: string, version: number): Promise<void> =>
  asHouse(async () => {
    await handing.accept(moderator, caseId, version);
    await passOn(caseId);
  });

/** The owner's own, as they saw it. Whatever they do, they are on the case again. */
async function owned(moderator: Moderator, caseId: string, version: number): Promise<UrgentRecord> {
  const found = await may(moderator, caseId);
  const record = (await read(moderator, caseId)) ?? notFound();
  if (!record.isMine) refuse('safety.refused.notOwner', undefined, { name: record.owner ?? '' });
  if (record.version !== version) refuse('safety.refused.stale');
  if (!record.endedAt) await leases.goOn(moderator, found);
  return record;
}

/** One step is done, now. Doing it again is a second time of its own. */
export const tick = (moderator: Moderator, caseId: string, version: number, step: string): Promise<void> =>
  asHouse(async () => {
    if (!isStep(step)) notFound();
    const record = await owned(moderator, caseId, version);
    if (isOver(record)) refuse('safety.refused.ended');
    await sql`insert into safety.urgent_steps (record_id, step, by_id) values (${record.id}, ${step}, ${moderator.id})`;
    await sql`update safety.urgent_records set version = version + 1 where id = ${record.id}`;
  });

/** Who is with them on this. Anybody who may decide cases, and not the owner; they are told. */
export const nameSecond = (moderator: Moderator, caseId: string, version: number, code: string): Promise<void> =>
  asHouse(async () => {
    const record = await owned(moderator, caseId, version);
    const [second] = await sql<{ memberId: string }>`
      select p.member_id from members.faces f
        join members.personas p on p.id = f.persona_id and p.space = 'forum'
        join safety.cases c on c.id = ${caseId}
       where f.code = ${code} and p.member_id <> ${moderator.id} and safety.may_hold(p.member_id, c.id, c.persona_id)
         and exists (select from members.roles r where r.member_id = p.member_id and r.ended_at is null and r.role = any(${deciding}::text[]))`;
    if (!second) refuse('safety.refused.second', 'second');
    await sql`update safety.urgent_records set second_id = ${second.memberId}, version = version + 1 where id = ${record.id}`;
    await sql`insert into safety.urgent_steps (record_id, step, by_id) values (${record.id}, 'second', ${moderator.id})`;
    await announce('safety.urgent.second', { caseId, memberId: second.memberId, recordId: record.id, version });
  });

/** Nobody else may be on this one: then the record takes why, in a plain sentence, in place of a second person. Who may be asked is asked. */
export const goAlone = (moderator: Moderator, caseId: string, version: number, because: string): Promise<void> =>
  asHouse(async () => {
    const record = await owned(moderator, caseId, version);
    if (isOver(record)) refuse('safety.refused.ended');
    if ((await handing.colleagues(moderator, caseId)).length) refuse('safety.refused.notAlone', 'second');
    const { alone } = fit({ alone: because });
    if (!alone) refuse('safety.refused.lacks.alone', 'alone');
    await sql`update safety.urgent_records set alone_because = ${alone}, version = version + 1 where id = ${record.id}`;
    await cases.note(caseId, moderator.id, { what: 'alone', note: alone });
  });

export type Written = { said: string; offered: string; answer: string; told: string; content: string };
/** What was said, offered, answered and told. Kept as often as they like while it goes on. */
export const write = (moderator: Moderator, caseId: string, version: number, written: Written): Promise<void> =>
  asHouse(async () => {
    const record = await owned(moderator, caseId, version);
    if (isOver(record)) refuse('safety.refused.ended');
    const { said, offered, answer, told } = fit({ said: written.said, offered: written.offered, answer: written.answer, told: written.told });
    const content = contents.find((one) => one === written.content) ?? '';
    await sql`
      update safety.urgent_records set said = ${said!}, offered = ${offered!}, answer = ${answer!}, told = ${told!}, content = ${content}, version = version + 1 where id = ${record.id}`;
  });

function fit(fields: Record<string, string>): Record<string, string> {
  for (const [field, text] of Object.entries(fields)) if (troubleWith(text, longest) === 'long') refuse('safety.refused.long', field, { most: longest });
  return Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, tidy(text)]));
}

export type Ending = { outcome: string; words: string; followUpHours: number };
/** How it ended, and when somebody looks again. Refuses while something is missing, and names it. */
export const end = (moderator: Moderator, caseId: string, version: number, { outcome, words, followUpHours }: Ending, now = new Date()): Promise<void> =>
  asHouse(async () => {
    const record = await owned(moderator, caseId, version);
    if (isOver(record)) refuse('safety.refused.ended');
    const { words: said } = fit({ words });
    const followUpAt = Number.isFinite(followUpHours) && followUpHours > 0 ? new Date(now.getTime() + followUpHours * 3_600_000) : undefined;
    const [lacks] = missing({ said: record.said, outcome, hasSecond: record.second !== null || record.alone !== '', followUpAt }, now);
    if (lacks === 'second' && !(await handing.colleagues(moderator, caseId)).length) refuse('safety.refused.lacks.alone', 'alone');
    if (lacks) refuse(`safety.refused.lacks.${lacks}`, lacks);
    if (!isOutcome(outcome)) refuse('safety.refused.lacks.outcome', 'outcome');
    await sql`
      update safety.urgent_records
         set outcome = ${outcome}, outcome_words = ${said!}, ended_at = coalesce(ended_at, ${now}), follow_up_at = ${outcome === 'notUrgent' || outcome === 'died' ? null : followUpAt!},
             debrief_due_at = coalesce(debrief_due_at, ${new Date(now.getTime() + debriefHours * 3_600_000)}), version = version + 1
       where id = ${record.id}`;
    await announce('safety.urgent.ended', { recordId: record.id, caseId, outcome });
  });

/** Somebody looked again, one to three days later. */
export const followUp = (moderator: Moderator, caseId: string, version: number, words: string): Promise<void> =>
  asHouse(async () => {
    await may(moderator, caseId);
    const record = (await read(moderator, caseId)) ?? notFound();
    if (record.version !== version) refuse('safety.refused.stale');
    if (!record.endedAt || record.followedUpAt) refuse('safety.refused.noFollowUp');
    const { followUp: said } = fit({ followUp: words });
    if (!said) refuse('safety.refused.lacks.followUpWords', 'followUp');
    await sql`update safety.urgent_records set followed_up_at = now(), follow_up_words = ${said}, version = version + 1 where id = ${record.id}`;
  });

export type Due = { caseId: string; owner: string | null; followUpAt: Date; name: string | null };
/** Whom somebody promised to look for again, the soonest first. */
export const followUps = (moderator: Moderator) => asHouse(() => sql<Due>`
  select r.case_id, safety.called(r.owner_id) as owner, r.follow_up_at, f.name
    from safety.urgent_records r left join members.faces f on f.persona_id = r.persona_id
   where r.follow_up_at is not null and r.followed_up_at is null and safety.may_hold(${moderator.id}, r.case_id, r.persona_id)
   order by r.follow_up_at limit 50`);

/** A case that changed hands takes its record along. Heard twice, it is theirs once. */
export const passOn = (caseId: string) => asHouse(async () => {
  await sql`
    update safety.urgent_records r set owner_id = c.claimed_by, version = r.version + 1
      from safety.cases c where c.id = r.case_id and c.id = ${caseId} and c.claimed_by is not null and r.ended_at is null and r.owner_id is distinct from c.claimed_by`;
});

/** An urgent case that was closed without a record gets one: the closer owns it, and what is missing is seen to be missing. */
export const complete = (caseId: string) => asHouse(async () => {
  await sql`
    insert into safety.urgent_records (id, case_id, persona_id, owner_id, began_at, ended_at, outcome, debrief_due_at)
    select gen_random_uuid(), c.id, c.persona_id, c.closed_by, coalesce(c.seen_at, c.closed_at), c.closed_at, '', c.closed_at + interval '24 hours'
      from safety.cases c where c.id = ${caseId} and c.state = 'closed' and c.level = 'urgent' and c.subject_kind <> 'drill'
    on conflict (case_id) do update set owner_id = coalesce(urgent_records.owner_id, excluded.owner_id), ended_at = coalesce(urgent_records.ended_at, excluded.ended_at), debrief_due_at = coalesce(urgent_records.debrief_due_at, excluded.debrief_due_at)`;
});
