/** Between a program's request and a verb: who asks, for what, and each way of saying no as a problem in JSON (RFC 9457). */
import type { RequestEvent } from '@sveltejs/kit';
import { NotFound, Refusal } from '#platform/answers';
import { say } from '#platform/words';
import type { Provider } from '#care/providers';
import type { Scope } from '#exchange/token-rules';
import * as tokens from '#exchange/tokens';

const titles = { 400: 'not as described', 401: 'no token that opens anything', 403: 'the token lacks the scope', 404: 'not there', 409: 'refused', 429: 'too often' } as const;

export const problem = (status: keyof typeof titles, detail?: string) =>
  new Response(JSON.stringify({ type: 'about:blank', title: titles[status], status, ...(detail && { detail }) }), {
    status, headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...(status === 401 && { 'www-authenticate': 'Bearer' }), ...(status === 429 && { 'retry-after': '600' }) }
  });

export const json = (body: unknown, status = 200, type = 'application/json') => new Response(JSON.stringify(body), { status, headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' } });
export const fhir = (body: unknown) => json(body, 200, 'application/fhir+json');

type Asked = Pick<RequestEvent, 'request' | 'params'> & { provider: Provider; scopes: Scope[] };

/** `scope` is what the token must be for; without one every token will do. */
export const asked = (scope: Scope | null, work: (event: Asked) => Promise<Response>) => async ({ request, params }: RequestEvent): Promise<Response> => {
  const who = await tokens.enter(request.headers.get('authorization'));
  if (who === 'often') return problem(429);
  if (!who) return problem(401);
  if (scope && !who.may(scope)) return problem(403);
  try {
    return await work({ request, params, provider: who.provider, scopes: who.scopes });
  } catch (caught) {
    if (caught instanceof NotFound) return problem(404);
    if (!(caught instanceof Refusal)) throw caught;
    const [room, ...key] = caught.key.split('.');
    return problem(409, say(who.provider.language, room!, key.join('.'), caught.values));
  }
};
