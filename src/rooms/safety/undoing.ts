/**
 * Taking a decision back, so that everything is as it would be without it.
 *
 * A hidden post is seen again, with its replies and its times; the about-lines
 * and words it brought are gone; its pause is over. What others decided since,
 * and what the author changed, stays. The author is told in words. It is
 * a row of its own: what was decided first is still there to be read.
 */
import { asHouse, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import * as concerning from '#circles/concerning';
import * as hiding from '#forum/hiding';
import * as gathered from '#gatherings/concerning';
import * as tending from '#forum/tending';
import { tidy, troubleWith } from '#forum/text-rules';
import type { Moderator } from '#members/members';
import * as cases from '#safety/cases';
import { undoing, type Kind } from '#safety/decision-rules';
import * as near from '#safety/near';
import * as pauses from '#safety/pauses';
import { record } from '#safety/records';
import { longestWords } from '#safety/report-rules';
import * as standing from '#safety/standing';

type Made = { id: string; caseId: string | null; subjectKind: string; subjectId: string; personaId: string | null; kind: Kind; rule: number | null; isUndone: boolean; hasEnded: boolean };

async function made(decisionId: string): Promise<Made> {
  const [found] = await sql<Made>`
    select d.id, d.case_id, d.subject_kind, d.subject_id, d.persona_id, d.kind, d.rule, safety.has_ended(d.id) as has_ended,
           exists (select from safety.decisions u where u.undoes = d.id) as is_undone
      from safety.decisions d where d.id = ${decisionId}`;
  return found ?? notFound();
}

/** A decision is there for whoever may hold the case it was made in. */
async function mayLook(moderator: Moderator, decisionId: string): Promise<void> {
  if (!isUuid(decisionId)) notFound();
  const [of] = await sql<{ caseId: string | null }>`select case_id from safety.decisions where id = ${decisionId}`;
  if (of?.caseId) await near.again(of.caseId);
  const [may] = await sql`select 1 from safety.decisions d where d.id = ${decisionId} and safety.may_hold(${moderator.id}, d.case_id, d.persona_id)`;
  if (!may) notFound();
}

/** Takes a decision back, with words to whom it was about. Twice is refused, and so is what has changed meanwhile. `read` is the stamp of the words the moderator has before them. */
export const undo = (moderator: Moderator, decisionId: string, toAuthor: string, read?: string): Promise<void> =>
  asHouse(async () => {
    const trouble = troubleWith(toAuthor, longestWords);
    if (trouble === 'long') refuse('safety.refused.long', 'toAuthor', { most: longestWords });
    if (trouble === 'empty') refuse('safety.refused.toAuthor', 'toAuthor');
    await mayLook(moderator, decisionId);
    await restore(moderator, decisionId, toAuthor, read);
  });

/**
 * The undoing itself, also for an appeal that is granted. Inside `asHouse`, for whoever may: an appeal has a case of
 * its own, and somebody near answers it where nobody further away is left, whom the first case is kept from.
 */
export async function restore(moderator: Moderator, decisionId: string, toAuthor: string, read?: string): Promise<void> {
  const { caseId, subjectKind, subjectId, personaId, kind, rule, isUndone, hasEnded } = await made(decisionId);
  const back = undoing(kind) ?? refuse('safety.refused.notUndoable');
  if (isUndone) refuse(hasEnded ? 'safety.refused.pauseOver' : 'safety.refused.undone');
  if (kind === 'hid') {
    await show(moderator, { id: decisionId, subjectKind, subjectId });
    await standing.refuseReworded(subjectKind, subjectId, read);
  }
  if (kind === 'folded') await tending.unfold(moderator, subjectId);
  if (kind === 'labelled') await tending.unlabel(moderator, subjectId, await itsOwn(decisionId, subjectId));
  if (kind === 'beside') await tending.putBack(moderator, subjectId, await besideWithout(decisionId, subjectId));
  if (kind === 'paused' && personaId) {
    await sql`update safety.ends set done_at = now() where decision_id = ${decisionId} and done_at is null`;
    await pauses.lift(moderator, personaId);
  }
  await record({ caseId, moderatorId: moderator.id, subject: { subjectKind, subjectId }, personaId, kind: back, rule: rule ?? 0, said: toAuthor, undoes: decisionId });
  if (caseId) await cases.note(caseId, moderator.id, { what: 'undone', told: tidy(toAuthor) });
}

/** Shows what was hidden. What somebody has hidden again since is theirs to show; what is shown already stays so. */
async function show(moderator: Moderator, { id, subjectKind, subjectId }: Pick<Made, 'id' | 'subjectKind' | 'subjectId'>): Promise<void> {
  const [since] = await sql`
    select 1 from safety.decisions d join safety.decisions mine on mine.id = ${id}
     where d.subject_kind = ${subjectKind} and d.subject_id = ${subjectId} and d.kind = 'hid' and d.at > mine.at
       and not exists (select from safety.decisions l where l.subject_kind = ${subjectKind} and l.subject_id = ${subjectId} and l.kind = 'showed' and l.at >= d.at)`;
  if (since) refuse('safety.refused.changedSince');
  if (subjectKind === 'line') await concerning.show(moderator, subjectId);
  if (gathered.isKind(subjectKind)) await gathered.show(moderator, subjectKind, subjectId);
  if (subjectKind === 'post') await hiding.show(moderator, subjectId);
}

type Lines = { before: string[]; after: string[] };

/** The about-lines a decision added and no other that still stands. */
async function itsOwn(decisionId: string, postId: string): Promise<string[]> {
  const rows = await sql<{ id: string; about: Lines }>`
    select d.id, d.detail -> 'about' as about from safety.decisions d
     where d.subject_kind = 'post' and d.subject_id = ${postId} and d.kind = 'labelled' and not exists (select from safety.decisions u where u.undoes = d.id)`;
  const added = (about: Lines) => about.after.filter((one) => !about.before.includes(one));
  const others = rows.filter(({ id }) => id !== decisionId).flatMap(({ about }) => added(about));
  return rows.filter(({ id }) => id === decisionId).flatMap(({ about }) => added(about)).filter((one) => !others.includes(one));
}

/** What stands beside a post without one decision: the words of the newest other one that still stands, or none. */
async function besideWithout(decisionId: string, postId: string): Promise<tending.Beside> {
  const [other] = await sql<{ after: tending.Beside }>`
    select d.detail -> 'beside' -> 'after' as after from safety.decisions d
     where d.subject_kind = 'post' and d.subject_id = ${postId} and d.kind = 'beside' and d.id <> ${decisionId} and not exists (select from safety.decisions u where u.undoes = d.id)
     order by d.at desc limit 1`;
  return other?.after ?? { words: null, link: null };
}
