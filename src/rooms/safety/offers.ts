/**
 * Offers: what somebody is shown after writing something that sounds hard.
 *
 * Help for their country and the truth about when a person looks, beside their
 * own words and for them alone. They put it away when they like; after two days
 * it is gone by itself. Nothing here is counted, and nobody else sees it.
 */
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';

export type Offer = { postId: string; level: 'urgent' | 'concern'; at: Date };

/** In `asHouse`. The more pressing of two stays; what was put away stays away unless it has become more pressing. */
export const make = (postId: string, personaId: string, level: Offer['level']) => sql`
  insert into safety.offers as o (post_id, member_id, level)
  select ${postId}, member_id, ${level} from members.personas where id = ${personaId}
  on conflict (post_id) do update set level = excluded.level, put_away_at = null where o.level = 'concern' and excluded.level = 'urgent'`;

/** What is offered beside some of the member's own posts; the most pressing of them. */
export async function beside(member: Member, postIds: readonly string[]): Promise<Offer | undefined> {
  if (!postIds.length) return undefined;
  const [offer] = await asking(member, () => sql<Offer>`
    select post_id, level, at from safety.offers
     where member_id = ${member.id} and post_id = any(${postIds as string[]}::uuid[]) and put_away_at is null and at > now() - interval '2 days'
     order by level desc, at desc limit 1`);
  return offer;
}

/** Puts it away. Twice is once. */
export const putAway = (member: Member, postId: string) =>
  asking(member, async () => {
    if (!isUuid(postId)) notFound();
    await sql`update safety.offers set put_away_at = coalesce(put_away_at, now()) where post_id = ${postId} and member_id = ${member.id}`;
  });

export const forget = () => asHouse(() => sql`delete from safety.offers where at < now() - interval '7 days'`);
