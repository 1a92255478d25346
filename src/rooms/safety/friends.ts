/**
 * Those who read it: a line from the moderators under an urgent post.
 *
 * Others have seen it, and some of them are tired, too. The step has words for
 * them; whoever has the record bends them and puts them under the post in one
 * press, where everybody who reads the thread finds them and nobody is told of
 * them. While they stand, Help now is offered above the place to answer. They
 * say no more than the thread does (safety guide §2.2).
 */
import { asHouse } from '#db';
import { notFound, refuse } from '#platform/answers';
import { say, type Language } from '#platform/words';
import * as tending from '#forum/tending';
import { tidy, troubleWith } from '#forum/text-rules';
import { toHelp } from '#forum/thread-rules';
import type { Moderator } from '#members/members';
import * as cases from '#safety/cases';
import * as queue from '#safety/queue';
import * as urgent from '#safety/urgent-records';

/** A line or two, as other words beside a post. */
const most = 300;

export type Friends = { /** What stands there now. */ words: string | null; /** Other words of the moderators stand there. */ isTaken: boolean; /** To begin with, in the language of the post. */ say: string };

/** How it stands; nothing where there is no post that others see. */
export const of = (moderator: Moderator, caseId: string): Promise<Friends | undefined> => asHouse(async () => {
  const found = await queue.one(moderator, caseId);
  const now = found.subjectKind === 'post' && found.post ? await tending.standing(moderator, found.post.id) : undefined;
  if (!now) return undefined;
  const isOurs = now.link === toHelp;
  return { words: isOurs ? now.words : null, isTaken: Boolean(now.words) && !isOurs, say: say((found.post!.language as Language), 'safety', 'step.friends.say') };
});

/** Puts the line there, and the step is done. Bent again and sent again, the newer words stand. */
export const put = (moderator: Moderator, caseId: string, version: number, words: string): Promise<void> => asHouse(async () => {
  const now = (await of(moderator, caseId)) ?? refuse('safety.refused.friendsGone', 'friends');
  if (now.isTaken) refuse('safety.refused.friendsTaken', 'friends');
  const trouble = troubleWith(words, most);
  if (trouble === 'empty') refuse('safety.refused.beside', 'friends');
  if (trouble === 'long') refuse('safety.refused.long', 'friends', { most });
  await urgent.tick(moderator, caseId, version, 'friends');
  const { post } = await queue.one(moderator, caseId);
  await tending.put(moderator, post!.id, tidy(words), toHelp);
});

/** Takes it away again, whoever may hold the case. Twice is once. */
export const takeAway = (moderator: Moderator, caseId: string): Promise<void> => asHouse(async () => {
  const now = (await of(moderator, caseId)) ?? notFound();
  if (now.words === null) return;
  const { post } = await queue.one(moderator, caseId);
  await tending.putBack(moderator, post!.id, { words: null, link: null });
  await cases.note(caseId, moderator.id, { what: 'friendsAway' });
});
