import { page } from '#platform/http';
import * as duty from '#house/duty';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals: { language } }) => {
  const [said, here] = await Promise.all([sayings.say(language), duty.now()]);
  return { said, duty: here, now: new Date(), language };
});
