import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as appeals from '#safety/appeals';

/** Everything moderators decided about this member: the lasting way to why. */
export const load = page(async ({ locals, url }) => {
  const before = url.searchParams.get('before');
  return { ...(await appeals.mine(signedIn(locals), before)), isFirst: before === null };
});
