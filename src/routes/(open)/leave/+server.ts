/**
 * The way out. A plain link works: it signs out here and goes on to a page
 * nobody would ask about. Nothing that goes wrong may keep a person in.
 */
import type { RequestHandler } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import { leaveAddress } from '#house/leave-rules';
import * as sayings from '#house/sayings';
import * as sessions from '#members/sessions';

// "cache" also empties the memory that the Back button would show. Never "storage": that would take the plan kept for offline.
const clean = { 'clear-site-data': '"cache"', 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

const signOut: (event: Parameters<RequestHandler>[0]) => Promise<void> = async ({ locals: { member }, cookies: jar }) => {
  const token = jar.get(cookies.session);
  // A device that had locked itself is signed out, too: its cookie is worth nothing any more, wherever it was copied to.
  let hasEnded = true;
  try {
    await (member ? sessions.end(member, member.session.id) : token && sessions.endByToken(token));
  } catch {
    hasEnded = false;
    console.error(JSON.stringify({ level: 'warn', what: 'a session was not ended by leaving' }));
  }
  cookies.forgetSession(jar, hasEnded);
};

export const GET: RequestHandler = async (event) => {
  await signOut(event);
  const { leaveTo } = await sayings.sayAnyway(event.locals.language);
  const location = leaveAddress(event.locals.language, event.locals.member?.looks.leaveTo ?? event.locals.locked?.leaveTo, leaveTo);
  return new Response(null, { status: 303, headers: { ...clean, location } });
};

/** For the page that has already covered itself and is on its way. */
export const POST: RequestHandler = async (event) => {
  await signOut(event);
  return new Response(null, { status: 204, headers: clean });
};
