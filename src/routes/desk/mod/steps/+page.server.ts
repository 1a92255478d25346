import { page } from '#platform/http';
import * as duty from '#house/duty';
import { host } from '#members/gate';
import { asModerator } from '#members/members';

export const load = page(async ({ locals }) => {
  const asker = host(locals);
  return { isModerator: Boolean(asModerator(asker)), timeZone: (await duty.now()).timeZone };
});
