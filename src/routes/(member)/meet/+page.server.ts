import { page } from '#platform/http';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as reminders from '#members/reminders';
import * as spaces from '#members/spaces';

export const load = page(async ({ locals }) => {
  const member = signedIn(locals);
  const { smallestArea } = await sayings.sayAnyway(member.language);
  const [all, reminder] = await Promise.all([spaces.all(member, smallestArea), reminders.due(member, ['season'])]);
  return { all, reminder };
});
