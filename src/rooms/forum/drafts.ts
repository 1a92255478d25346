/**
 * Drafts: words not sent yet.
 *
 * One for each place somebody writes in; what another page of theirs wrote there meanwhile is set aside (`earlier`). They are kept on the server, so that
 * a shared device keeps nothing and an ended sign-in loses nothing, and only
 * their writer can read them. What is sent is no draft any more. National
 * numbers, card numbers and other people's contact details are never kept:
 * safer words stand there instead. [NEW-2]
 */
import { randomUUID } from 'node:crypto';
import { asking, sql, type Asker } from '#db';
import { notFound, NotFound, refuse, Refusal } from '#platform/answers';
import { keysOf } from '#platform/form-keys';
import { isLanguage } from '#platform/words';
import type { Member } from '#members/members';
import * as boards from '#forum/boards';
import { withoutMustChange } from '#jigsaw/showing-rules';
import { bothOf, emptyDraft, isOfThread, isPlace, isWorthKeeping, keepable, stands, threadWords, type Draft, type Keeping } from '#forum/draft-rules';
import { longestDraft, tidy, tidyLine, troubleWith } from '#forum/text-rules';
import { render } from '#forum/text';
import { onceOf } from '#forum/writing';

export type Kept = { fields: Draft; savedAt: Date; /** The form it was written in, where that is known. */ form: string | null };

/** What the member was writing in this place, if anything. */
export async function of(member: Asker, place: string): Promise<Kept | undefined> {
  const [kept] = await asking(member, () => sql<Kept>`
    select fields || jsonb_build_object('came', stamp) as fields, saved_at, form from forum.drafts where member_id = ${member.id} and place = ${place}`);
  return kept;
}

/** Before a first post: the boards to choose from, and what was begun before. */
export const forNew = (member: Member) =>
  asking(member, async () => ({ boards: await boards.all(member), kept: await of(member, 'new') }));

/** The place of what the member was writing last. */
export async function latest(member: Member): Promise<string | undefined> {
  const [kept] = await asking(member, () => sql<{ place: string }>`
    select place from forum.drafts where member_id = ${member.id} order by saved_at desc limit 1`);
  return kept?.place;
}

/**
 * Keeps what is being written. An emptied draft is thrown away. `form` is the
 * form's own key: what that form has sent already is no draft, even if a
 * keeping that set out earlier arrives later, or in the same moment. Nobody
 * knows then whether it is late, or comes from a second tab of the same page
 * in which somebody goes on: that page is told, and keeps them under a new key.
 */
export async function keep(member: Asker, place: string, draft: Draft, form: string | null = null): Promise<Keeping> {
  if (!isPlace(place)) notFound();
  if (!isWorthKeeping(draft)) return forget(member, place, draft).then(() => 'kept');
  const [done] = await asking(member, () => sql<{ isKept: boolean }>`select forum.keep_draft(${member.id}, ${place}, ${JSON.stringify(storable(keepable(draft)))}::jsonb, ${form}::text, ${draft.form ?? form}::text, ${draft.came ?? null}::uuid) as is_kept`);
  if (done!.isKept) return 'kept';
  if (place.startsWith('edit:')) return 'sent';
  const [title, body] = plain(draft);
  const [went] = await asking(member, () => sql<{ isSent: boolean }>`select forum.has_sent(${member.id}, ${formsOf(form, place, draft)}::text[], ${title}, ${body}) as is_sent`);
  return went!.isSent ? 'sent' : 'others';
}

/** Words as they stand in a post. */
const plain = (draft: Draft) => [tidyLine(draft.title.slice(0, longestDraft)), tidy(draft.text.slice(0, longestDraft))] as const;

/** The keys under which these words may have been sent from this form. */
function formsOf(form: string | null, place: string, draft: Draft): (string | null)[] {
  const [title, body] = plain(draft);
  return keysOf(form, isOfThread(place) ? threadWords(draft.board, title, body) : body);
}

