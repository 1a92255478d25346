import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import { keyAsked } from '#forum/page-rules';
import * as people from '#forum/people';
import { foldedFor } from '#forum/thread-rules';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  const { personaId, ...person } = await people.of(member, params.code ?? '');
  const { wrote, next } = await people.words(member, personaId, after);
  return { person, wrote, next, isFirst: after === null, folded: person.isMe ? [] : foldedFor(person.folded, member.session.day) };
});
