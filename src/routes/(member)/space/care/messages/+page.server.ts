import { page } from '#platform/http';
import * as ties from '#care/ties';
import { signedIn } from '#members/gate';
import * as reading from '#messages/reading';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const [all, contacts] = [await reading.of(member), await ties.of(member)];
  return { all, mayWrite: contacts.some(({ endedAt }) => !endedAt) };
});
