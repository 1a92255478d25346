/**
 * Offers: what somebody is shown after writing something that sounds hard.
 *
 * Help for their country and the truth about when a person looks, beside their
 * own words and for them alone; also where nothing could be said of how words
 * that were turned away sound, and then nothing is. They put it away when they like; it ends when
 * the case about the words is closed, and after two days by itself. Nothing here
 * is counted, and nobody else sees it.
 */
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Member } from '#members/members';

export type Level = 'urgent' | 'concern' | 'unassessed';
/** From the least pressing: what could not be assessed may be anything, and says nothing of itself. */
const pressing: readonly Level[] = ['unassessed', 'concern', 'urgent'];

export type Offer = {
  postId: string; level: Level;
  /** When these words were written, as far as they sounded hard. */
  at: Date;
  /** A moderator is on it now, or has done something about it since. */
  isTakenUp: boolean;
};
/** As it stands beside one's own words. `isDecided`: a moderator has decided about them. */
export type Beside = Offer & { isDecided: boolean };

/**
 * For words heard for the first time. In `asHouse`. The more pressing of two stays, and its time is that of the newest words: what was promised of
 * earlier ones says nothing about these. What was put away stays away, unless it has become more pressing or the case about earlier words is over.
 */
export const make = (postId: string, personaId: string, level: Level) => sql`
  insert into safety.offers as o (post_id, member_id, level)
  select ${postId}, member_id, ${level} from members.personas where id = ${personaId}
  on conflict (post_id) do update
     set level = case when array_position(${pressing as Level[]}::text[], o.level) > array_position(${pressing as Level[]}::text[], excluded.level) then o.level else excluded.level end, at = now(),
         put_away_at = case when array_position(${pressing as Level[]}::text[], o.level) < array_position(${pressing as Level[]}::text[], excluded.level) then null
                            when exists (select from safety.cases c where c.subject_id = o.post_id and c.closed_at > o.at) then null else o.put_away_at end`;

/** The same for what several people write together: help goes to whoever wrote the newest words. What another was offered, or put away, is not theirs. In `asHouse`. */
export const makeAnew = (postId: string, memberId: string, level: 'urgent' | 'concern') => sql`
  insert into safety.offers as o (post_id, member_id, level) values (${postId}, ${memberId}, ${level})
  on conflict (post_id) do update
     set member_id = excluded.member_id, level = excluded.level, at = now(), put_away_at = null where o.member_id <> excluded.member_id`;

/** What is offered beside some of the member's own posts, while nobody has closed the case about it; the most pressing of them. A statement by itself: it stands on the page of every thread one has just written in. */
export async function beside(member: Member, postIds: readonly string[]): Promise<Beside | undefined> {
  if (!postIds.length) return undefined;
  const [offer] = await sql<Beside>`select post_id, level, at, is_decided, is_taken_up from safety.offered_beside(${member.id}, ${postIds as string[]}::uuid[])`;
  return offer;
}

/** Puts it away. Twice is once. */
export const putAway = (member: Member, postId: string) =>
  asking(member, async () => {
    if (!isUuid(postId)) notFound();
    await sql`update safety.offers set put_away_at = coalesce(put_away_at, now()) where post_id = ${postId} and member_id = ${member.id}`;
  });

export const forget = () => asHouse(() => sql`delete from safety.offers where at < now() - interval '7 days'`);
