import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as duty from '#house/duty';
import * as posting from '#house/posting';
import { keyAsked } from '#forum/page-rules';
import { isWant } from '#forum/thread-rules';
import * as threads from '#forum/threads';
import * as gentle from '#safety/gentle';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const want = url.searchParams.get('want');
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined || (want !== null && !isWant(want))) notFound();
  const isBadDay = member.session.day === 'bad';
  const talk = await threads.talk(member, want, after);
  return {
    ...talk, fresh: isBadDay && !want ? await gentle.threadsFor(member) : talk.fresh, want, isFirst: !after, isBadDay,
    duty: await duty.now(), posting: await posting.now(), now: new Date()
  };
});
