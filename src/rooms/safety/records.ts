/** The record of a decision: a row that is written once, with the words it carries, in the transaction of what it did. */
import { randomUUID } from 'node:crypto';
import { sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { tidy } from '#forum/text-rules';
import { heardOf, type Deed, type Heard, type Kind } from '#safety/decision-rules';
import * as reports from '#safety/reports';

export type Recorded = {
  caseId: string | null;
  moderatorId: string | null;
  subject: { subjectKind: string; subjectId: string };
  personaId: string | null;
  kind: Kind;
  rule?: number;
  said: string;
  before?: string | null;
  after?: string | null;
  detail?: Record<string, unknown>;
  undoes?: string | null;
};

/** The row of a decision, with the words it carries, and the news of it. Inside `asHouse`. */
export async function record({ caseId, moderatorId, subject, personaId, kind, rule = 0, said, before = null, after = null, detail = {}, undoes = null }: Recorded): Promise<string> {
  const kept = async (words: string | null) => (personaId && words !== null && words !== '' ? reports.keep(personaId, words, null) : null);
  const [saidId, beforeId, afterId] = [await kept(kind === 'nothing' ? null : tidy(said)), await kept(before), await kept(after)];
  const decisionId = randomUUID();
  const [made] = await sql`
    insert into safety.decisions (id, at, case_id, moderator_id, subject_kind, subject_id, persona_id, kind, rule, said_id, before_id, after_id, detail, undoes)
    values (${decisionId}, clock_timestamp(), ${caseId}, ${moderatorId}, ${subject.subjectKind}, ${subject.subjectId}, ${personaId}, ${kind}, ${rule || null},
            ${saidId}, ${beforeId}, ${afterId}, ${JSON.stringify(detail)}::jsonb, ${undoes})
    on conflict (undoes) where undoes is not null do nothing returning id`;
  if (!made) refuse('safety.refused.undone');
  await announce('safety.decision.made', { decisionId, personaId, kind });
  return decisionId;
}

/**
 * What those who told us hear when a deed ends a case: it counts together with
 * whatever was decided in it before and still stands. Nobody took that back
 * (a pause that ran out was one; a person who takes it back says why), and what
 * was hidden was not shown since. Inside `asHouse`.
 */
export async function heardAfter(caseId: string): Promise<(deed: Deed) => Heard> {
  const standing = await sql<{ kind: Kind }>`
    select d.kind from safety.decisions d
     where d.case_id = ${caseId} and not safety.is_taken_back(d.id)
       and not (d.kind = 'hid' and exists (select from safety.decisions s where s.case_id = d.case_id and s.kind = 'showed' and s.at >= d.at))`;
  return (deed) => heardOf(standing.map(({ kind }) => kind).filter((kind) => deed !== 'showed' || kind !== 'hid'), deed);
}
