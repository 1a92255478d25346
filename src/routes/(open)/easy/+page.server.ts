import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals: { language } }) => {
  const text = (await pages.read('easy', language)) ?? notFound();
  const conduct = await sayings.conduct(language).catch(() => undefined); // a page that stands while the database is silent
  return !conduct || conduct.isOurs ? { text, ways: [] } : { text: pages.withoutNumbered(text), ways: conduct.lines };
});
