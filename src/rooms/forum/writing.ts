/**
 * Writing: what holds for every text somebody sends, a first post, a reply or
 * an edit. A no always names what can be changed, and nothing is half written.
 */
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { isLanguage, type Language } from '#platform/words';
import { allow } from '#platform/tries';
import { lookAt } from '#jigsaw/showing-rules';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import type { Draft } from '#forum/draft-rules';
import { aboutsOf, type About } from '#forum/thread-rules';
import { longestText, longestTitle, tidy, tidyLine, troubleWith } from '#forum/text-rules';
import { render } from '#forum/text';

export type Words = { body: string; html: string; about: About[]; language: Language };

/** Generous: somebody in need may write a lot. It only stops machines. */
export const mostPosts = 30;
export const inMinutes = 10;

/** Drafts the one question was asked about just now, and whether something in them has to change: what was looked over is not looked over again. */
export const waitsFor = new WeakMap<Draft, boolean>();

/** A draft's text as it will be kept, or the reason why not. */
export function wordsOf(member: Member, draft: Draft): Words {
  mayWrite(member, 'text');
  const trouble = troubleWith(draft.text);
  if (trouble === 'empty') refuse('forum.refused.empty', 'text');
  if (trouble === 'long') refuse('forum.refused.long', 'text', { most: longestText });
  const body = tidy(draft.text);
  const language = isLanguage(draft.language) ? draft.language : member.language;
  const mustChange = waitsFor.get(draft) ?? lookAt([{ name: 'title', text: tidyLine(draft.title.slice(0, 2_000)) }, { name: 'text', text: body }], { language }).mustChange;
  if (mustChange) refuse('forum.refused.waits', 'text'); // whichever way it was sent
  return { body, html: render(body), about: aboutsOf(draft.about), language };
}

export function titleOf(draft: Draft): string {
  if (troubleWith(draft.title, longestTitle) === 'long') refuse('forum.refused.titleLong', 'title', { most: longestTitle });
  return tidyLine(draft.title);
}

/**
 * Counted from the posts themselves, by their own index and never further than
 * the limit: nothing is written, so two posts of one person never wait for each other.
 */
export async function withinReason(member: Member): Promise<void> {
  const [{ written } = { written: 0 }] = await asking(member, () => sql<{ written: number }>`
    select count(*)::int as written from (
      select from forum.posts where persona_id = any((select members.my_personas())::uuid[]) and created_at > now() - make_interval(mins => ${inMinutes}) limit ${mostPosts}) p`);
  if (written >= mostPosts) refuse('forum.refused.fast', 'text');
}

/** Changing one's words is counted apart; asked before the transaction, so that a no counts too. */
export async function editsWithinReason(member: Member): Promise<void> {
  if (!(await allow('forum.edit', member.id, mostPosts, inMinutes))) refuse('forum.refused.fast', 'text');
}

/** The form's own key: a form sent twice is written once. */
export const onceOf = (sent: string) => (/^[\w-]{8,40}$/.test(sent) ? sent : null);

/** Two copies of one form in the same moment: the database lets one through. */
export const isSecondCopy = (caught: unknown) =>
  caught instanceof Error && 'constraint' in caught && caught.constraint === 'posts_once';
