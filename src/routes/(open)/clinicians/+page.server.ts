import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';

export const load = page(async ({ locals: { language }, url }) => {
  const [text, said] = await Promise.all([pages.read('clinicians', language), sayings.sayAnyway(language)]);
  const { hostName, phone, email, hours, elsewhere } = said;
  return { text: text ?? notFound(), entry: { hostName, phone, email, hours, address: url.origin, lang: elsewhere } };
});
