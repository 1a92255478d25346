/**
 * Taking a decision back, so that everything is as it was.
 *
 * A hidden post is seen again, with its replies and its times; about-lines
 * and folds are as before; a pause is over. The author is told in words. It is
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
import * as pausing from '#members/pausing';
import * as cases from '#safety/cases';
import { undoing, type Kind } from '#safety/decision-rules';
import * as near from '#safety/near';
import { record } from '#safety/records';
import { longestWords } from '#safety/report-rules';

type Made = { id: string; caseId: string | null; subjectKind: string; subjectId: string; personaId: string | null; kind: Kind; rule: number | null; detail: { about?: { before: string[] }; beside?: { before: tending.Beside } }; isUndone: boolean };

/** A decision this moderator may take back or look at again. */
async function made(moderator: Moderator, decisionId: string): Promise<Made> {
  if (!isUuid(decisionId)) notFound();
  const [of] = await sql<{ caseId: string | null }>`select case_id from safety.decisions where id = ${decisionId}`;
  if (of?.caseId) await near.again(of.caseId);
  const [found] = await sql<Made>`
    select d.id, d.case_id, d.subject_kind, d.subject_id, d.persona_id, d.kind, d.rule, d.detail, exists (select from safety.decisions u where u.undoes = d.id) as is_undone
      from safety.decisions d where d.id = ${decisionId} and safety.may_hold(${moderator.id}, d.case_id, d.persona_id)`;
  return found ?? notFound();
}

/** Takes a decision back, with words to whom it was about. Twice is refused, and so is what has changed meanwhile. */
export const undo = (moderator: Moderator, decisionId: string, toAuthor: string): Promise<void> =>
  asHouse(async () => {
    const trouble = troubleWith(toAuthor, longestWords);
    if (trouble === 'long') refuse('safety.refused.long', 'toAuthor', { most: longestWords });
    if (trouble === 'empty') refuse('safety.refused.toAuthor', 'toAuthor');
    await restore(moderator, decisionId, toAuthor);
  });

/** The undoing itself, also for an appeal that is granted. Inside `asHouse`. */
export async function restore(moderator: Moderator, decisionId: string, toAuthor: string): Promise<void> {
  const { caseId, subjectKind, subjectId, personaId, kind, rule, detail, isUndone } = await made(moderator, decisionId);
  const back = undoing(kind) ?? refuse('safety.refused.notUndoable');
  if (isUndone) refuse('safety.refused.undone');
  if (kind === 'hid' && subjectKind === 'line') await concerning.show(moderator, subjectId);
  if (kind === 'hid' && gathered.isKind(subjectKind)) await gathered.show(moderator, subjectKind, subjectId);
  if (kind === 'hid' && subjectKind === 'post') await hiding.show(moderator, subjectId);
  if (kind === 'folded') await tending.unfold(moderator, subjectId);
  if (kind === 'labelled') await tending.unlabel(moderator, subjectId, detail.about?.before ?? []);
  if (kind === 'beside') await tending.putBack(moderator, subjectId, detail.beside?.before ?? { words: null, link: null });
  if (kind === 'paused' && personaId) {
    await pausing.lift(moderator, personaId);
    await sql`update safety.ends set done_at = now() where decision_id = ${decisionId} and done_at is null`;
  }
  await record({ caseId, moderatorId: moderator.id, subject: { subjectKind, subjectId }, personaId, kind: back, rule: rule ?? 0, said: toAuthor, undoes: decisionId });
  if (caseId) await cases.note(caseId, moderator.id, { what: 'undone', told: tidy(toAuthor) });
}
