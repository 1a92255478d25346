import { page } from '#platform/http';
import { keyAsked, keyText } from '#forum/page-rules';
import { moderator } from '#members/gate';
import { asSteward } from '#members/members';
import * as harms from '#safety/harms';

export const load = page(async ({ locals, url }) => {
  const asker = moderator(locals);
  const entries = await harms.register(asker, keyAsked(url.searchParams.get('before')) ?? null);
  return { entries: entries.slice(0, 30), older: entries.length > 30 ? keyText(entries[29]!) : null, isSteward: Boolean(asSteward(asker)) };
});
