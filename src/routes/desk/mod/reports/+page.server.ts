import { page } from '#platform/http';
import { moderator } from '#members/gate';
import * as queue from '#safety/queue';

export const load = page(async ({ locals, url }) => {
  const after = url.searchParams.get('after');
  return { ...(await queue.waiting(moderator(locals), null, after)), isFirst: after === null };
});
