import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as duty from '#house/duty';
import * as posting from '#house/posting';
import { keyAsked } from '#forum/page-rules';
import { isWant } from '#forum/thread-rules';
import * as threads from '#forum/threads';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const want = url.searchParams.get('want');
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined || (want !== null && !isWant(want))) notFound();
  return {
    ...(await threads.talk(member, want, after)), want, isFirst: !after, isBadDay: member.session.day === 'bad',
    duty: await duty.now(), posting: await posting.now(), now: new Date()
  };
});
