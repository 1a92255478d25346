/**
 * Decisions: what a moderator did about a case, and why.
 *
 * Deciding is one piece: the row of the decision, what it does to the post,
 * the words to the author, and the answer to everybody who asked. All of it,
 * or nothing. Each carries the way it rests on, the reason in the words the
 * author reads, their words before and after, and leads to somebody else
 * (NEW-5). What was decided is written once; taking it back is a row of its own.
 */
import { asHouse } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import * as concerning from '#circles/concerning';
import * as hiding from '#forum/hiding';
import * as tending from '#forum/tending';
import * as gathered from '#gatherings/concerning';
import { tidy, troubleWith } from '#forum/text-rules';
import { aboutsOf } from '#forum/thread-rules';
import * as sayings from '#house/sayings';
import type { Moderator } from '#members/members';
import * as cases from '#safety/cases';
import { heardBy, isDeed, needsRule, possible, reviewedLink, tellsAuthor, type Deed } from '#safety/decision-rules';
import { isRule, longestWords } from '#safety/report-rules';
import * as pauses from '#safety/pauses';
import { record } from '#safety/records';
import * as reports from '#safety/reports';
import { refuseUnbent } from '#safety/starts';

/** Words beside a post are a line or two, not an article. */
export const longestBeside = 600;

export type Deciding = {
  deed: string;
  rule: number;
  /** Exactly what the author reads. */
  toAuthor: string;
  toReporters: string;
  /** For colleagues. */
  note?: string;
  about?: readonly string[];
  /** Words the author may take instead of theirs. */
  suggestion?: string;
  hours?: number;
  /** Under the post, for everybody who reads it. */
  beside?: string;
  /** To a reviewed page, or empty. */
  link?: string;
  /** It is not over: the case stays with the moderator. */
  isKept?: boolean;
};

/** Refuses what could not be said to the author's face; answers with what is to be done. */
export function fit({ deed, rule, toAuthor, toReporters, note = '', about = [], suggestion = '', beside = '', link = '' }: Deciding, ways: number): Deed {
  if (!isDeed(deed)) refuse('safety.refused.outcome', 'deed');
  for (const [field, words] of Object.entries({ toAuthor, toReporters, note, suggestion })) {
    if (troubleWith(words, longestWords) === 'long') refuse('safety.refused.long', field, { most: longestWords });
  }
  if ((needsRule(deed) || rule !== 0) && !isRule(rule, ways)) refuse('safety.refused.rule', 'rule');
  if (tellsAuthor(deed) && troubleWith(toAuthor, longestWords) === 'empty') refuse('safety.refused.toAuthor', 'toAuthor');
  if (tellsAuthor(deed)) refuseUnbent(toAuthor, 'toAuthor');
  if (deed === 'suggested' && troubleWith(suggestion, longestWords) === 'empty') refuse('safety.refused.suggestion', 'suggestion');
  if (deed === 'beside' && troubleWith(beside, longestBeside) === 'empty') refuse('safety.refused.beside', 'beside');
  if (deed === 'beside' && troubleWith(beside, longestBeside) === 'long') refuse('safety.refused.long', 'beside', { most: longestBeside });
  if (deed === 'beside' && link.trim() && !reviewedLink(link)) refuse('safety.refused.link', 'link');
  if (deed === 'labelled' && !aboutsOf(about).length) refuse('safety.refused.about', 'about');
  return deed;
}

/** Decides a case as it was seen. A pause is only proposed here: a second person confirms it. */
export async function decide(moderator: Moderator, caseId: string, version: number, deciding: Deciding): Promise<void> {
  const { lines } = await sayings.conduct(moderator.language);
  const deed = fit(deciding, lines.length);
  if (deed === 'paused') return pauses.propose(moderator, caseId, version, deciding);
  await asHouse(async () => {
    const isOver = !deciding.isKept;
    const subject = await cases.move(moderator, caseId, version, isOver ? 'close' : 'act', {
      what: isOver ? 'closed' : 'acted', outcome: deed, note: tidy(deciding.note ?? ''), told: tellsAuthor(deed) ? tidy(deciding.toAuthor) : ''
    });
    const { post, line, table } = await mayStill(subject, deed);
    const personaId = subject.subjectKind === 'post' ? (post?.personaId ?? null) : subject.personaId;
    if (tellsAuthor(deed) && !personaId) refuse('safety.refused.authorLeft', 'deed');
    const { before, after, detail } = line ? await lineEffect(moderator, deed, line) : table ? await tableEffect(moderator, deed, table, subject.subjectKind as gathered.Kind, deciding) : await effect(moderator, deed, subject.subjectId, post, deciding);
    await record({ caseId, moderatorId: moderator.id, subject, personaId, kind: deed, rule: deciding.rule, said: deciding.toAuthor, before, after, detail });
    if (!isOver) return;
    await reports.close(moderator.id, subject.subjectKind, subject.subjectId, heardBy(deed), tidy(deciding.toReporters));
    await announce('safety.case.closed', { caseId, outcome: deed });
  });
}

