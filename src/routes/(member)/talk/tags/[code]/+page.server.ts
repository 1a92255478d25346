import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import { keyAsked } from '#forum/page-rules';
import * as tagged from '#forum/tagged';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  return { ...(await tagged.naming(member, params.code ?? '', after)), isFirst: !after };
});
