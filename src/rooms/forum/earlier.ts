/**
 * Earlier words: what somebody wrote in a place on another page of theirs, and
 * went on with here no more.
 *
 * They are set aside when a draft of the same place is kept from a page that
 * did not come with them, and stay until their writer takes them along or lets
 * them go, or has sent what was newer: then they are the draft again. Nobody
 * else reads them. [PEER-9, NEW-2]
 */
import { randomUUID } from 'node:crypto';
import { asking, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';
import { bothOf, emptyDraft, isPlace, isWorthKeeping, stands, type Draft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import { longestDraft } from '#forum/text-rules';

export type Earlier = { place: string; form: string; title: string; text: string; savedAt: Date };

/** What was set aside in this place, the newest first. */
export const of = (member: Member, place: string) => asking(member, () => sql<Earlier>`
  select place, form, coalesce(fields ->> 'title', '') as title, coalesce(fields ->> 'text', '') as text, saved_at
    from forum.earlier_drafts where member_id = ${member.id} and place = ${place} order by saved_at desc, form`);

/**
 * Takes them along: they stand above what is in the box, which is kept with them. Where there is no room for both, each stays where it is.
 * Together they are no page's own: whoever goes back to the box they came from, and writes or sends there, has not written them.
 */
export async function bring(member: Member, place: string, form: string, typed: Draft | undefined): Promise<void> {
  if (!isPlace(place)) notFound();
  await asking(member, async () => {
    await sql`select forum.draft_lock(${member.id}, ${place})`;
    const [found] = await sql<{ fields: Partial<Draft> }>`select fields from forum.earlier_drafts where member_id = ${member.id} and place = ${place} and form = ${form} for update`;
    const kept = await drafts.of(member, place);
    if (!found && typed && kept && stands(typed, kept.fields)) return; // pressed twice: they were taken along a moment ago
    const before = { ...emptyDraft, ...found?.fields };
    const now: Draft = typed ?? { ...emptyDraft, ...kept?.fields };
    const { title, text } = isWorthKeeping(now) ? bothOf(before, now) : before;
    if (!found || text.length > longestDraft) {
      if (typed && isWorthKeeping(typed)) await drafts.keep(member, place, typed);
      return;
    }
    const isOwn = !typed || kept?.form === typed.form; // what is kept there stood in this box, and need not be set aside
    await drafts.keep(member, place, { ...(isWorthKeeping(now) ? now : before), title, text, form: randomUUID(), came: isOwn ? kept?.fields.came : typed.came });
    await letGo(member, place, form);
  });
}

/** Lets them go. Twice is once. */
export const letGo = async (member: Member, place: string, form: string): Promise<void> => asking(member, async () => {
  await sql`delete from forum.earlier_drafts where member_id = ${member.id} and place = ${place} and form = ${form}`;
});
