import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as days from '#toolbox/days';
import * as items from '#toolbox/items';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const [all, { day }] = await Promise.all([items.of(member), days.now(member)]);
  return { items: all.map(({ id, content }) => ({ id, content })), day };
});
