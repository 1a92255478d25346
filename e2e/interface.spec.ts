/**
 * The interface for a clinic's program, at the door: every operation of its own
 * description is tried with no token, a wrong one, one without the scope, a
 * colleague's, and the right one, and what comes is held against the
 * description. A new operation is tried as soon as it is described, and the
 * rooms' tests see that every route is. [NEW-7]
 */
import { readFileSync } from 'node:fs';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { inDatabase } from './database.ts';
import { enter, expect, home, send, test } from './journey.ts';

type Schema = { $ref?: string; type?: string | string[]; required?: string[]; properties?: Record<string, Schema>; items?: Schema; enum?: unknown[]; const?: unknown; format?: string; additionalProperties?: boolean; oneOf?: Schema[] };
type Operation = { operationId: string; tags?: string[]; security?: Record<string, string[]>[]; description: string; responses: Record<string, { $ref?: string; content?: Record<string, { schema: Schema }> }> };
const described = JSON.parse(readFileSync('src/rooms/exchange/openapi.json', 'utf8')) as { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, Schema>; responses: Record<string, Operation['responses'][string]> } };
const scopes = ['people', 'shared', 'messages', 'answer'];
const formats: Record<string, RegExp> = { uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, date: /^\d{4}-\d\d-\d\d$/, 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ };
const typeOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value);

