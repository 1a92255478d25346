import { page } from '#platform/http';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals }) => {
  const { phone, email, post, hours, elsewhere } = await sayings.sayAnyway(locals.language);
  return { contact: { phone, email, post, hours }, lang: elsewhere.hours };
});
