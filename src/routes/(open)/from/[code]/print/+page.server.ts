import { page } from '#platform/http';
import { isLanguage } from '#platform/words';
import * as codes from '#referral/codes';
import * as papers from '#referral/papers';
import { lookOf } from '#referral/way-rules';

export const load = page(async ({ params, url }) => {
  const { code, language } = await codes.read(params.code ?? '');
  const asked = url.searchParams.get('language');
  return { here: `/from/${code}/print`, look: lookOf(url.searchParams.get('as')), paper: await papers.paper(isLanguage(asked) ? asked : language, `${url.origin}/from/${code}`) };
});
