/**
 * Reports: somebody asks for a person to look.
 *
 * A report is about a post or about a person. It is open until a moderator closes it, with an
 * outcome that the reporter is told in words. The one it is about never learns
 * who asked, nor that anybody did unless a moderator writes to them. Reports
 * about the same subject are one case; telling us twice adds to what was said.
 * What was written is kept as it stood, so that a later edit does not hide it.
 */
import { randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import * as hiding from '#forum/hiding';
import { tidy, troubleWith } from '#forum/text-rules';
import type { Member } from '#members/members';
import * as cases from '#safety/cases';
import type { Heard } from '#safety/decision-rules';
import * as promises from '#safety/promises';
import { isReason, levelOf, longestWords, toldAgain, type Reason } from '#safety/report-rules';

export type Subject = { post: hiding.Concerned; isOpen: boolean };

/** The post somebody wants to tell us about, also when it was hidden or taken back while they wrote. Their own words are not theirs to report, and what they do not know of is not there. */
export async function about(member: Member, postId: string): Promise<Subject> {
  const post = await reportable(member, postId);
  const [open] = await asking(member, () => sql`
    select 1 from safety.reports
     where reporter_id = ${member.id} and subject_kind = 'post' and subject_id = ${postId} and closed_at is null`);
  return { post, isOpen: Boolean(open) };
}

async function reportable(member: Member, postId: string): Promise<hiding.Concerned> {
  if (!isUuid(postId)) notFound();
  const [post] = await asking(member, () => hiding.concerned([postId]));
  if (!post || post.isMine || post.isKept) notFound();
  return post;
}

/** Tells us about a post. Twice is one report with both texts. Nothing chosen is refused, with what was typed kept by the page. */
export async function tell(member: Member, postId: string, reason: string, words: string): Promise<void> {
  const post = await reportable(member, postId);
  await keepReport(member, { kind: 'post', id: postId, personaId: post.personaId }, reason, words, post.deletedAt ? null : post.body);
}

export type Person = { personaId: string; name: string; code: string };

/** The person somebody wants to tell us about, by a name they can see. Oneself is not one of them. */
export async function person(member: Member, code: string): Promise<Person & { isOpen: boolean }> {
  const [found] = await asking(member, () => sql<Person & { isMine: boolean; isOpen: boolean }>`
    select f.persona_id, f.name, f.code, f.persona_id = any(members.my_personas()) as is_mine,
           exists (select from safety.reports r where r.reporter_id = ${member.id} and r.subject_kind = 'person' and r.subject_id = f.persona_id and r.closed_at is null) as is_open
      from members.faces f where f.code = ${code}`);
  if (!found || found.isMine) notFound();
  return { personaId: found.personaId, name: found.name, code: found.code, isOpen: found.isOpen };
}

/**
 * Tells us about a person: how they go about. `shown` is a line of theirs that
 * they let this member alone see, such as a hope to be cheered: it is kept as
 * it stood, and says enough without words beside it.
 */
export async function tellOfPerson(member: Member, code: string, reason: string, words: string, shown: string | null = null): Promise<void> {
  const { personaId, isOpen } = await person(member, code);
  if (shown === null && !isOpen && troubleWith(words, longestWords) === 'empty') refuse('safety.refused.personWords', 'words');
  // What was told before has its own copy, or none: a line that is told of later rides along with the words.
  await keepReport(member, { kind: 'person', id: personaId, personaId }, reason, words, shown, isOpen && shown !== null ? `“${shown}”` : '');
}

/** Keeps what somebody told us of any subject, and lets a person look. `beside`: what stands under their words and is not theirs. */
export async function keepReport(member: Member, subject: cases.Subject, reason: string, words: string, copy: string | null, beside = ''): Promise<void> {
  if (!isReason(reason)) refuse('safety.refused.reason', 'reason');
  if (words.length > longestWords * 10 || troubleWith(words, longestWords) === 'long') refuse('safety.refused.long', 'words', { most: longestWords });
  const { kind, id, personaId } = subject;
  await asHouse(async () => {
    const [before] = await sql<Before>`
      select r.id, r.reason, r.words_id, t.words as said from safety.reports r left join safety.texts t on t.id = r.words_id
       where r.reporter_id = ${member.id} and r.subject_kind = ${kind} and r.subject_id = ${id} and r.closed_at is null
       for update of r`;
    const said = joined(before?.said ?? '', [tidy(words), beside].filter(Boolean).join('\n\n'));
    const wordsId = said ? await keep(member.personaId, said, before?.wordsId ?? null) : null;
    if (before) return void (await add(subject, before, reason, wordsId, said));
    const copyId = personaId && copy !== null ? await keep(personaId, copy, null) : null;
    const [made] = await sql<{ id: string }>`
      insert into safety.reports (id, subject_kind, subject_id, persona_id, reporter_id, reason, words_id, copy_id)
      values (${randomUUID()}, ${kind}, ${id}, ${personaId}, ${member.id}, ${reason}, ${wordsId}, ${copyId})
      on conflict (reporter_id, subject_kind, subject_id) where closed_at is null do nothing
      returning id`;
    if (!made) return;
    await announce('safety.report.made', { reportId: made.id });
    const { by: promisedBy } = await promises.ahead();
    await cases.signal(subject, { kind: 'report', level: levelOf(reason), cause: `report:${made.id}`, promisedBy });
  });
}

/** So much is kept of one report, every telling whole: nothing of it is cut, and what has no room is said so. */
const mostKept = 10 * longestWords;

/** The same words sent twice are said once. */
function joined(before: string, now: string): string {
  if (!before || now === '' || `\n\n${before}\n\n`.includes(`\n\n${now}\n\n`)) return before || now;
  const all = `${before}\n\n${now}`;
  if (all.length > mostKept) refuse('safety.refused.fullReport', 'words');
  return all;
}

type Before = { id: string; reason: Reason; wordsId: string | null; said: string | null };

/** Telling us again may make it more urgent, never less. Whoever has the case open learns that there is more. */
async function add(subject: cases.Subject, { id, reason: before, said: saidBefore }: Before, reason: Reason, wordsId: string | null, said: string) {
  const is = toldAgain(before, reason);
  if (is === before && said === (saidBefore ?? '')) return;
  await sql`update safety.reports set reason = ${is}, words_id = coalesce(${wordsId}, words_id) where id = ${id}`;
  await cases.signal(subject, { kind: 'report', level: levelOf(is), cause: `report:${id}:${randomUUID()}` });
}

/** Words that belong to somebody and leave with them. */
export async function keep(personaId: string, words: string, id: string | null): Promise<string> {
  const [kept] = await sql<{ id: string }>`
    insert into safety.texts (id, persona_id, words) values (coalesce(${id}::uuid, ${randomUUID()}::uuid), ${personaId}, ${words})
    on conflict (id) do update set words = excluded.words
    returning id`;
  return kept!.id;
}

export type Told = { reason: Reason; outcome: Heard; answer: string; closedAt: Date };

/** What became of a report, for the one who made it. */
export async function outcomeOf(member: Member, reportId: string): Promise<Told> {
  if (!isUuid(reportId)) notFound();
  const [told] = await asking(member, () => sql<Told>`
    select reason, outcome, answer, closed_at from safety.reports
     where id = ${reportId} and reporter_id = ${member.id} and closed_at is not null`);
  return told ?? notFound();
}

/** Words for those who told us while it is not over: they wait with the case, for whoever holds it then. Inside `asHouse`. */
export const keepAnswer = (caseId: string, answer: string) => sql`update safety.cases set answer = ${answer} where id = ${caseId} and answer <> ${answer}`;

/** Closes every report of a subject whose case is decided, and lets each reporter know. The case's version says that all of them were seen. */
export const close = async (moderatorId: string, subjectKind: string, subjectId: string, outcome: Heard, answer: string) => {
  const closed = await sql<{ id: string; reporterId: string | null }>`
    update safety.reports set closed_at = now(), closed_by = ${moderatorId}, outcome = ${outcome}, answer = ${answer}
     where subject_kind = ${subjectKind} and subject_id = ${subjectId} and closed_at is null
    returning id, reporter_id`;
  await sql`update safety.cases set answer = '' where subject_kind = ${subjectKind} and subject_id = ${subjectId} and answer <> ''`;
  for (const { id, reporterId } of closed) if (reporterId) await announce('safety.report.closed', { reportId: id, memberId: reporterId });
};
