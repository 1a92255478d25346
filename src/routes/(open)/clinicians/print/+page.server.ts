import { page } from '#platform/http';
import { isLanguage } from '#platform/words';
import * as papers from '#referral/papers';
import { lookOf } from '#referral/way-rules';

/** The sheets without a code: they lead to the front page, and nobody is counted. */
export const load = page(async ({ locals, url }) => {
  const asked = url.searchParams.get('language');
  return { here: '/clinicians/print', look: lookOf(url.searchParams.get('as')), paper: await papers.paper(isLanguage(asked) ? asked : locals.language, `${url.origin}/`) };
});
