/**
 * What every answer carries, and what is turned away at the door. (SEC, ID-1,
 * GOV-2.) Journeys walk through a house on one machine; what a public one says
 * besides (names and flags of its cookies, HSTS, closed doors) is asked of one
 * in `scripts/public-house.test.ts`.
 */
import type { APIResponse } from '@playwright/test';
import { searchAt } from './addresses.ts';
import { arrive, enter, expect, home, send, test, write } from './journey.ts';
import { addressesFor, addressesOf } from './routes.ts';

const open = ['/', '/look', '/about', '/conduct', '/privacy', '/accessibility', '/easy'];

function isSafe(answer: APIResponse, path: string) {
  const headers = answer.headers();
  const policy: Record<string, string[]> = Object.fromEntries((headers['content-security-policy'] ?? '').split(';').map((part) => part.trim().split(/\s+/)).map(([name, ...values]) => [name!, values]));
  expect(policy['default-src'], path).toEqual(["'none'"]);
  for (const [name, values] of Object.entries(policy)) {
    for (const value of values) expect(value, `${path} ${name}`).toMatch(/^'(self|none|nonce-[\w+/=]+|sha256-[\w+/=]+)'$/);
  }
  expect(policy['frame-ancestors'], path).toEqual(["'none'"]);
  expect(policy['form-action'], path).toEqual(["'self'"]);
  expect(policy['base-uri'], path).toEqual(["'none'"]);
  expect(headers['x-content-type-options'], path).toBe('nosniff');
  expect(headers['x-frame-options'], path).toBe('DENY');
  expect(headers['referrer-policy'], path).toBe('same-origin');
  expect(headers['permissions-policy'], path).toContain('geolocation=()');
  expect(headers['x-powered-by'], path).toBeUndefined();
  expect(headers.server, path).toBeUndefined();
  for (const cookie of headers['set-cookie']?.split('\n') ?? []) expect(cookie, path).toMatch(/HttpOnly; SameSite=(Lax|Strict)/i);
}

function isPlain(html: string, path: string) {
  expect(html.match(/<script(?![^>]*\ssrc=)[^>]*>/g) ?? [], `${path}: a script inside the page`).toEqual([]);
  expect(html.match(/<style[\s>]/g) ?? [], `${path}: a style inside the page`).toEqual([]);
  expect(html.match(/<[a-z][^>]*\s(?:style|on[a-z]+)=/gi) ?? [], `${path}: a style or a script inside a tag`).toEqual([]);
  const addresses = [...html.matchAll(/<(?:script|link|img|use|iframe|source|object|embed)\b[^>]*?\s(?:src|href|data)="([^"]*)"/g)].map(([, address]) => address!);
  expect(addresses.filter((address) => /^(?:[a-z]+:)?\/\//i.test(address)), `${path}: something from elsewhere`).toEqual([]);
}

test('pages for everybody', { tag: '@once' }, async ({ request }) => {
  for (const path of await addressesFor('all')) {
    const answer = await request.get(path);
    isSafe(answer, path);
    isPlain(await answer.text(), path);
    expect(answer.headers()['x-robots-tag'], path).toBe(open.includes(path) ? undefined : 'noindex, nofollow');
    if (!open.includes(path)) expect(answer.headers()['cache-control'], path).toBe('no-store');
  }
});

test('pages of a member, a host, a moderator and a steward', { tag: '@once' }, async ({ request }) => {
  for (const [name, ...those] of [['Quiet Heron', 'all', 'member'], ['Fern', 'host'], ['Lee', 'moderator'], ['Iben', 'steward']] as const) {
    await enter(request, name);
    for (const path of await addressesFor(...those)) {
      const answer = await request.get(path);
      expect(answer.status(), path).toBe(200);
      isSafe(answer, path);
      isPlain(await answer.text(), path);
      expect(answer.headers()['cache-control'], path).toBe('no-store');
      if (!open.includes(path)) expect(answer.headers()['x-robots-tag'], path).toBe('noindex, nofollow');
    }
  }
});

test('answers that are no page of ours are as safe', { tag: '@once' }, async ({ request }) => {
  for (const path of ['/nowhere', '/talk/t/nowhere', '/desk/mod', '/_app/nothing.js', '/today', '/leave']) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.headers()['x-content-type-options'], path).toBe('nosniff');
    if (answer.status() === 404 && !path.startsWith('/_app')) isSafe(answer, path);
  }
  const leave = await request.get('/leave', { maxRedirects: 0 });
  expect(leave.status()).toBe(303);
  expect(leave.headers()['referrer-policy'], 'the next site learns nothing').toBe('no-referrer');
  expect(leave.headers()['clear-site-data'], 'what is kept for offline stays').toBe('"cache"');
  const robots = await (await request.get('/robots.txt')).text();
  expect(robots).toMatch(/Disallow/);
});

