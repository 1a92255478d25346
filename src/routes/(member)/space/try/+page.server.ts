import { page } from '#platform/http';
import * as exercises from '#learning/exercises';
import { signedIn } from '#members/gate';
import * as tried from '#toolbox/tried';

export const load = page(async ({ locals, url }) => {
  const member = signedIn(locals);
  const isBad = member.session.day === 'bad' && !url.searchParams.has('all');
  const known = (await tried.helped(member)).flatMap((id) => exercises.find(id, member.language) ?? []);
  return {
    isBad, isStopped: url.searchParams.has('stopped'), groups: exercises.groups(member.language, { few: isBad }),
    helped: known.slice(0, isBad ? 3 : undefined).map(({ address, title, line }) => ({ address, title, line }))
  };
});
