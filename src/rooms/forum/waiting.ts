/**
 * Waiting: words written while nobody is here.
 *
 * Where the operator has chosen so, they are kept from others until somebody is
 * back (house/posting). Their author sees them meanwhile, and whoever watches
 * for people in danger hears of them at once. They appear in the order they
 * were written; nothing is lost, also when a process dies in between: each is
 * shown in a transaction of its own, and the next sweep finds what is left.
 *
 * Refused, and kept as a draft, is what is written in a time for reading only,
 * and a change of what others see already: hiding that for a night would take
 * the thread from those who talk in it. But nobody is sent away with words
 * that sound as if they may be in danger: those are taken in, and wait.
 */
import { asHouse, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Language } from '#platform/words';
import { isStaff } from '#members/roles';
import type { Member } from '#members/members';
import * as posting from '#house/posting';
import * as holding from '#forum/holding';
import { appear, countAgain } from '#forum/kept-back';

type Sent = { text: string; language: Language };

/** Whether words written now, or in place of those that others see, wait. Says no where they may not be written; the draft is kept. Who works here may always write. */
export async function isAsked(member: Member, words: Sent, { isChange = false } = {}): Promise<boolean> {
  if (isStaff(member)) return false;
  const { mode, isAssessed } = await posting.now();
  if (mode !== 'reading' && mode !== 'queue') return false;
  const isTurnedAway = (mode === 'reading' || isChange) && !(isAssessed && (await holding.soundsHard(words.text, words.language)));
  if (isTurnedAway) refuse(mode === 'reading' ? 'forum.refused.reading' : 'forum.refused.changeWaits', 'text');
  return true;
}

/** Keeps a post that was just written from others, unless it is kept from them already. In the transaction that wrote it, before it is announced. */
export async function keepBack(postId: string): Promise<void> {
  const [kept] = await sql`
    insert into forum.waiting (post_id) select id from forum.posts where id = ${postId} and hidden_at is null on conflict do nothing returning post_id`;
  if (!kept) return;
  const [post] = await sql<{ threadId: string; number: number }>`
    update forum.posts set hidden_at = now() where id = ${postId} returning thread_id, number`;
  if (post!.number === 1) await sql`update forum.threads set hidden_at = now() where id = ${post!.threadId}`;
  else await countAgain(post!.threadId);
}

/** Shows everything that waits, oldest first, once somebody is here again or the operator wants no queue any more. Answers with how many. */
export async function release(at = new Date()): Promise<number> {
  const { mode } = await posting.now(at);
  if (mode === 'queue' || mode === 'reading') return 0;
  let shown = 0;
  while (await asHouse(showNext)) shown++;
  return shown;
}

/** A thread of one's own that still waits is shown before what was written in it: it is older. */
async function showNext(): Promise<boolean> {
  const [next] = await sql<{ postId: string; since: Date }>`
    delete from forum.waiting w where w.post_id = (select post_id from forum.waiting order by since, post_id limit 1 for update skip locked) returning post_id, since`;
  if (!next) return false;
  const [post] = await sql<{ threadId: string; number: number; isTakenBack: boolean }>`
    update forum.posts set hidden_at = null where id = ${next.postId} and not exists (select from forum.held where post_id = ${next.postId}) returning thread_id, number, deleted_at is not null as is_taken_back`;
  if (!post) return true; // a moderator looks first
  if (post.number === 1) await sql`update forum.threads set hidden_at = null where id = ${post.threadId}`;
  await countAgain(post.threadId);
  if (post.isTakenBack) return true;
  await appear(next.postId, next.since);
  await announce('forum.post.shown', { postId: next.postId });
  return true;
}

/** A moderator has shown or hidden what was waiting: it is one or the other, and for that reason. Answers since when it had waited. */
export async function letGo(postId: string): Promise<Date | undefined> {
  const [gone] = await sql<{ since: Date }>`delete from forum.waiting where post_id = ${postId} returning since`;
  return gone?.since;
}
