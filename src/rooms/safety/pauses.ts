/**
 * Pausing a person: it takes two, and it ends by itself.
 *
 * One moderator proposes, in the words the person will read; another, who has
 * nothing to do with them either, confirms or says no. Nothing happens to the
 * person before. When the time is over a clock lifts the pause and tells them.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { tidy } from '#forum/text-rules';
import type { Moderator } from '#members/members';
import * as pausing from '#members/pausing';
import * as cases from '#safety/cases';
import { isPauseHours } from '#safety/decision-rules';
import type { Deciding } from '#safety/decisions';
import * as endings from '#safety/endings';
import { record } from '#safety/records';
import * as reports from '#safety/reports';
import * as standing from '#safety/standing';

/** Proposes a pause. The case stays with whoever proposed it. */
export const propose = (moderator: Moderator, caseId: string, version: number, { hours = 0, rule, toAuthor, toReporters, note = '' }: Deciding): Promise<void> =>
  asHouse(async () => {
    if (!isPauseHours(hours)) refuse('safety.refused.hours', 'hours');
    const subject = await cases.move(moderator, caseId, version, 'act', { what: 'pauseProposed', note: tidy(note), told: tidy(toAuthor) });
    const { personaId } = subject;
    if (!personaId) refuse('safety.refused.authorLeft', 'deed');
    if (subject.subjectKind === 'decision') refuse('safety.refused.notNow', 'deed'); // an appeal is answered, not decided
    const saidId = await reports.keep(personaId, tidy(toAuthor), null);
    const answer = tidy(toReporters ?? subject.answer);
    await reports.keepAnswer(caseId, answer); // for when the second person says no
    const [made] = await sql`
      insert into safety.proposals (id, case_id, kind, hours, rule, said_id, answer, proposed_by)
      values (${randomUUID()}, ${caseId}, 'paused', ${hours}, ${rule}, ${saidId}, ${answer}, ${moderator.id})
      on conflict (case_id) where settled_at is null do nothing returning id`;
    if (!made) refuse('safety.refused.proposedAlready', 'deed');
    await announce('safety.pause.proposed', { caseId });
  });

export type Proposal = { id: string; hours: number; rule: number; said: string; by: string | null; isMine: boolean; at: Date };

/** What waits for a second person in a case. */
export async function proposed(moderator: Moderator, caseId: string): Promise<Proposal | undefined> {
  const [found] = await asHouse(() => sql<Proposal>`
    select p.id, p.hours, p.rule, coalesce(t.words, '') as said, safety.called(p.proposed_by) as by, p.proposed_by = ${moderator.id} as is_mine, p.at
      from safety.proposals p left join safety.texts t on t.id = p.said_id
     where p.case_id = ${caseId} and p.settled_at is null`);
  return found;
}

type Open = { id: string; hours: number; rule: number; said: string; answer: string; proposedBy: string | null };

/** The open proposal of a case, for somebody else than the one who made it. */
async function forAnother(moderator: Moderator, caseId: string): Promise<Open> {
  if (!isUuid(caseId)) notFound();
  const [found] = await sql<Open>`
    select p.id, p.hours, p.rule, coalesce(t.words, '') as said, p.answer, p.proposed_by
      from safety.proposals p
      join safety.cases c on c.id = p.case_id and safety.may_hold(${moderator.id}, c.id, c.persona_id)
      left join safety.texts t on t.id = p.said_id
     where p.case_id = ${caseId} and p.settled_at is null for update of p`;
  if (!found) notFound();
  if (found.proposedBy === moderator.id) refuse('safety.refused.needsAnother');
  return found;
}

const settle = (moderator: Moderator, proposalId: string, isConfirmed: boolean) => sql`
  update safety.proposals set settled_at = now(), settled_by = ${moderator.id}, is_confirmed = ${isConfirmed} where id = ${proposalId}`;

/** Words that are held still wait for somebody to decide about them. */
async function isHeld(caseId: string): Promise<boolean> {
  const [found] = await sql<{ kind: string; id: string }>`select subject_kind as kind, subject_id as id from safety.cases where id = ${caseId}`;
  return (await standing.of(found!.kind, found!.id)).isHeld;
}

