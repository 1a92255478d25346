/**
 * Decisions: what a moderator did about a case, and why.
 *
 * Deciding is one piece: the row of the decision, what it does to the post,
 * the words to the author, and the answer to everybody who asked. All of it,
 * or nothing. What was decided is written once and never changed.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import * as hiding from '#forum/hiding';
import { tidy, troubleWith } from '#forum/text-rules';
import * as sayings from '#house/sayings';
import type { Member, Moderator } from '#members/members';
import * as cases from '#safety/cases';
import { isOutcome, isRule, longestWords, type Outcome } from '#safety/report-rules';
import * as reports from '#safety/reports';

export type Deciding = { outcome: string; rule: number; toAuthor: string; toReporters: string; note?: string };

function fit({ outcome, rule, toAuthor, toReporters, note = '' }: Deciding, ways: number): Outcome {
  if (!isOutcome(outcome)) refuse('safety.refused.outcome', 'outcome');
  for (const [field, words] of Object.entries({ toAuthor, toReporters, note })) {
    if (troubleWith(words, longestWords) === 'long') refuse('safety.refused.long', field, { most: longestWords });
  }
  if (outcome === 'hid' && !isRule(rule, ways)) refuse('safety.refused.rule', 'rule');
  if (outcome !== 'nothing' && troubleWith(toAuthor, longestWords) === 'empty') refuse('safety.refused.toAuthor', 'toAuthor');
  return outcome;
}

/** Decides a case as it was seen. Hiding needs the rule it rests on, and the author is always told why. */
export async function decide(moderator: Moderator, caseId: string, version: number, deciding: Deciding): Promise<void> {
  const { lines } = await sayings.conduct(moderator.language);
  const outcome = fit(deciding, lines.length);
  await asHouse(async () => {
    const { subjectKind, subjectId } = await cases.move(moderator, caseId, version, 'close', {
      what: 'closed', outcome, note: tidy(deciding.note ?? ''), told: outcome === 'nothing' ? '' : tidy(deciding.toAuthor)
    });
    const [post] = subjectKind === 'post' ? await hiding.concerned([subjectId]) : [];
    if (outcome !== 'nothing' && (!post || post.personaId === null)) refuse('safety.refused.authorLeft', 'outcome');
    await reports.close(moderator.id, subjectKind, subjectId, outcome, tidy(deciding.toReporters));
    const before = outcome === 'hid' ? ((await hiding.hide(moderator, subjectId)) ?? refuse('safety.refused.hiddenAlready', 'outcome')) : null;
    await write(moderator, { caseId, subjectKind, subjectId, personaId: post?.personaId ?? null, kind: outcome, rule: deciding.rule, said: deciding.toAuthor, before });
    await announce('safety.case.closed', { caseId, outcome });
  });
}

type Written = { caseId: string; subjectKind: string; subjectId: string; personaId: string | null; kind: Outcome; rule: number; said: string; before: string | null };

async function write(moderator: Moderator, { caseId, subjectKind, subjectId, personaId, kind, rule, said, before }: Written) {
  const saidId = personaId && kind !== 'nothing' ? await reports.keep(personaId, tidy(said), null) : null;
  const beforeId = personaId && before !== null ? await reports.keep(personaId, before, null) : null;
  const decisionId = randomUUID();
  await sql`
    insert into safety.decisions (id, case_id, moderator_id, subject_kind, subject_id, persona_id, kind, rule, said_id, before_id)
    values (${decisionId}, ${caseId}, ${moderator.id}, ${subjectKind}, ${subjectId}, ${personaId}, ${kind}, ${rule || null}, ${saidId}, ${beforeId})`;
  await announce('safety.decision.made', { decisionId, personaId, kind });
}

export type Decided = { kind: 'spoke' | 'hid'; at: Date; rule: number | null; said: string; before: string | null };

/** What a moderator wrote to a member about their own post, the way it rests on, and their words as they were. Never by whom it was asked. */
export async function toldTo(member: Member, decisionId: string): Promise<Decided> {
  if (!isUuid(decisionId)) notFound();
  const mine = await asking(member, () => sql`select 1 from safety.decisions where id = ${decisionId} and persona_id = any(members.my_personas())`);
  if (!mine.length) notFound();
  const [told] = await asHouse(() => sql<Decided>`
    select d.kind, d.at, d.rule, s.words as said, b.words as before
      from safety.decisions d
      join safety.texts s on s.id = d.said_id
      left join safety.texts b on b.id = d.before_id
     where d.id = ${decisionId}`);
  return told ?? notFound();
}
