/**
 * Hiding: a post that others no longer see.
 *
 * A moderator hides, and shows again; who, why and the words as they were are
 * kept by the room that decides, in the same transaction. Hiding is not
 * deleting: the words stay where they are, and hiding the first post hides the
 * thread from lists with it.
 */
import { sql, transaction } from '#db';
import { announce } from '#platform/events';
import type { Moderator } from '#members/members';
import * as holding from '#forum/holding';
import { appear, countAgain } from '#forum/kept-back';
import * as waiting from '#forum/waiting';

export type Concerned = {
  id: string;
  threadId: string;
  code: string;
  number: number;
  personaId: string | null;
  /** Whether the one who asks wrote it, by whichever of their names. */
  isMine: boolean;
  name: string | null;
  seed: string | null;
  memberCode: string | null;
  about: string[];
  language: string;
  body: string;
  html: string;
  createdAt: Date;
  /** In a local group: its moment is said coarsely. */
  isCoarse: boolean;
  editedAt: Date | null;
  deletedAt: Date | null;
  hiddenAt: Date | null;
  /** Kept from others until a moderator has looked. */
  isHeld: boolean;
  /** It waits or is held, or its whole thread is: for others it is not there. */
  isKept: boolean;
  foldedAt: Date | null;
  isNewcomer: boolean;
  want: string;
  title: string;
  seenAt: Date | null;
};

/** Posts that somebody asked us to look at, whatever became of them since: all of them `asHouse`, those a member may know of when they are `asking`. */
export const concerned = (postIds: readonly string[]) => sql<Concerned>`
  select p.id, p.thread_id, t.code, p.number, p.persona_id, coalesce(p.persona_id = any(members.my_personas()), false) as is_mine, f.name, f.seed, f.code as member_code,
         p.about, p.language, p.body, p.html, p.created_at, p.space <> 'forum' as is_coarse, p.edited_at,
         coalesce(p.deleted_at, t.deleted_at) as deleted_at, coalesce(p.hidden_at, t.hidden_at) as hidden_at,
         exists (select from forum.held where post_id = p.id) as is_held,
         exists (select from forum.kept_back w join forum.posts k on k.id = w.post_id where k.thread_id = p.thread_id and (k.id = p.id or k.number = 1)) as is_kept, p.folded_at, t.is_newcomer and p.number = 1 as is_newcomer, t.want, t.title, p.seen_at
    from forum.posts p
    join forum.threads t on t.id = p.thread_id
    left join members.faces f on f.persona_id = p.persona_id
   where p.id = any(${postIds as string[]}::uuid[])`;

/** Hides a post and answers with the words as they were; with nothing when somebody has hidden or deleted it meanwhile. */
export const hide = (_moderator: Moderator, postId: string) =>
  transaction(async () => {
    const [post] = await sql<{ threadId: string; number: number; body: string }>`
      update forum.posts set hidden_at = now()
       where id = ${postId} and deleted_at is null
         and (hidden_at is null or exists (select from forum.kept_back where post_id = ${postId}))
      returning thread_id, number, body`;
    if (!post) return undefined;
    await waiting.letGo(postId);
    await holding.letGo(postId);
    if (post.number === 1) await sql`update forum.threads set hidden_at = now() where id = ${post.threadId} and hidden_at is null`;
    await recount(post.threadId);
    await announce('forum.post.hidden', { postId });
    return post.body;
  });

/** A hidden reply answered nobody: when it was the only one, the thread waits again. The place where it was stands in the thread. */
const recount = (threadId: string) => sql`
  update forum.threads t
     set answered_at = (select min(p.created_at) from forum.posts p
                         where p.thread_id = t.id and p.number > 1 and p.persona_id is distinct from t.persona_id
                           and p.deleted_at is null and p.hidden_at is null),
         kept_tail = forum.tail_of(t.id)
   where t.id = ${threadId}`;

/** Shows a hidden post again. Answers whether it was hidden. */
export const show = (_moderator: Moderator, postId: string) =>
  transaction(async () => {
    const [post] = await sql<{ threadId: string; number: number }>`
      update forum.posts set hidden_at = null where id = ${postId} and hidden_at is not null returning thread_id, number`;
    if (!post) return false;
    const [waited, held] = [await waiting.letGo(postId), await holding.letGo(postId)];
    if (post.number === 1) await sql`update forum.threads set hidden_at = null where id = ${post.threadId}`;
    const since = waited ?? held;
    await (since ? countAgain : recount)(post.threadId);
    if (since) await appear(postId, since);
    await announce('forum.post.shown', { postId });
    return true;
  });
