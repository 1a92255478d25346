/**
 * Tending: what a moderator does to a post that is less than hiding it.
 *
 * An about-line is added, so that each reader chooses; words are put beside it
 * for everybody; or it is folded and opens on a press. All is undone exactly: what it brought
 * goes, with nothing that others brought since, and replies and times are as they were.
 */
import { sql, transaction } from '#db';
import { announce } from '#platform/events';
import type { Moderator } from '#members/members';
import { aboutsOf, type About } from '#forum/thread-rules';

/** Adds about-lines; answers with those before, or nothing when there is nothing to add or no such post. */
export const label = (_moderator: Moderator, postId: string, more: readonly string[]) =>
  transaction(async () => {
    const [before] = await sql<{ about: About[] }>`select about from forum.posts where id = ${postId} and deleted_at is null for update`;
    if (!before) return undefined;
    const about = aboutsOf([...before.about, ...more]);
    if (about.length === before.about.length) return undefined;
    await setAbout(postId, about);
    return { before: before.about, after: about };
  });

/** Takes about-lines away again; whatever else stands there by now stays. */
export const unlabel = (_moderator: Moderator, postId: string, added: readonly string[]) =>
  transaction(async () => {
    const [now] = await sql<{ about: About[] }>`select about from forum.posts where id = ${postId} for update`;
    if (now) await setAbout(postId, now.about.filter((one) => !added.includes(one)));
  });

async function setAbout(postId: string, about: readonly About[]): Promise<void> {
  const [post] = await sql<{ threadId: string; number: number }>`
    update forum.posts set about = ${about as About[]}::text[] where id = ${postId} returning thread_id, number`;
  if (post?.number === 1) await sql`update forum.threads set about = ${about as About[]}::text[] where id = ${post.threadId}`;
  if (post) await announce('forum.post.labelled', { postId });
}

/** Folds a post for everybody. Answers whether it was open. */
export const fold = (_moderator: Moderator, postId: string) =>
  transaction(async () => {
    const [post] = await sql`update forum.posts set folded_at = now() where id = ${postId} and folded_at is null and deleted_at is null returning id`;
    return post !== undefined;
  });

export const unfold = (_moderator: Moderator, postId: string) => sql`update forum.posts set folded_at = null where id = ${postId}`;

export type Beside = { words: string | null; link: string | null };

/** Puts words of the moderators beside a post, instead of those that stood there; answers with those before, or nothing when there is no such post. */
export const put = (_moderator: Moderator, postId: string, words: string, link: string | undefined) =>
  transaction(async () => {
    const [before] = await sql<Beside>`select beside as words, beside_link as link from forum.posts where id = ${postId} and deleted_at is null for update`;
    if (!before) return undefined;
    await sql`update forum.posts set beside = ${words}, beside_link = ${link ?? null} where id = ${postId}`;
    return { before, after: { words, link: link ?? null } };
  });

/** What stands beside it from now on, or nothing. */
export const putBack = (_moderator: Moderator, postId: string, { words, link }: Beside) =>
  sql`update forum.posts set beside = ${words}, beside_link = ${link} where id = ${postId}`;

/** What stands beside a post that others see; nothing where there is no such post. */
export const standing = async (_moderator: Moderator, postId: string): Promise<Beside | undefined> =>
  (await sql<Beside>`select beside as words, beside_link as link from forum.posts where id = ${postId} and deleted_at is null and hidden_at is null`)[0];