/** The post or the line as it stands now; refuses what cannot be done to it any more. */
async function mayStill({ subjectKind, subjectId, personaId }: cases.Case, deed: Deed): Promise<{ post: hiding.Concerned | undefined; line: concerning.Concerned | undefined; table: gathered.Written | undefined }> {
  const [post] = subjectKind === 'post' ? await hiding.concerned([subjectId]) : [];
  const [line] = subjectKind === 'line' ? await concerning.concerned([subjectId]) : [];
  const table = gathered.isKind(subjectKind) ? await gathered.written(subjectKind, subjectId) : undefined;
  const hasAuthor = subjectKind === 'post' ? Boolean(post?.personaId) : personaId !== null;
  if (tellsAuthor(deed) && !hasAuthor) refuse('safety.refused.authorLeft', 'deed');
  const now = { kind: subjectKind, isGone: table ? false : isGone(post, line), isHidden: table?.isHidden ?? (line ?? post)?.hiddenAt != null, isHeld: post?.isHeld ?? false, isFolded: post?.foldedAt != null, hasAuthor };
  if (!possible(now).includes(deed)) refuse(deed === 'hid' ? 'safety.refused.hiddenAlready' : 'safety.refused.notNow', 'deed');
  return { post, line, table };
}

type Effect = { before: string | null; after: string | null; detail: Record<string, unknown> };

const isGone = (post: hiding.Concerned | undefined, line: concerning.Concerned | undefined) => (line ? line.takenBackAt !== null : !post || post.deletedAt !== null);

/** What a deed does to a line of a circle. */
async function lineEffect(moderator: Moderator, deed: Deed, line: concerning.Concerned): Promise<Effect> {
  if (deed === 'hid') return { before: (await concerning.hide(moderator, line.id)) ?? refuse('safety.refused.hiddenAlready', 'deed'), after: null, detail: {} };
  if (deed === 'showed') await concerning.show(moderator, line.id);
  return { before: deed === 'nothing' ? null : line.body, after: null, detail: {} };
}

/** What a deed does to a plan, or to something that lies on the table of a gathering. */
async function tableEffect(moderator: Moderator, deed: Deed, table: gathered.Written, kind: gathered.Kind, { suggestion = '' }: Deciding): Promise<Effect> {
  if (deed === 'hid' && !(await gathered.hide(moderator, kind, table.id))) refuse('safety.refused.hiddenAlready', 'deed');
  if (deed === 'showed') await gathered.show(moderator, kind, table.id);
  return { before: deed === 'nothing' ? null : table.text, after: deed === 'suggested' ? tidy(suggestion) : null, detail: {} };
}

/** What a deed does to the post, through the forum's own doors. */
async function effect(moderator: Moderator, deed: Deed, postId: string, post: hiding.Concerned | undefined, { about = [], suggestion = '', beside = '', link = '' }: Deciding): Promise<Effect> {
  const before = post && deed !== 'nothing' ? post.body : null;
  if (deed === 'hid') return { before: (await hiding.hide(moderator, postId)) ?? refuse('safety.refused.hiddenAlready', 'deed'), after: null, detail: {} };
  if (deed === 'showed') await hiding.show(moderator, postId);
  if (deed === 'folded' && !(await tending.fold(moderator, postId))) refuse('safety.refused.notNow', 'deed');
  if (deed === 'beside') return { before, after: null, detail: { beside: (await tending.put(moderator, postId, tidy(beside), reviewedLink(link))) ?? refuse('safety.refused.notNow', 'deed') } };
  if (deed === 'labelled') return { before, after: null, detail: { about: (await tending.label(moderator, postId, about)) ?? refuse('safety.refused.aboutAlready', 'about') } };
  return { before, after: deed === 'suggested' ? tidy(suggestion) : null, detail: {} };
}
