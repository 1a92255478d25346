import { page } from '#platform/http';
import { signedIn } from '#members/gate';

export const load = page(({ locals, url }) => {
  signedIn(locals);
  const refused = url.searchParams.get('no');
  return { refused: refused === 'wrong' || refused === 'tooMany' ? (refused as 'wrong' | 'tooMany') : undefined };
});

