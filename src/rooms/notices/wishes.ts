/** Wishes: what a member wants to hear of. Without any, everything that answers them, what they follow, and reactions. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const choices = ['replies', 'follows', 'reactions'] as const;
export type Wishes = Record<(typeof choices)[number], boolean> & { /** Since when nothing is said on Today. */ quietAt: Date | null };

export async function of(member: Member): Promise<Wishes> {
  const [row] = await asking(member, () => sql<Wishes>`
    select replies, follows, reactions, quiet_at from notices.wishes where member_id = ${member.id}`);
  return row ?? { replies: true, follows: true, reactions: true, quietAt: null };
}

/** Says anew what to hear of. What is not wanted is not kept for later either. */
export const say = (member: Member, wanted: readonly string[], isQuiet: boolean) => asking(member, () => sql`
  insert into notices.wishes as now_ (member_id, replies, follows, reactions, quiet_at)
  values (${member.id}, ${wanted.includes('replies')}, ${wanted.includes('follows')}, ${wanted.includes('reactions')}, case when ${isQuiet}::boolean then now() end)
  on conflict (member_id) do update
     set replies = excluded.replies, follows = excluded.follows, reactions = excluded.reactions,
         quiet_at = case when excluded.quiet_at is null then null else coalesce(now_.quiet_at, excluded.quiet_at) end`);
