import { page } from '#platform/http';
import { provider } from '#care/gate';
import * as inbox from '#messages/inbox';

export const load = page(async ({ locals, url }) => {
  const all = await inbox.of(await provider(locals));
  return { all, isSent: url.searchParams.has('sent'), read: all.find(({ id, dueDay }) => id === url.searchParams.get('read') && !dueDay)?.id };
});
