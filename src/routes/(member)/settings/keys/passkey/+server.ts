/** What a browser needs before it can make a passkey. */
import { error, json, type RequestHandler } from '@sveltejs/kit';
import { atWork, signedIn } from '#members/gate';
import * as passkeys from '#members/passkeys';
import * as sayings from '#house/sayings';

export const POST: RequestHandler = async ({ locals, request }) => {
  const member = locals.work ? atWork(locals) : signedIn(locals);
  if (!request.headers.get('content-type')?.startsWith('application/json')) error(415);
  const { serviceName } = await sayings.sayAnyway(locals.language);
  return json(await passkeys.offer(member, serviceName || 'Alongside'));
};
