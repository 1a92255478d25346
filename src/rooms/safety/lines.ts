/**
 * Lines of a circle, as the desk knows them.
 *
 * A line is told of as a post is, its words kept as they stood; it waits for
 * whoever looks, longer than its day if need be. When the case is closed it
 * goes as every other line, and the copy of its words goes at once.
 */
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import * as concerning from '#circles/concerning';
import type { Member } from '#members/members';
import { keepReport } from '#safety/reports';

export type About = { line: concerning.Concerned; isOpen: boolean };

/** The line somebody wants to tell us about, also when it was hidden or taken back while they wrote. Their own is not theirs to report, and what they do not know of is not there. */
export async function about(member: Member, lineId: string): Promise<About> {
  if (!isUuid(lineId)) notFound();
  return asking(member, async () => {
    const [line] = await concerning.concerned([lineId]);
    if (!line || line.isMine || line.isUnheard) notFound();
    const [open] = await sql`
      select 1 from safety.reports where reporter_id = ${member.id} and subject_kind = 'line' and subject_id = ${lineId} and closed_at is null`;
    return { line, isOpen: Boolean(open) };
  });
}

/** Tells us about a line. Twice is one report with both texts. Of one that was taken back there are no words to keep. */
export async function tell(member: Member, lineId: string, reason: string, words: string): Promise<void> {
  const { line } = await about(member, lineId);
  await asHouse(async () => {
    await concerning.keep(lineId);
    const space = await concerning.spaceOf(lineId);
    await keepReport(member, { kind: 'line', id: lineId, personaId: line.personaId, ...(space ? { space } : {}) }, reason, words, line.takenBackAt ? null : line.body);
  });
}

/** Somebody has looked: the line goes with its day. Heard twice, it is the same. */
export const closed = (caseId: string): Promise<void> => asHouse(async () => {
  const [found] = await sql<{ subjectId: string }>`select subject_id from safety.cases where id::text = ${caseId} and subject_kind = 'line' and state = 'closed'`;
  if (!found) return;
  await concerning.letGo(found.subjectId);
  await sql`
    delete from safety.texts t using safety.reports r
     where r.copy_id = t.id and r.subject_kind = 'line' and r.subject_id = ${found.subjectId} and r.closed_at is not null`;
});
