/**
 * Folds: which things a member would rather open themselves.
 *
 * A text about one of them shows who wrote it and what it is about, and opens
 * when asked. Without a choice the gentle defaults of `thread-rules` hold.
 */
import { asking, sql } from '#db';
import type { Member } from '#members/members';
import { aboutsOf, heavy, type About } from '#forum/thread-rules';

/** What the member chose, or nothing when they never did. */
export async function chosen(member: Member): Promise<string[] | null> {
  const [row] = await asking(member, () => sql<{ about: string[] }>`select about from forum.folds where member_id = ${member.id}`);
  return row?.about ?? null;
}

/** What folds for the member now, whatever day it is. */
export const of = async (member: Member): Promise<readonly string[]> => (await chosen(member)) ?? heavy;

/** Keeps the choice. Nothing ticked is a choice too: then everything opens. */
export async function choose(member: Member, sent: readonly string[]): Promise<About[]> {
  const about = aboutsOf(sent);
  await asking(member, () => sql`
    insert into forum.folds (member_id, about) values (${member.id}, ${about}::text[])
    on conflict (member_id) do update set about = excluded.about`);
  return about;
}
