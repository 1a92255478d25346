import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as folds from '#forum/folds';
import { keyAsked } from '#forum/page-rules';
import * as saves from '#forum/saves';
import { foldedFor } from '#forum/thread-rules';
import * as gentle from '#safety/gentle';

/** On a hard day a few are enough. */
const few = 3;

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const { day } = member.session;
  const folded = foldedFor(await folds.chosen(member), member);
  if (day === 'bad' && !url.searchParams.has('all')) {
    const { posts, ...kind } = await gentle.kind(member, few);
    return { isKind: true, ...kind, saved: posts, next: null, isFirst: true, folded };
  }
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  return { isKind: false, isOwn: true, threads: [], ...(await saves.of(member, after)), isFirst: after === null, folded };
});