/** The second person says yes: now it holds, the person is told, and the case is over, unless words of theirs are held, or it was urgent and its record does not say yet how it ended. */
export const confirm = (moderator: Moderator, caseId: string, version: number): Promise<void> =>
  asHouse(async () => {
    const { id, hours, rule, said, answer, proposedBy } = await forAnother(moderator, caseId);
    const isOver = !(await endings.isOwed(caseId)) && !(await isHeld(caseId));
    const found = await cases.move(moderator, caseId, version, isOver ? 'close' : 'act', { what: 'pauseConfirmed', outcome: 'paused', told: said, isForHolder: true, secondedBy: moderator.id });
    if (!found.personaId) refuse('safety.refused.authorLeft');
    await settle(moderator, id, true);
    const until = new Date(Date.now() + hours * 3_600_000);
    await pausing.pause(moderator, found.personaId, until);
    const decisionId = await record({ caseId, moderatorId: proposedBy, subject: found, personaId: found.personaId, kind: 'paused', rule, said, detail: { hours, until: until.toISOString() } });
    await sql`insert into safety.ends (decision_id, due_at) values (${decisionId}, ${until})`;
    if (!isOver) return void (await reports.keepAnswer(caseId, answer)); // those who told us hear it when the case is closed
    await reports.close(moderator.id, found.subjectKind, found.subjectId, 'paused', answer);
    await announce('safety.case.closed', { caseId, outcome: 'paused' });
  });

/** The second person says no; the case is where it was. */
export const decline = (moderator: Moderator, caseId: string): Promise<void> =>
  asHouse(async () => {
    const { id } = await forAnother(moderator, caseId);
    await settle(moderator, id, false);
    await cases.note(caseId, moderator.id, { what: 'pauseDeclined' });
  });

/** Whoever proposed it takes it back. */
export const withdraw = (moderator: Moderator, caseId: string): Promise<void> =>
  asHouse(async () => {
    if (!isUuid(caseId)) notFound();
    const [gone] = await sql`
      update safety.proposals set settled_at = now(), settled_by = ${moderator.id}, is_confirmed = false
       where case_id = ${caseId} and settled_at is null and proposed_by = ${moderator.id} returning id`;
    if (!gone) notFound();
    await cases.note(caseId, moderator.id, { what: 'pauseWithdrawn' });
  });

type Due = { decisionId: string; caseId: string | null; subjectKind: string; subjectId: string; personaId: string | null };

/** One pause is over. Another that still holds, under whichever of their names, goes on to its own end. Inside `asHouse`. */
export async function lift(moderator: Moderator | null, personaId: string, now = new Date()): Promise<void> {
  const [other] = await sql<{ until: Date | null }>`
    select max(e.due_at) as until from safety.ends e join safety.decisions d on d.id = e.decision_id join members.personas p on p.id = d.persona_id
     where e.done_at is null and e.due_at > ${now} and p.member_id = (select member_id from members.personas where id = ${personaId})`;
  await pausing.lift(moderator, personaId, other!.until);
}

/** What time ends: every pause that is over is lifted, and the person is told. Twice is once. */
export async function end(now = new Date()): Promise<number> {
  const due = await asHouse(() => sql<Due>`
    select e.decision_id, d.case_id, d.subject_kind, d.subject_id, d.persona_id
      from safety.ends e join safety.decisions d on d.id = e.decision_id where e.done_at is null and e.due_at <= ${now} order by e.due_at limit 200`);
  for (const one of due) await asHouse(() => endOne(one, now));
  return due.length;
}

async function endOne({ decisionId, caseId, subjectKind, subjectId, personaId }: Due, now: Date): Promise<void> {
  const [mine] = await sql`update safety.ends set done_at = ${now} where decision_id = ${decisionId} and done_at is null returning decision_id`;
  if (!mine || !personaId) return;
  await lift(null, personaId, now);
  await record({ caseId, moderatorId: null, subject: { subjectKind, subjectId }, personaId, kind: 'unpaused', said: '', undoes: decisionId });
  if (caseId) await cases.note(caseId, null, { what: 'pauseEnded' });
}
