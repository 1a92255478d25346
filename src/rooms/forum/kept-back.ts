/**
 * Kept back: what only its author sees for now, because it waits for somebody
 * to be here (`waiting`) or for a moderator to look (`holding`).
 *
 * To others a thread is as if it were not there: nothing is new in it, nothing
 * has answered, it is as long as it was and stands where it stood. When it is shown it is new to all of
 * them, also to those who have read on beyond its number.
 */
import { asHouse, sql } from '#db';

/** A thread as it is without what nobody else sees yet. In the transaction that keeps it or shows it. */
export const countAgain = (threadId: string) => sql`
  update forum.threads t
     set last_at = coalesce((select max(p.created_at) from forum.posts p where p.thread_id = t.id and p.hidden_at is null and p.deleted_at is null), t.created_at),
         answered_at = (select min(p.created_at) from forum.posts p
                         where p.thread_id = t.id and p.number > 1 and p.persona_id is distinct from t.persona_id
                           and p.deleted_at is null and p.hidden_at is null),
         kept_tail = forum.tail_of(t.id)
   where t.id = ${threadId}`;

/**
 * Words that were kept back are shown: lists are ordered by when something
 * appeared, and a mark at or beyond them goes back to before them, once, but
 * for their author's. Words that had been seen before they were kept (they were
 * changed later) are not new again. What was read is each reader's own: asked
 * as the house. A page that is read in the same moment either has its mark
 * here already, and it goes back, or finds that something has appeared, and
 * marks nothing.
 */
export const appear = (postId: string, since: Date) =>
  asHouse(async () => {
    const [post] = await sql<{ threadId: string; number: number; memberId: string | null }>`
      select p.thread_id, p.number, o.member_id from forum.posts p left join members.personas o on o.id = p.persona_id
       where p.id = ${postId} and ${since}::timestamptz < p.created_at + interval '10 minutes'`;
    if (!post) return;
    await sql`select forum.appear_lock(${post.threadId})`;
    await sql`update forum.threads set last_at = clock_timestamp(), appeared = appeared + 1 where id = ${post.threadId}`;
    await sql`
      update forum.readings set number = ${post.number - 1}
       where thread_id = ${post.threadId} and number >= ${post.number} and member_id is distinct from ${post.memberId}::uuid`;
  });
