/**
 * What went wrong for somebody: the register.
 *
 * A member says that they feel worse, or that something went wrong; a person
 * looks, judges it, and writes down what was done. Moderation itself may be
 * what went wrong: then none of those who decided about the member's words,
 * or proposed a pause or confirmed it, gets to see it. Judging again keeps how
 * it was judged before. What leaves the register has no names and no words of
 * members. Those who work here write into it, too (`noting`).
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import * as alarms from '#platform/alarms';
import { announce } from '#platform/events';
import type { Key } from '#forum/page-rules';
import { tidy, troubleWith } from '#forum/text-rules';
import type { Member, Moderator, Steward } from '#members/members';
import { assessNow } from '#triage/assess';
import { higher, isRaise, type Level } from '#safety/case-rules';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as promises from '#safety/promises';
import { csvCell, isPreventable, isRelated, isSerious, isSeverity, isTold, isTopic, isType, longestHarm, type Kept, type Preventable, type Related, type Severity, type Source, type Told, type Topic, type Type } from '#safety/harm-rules';
import * as reports from '#safety/reports';

export type Telling = { kind: string; topic: string; words: string };

/** Answers with whether what was written sounds as if help should be shown at once. Sent twice within an hour, it is said once. */
export async function tell(member: Member, { kind, topic, words }: Telling): Promise<{ id: string; isPressing: boolean }> {
  if (!isTold(kind)) refuse('safety.refused.harmKind', 'kind');
  if (!isTopic(topic)) refuse('safety.refused.harmTopic', 'topic');
  if (troubleWith(words, longestHarm) === 'long') refuse('safety.refused.long', 'words', { most: longestHarm });
  const said = tidy(words);
  const { level, flags } = levelOf(said, member.language, kind);
  const id = await asHouse(() => keep(member, kind, topic, said, { level, flags }));
  return { id, isPressing: isRaise('low', level) };
}

/** Feeling worse is at least a concern; what cannot be assessed goes to a person as unassessed, never as nothing. */
function levelOf(text: string, language: 'en' | 'nb', kind: Told): { level: Level; flags: string[] } {
  const least: Level = kind === 'worse' ? 'concern' : 'low';
  if (!text) return { level: least, flags: [] };
  try {
    const { level, flags } = assessNow({ text, language });
    return { level: higher(least, level), flags };
  } catch {
    return { level: higher(least, 'unassessed'), flags: [] };
  }
}

async function keep(member: Member, kind: Told, topic: Topic, said: string, sign: { level: Level; flags: string[] }): Promise<string> {
  const [again] = await sql<{ id: string }>`
    select h.id from safety.harms h left join safety.texts t on t.id = h.words_id
     where h.told_by = ${member.id} and h.told_kind = ${kind} and h.topic = ${topic} and coalesce(t.words, '') = ${said} and h.told_at > now() - interval '1 hour'`;
  if (again) return again.id;
  const id = randomUUID();
  const wordsId = said ? await reports.keep(member.personaId, said, null) : null;
  await sql`
    insert into safety.harms (id, told_kind, told_by, persona_id, topic, words_id) values (${id}, ${kind}, ${member.id}, ${member.personaId}, ${topic}, ${wordsId})`;
  const { by: promisedBy } = await promises.ahead();
  const { caseId } = await cases.signal({ kind: 'harm', id, personaId: member.personaId }, { kind: kind === 'worse' ? 'worse' : 'adverse', level: sign.level, flags: sign.flags, cause: `harm:${id}`, promisedBy });
  if (topic === 'moderated') {
    await sql`
      insert into safety.apart (case_id, member_id, why)
      with theirs as (select d.moderator_id, d.case_id from safety.decisions d join members.personas p on p.id = d.persona_id where p.member_id = ${member.id})
      select ${caseId}::uuid, a.member_id, 'decided'
        from (select moderator_id as member_id from theirs
              union select q.proposed_by from safety.proposals q join theirs on theirs.case_id = q.case_id
              union select q.settled_by from safety.proposals q join theirs on theirs.case_id = q.case_id) a
       where a.member_id is not null
      on conflict do nothing`;
  }
  await announce('safety.harm.told', { harmId: id });
  return id;
}

export type Entry = {
  id: string; toldKind: Kept; topic: Topic | Source; toldAt: Date; type: Type | null; severity: Severity | null; related: Related | null;
  preventable: Preventable | null; actions: string; leadToldAt: Date | null; lookedAt: Date | null; closedAt: Date | null; caseId: string | null;
  /** The case, and the opening of the vault, somebody who works here wrote it down from. */
  fromCase: string | null; fromGlass: string | null;
};

/** The register, newest first, from after a key (`at` in microseconds); nothing a moderator must not hold is in it for them. */
export const register = (moderator: Moderator, before: Key | null = null): Promise<(Entry & Key)[]> =>
  asHouse(() => sql<Entry & Key>`
    select (extract(epoch from h.told_at) * 1000000)::bigint as at, h.id, h.told_kind, h.topic, h.told_at, h.type, h.severity, h.related, h.preventable, h.actions, h.lead_told_at, h.looked_at, h.closed_at, c.id as case_id, h.case_id as from_case, h.glass_id as from_glass
      from safety.harms h
      left join lateral (select id from safety.cases where subject_kind = 'harm' and subject_id = h.id order by opened_at desc limit 1) c on true
      cross join (select coalesce('epoch'::timestamptz + ${before?.at ?? null}::bigint * interval '1 microsecond', 'infinity') as at) last
     where h.told_at <= last.at and (h.told_at < last.at or h.id > ${before?.id ?? null}::uuid)
       and coalesce(safety.may_hold(${moderator.id}, c.id, h.persona_id), true)
       and not exists (select from safety.cases o where o.id = h.case_id and not safety.may_hold(${moderator.id}, o.id, o.persona_id))
     order by h.told_at desc, h.id limit 31`);

