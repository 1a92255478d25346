/** What a page's script says of the one who sits before it: still here (POST), or not any more (DELETE). */
import type { RequestHandler } from '@sveltejs/kit';
import * as sessions from '#members/sessions';

/** Being asked is enough: the session was noted as in use on the way here. */
export const POST: RequestHandler = ({ locals }) => new Response(null, { status: locals.member ? 204 : 401 });

export const DELETE: RequestHandler = async ({ locals }) => {
  if (locals.member) await sessions.lock(locals.member);
  return new Response(null, { status: 204 });
};
