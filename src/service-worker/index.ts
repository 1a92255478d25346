/**
 * What works without a signal: Help now, and the page that says so.
 *
 * Both are asked for without cookies, so what is kept is what a stranger sees.
 * No page of a signed-in member is ever kept.
 */
import { version } from '$app/env';
import { immutable } from '$app/manifest';
import { self } from '$app/service-worker';

const name = `alongside-${version}`;
const pages = ['/help', '/offline'];
const looks = immutable.map(({ path }) => `/${path.replace(/^\//, '')}`).filter((path) => /\.(css|woff2|svg)$/.test(path));

self.addEventListener('install', (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(name);
    await cache.addAll(looks);
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
  if (request.mode === 'navigate') event.respondWith(fetch(request).catch(() => withoutSignal(pathname)));
});

const kept = async (path: string) => (await caches.open(name)).match(path);

async function withoutSignal(path: string): Promise<Response> {
  return (await kept(path === '/help' ? '/help' : '/offline')) ?? Response.error();
}
