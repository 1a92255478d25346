/**
 * Seen: which posts somebody from the desk has read.
 *
 * Nothing that is written here stays unseen. A post is seen when a host,
 * moderator or steward has opened it, whoever they are, except its author.
 * Words that were changed since are to be read again.
 */
import { asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import type { Place } from '#forum/answered';
import * as hiding from '#forum/hiding';
import { asModerator, type Host } from '#members/members';

/** Notes that somebody from the desk has these posts before them. Saying it twice is saying it once. */
export const mark = async (host: Host, postIds: readonly string[]): Promise<void> => {
  if (!postIds.length) return;
  await asking(host, () => sql`
    update forum.posts set seen_at = now()
     where id = any(${postIds as string[]}::uuid[]) and seen_at is null and coalesce(persona_id <> all(members.my_personas()), true)`);
};

/** Opens a post at the desk: that is reading it. What is hidden only moderators open. */
export async function open(host: Host, postId: string): Promise<hiding.Concerned> {
  const [post] = isUuid(postId) ? await asking(host, () => hiding.concerned([postId])) : [];
  if (!post || post.deletedAt || (post.hiddenAt && !asModerator(host))) notFound();
  await mark(host, [postId]);
  return post;
}

export type Unseen = { id: string; code: string; number: number; title: string; about: string[]; language: string; createdAt: Date; name: string; seed: string; isFirst: boolean };

/** Posts nobody from the desk has read, oldest first; their own words are not among them, and what is hidden only where they may open it. */
export const unseen = (host: Host, afterId: string | null = null, most = 20) => sql<Unseen>`
  select p.id, t.code, p.number, t.title, p.about, p.language, p.created_at, f.name, f.seed, t.is_newcomer and p.number = 1 as is_first
    from forum.posts p
    join forum.threads t on t.id = p.thread_id
    join members.faces f on f.persona_id = p.persona_id
    left join forum.posts a on a.id = ${isUuid(afterId) ? afterId : null}::uuid
   where p.space = 'forum' and p.seen_at is null and p.deleted_at is null and p.persona_id <> ${host.personaId}
     and (p.hidden_at is null or ${asModerator(host) !== undefined})
     and (a.id is null or (p.created_at, p.id) > (a.created_at, a.id))
   order by p.created_at, p.id
   limit ${most}`;

/** How many wait to be read, up to so many, and since when. */
export async function unseenNow(host: Host, most: number): Promise<{ count: number; oldest: Date | null }> {
  const [row] = await sql<{ count: number; oldest: Date | null }>`
    select count(*)::int as count, min(created_at) as oldest
      from (select created_at from forum.posts
             where space = 'forum' and seen_at is null and deleted_at is null and persona_id <> ${host.personaId} and (hidden_at is null or ${asModerator(host) !== undefined})
             order by created_at, id limit ${most}) p`;
  return row!;
}

/** Local groups the host has a name in where something stands that nobody from the desk has read. It is read there, under the name they have there, so what is out of sight is not counted; no number and no clock, as for what waits for an answer. */
export const placesUnread = (host: Host): Promise<Place[]> => asking(host, () => sql<Place>`
  select b.code, b.names from forum.boards b
   where b.space <> 'forum'
     and exists (select from forum.posts p join forum.threads t on t.id = p.thread_id
                  where t.board_id = b.id and p.space = b.space and p.seen_at is null and p.deleted_at is null and p.hidden_at is null and t.deleted_at is null and t.hidden_at is null
                    and p.persona_id <> all(members.my_personas()) and p.persona_id not in (select members.blocked()))
   order by lower(b.names ->> 'en'), b.code`);
