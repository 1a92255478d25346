import { page } from '#platform/http';
import { signedIn } from '#members/gate';

export const load = page(({ locals }) => {
  signedIn(locals);
});
