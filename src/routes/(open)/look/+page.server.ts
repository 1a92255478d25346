import { page } from '#platform/http';
import * as opening from '#house/opening';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals: { language } }) => {
  if (!(await opening.isOpen())) return { conduct: undefined, missing: await opening.missing() };
  const [conduct, lesson] = await Promise.all([sayings.conduct(language), pages.read('lesson', language)]);
  return { conduct, lesson };
});
