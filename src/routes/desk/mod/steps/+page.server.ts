import { page } from '#platform/http';
import * as duty from '#house/duty';
import { host } from '#members/gate';

export const load = page(async ({ locals }) => {
  host(locals);
  return { timeZone: (await duty.now()).timeZone };
});
