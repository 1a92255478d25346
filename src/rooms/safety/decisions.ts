/**
 * Decisions: what a moderator did about a case, and why.
 *
 * Deciding is one piece: the row of the decision, what it does to the post,
 * the words to the author, and the answer to everybody who asked. All of it,
 * or nothing. Each carries the reason in the words the author reads and their
 * words before and after; whatever narrows what others see, or pauses somebody,
 * also the way it rests on, and it leads to somebody else (NEW-5). Naming a
 * strength, suggesting other words and showing again rest on none of our ways:
 * nobody left one, and nothing is taken from anybody. What was decided is written once; taking it back is a row of its own.
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
import { isDeed, isDoneToWords, needsRule, possible, reviewedLink, tellsAuthor, type Deed } from '#safety/decision-rules';
import { isRule, longestWords } from '#safety/report-rules';
import * as pauses from '#safety/pauses';
import { heardAfter, record } from '#safety/records';
import * as reports from '#safety/reports';
import * as standing from '#safety/standing';
import { refuseUnbent } from '#safety/starts';

/** Words beside a post are a line or two, not an article. */
export const longestBeside = 600;

export type Deciding = {
  deed: string;
  rule: number;
  /** Exactly what the author reads. */
  toAuthor: string;
  /** What those who told us read when it is closed; where nothing is said about it, what was kept with the case. */
  toReporters?: string | undefined;
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
  /** The stamp of the words the moderator has read, where they are to be shown. */
  words?: string;
  /** It is not over: the case stays with the moderator. */
  isKept?: boolean;
};

/** Refuses what could not be said to the author's face; answers with what is to be done. */
export function fit({ deed, rule, toAuthor, toReporters = '', note = '', about = [], suggestion = '', beside = '', link = '' }: Deciding, ways: number): Deed {
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
    const now = await mayStill(subject, deed);
    const { post, line, table } = now;
    // A post is nobody's once its name was taken away, and it is still about whoever wrote it; what is done to a plan is for whoever holds it now.
    const personaId = post?.personaId ?? (isDoneToWords(deed) ? table?.personaId : undefined) ?? subject.personaId;
    if (tellsAuthor(deed) && !personaId) refuse('safety.refused.authorLeft', 'deed');
    const heardBy = await heardAfter(caseId);
    const { before, after, detail } = line ? await lineEffect(moderator, deed, line, now) : table ? await tableEffect(moderator, deed, table, subject.subjectKind as gathered.Kind, now, deciding) : await effect(moderator, deed, subject.subjectId, post, deciding);
    if (deed === 'showed') await standing.refuseReworded(subject.subjectKind, subject.subjectId, deciding.words);
    await record({ caseId, moderatorId: moderator.id, subject, personaId, kind: deed, rule: deciding.rule, said: deciding.toAuthor, before, after, detail });
    const answer = tidy(deciding.toReporters ?? subject.answer);
    if (!isOver) return void (await reports.keepAnswer(caseId, answer));
    await reports.close(moderator.id, subject.subjectKind, subject.subjectId, heardBy(deed), answer);
    await announce('safety.case.closed', { caseId, outcome: deed });
  });
}

/** What it is about as it stands now; refuses what cannot be done to it any more. */
async function mayStill(subject: cases.Case, deed: Deed): Promise<standing.Standing> {
  const now = await standing.of(subject.subjectKind, subject.subjectId);
  const state = standing.state(subject, now);
  if (tellsAuthor(deed) && !state.hasAuthor) refuse('safety.refused.authorLeft', 'deed');
  if (!possible(state).includes(deed)) refuse(deed === 'hid' ? 'safety.refused.hiddenAlready' : 'safety.refused.notNow', 'deed');
  return now;
}

type Effect = { before: string | null; after: string | null; detail: Record<string, unknown> };

/** What a deed does to a line of a circle. */
async function lineEffect(moderator: Moderator, deed: Deed, line: concerning.Concerned, { isHeld }: standing.Standing): Promise<Effect> {
  if (deed === 'hid' && !(await concerning.hide(moderator, line.id)) && !isHeld) refuse('safety.refused.hiddenAlready', 'deed'); // what is held is hidden already, and now for that reason
  if (deed === 'showed') await concerning.show(moderator, line.id);
  return { before: deed === 'nothing' ? null : line.body, after: null, detail: {} };
}

/** What a deed does to a plan, or to something that lies on the table of a gathering. */
async function tableEffect(moderator: Moderator, deed: Deed, table: gathered.Written, kind: gathered.Kind, { isHeld }: standing.Standing, { suggestion = '' }: Deciding): Promise<Effect> {
  if (deed === 'hid' && !(await gathered.hide(moderator, kind, table.id)) && !isHeld) refuse('safety.refused.hiddenAlready', 'deed');
  if (deed === 'showed') await gathered.show(moderator, kind, table.id);
  return { before: deed === 'nothing' ? null : table.text, after: deed === 'suggested' ? tidy(suggestion) : null, detail: {} };
}

/** What a deed does to the post, through the forum's own doors. */
async function effect(moderator: Moderator, deed: Deed, postId: string, post: hiding.Concerned | undefined, { about = [], suggestion = '', beside = '', link = '' }: Deciding): Promise<Effect> {
  const before = post && deed !== 'nothing' ? post.body : null;
  if (deed === 'hid') return { before: (await hiding.hide(moderator, postId)) ?? refuse('safety.refused.hiddenAlready', 'deed'), after: null, detail: {} };
  if (deed === 'showed' && !(await hiding.show(moderator, postId))) refuse('safety.refused.notNow', 'deed');
  if (deed === 'folded' && !(await tending.fold(moderator, postId))) refuse('safety.refused.notNow', 'deed');
  if (deed === 'beside') return { before, after: null, detail: { beside: (await tending.put(moderator, postId, tidy(beside), reviewedLink(link))) ?? refuse('safety.refused.notNow', 'deed') } };
  if (deed === 'labelled') return { before, after: null, detail: { about: (await tending.label(moderator, postId, about)) ?? refuse('safety.refused.aboutAlready', 'about') } };
  return { before, after: deed === 'suggested' ? tidy(suggestion) : null, detail: {} };
}
