import { page } from '#platform/http';
import { moderator } from '#members/gate';
import * as queue from '#safety/queue';

export const load = page(async ({ locals, url }) => queue.closed(moderator(locals), url.searchParams.get('before')));
