/**
 * Earlier words: what somebody wrote in a place on another page of theirs, and
 * went on with here no more.
 *
 * They are set aside when a draft of the same place is kept from a page that
 * did not come with them, and stay until their writer takes them along or lets
 * them go, or has sent what was newer: then they are the draft again. Nobody
 * else reads them. [PEER-9, NEW-2]
 */
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

/** Takes them along: they stand above what is in the box, which is kept with them. Where there is no room for both, each stays where it is. */
export async function bring(member: Member, place: string, form: string, typed: Draft | undefined): Promise<void> {
  if (!isPlace(place)) notFound();
  await asking(member, async () => {
    const [found] = await sql<{ fields: Partial<Draft> }>`select fields from forum.earlier_drafts where member_id = ${member.id} and place = ${place} and form = ${form} for update`;
    const kept = (await drafts.of(member, place))?.fields;
    const now: Draft = typed ?? { ...emptyDraft, ...kept };
    if (!found && kept && stands(now, kept)) return; // pressed twice: they were taken along a moment ago
    const before = { ...emptyDraft, ...found?.fields };
    const { title, text } = !found ? now : isWorthKeeping(now) ? bothOf(before, now) : before;
    const isRoom = text.length <= longestDraft;
    const both = isRoom ? { ...(isWorthKeeping(now) ? now : { ...before, form: now.form, came: now.came }), title, text } : now;
    if (isWorthKeeping(both)) await drafts.keep(member, place, both);
    if (found && isRoom) await letGo(member, place, form);
  });
}

/** Lets them go. Twice is once. */
export const letGo = async (member: Member, place: string, form: string): Promise<void> => asking(member, async () => {
  await sql`delete from forum.earlier_drafts where member_id = ${member.id} and place = ${place} and form = ${form}`;
});
