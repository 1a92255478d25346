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

export type About = concerning.Seen & { isOpen: boolean };

/**
 * What somebody wants to tell us about: the plan of this date, or one thing on
 * its table, also when a moderator hid it while they wrote. Their own is not
 * theirs to report; what is held before anybody has decided is not there.
 */
export async function about(member: Member, code: string, topicId = ''): Promise<About> {
  const seen = (await concerning.seenBy(member, code, topicId)) ?? notFound();
  for (const { kind, id } of seen.away) if (!(await asHouse(() => standing.isDecided(kind, id)))) notFound();
  const [open] = await asking(member, () => sql`
    select 1 from safety.reports where reporter_id = ${member.id} and subject_kind = ${seen.kind} and subject_id = ${seen.id} and closed_at is null`);
  return { ...seen, isOpen: Boolean(open) };
}

/** Tells us about it. Twice is one report with both texts. */
export async function tell(member: Member, code: string, topicId: string, reason: string, words: string): Promise<void> {
  const { kind, id, personaId, space, text } = await about(member, code, topicId);
  await keepReport(member, { kind, id, personaId, space }, reason, words, text);
}
