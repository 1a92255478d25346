import { page } from '#platform/http';
import * as codes from '#referral/codes';

/** Where the paper hung is known to stewards; the page does not say it, and carries nothing along to the next one. */
export const load = page(async ({ locals: { member, address }, params }) => {
  const { code } = await codes.read(params.code ?? '');
  if (!member) await codes.arrive(code, address);
  return { code };
});
