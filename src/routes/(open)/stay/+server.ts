/** What a page's script says of the one who sits before it: still here (POST), or not any more (DELETE). */
import type { RequestHandler } from '@sveltejs/kit';
import * as sessions from '#members/sessions';

/** Being asked is enough: the session was noted as in use on the way here. */
export const POST: RequestHandler = ({ locals }) => new Response(null, { status: locals.member ?? locals.work ? 204 : 401 });

export const DELETE: RequestHandler = async ({ locals }) => {
  const here = locals.member ?? locals.work;
  if (here) await sessions.lock(here);
  return new Response(null, { status: 204 });
};
