/**
 * What works without a signal: Help now, the page that says so, the page that
 * opens a plan where a member keeps one sealed on their own device, and the
 * one on which a check-in can be written to be sent later. A form that could
 * not be sent comes back with every word of it, to be sent again.
 *
 * It is there for strangers, too. All are asked for without cookies, so what is kept is what a stranger sees.
 * No page of a signed-in member is ever kept.
 */
import { version } from '$app/env';
import { self } from '$app/service-worker';

const name = `alongside-${version}`;
const planHere = '/space/plan/device';
const noteHere = '/space/note/device';
const unsentHere = '/space/unsent/device';
const pages = ['/help', '/offline', planHere, noteHere, unsentHere];
const islands = ['/islands/leave.js', '/islands/plan-device.js', '/islands/kept-plan.js', '/islands/note-device.js', '/islands/unsent-device.js', '/islands/letters.js'];
/** A weak signal at night is as good as none: the plan waits for it no longer than this. */
const patience = 2_500;
/**
 * That somebody left by a plain link, before a script of the page could help.
 * The next page finds it, and forgets the way to seal for them (leave.js): with
 * it this device would say that somebody here has words that wait.
 */
const left = 'left';
const waysOut = ['/leave', '/sign-out'];
/** A form that has had no answer for so long comes back; if it arrived all the same, sending it again counts once. */
const formPatience = 20_000;

/** What a page looks by: its style sheets and the letters it asks for beforehand, as the page itself names them. */
const isLook = /^\/_app\/immutable\/.+\.(css|woff2|svg)$/;
const looksIn = (html: string, page: string) =>
  [...html.matchAll(/\bhref="([^"]+)"/g)].map(([, href]) => new URL(href!, new URL(page, self.location.origin)).pathname).filter((path) => isLook.test(path));

/** A page that is not answered as it is meant to be is not kept: then this version waits, and the one before it stays. */
self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(name);
    const looks = await Promise.all(pages.map(async (page) => {
      const answer = await fetch(page, { credentials: 'omit' });
      if (!answer.ok) throw new Error(`${page}: ${answer.status}`);
      await cache.put(page, answer.clone());
      return looksIn(await answer.text(), page);
    }));
    await cache.addAll([...new Set([...looks.flat(), ...islands])]);
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const old of await caches.keys()) if (old !== name && old !== left) await caches.delete(old);
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.mode === 'navigate' && origin === self.location.origin && waysOut.includes(pathname)) event.waitUntil(caches.open(left));
  if (request.method === 'POST' && request.mode === 'navigate' && origin === self.location.origin && hasForms.test(pathname)) return event.respondWith(sentOrBack(request));
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (isLook.test(pathname)) return event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
  if (islands.includes(pathname)) return event.respondWith(fetch(request).catch(async () => (await kept(pathname)) ?? Response.error()));
  if (request.mode === 'navigate' && (pathname === planHere || pathname === noteHere)) return event.respondWith(freshOrKept(pathname));
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => withoutSignal(pathname)));
});

const kept = async (path: string) => (await caches.open(name)).match(path);

const isUnder = (place: string, path: string) => path === place || path.startsWith(`${place}/`);

async function withoutSignal(path: string): Promise<Response> {
  const instead = path === '/help' ? '/help' : isUnder('/space/plan', path) ? planHere : isUnder('/space/note', path) ? noteHere : '/offline';
  return (await kept(instead)) ?? Response.error();
}

/** Where people write, and the presses of a bad day. What holds a secret is left to the browser. */
const hasForms = /^\/(space|talk|today)(\/|$)/;

/** A picture takes as long as it takes, and cannot be put back into a form; the words beside it can. */
async function sentOrBack(request: Request): Promise<Response> {
  const type = request.headers.get('content-type') ?? '';
  const isInParts = type.startsWith('multipart/form-data');
  const typed = isInParts || type.startsWith('application/x-www-form-urlencoded') ? request.clone().formData().catch(() => undefined) : undefined;
  const late = new Promise<never>((_, reject) => isInParts || setTimeout(reject, formPatience));
  try {
    return await Promise.race([fetch(request), late]);
  } catch {
    const { pathname, search } = new URL(request.url);
    const all = [...((await typed) ?? [])];
    const fields = all.filter((field): field is [string, string] => typeof field[1] === 'string');
    const isSecret = fields.some(([name]) => /pass|pin|code|key/i.test(name));
    const page = fields.length && !isSecret ? await kept(unsentHere) : undefined;
    return page ? givenBack(page, pathname + search, fields, all.some(([, value]) => typeof value !== 'string' && value.size > 0)) : ((await kept('/offline')) ?? Response.error());
  }
}

const safe = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
/** The same words are shown that a member would know a form by (`#toolbox/unsent-rules`); the rest rides along unseen. */
const isShown = (name: string, value: string) => !['once', 'version', 'basedOn', 'letterbox'].includes(name) && (/\s|[^\x20-\x7e]/u.test(value.trim()) || value.trim().length > 12);

async function givenBack(page: Response, action: string, fields: [string, string][], hadPicture: boolean): Promise<Response> {
  const html = (await page.text()).replace(/<div([^>]*\bdata-words\b[^>]*)>[^]*?<\/div>/, (_, said: string) => {
    const word = (name: string) => new RegExp(`data-${name}="([^"]*)"`).exec(said)?.[1] ?? '';
    const shown = fields.map(([name, value]) => (isShown(name, value)
      ? `<textarea name="${safe(name)}" aria-label="${word('label')}" dir="auto" rows="4">\n${safe(value)}</textarea>`
      : `<input type="hidden" name="${safe(name)}" value="${safe(value)}">`)).join('');
    const without = hadPicture ? `<p class="note amber">${word('picture')}</p>` : '';
    return `${without}<form method="POST" action="${safe(action)}" class="flow">${shown}<button>${word('send')}</button></form>`;
  });
  return new Response(html, { status: 503, headers: page.headers });
}

/** The stranger's page here too, so that nothing of who is signed in stands on it. */
async function freshOrKept(page: string): Promise<Response> {
  try {
    const fresh = await fetch(page, { credentials: 'omit', signal: AbortSignal.timeout(patience) });
    if (fresh.ok) return fresh;
  } catch {
    // No signal, or too weak a one.
  }
  return (await kept(page)) ?? Response.error();
}
