import { page } from '#platform/http';
import { provider } from '#care/gate';
import * as inbox from '#messages/inbox';

export const load = page(async ({ locals, url }) => ({ all: await inbox.of(await provider(locals)), isSent: url.searchParams.has('sent') }));
