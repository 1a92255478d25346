import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as handshakes from '#members/handshakes';
import * as personas from '#members/personas';

export const load = page(async ({ locals, params: { code = '' } }) => {
  const member = signedIn(locals);
  const here = await personas.inPlace(member, code);
  return { here, people: await handshakes.people(member, here) };
});
