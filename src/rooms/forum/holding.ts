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
import { assess, tellsHow } from '#triage/assess';
import { countAgain } from '#forum/kept-back';

/** Whether a text tells of a method or a plan in detail. */
export const isNeeded = async (text: string, language: Language): Promise<boolean> =>
  (await sayings.sayAnyway('en')).triage !== 'off' && tellsHow({ text, language });

/** Whether a text sounds as if somebody may be in danger: that is never turned away (`waiting`). When it cannot be told, a person reads it. */
export async function soundsHard(text: string, language: Language): Promise<boolean> {
  try {
    const { level } = await assess({ text, language });
    return level === 'urgent' || level === 'concern';
  } catch (error) {
    warn('a text written while nobody is here was not looked at', told(error));
    return true;
  }
}

/** Keeps a post from others, in the transaction that wrote it or as soon as it is known. Twice is once. */
export async function keep(postId: string): Promise<void> {
  const [kept] = await sql`insert into forum.held (post_id, why, at) values (${postId}, 'method', coalesce((select since from forum.waiting where post_id = ${postId}), now()))
    on conflict do nothing returning post_id`;
  if (!kept) return;
  const [post] = await sql<{ threadId: string; number: number }>`
    update forum.posts set hidden_at = coalesce(hidden_at, now()) where id = ${postId} returning thread_id, number`;
  if (post?.number === 1) await sql`update forum.threads set hidden_at = coalesce(hidden_at, now()) where id = ${post.threadId}`;
  if (post && post.number > 1) await countAgain(post.threadId);
}

/** A moderator has shown or hidden it: it is not held any more, but one or the other. Answers since when it was held. */
export async function letGo(postId: string): Promise<Date | undefined> {
  const [gone] = await sql<{ at: Date }>`delete from forum.held where post_id = ${postId} returning at`;
  return gone?.at;
}

/** Everything held since before a moment that its author has not taken back. As the house. */
export const all = (before: Date) => sql<{ id: string; personaId: string }>`
  select p.id, p.persona_id from forum.held h join forum.posts p on p.id = h.post_id
   where h.at < ${before} and p.deleted_at is null and p.persona_id is not null order by h.at limit 500`;

/** Whether a post is held now. */
export async function isHeld(postId: string): Promise<boolean> {
  const [held] = await sql`select 1 from forum.held where post_id = ${postId}`;
  return held !== undefined;
}
