import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import { keyAsked } from '#forum/page-rules';
import * as written from '#forum/written';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  return { ...(await written.byMembers(member, after)), isFirst: !after };
});
