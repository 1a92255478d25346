import { redirect } from '@sveltejs/kit';
import { page } from '#platform/http';
import * as sayings from '#house/sayings';
import { signedIn } from '#members/gate';
import * as notices from '#notices/notices';
import * as decisions from '#safety/decisions';
import * as reports from '#safety/reports';

/** Opens a notice: on to where it leads, or its own words where it has some. */
export const load = page(async ({ locals, params }) => {
  const member = signedIn(locals);
  const { kind, subject, path } = await notices.open(member, params.id ?? '');
  if (path) redirect(303, path);
  if (kind === 'report') return { told: await reports.outcomeOf(member, subject) };
  const [decided, { lines }] = await Promise.all([decisions.toldTo(member, subject), sayings.conduct(locals.language)]);
  return { decided, way: decided.rule ? lines[decided.rule - 1]?.title : undefined };
});
