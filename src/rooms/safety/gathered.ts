/**
 * What others see of a gathering, as the desk knows it: a plan, and what lies
 * on the table to think over, told of as a post is, words kept as they stood.
 */
import { asHouse, asking, sql } from '#db';
import { notFound } from '#platform/answers';
import * as concerning from '#gatherings/concerning';
import type { Member } from '#members/members';
import { keepReport } from '#safety/reports';
import * as standing from '#safety/standing';

type Subject = { kind: concerning.Kind; id: string };
export type About = concerning.Written & Subject & { isOpen: boolean; /** They see it now, and can go back to it. */ isThere: boolean; /** What of it they do not see any more: a moderator hid it meanwhile. */ away: Subject[] };

/** What of it is out of sight by now. What is held before anybody has decided is not there for them. Inside `asHouse`. */
async function away({ kind, id, planId, isThere }: concerning.Seen): Promise<Subject[]> {
  const found: Subject[] = [];
  if (isThere) return found;
  for (const one of [{ kind: 'plan', id: planId }, ...(kind === 'topic' ? [{ kind, id }] : [])] satisfies Subject[]) {
    if (!(await concerning.written(one.kind, one.id))?.isHidden) continue;
    if (!(await standing.isDecided(one.kind, one.id))) notFound();
    found.push(one);
  }
  return found;
}

/**
 * What somebody wants to tell us about: the plan of this date, or one thing on
 * its table, also when a moderator hid it while they wrote. Their own is not
 * theirs to report.
 */
export async function about(member: Member, code: string, topicId = ''): Promise<About> {
  const known = (await concerning.seenBy(member, code, topicId)) ?? notFound();
  const seen = await asHouse(async () => {
    const text = (await concerning.written(known.kind, known.id)) ?? notFound();
    return { ...text, kind: known.kind, isThere: known.isThere, away: await away(known) };
  });
  const [open] = await asking(member, () => sql`
    select 1 from safety.reports where reporter_id = ${member.id} and subject_kind = ${seen.kind} and subject_id = ${seen.id} and closed_at is null`);
  return { ...seen, isOpen: Boolean(open) };
}

/** Tells us about it. Twice is one report with both texts. */
export async function tell(member: Member, code: string, topicId: string, reason: string, words: string): Promise<void> {
  const { kind, id, personaId, space, text } = await about(member, code, topicId);
  await keepReport(member, { kind, id, personaId, space }, reason, words, text);
}