/** Without what may be kept nowhere: safer words stand there instead. */
export function storable<Typed extends Pick<Draft, 'title' | 'text' | 'language'>>(draft: Typed): Typed {
  const fields = withoutMustChange([{ name: 'title', text: draft.title }, { name: 'text', text: draft.text }], isLanguage(draft.language) ? draft.language : 'en');
  return { ...draft, title: fields[0]!.text, text: fields[1]!.text };
}

/** What became of words that came late: they are kept, they had been sent before, or there were none. */
export type Late = 'kept' | 'sent' | 'nothing';

/**
 * For words that arrive after a sign-in ran out: kept for the one who held it, seen by nobody else. Nobody knows whether they
 * are newer than what is kept there already, or who pressed: nothing is thrown away, and of two different texts both are kept.
 * They are no open page's own, so they get a key of their own: another page that writes there sets them aside, like all words that are not its own.
 */
export const keepFor = ({ id }: { id: string }, place: string, draft: Draft, once = ''): Promise<Late> =>
  asking({ id }, async () => {
    if (!isPlace(place) || !isWorthKeeping(draft)) return 'nothing';
    await sql`select forum.draft_lock(${id}, ${place})`;
    const before = await of({ id }, place);
    const late = storable(keepable(draft));
    const both = before ? bothOf({ ...emptyDraft, ...before.fields }, late) : late;
    if (both.text.length > longestDraft) return 'nothing'; // there is no room for both, and neither makes room
    const isSame = before && stands(both, before.fields); // then they stay whose they are
    const isSent = await keepPressed({ id }, place, { ...both, form: (isSame && before.form) || randomUUID(), came: before?.fields.came }, once, draft);
    return isSent ? 'sent' : 'kept';
  });

/**
 * Keeps words under a button that was pressed, unless this form has sent these very words before: then they are no draft.
 * Answers whether it has. Other words in the same form have not been sent, whatever its key says. `typed` are the words as they came.
 */
export async function keepPressed(member: Asker, place: string, draft: Draft, once: string, typed = draft): Promise<boolean> {
  if (!isPlace(place)) notFound();
  if (!isWorthKeeping(draft)) return forget(member, place, draft).then(() => false);
  const [title, body] = plain(typed);
  const [kept] = await asking(member, () => sql<{ isSent: boolean }>`
    select forum.keep_pressed(${member.id}, ${place}, ${JSON.stringify(storable(keepable(draft)))}::jsonb, ${formsOf(onceOf(once), place, { ...typed, board: draft.board })}::text[], ${title}, ${body}, ${draft.form ?? null}::text, ${draft.came ?? null}::uuid) as is_sent`);
  return kept!.isSent;
}

/** The same for what a page's script keeps in the moment Leave signs out: it is what stands in the box now. An empty box throws nothing away. */
export const keepLast = async ({ id }: { id: string }, place: string, draft: Draft, form: string | null): Promise<Keeping> =>
  isPlace(place) && isWorthKeeping(draft) ? keep({ id }, place, draft, form) : 'kept';

/** Throws a draft away; by a page that was emptied, only what it wrote itself or came with. */
export async function forget(member: Asker, place: string, { form = null, came = null }: { form?: string | null | undefined; came?: string | null | undefined } = {}): Promise<void> {
  await asking(member, () => sql`
    delete from forum.drafts where member_id = ${member.id} and place = ${place} and (${form}::text is null or form is null or form = ${form}::text or stamp = ${came}::uuid)`);
}

/** Runs a verb; if it says no, in either of the two ways, the words are kept before the no is passed on. */
export async function keeping<Result>(member: Member, place: string, draft: Draft, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (caught) {
    if (caught instanceof Refusal || (caught instanceof NotFound && isWorthKeeping(draft))) await keep(member, place, draft);
    throw caught;
  }
}

export type LookedOver = { html: string };

/** What a draft will look like to others. Without words there is nothing to see: the same no as when it is sent. */
export function lookOver(_member: Member, draft: Draft): LookedOver {
  if (troubleWith(draft.text) === 'empty') refuse('forum.refused.empty', 'text');
  return { html: render(tidy(draft.text)) };
}