test('the cookie of a session says nothing, is new at each sign-in, and ends for good', { tag: '@once' }, async ({ request, playwright }) => {
  const { name, pass } = await arrive(request);
  const cookie = async () => (await request.storageState()).cookies.find((one) => one.name === 'session')!;
  const first = await cookie();
  expect(first).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/', expires: -1 });
  expect(first.value).toMatch(/^[\w-]{40,}$/);
  expect(first.value).not.toContain(name);
  expect((await send(request, '/sign-in?/enter', { name, pass, device: 'own' })).status()).toBe(303);
  const second = await cookie();
  expect(second.value).not.toBe(first.value);
  expect(second.expires, 'kept on a device of one’s own').toBeGreaterThan(Date.now() / 1000 + 86_400);
  const late = await playwright.request.newContext({ baseURL: home(), extraHTTPHeaders: { cookie: `session=${first.value}` } });
  expect((await late.get('/today', { maxRedirects: 0 })).status(), 'the first session has ended').toBe(303);
  await send(request, '/sign-out');
  const stolen = await playwright.request.newContext({ baseURL: home(), extraHTTPHeaders: { cookie: `session=${second.value}` } });
  expect((await stolen.get('/today', { maxRedirects: 0 })).status(), 'signed out means signed out').toBe(303);
  await Promise.all([late.dispose(), stolen.dispose()]);
});

test('addresses tell nothing and cannot be counted', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  const [one, two] = [await write(request, { title: 'Sleeping badly again' }), await write(request, { title: 'Sleeping badly again' })];
  for (const path of [one, two]) expect(path).toMatch(/^\/talk\/t\/[2-9a-z]{8,24}$/);
  const page = await (await request.get(one!)).text();
  expect(page.match(/\/talk\/p\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/edit/)).toBeTruthy();
  for (const path of [(await addressesOf('/me/[code]'))[0]!, (await addressesOf('/invite/[token]'))[0]!]) expect(path).toMatch(/^\/\w+\/[\w-]{6,}$/);
});

test('a form from another place, or from nowhere, is refused', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  const text = `From elsewhere ${crypto.randomUUID()}`;
  const fields = { want: 'none', board: 'lounge', language: 'en', title: '', text, once: crypto.randomUUID() };
  for (const origin of ['https://elsewhere.example', 'http://localhost:1', 'null', '']) {
    const answer = await request.post('/talk/new?/post', { form: fields, maxRedirects: 0, headers: { accept: 'text/html', ...(origin && { origin }) } });
    expect(answer.status(), `from ${origin || 'nowhere'}`).toBe(403);
  }
  for (const path of ['/talk/save', '/talk/follow', '/talk/mute', '/talk/block', '/talk/draft', '/search', '/sign-out', '/settings/things/download', '/settings/leaving?/ask', '/desk/mod?/take']) {
    const answer = await request.post(path, { form: { text }, maxRedirects: 0, headers: { origin: 'https://elsewhere.example' } });
    expect(answer.status(), path).toBe(403);
  }
  expect((await request.get('/today')).url(), 'still signed in').toContain('/today');
  expect(await (await request.get(await searchAt(request, text))).text()).not.toContain('What we found');
});

test('another kind of asking gets a plain no', { tag: '@once' }, async ({ request }) => {
  await arrive(request);
  for (const path of ['/settings/keys/passkey', '/stay', '/space/note/later']) {
    const answer = await request.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } });
    expect(answer.status(), path).toBe(405);
    expect(await answer.text(), `${path}: a person gets a page with the ways out`).toContain('href="/help"');
  }
  for (const path of ['/talk/save', '/talk/follow', '/talk/mute', '/talk/block', '/talk/draft', '/talk/offer', '/sign-out', '/settings/things/download']) {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status(), `GET ${path} leads to a page and changes nothing`).toBe(303);
  }
  expect((await request.get('/today')).url(), 'still signed in').toContain('/today');
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'FOO']) {
    for (const path of ['/', '/today', '/talk/new', '/sign-out']) {
      const answer = await request.fetch(path, { method, maxRedirects: 0, headers: { origin: home() } });
      expect(answer.status(), `${method} ${path}`).toBeGreaterThanOrEqual(200);
      expect(answer.status(), `${method} ${path}`).toBeLessThan(500);
      if (method !== 'OPTIONS') expect(answer.status(), `${method} ${path}`).toBeGreaterThanOrEqual(400);
    }
  }
  for (const path of ['/', '/about', '/talk']) expect((await send(request, path)).status(), `POST ${path}`).toBe(405);
  expect((await send(request, '/talk/new?/nothing')).status(), 'an action nobody wrote').toBe(404);
});

test('a house on one machine answers to its own name only', { tag: '@once' }, async ({ request }) => {
  const answer = await request.get('/', { headers: { host: 'elsewhere.example' } });
  expect(answer.status()).toBe(421);
});
