/** What a browser needs before it can sign somebody in with a passkey. */
import { error, json, type RequestHandler } from '@sveltejs/kit';
import { Refusal } from '#platform/answers';
import * as passkeys from '#members/passkeys';

export const POST: RequestHandler = async ({ locals, request }) => {
  if (!request.headers.get('content-type')?.startsWith('application/json')) error(415);
  return json(await passkeys.ask(locals.address).catch((caught) => (caught instanceof Refusal ? error(429) : Promise.reject(caught))));
};
