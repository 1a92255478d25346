/** What a page's script says of the one who sits before it: still here (POST), or not any more (DELETE). */
import type { RequestHandler } from '@sveltejs/kit';
import * as cookies from '#platform/cookies';
import * as sessions from '#members/sessions';
import * as unsent from '#toolbox/unsent';
import { writtenIn } from '#toolbox/unsent-rules';

/** Being asked is enough: the session was noted as in use on the way here. */
export const POST: RequestHandler = ({ locals }) => new Response(null, { status: locals.member ?? locals.work ? 204 : 401 });

/** First what stood half written is kept, then the device closes: where the first goes wrong, the page tries again. Where it had closed already, the words still go to whoever was here. 409: they were not kept. */
export const DELETE: RequestHandler = async ({ locals, cookies: jar, request }) => {
  const here = locals.member ?? locals.work;
  const written = writtenIn(await request.json().catch(() => undefined));
  const token = jar.get(cookies.session) ?? jar.get(cookies.left);
  const hasWords = Boolean(written?.forms.length);
  const holder = hasWords ? (here ?? (token ? await sessions.lastHolder(token) : undefined)) : undefined;
  const isKept = Boolean(holder && (await unsent.keepHalf(holder, written!)));
  if (here) await sessions.lock(here);
  return new Response(null, { status: hasWords && !isKept ? 409 : 204 });
};
