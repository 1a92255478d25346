/** Signing out: the session ends here, the cookie goes, and the browser forgets the pages it kept. */
import { redirect, type RequestHandler } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import * as sessions from '#members/sessions';

/** An address alone signs nobody out. */
export const GET = () => redirect(303, '/');

export const POST: RequestHandler = async ({ cookies: jar }) => {
  const token = jar.get(cookies.session);
  if (token) await sessions.endByToken(token);
  cookies.forgetSession(jar);
  // "cache" also empties what the Back button would show. Never "storage": that holds the plan kept for offline.
  return new Response(null, { status: 303, headers: { location: '/', 'clear-site-data': '"cache"', 'cache-control': 'no-store' } });
};
