import { page } from '#platform/http';
import { moderator } from '#members/gate';
import { asSteward } from '#members/members';
import * as harms from '#safety/harms';

export const load = page(async ({ locals, url }) => {
  const asker = moderator(locals);
  const before = new Date(url.searchParams.get('before') ?? '');
  const entries = await harms.register(asker, Number.isNaN(before.getTime()) ? null : before);
  return { entries: entries.slice(0, 30), older: entries.length > 30 ? entries[29]!.toldAt.toISOString() : null, isSteward: Boolean(asSteward(asker)) };
});
