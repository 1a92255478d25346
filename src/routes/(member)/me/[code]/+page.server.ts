import { notFound } from '#platform/answers';
import { page } from '#platform/http';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import * as masks from '#members/masks';
import { keyAsked } from '#forum/page-rules';
import * as people from '#forum/people';
import { foldedFor } from '#forum/thread-rules';

export const load = page(async ({ locals, params, url }) => {
  const member = signedIn(locals);
  const after = keyAsked(url.searchParams.get('after'));
  if (after === undefined) notFound();
  const { personaId, ...person } = await people.of(member, params.code ?? '');
  const { wrote, next } = await people.words(member, personaId, after, person.isCoarse);
  const { smallestArea } = await sayings.sayAnyway('en');
  const [mask, knownAs, belongs] = await Promise.all([masks.of(member, person.code), handshakes.knownAs(member, person.code), ladders.belonging(member, person.code, smallestArea)]);
  return { mask, knownAs: person.isMe ? [] : knownAs, belongs, person, wrote, next, isFirst: after === null, folded: person.isMe ? [] : foldedFor(person.folded, member) };
});
