import { page } from '#platform/http';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals: { language } }) => {
  const [conduct, text] = await Promise.all([sayings.conduct(language), pages.read('conduct', language)]);
  return { conduct, text: text && !conduct.isOurs ? pages.withoutNumbered(text) : text, language };
});
