import { redirect } from '@sveltejs/kit';
import { page } from '#platform/http';
import { signedIn } from '#members/gate';
import * as notices from '#notices/notices';
import * as reports from '#safety/reports';

/** Opens a notice: on to where it leads, or its own words where it has some. */
export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const { subject, path } = await notices.open(member, params.id ?? '');
  if (path) redirect(303, path);
  return { told: await reports.outcomeOf(member, subject) };
});
