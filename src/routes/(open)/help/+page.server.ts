import { page } from '#platform/http';
import * as duty from '#house/duty';
import * as sayings from '#house/sayings';
import * as help from '#safety/help';
import * as vault from '#vault/vault';

/** Asks nothing about the person who opens it, and writes nothing anywhere. */
export const load = page(async ({ url, locals: { language } }) => {
  const [numbers, here, { phone, email, hours, elsewhere }] = await Promise.all([
    help.help(url.searchParams.get('country'), language), duty.now(), sayings.sayAnyway(language)
  ]);
  return { ...numbers, promise: vault.promise(), duty: here, now: new Date(), language, contact: { phone, email, hours, lang: elsewhere.hours } };
});
