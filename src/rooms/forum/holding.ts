/**
 * Holding: words that tell how somebody could harm themselves are kept from
 * others until a moderator has looked.
 *
 * That is the only reason. Asking for help is never held, however it is said.
 * The author sees their words and is told why. When the program that looks
 * fails or is turned off, nothing is held: a moderator sees it all the same.
 */
import { sql } from '#db';
import { told, warn } from '#platform/log';
import type { Language } from '#platform/words';
import * as sayings from '#house/sayings';
import { assessNow } from '#triage/assess';

/** Whether a text tells of a method or a plan in detail. */
export async function isNeeded(text: string, language: Language): Promise<boolean> {
  try {
    if ((await sayings.sayAnyway('en')).triage === 'off') return false;
    return assessNow({ text, language }).flags.includes('method_detail');
  } catch (error) {
    warn('a text was not looked at for detail', told(error));
    return false;
  }
}

/** Keeps a post from others, in the transaction that wrote it or as soon as it is known. Twice is once. */
export async function keep(postId: string): Promise<void> {
  const [kept] = await sql`insert into forum.held (post_id, why) values (${postId}, 'method') on conflict do nothing returning post_id`;
  if (!kept) return;
  const [post] = await sql<{ threadId: string; number: number }>`
    update forum.posts set hidden_at = coalesce(hidden_at, now()) where id = ${postId} returning thread_id, number`;
  if (post?.number === 1) await sql`update forum.threads set hidden_at = coalesce(hidden_at, now()) where id = ${post.threadId}`;
  if (post && post.number > 1) await sql`
    update forum.threads t
       set answered_at = (select min(p.created_at) from forum.posts p
                           where p.thread_id = t.id and p.number > 1 and p.persona_id is distinct from t.persona_id and p.deleted_at is null and p.hidden_at is null)
     where t.id = ${post.threadId}`;
}

/** A moderator has looked, whatever they decided. */
export const letGo = (postId: string) => sql`delete from forum.held where post_id = ${postId}`;

/** Whether a post is held now. */
export async function isHeld(postId: string): Promise<boolean> {
  const [held] = await sql`select 1 from forum.held where post_id = ${postId}`;
  return held !== undefined;
}