export type Whole = Entry & { /** Of its case, while that is open. */ caseVersion: number | null; words: string | null; name: string | null; before: { at: Date; type: Type; severity: Severity }[] };

/** One entry with what was said. */
export async function one(moderator: Moderator, id: string): Promise<Whole> {
  if (!isUuid(id)) notFound();
  const [found] = await asHouse(() => sql<Whole>`
    select h.id, h.told_kind, h.topic, h.told_at, h.type, h.severity, h.related, h.preventable, h.actions, h.lead_told_at, h.looked_at, h.closed_at, c.id as case_id, h.case_id as from_case, h.glass_id as from_glass,
           case when c.state <> 'closed' then c.version end as case_version, t.words, f.name,
           coalesce((select json_agg(json_build_object('at', j.at, 'type', j.type, 'severity', j.severity) order by j.id desc) from safety.harm_judgements j where j.harm_id = h.id), '[]') as before
      from safety.harms h
      left join lateral (select id, state, version from safety.cases where subject_kind = 'harm' and subject_id = h.id order by opened_at desc limit 1) c on true
      left join safety.texts t on t.id = h.words_id
      left join members.faces f on f.persona_id = h.persona_id
     where h.id = ${id} and coalesce(safety.may_hold(${moderator.id}, c.id, h.persona_id), true)
       and not exists (select from safety.cases o where o.id = h.case_id and not safety.may_hold(${moderator.id}, o.id, o.persona_id))`);
  return found ?? notFound();
}

export type Judging = { type: string; severity: string; related: string; preventable: string; actions: string; isDone: boolean; /** The version of its case, where that is closed with it. */ closing?: number };

/** The entry a case is about, where it still waits to be judged: whoever closes one of the two is shown the other. */
export async function waitingFor(moderator: Moderator, caseId: string): Promise<string | undefined> {
  const [found] = await asHouse(() => sql<{ id: string }>`
    select h.id from safety.cases c join safety.harms h on c.subject_kind = 'harm' and h.id = c.subject_id
     where c.id = ${caseId} and c.state = 'closed' and h.closed_at is null and coalesce(safety.may_hold(${moderator.id}, c.id, h.persona_id), true)`);
  return found?.id;
}

/** Judges an entry; judging again keeps how it was judged before. A serious one is told to those who answer for the place at once. */
export async function judge(moderator: Moderator, id: string, { type, severity, related, preventable, actions, isDone, closing }: Judging): Promise<void> {
  const { caseId } = await one(moderator, id);
  if (!isType(type)) refuse('safety.refused.harmType', 'type');
  if (!/^[0-4]$/.test(severity) || !isSeverity(Number(severity))) refuse('safety.refused.harmSeverity', 'severity');
  if (!isRelated(related)) refuse('safety.refused.harmRelated', 'related');
  if (!isPreventable(preventable)) refuse('safety.refused.harmPreventable', 'preventable');
  if (troubleWith(actions, longestHarm) === 'long') refuse('safety.refused.long', 'actions', { most: longestHarm });
  if (isDone && troubleWith(actions, longestHarm) === 'empty') refuse('safety.refused.harmActions', 'actions');
  const how = Number(severity);
  await asHouse(async () => {
    const [now] = await sql<{ leadToldAt: Date | null }>`
      update safety.harms set type = ${type}, severity = ${how}, related = ${related}, preventable = ${preventable}, actions = ${tidy(actions)},
             looked_at = coalesce(looked_at, now()), looked_by = ${moderator.id}, closed_at = case when ${isDone} then coalesce(closed_at, now()) end
       where id = ${id} returning lead_told_at`;
    await sql`
      insert into safety.harm_judgements (harm_id, by_id, type, severity, related, preventable, actions)
      values (${id}, ${moderator.id}, ${type}, ${how}, ${related}, ${preventable}, ${tidy(actions)})`;
    if (isSerious({ type, severity: how }) && !now!.leadToldAt) {
      await sql`update safety.harms set lead_told_at = now() where id = ${id}`;
      await announce('safety.harm.serious', { harmId: id });
      await alarms.raiseHere('harm.serious');
    }
    // Both or neither: a case somebody else is on, or that has changed meanwhile, says so here.
    if (isDone && caseId && closing !== undefined) await decisions.decide(moderator, caseId, closing, { deed: 'nothing', rule: 0, toAuthor: '' });
  });
}

/** The register as a table for those who must report it: no names, no words, days instead of moments. */
export async function exported(_steward: Steward): Promise<string> {
  const rows = await asHouse(() => sql<Entry>`
    select id, told_kind, topic, told_at, type, severity, related, preventable, actions, lead_told_at, looked_at, closed_at, null as case_id, null as from_case, null as from_glass
      from safety.harms order by told_at, id`);
  const day = (at: Date | null) => at?.toISOString().slice(0, 10) ?? '';
  const head = ['number', 'told', 'kind', 'topic', 'type', 'severity', 'related', 'preventable', 'lead_told', 'looked_at', 'closed', 'actions'];
  const lines = rows.map((row, at) => [at + 1, day(row.toldAt), row.toldKind, row.topic, row.type, row.severity, row.related, row.preventable, day(row.leadToldAt), day(row.lookedAt), day(row.closedAt), row.actions]);
  return [head, ...lines].map((cells) => cells.map(csvCell).join(',')).join('\r\n') + '\r\n';
}
