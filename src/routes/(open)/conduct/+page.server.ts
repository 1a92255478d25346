import { page } from '#platform/http';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals: { language } }) => {
  const [conduct, text, { conductWhy }] = await Promise.all([sayings.conduct(language), pages.read('conduct', language), sayings.sayAnyway(language)]);
  return { conduct, why: conductWhy || conduct.changed, text: text && !conduct.isOurs ? pages.withoutNumbered(text) : text, language };
});
