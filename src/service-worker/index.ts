/**
 * What works without a signal: Help now, the page that says so, the page that
 * opens a plan where a member keeps one sealed on their own device, and the
 * one on which a check-in can be written to be sent later.
 *
 * All are asked for without cookies, so what is kept is what a stranger sees.
 * No page of a signed-in member is ever kept.
 */
import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';

const name = `alongside-${version}`;
const planHere = '/space/plan/device';
const noteHere = '/space/note/device';
const pages = ['/help', '/offline', planHere, noteHere];
const islands = ['/islands/leave.js', '/islands/plan-device.js', '/islands/kept-plan.js', '/islands/note-device.js', '/islands/letters.js'];
/** A weak signal at night is as good as none: the plan waits for it no longer than this. */
const patience = 2_500;
const looks = immutable.map(({ path }) => `/${path.replace(/^\//, '')}`).filter((path) => /\.(css|woff2|svg)$/.test(path));

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(name);
    await cache.addAll(looks);
    await cache.addAll(islands);
    await Promise.all(pages.map(async (page) => cache.put(page, await fetch(page, { credentials: 'omit' }))));
    await self.skipWaiting();
  })());
});

self.addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    for (const old of await caches.keys()) if (old !== name) await caches.delete(old);
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (looks.includes(pathname)) return event.respondWith(kept(pathname).then((found) => found ?? fetch(request)));
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