/** Where something is not as described; also where something stands that is not described. */
function wrong(value: unknown, schema: Schema, at = ''): string[] {
  if (schema.$ref) return wrong(value, described.components.schemas[schema.$ref.split('/').at(-1)!]!, at);
  if (schema.oneOf) return schema.oneOf.some((one) => !wrong(value, one, at).length) ? [] : [`${at}: none of those described`];
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const is = typeOf(value);
  if (types.length && !types.includes(is) && !(is === 'integer' && types.includes('number'))) return [`${at}: ${is}, not ${types.join(' or ')}`];
  if (schema.const !== undefined && value !== schema.const) return [`${at}: not ${String(schema.const)}`];
  if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${String(value)} is none of ${schema.enum.join(', ')}`];
  if (schema.format && typeof value === 'string' && !formats[schema.format]!.test(value)) return [`${at}: no ${schema.format}`];
  if (Array.isArray(value)) return value.flatMap((one, n) => wrong(one, schema.items ?? {}, `${at}[${n}]`));
  if (typeof value !== 'object' || value === null || !schema.properties) return [];
  const missing = (schema.required ?? []).filter((name) => !(name in value)).map((name) => `${at}.${name}: missing`);
  return [...missing, ...Object.entries(value).flatMap(([name, one]) => (schema.properties![name] ? wrong(one, schema.properties![name]!, `${at}.${name}`) : schema.additionalProperties ? [] : [`${at}.${name}: not described`]))];
}

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
async function tokenOf(who: APIRequestContext, label: string, wanted: readonly string[]): Promise<string> {
  const made = await send(who, '/desk/care/tokens?/make', [['label', label], ['days', '7'], ...wanted.map((scope): [string, string] => ['scopes', scope])]);
  const token = inside(await made.text(), /(alongside_[\w-]{43})/);
  expect(token, `a token: ${made.status()}`).toBeTruthy();
  return token;
}

test('each operation answers as it is described, and nobody else (NEW-7)', { tag: '@once' }, async ({ playwright, request }) => {
  const [sam, ingrid] = await Promise.all([playwright.request.newContext({ baseURL: home() }), playwright.request.newContext({ baseURL: home() })]);
  await Promise.all([enter(sam, 'Sam Reed'), enter(ingrid, 'Ingrid Moe')]);
  const whole = await tokenOf(sam, 'whole', scopes);
  const colleague = await tokenOf(ingrid, 'a colleague', scopes);
  const without = new Map<string, string>();
  for (const scope of scopes) without.set(scope, await tokenOf(sam, `not ${scope}`, scopes.filter((one) => one !== scope)));
  const { operations, params, grants } = await known(request, whole);
  const kinds = new Set<string>();
  expect(operations.length).toBeGreaterThan(8);

  for (const [verb, path, operation] of operations) {
    const what = `${verb} ${path}`;
    const scope = inside(operation.description, /Scope `(\w+)`/);
    expect(scope || operation.operationId, what).toMatch(/^(people|shared|messages|answer|me)$/);
    const address = `/api/v1${path.replace(/\{(\w+)\}/g, (_, name: string) => params[name]!)}`;
    const ask = (token: string, to = address, more: Record<string, string> = {}) => request.fetch(to, {
      method: verb, headers: { ...(token && { authorization: `Bearer ${token}` }), ...(verb === 'POST' && { 'content-type': 'application/json', 'idempotency-key': 'a test' }), ...more }, ...(verb === 'POST' && { data: JSON.stringify({ text: 'From the clinic’s program.' }) })
    });
    const problem = async (answer: APIResponse, status: number) => {
      expect(answer.status(), what).toBe(status);
      expect(answer.headers()['content-type'], what).toContain('application/problem+json');
      expect(Object.keys(operation.responses), what).toContain(String(status));
      expect(wrong(await answer.json(), described.components.schemas.Problem!), what).toEqual([]);
    };
    for (const token of ['', 'x', `${whole.slice(0, -1)}_`, 'alongside_'.padEnd(53, 'a')]) await problem(await ask(token), 401);
    expect((await ask('')).headers()['www-authenticate'], what).toBe('Bearer');
    if (scope) await problem(await ask(without.get(scope)!), 403);
    if (path.includes('{')) {
      await problem(await ask(colleague), 404);
      for (const odd of ['00000000-0000-4000-8000-000000000000', 'x', '%00']) await problem(await ask(whole, address.replaceAll(/[0-9a-f-]{36}/g, odd)), 404);
    }
    if (verb === 'POST') await problem(await ask(whole, address, { 'idempotency-key': '' }), 400);
    const answer = await ask(whole);
    const status = String(answer.status());
    const as = operation.responses[status]?.content?.[answer.headers()['content-type']!.split(';')[0]!];
    expect(as, `${what}: ${status} as ${answer.headers()['content-type']} is described`).toBeTruthy();
    expect(answer.headers()['cache-control'], what).toBe('no-store');
    expect(wrong(await answer.json(), as!.schema), what).toEqual([]);
    if (operation.operationId === 'open') for (const grant of grants) {
      const opened = await (await ask(whole, address.replace(params.grant!, grant))).json() as { kind: string };
      expect(wrong(opened, as!.schema), `${what}: ${opened.kind}`).toEqual([]);
      kinds.add(opened.kind);
    }
    if (verb === 'POST') expect(await (await ask(whole)).json(), `${what}, sent again`).toMatchObject({ isNew: false });
    for (const other of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !described.paths[path]![one.toLowerCase()])) {
      expect((await request.fetch(address, { method: other, headers: { authorization: `Bearer ${whole}`, origin: home() } })).status(), `${other} ${path}`).toBe(405);
    }
  }

  expect(kinds.size, `kinds that were opened: ${[...kinds].join(', ')}`).toBeGreaterThan(5);

  // Too often: six hundred in ten minutes are counted for each token apart.
  await inDatabase(`update platform.tries set times = 600 where what = 'exchange'`);
  const often = await request.get('/api/v1/me', { headers: { authorization: `Bearer ${whole}` } });
  expect([often.status(), often.headers()['retry-after'], wrong(await often.json(), described.components.schemas.Problem!)]).toEqual([429, '600', []]);
  expect((await request.get('/api/v1/me', { headers: { authorization: `Bearer ${await tokenOf(sam, 'fresh', ['people'])}` } })).status()).toBe(200);

  // What the pages of people need is not what a token opens, and a token opens no page.
  expect((await request.get('/desk/care', { headers: { authorization: `Bearer ${whole}` }, maxRedirects: 0 })).status()).toBe(303);
  expect((await sam.get('/api/v1/me')).status()).toBe(401);
  await Promise.all([sam.dispose(), ingrid.dispose()]);
});

test('a program that looked is told from a person, and its token ends with the pass-sentence (NEW-7, ID-1)', { tag: '@once' }, async ({ playwright, request }) => {
  const [sam, ingrid, heron] = await Promise.all([0, 1, 2].map(() => playwright.request.newContext({ baseURL: home() }))) as [APIRequestContext, APIRequestContext, APIRequestContext];
  await Promise.all([enter(sam, 'Sam Reed'), enter(ingrid, 'Ingrid Moe'), enter(heron, 'Quiet Heron')]);
  const asks = async (token: string, path: string) => (await request.get(path, { headers: { authorization: `Bearer ${token}` } })).status();
  const page = async (who: APIRequestContext, path: string) => (await (await who.get(path)).text()).replace(/<[^>]*>/g, '');

  const { params } = await known(request, await tokenOf(sam, 'looks', ['people', 'shared', 'messages']));
  const looking = await tokenOf(sam, 'looks, too', ['shared', 'messages']);
  expect(await asks(looking, `/api/v1/people/${params.tie!}/shared/${params.grant!}`)).toBe(200);
  expect(await asks(looking, `/api/v1/inbox/${params.conversation!}`)).toBe(200);
  expect(await page(heron, '/space/sharing')).toMatch(/A program for\s+Sam Reed\s+opened/);
  expect(await page(heron, `/space/care/messages/${params.conversation!}`)).toContain('A program for Sam Reed fetched it on');
  expect(await page(sam, '/desk/care/log')).toContain('through a program');

  const [before, now] = ['the demo sentence of ingrid moe', 'eleven slow boats in the harbour'];
  const token = await tokenOf(ingrid, 'the ward', ['people']);
  expect(await asks(token, '/api/v1/me')).toBe(200);
  expect(await page(ingrid, '/desk/care/settings/keys')).toMatch(/tokens? for (a program|programs) works? now/);
  expect((await send(ingrid, '/desk/care/settings/keys?/pass', { own: now, pass: before })).headers().location).toContain('saved');
  expect(await asks(token, '/api/v1/me')).toBe(401);
  for (const path of ['/desk/care/settings/keys', '/desk/care/tokens']) expect(await page(ingrid, path), path).toContain('Tokens that ended with your old pass-sentence');
  expect((await send(ingrid, '/desk/care/settings/keys?/pass', { own: before, pass: now })).headers().location).toContain('saved');
  await Promise.all([sam.dispose(), ingrid.dispose(), heron.dispose()]);
});

/** Everything that is described, and the ids of what Sam may know. */
async function known(request: APIRequestContext, token: string) {
  const read = async <Shape>(path: string) => await (await request.get(`/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).json() as Shape;
  const { people } = await read<{ people: { tie: string; knownAs: string }[] }>('/people');
  const tie = people.find(({ knownAs }) => knownAs === 'Kari')!.tie;
  const { shared } = await read<{ shared: { id: string; kind: string }[] }>(`/people/${tie}/shared`);
  const { conversations } = await read<{ conversations: { id: string; isOwn: boolean; knownAs: string }[] }>('/inbox');
  const params: Record<string, string> = { tie, grant: shared[0]!.id, conversation: conversations.find(({ isOwn, knownAs }) => isOwn && knownAs === 'Kari')!.id };
  const served = await (await request.get('/api/openapi.json')).json() as unknown;
  expect(served, 'the description is served as it is').toEqual(described);
  return { params, grants: shared.map(({ id }) => id), operations: Object.entries(described.paths).flatMap(([path, verbs]) => Object.entries(verbs).map(([verb, operation]) => [verb.toUpperCase(), path, operation] as const)) };
}
