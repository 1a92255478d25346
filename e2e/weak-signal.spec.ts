/**
 * A signal that breaks off while a form is on its way, and a device that still
 * holds an older build. Issue 5: "nothing lost". (NEW-3, ID-1)
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { inDatabase, memberOf } from './database.ts';
import { arrive, expect, home, looksRight, send, someName, test } from './journey.ts';

const ready = (page: Page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller || new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done))).then(() => undefined));
const letters = (page: Page) => page.evaluate(() => localStorage.getItem('letters'));
const papersOf = (kind: string) => `select id from toolbox.papers where kind = '${kind}' and member_id in (${memberOf})`;

test('a form that breaks off on the way comes back with its words, waits sealed on a device of one’s own, and counts once @script', async ({ page, context }) => {
  const { name } = await arrive(page, { device: 'own' });
  await page.goto('/space');
  await ready(page);
  await page.goto('/space/diary');
  await page.getByLabel('Words').fill('The kettle took ages, and <b>then</b> it rained.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('It did not go just now');
  await expect(page.getByLabel('What you wrote')).toHaveValue('The kettle took ages, and <b>then</b> it rained.');
  await expect(page.getByText('It is kept on this device too, sealed.')).toBeVisible();
  await looksRight(page);
  expect(await letters(page)).not.toContain('kettle');
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page.getByLabel('What you wrote')).toHaveValue(/kettle/);
  await context.setOffline(false);
  await expect(page.getByText('What you wrote without a signal has arrived.')).toBeVisible();
  expect(await letters(page)).toBeNull();
  expect(await inDatabase(papersOf('diary'), [name])).toHaveLength(1);

  // A change of something older: sent by hand and by itself, it is one change and no clash.
  await page.goto('/space/areas/home');
  await page.getByLabel('How things are').fill('Damp, but mine.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('It is kept on this device too, sealed.')).toBeVisible();
  await context.setOffline(false);
  // Going on breaks off what is being sent; the next page sends it again.
  const hasGone = () => page.waitForFunction(() => localStorage.getItem('letters') === null, undefined, { timeout: 4_000 }).then(() => true, () => false);
  await expect.poll(async () => (await page.goto('/space')) && hasGone(), { timeout: 30_000 }).toBe(true);
  await page.goto('/space/areas/home');
  await expect(page.getByLabel('How things are')).toHaveValue('Damp, but mine.');
  await expect(page.getByRole('heading', { name: 'Two devices changed this' })).toHaveCount(0);
});

test('a signal that comes back while the words are being sealed takes them along @script', async ({ page, context }) => {
  const { name } = await arrive(page, { device: 'own' });
  await page.goto('/space');
  await ready(page);
  // Sealing takes its time on an old phone.
  await page.addInitScript(() => {
    const { subtle } = crypto;
    const make = subtle.generateKey.bind(subtle) as (...given: unknown[]) => Promise<CryptoKeyPair>;
    subtle.generateKey = (async (...given: unknown[]) => {
      await new Promise((done) => setTimeout(done, 2_000));
      return make(...given);
    }) as typeof subtle.generateKey;
  });
  await page.goto('/space/diary');
  await page.getByLabel('Words').fill('A robin on the rail.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByLabel('What you wrote')).toHaveValue('A robin on the rail.');
  await context.setOffline(false);
  await expect(page.getByText('What you wrote without a signal has arrived.')).toBeVisible();
  expect(await inDatabase(papersOf('diary'), [name])).toHaveLength(1);
});

test('on a device others use, the words come back and are kept nowhere @script', async ({ page, context }) => {
  const { name } = await arrive(page, { device: 'shared' });
  await page.goto('/space/diary');
  await ready(page);
  await page.getByLabel('Words').fill('A quiet evening with nobody in it.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Stay on this page until it has gone.')).toBeVisible();
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('letters');
  await context.setOffline(false);
  await page.getByRole('button', { name: 'Send it again' }).click();
  await expect(page).toHaveURL(/\/space\/diary\?saved/);
  await expect(page.getByText('A quiet evening with nobody in it.')).toHaveCount(1);
  expect(await inDatabase(papersOf('diary'), [name])).toHaveLength(1);
});

/** The house, seen through a door that can serve an older build: its worker, and a page only that build had. */
async function throughAnOlderDoor() {
  const door = { isOlder: true };
  const server = http.createServer((asked, answer) => {
    const on = http.request(new URL(asked.url!, home()), { method: asked.method, headers: asked.headers }, (given) => {
      const isWorker = asked.url === '/service-worker.js';
      const isPage = asked.url === '/space/note/device';
      if (!door.isOlder || (!isWorker && !isPage)) return void given.pipe(answer.writeHead(given.statusCode!, given.headers));
      const parts: Buffer[] = [];
      given.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
        const text = Buffer.concat(parts).toString();
        const older = isWorker ? text.replace(/version:`\d+`/, 'version:`older`').replaceAll('/space/unsent/device', '/offline') : text.replace(/<h1([^>]*)>[^<]*/, '<h1$1>An older page');
        const { 'content-length': _, etag: __, ...headers } = given.headers;
        answer.writeHead(given.statusCode!, headers).end(older);
      });
    });
    if (door.isOlder) on.setHeader('accept-encoding', 'identity');
    on.on('error', () => answer.destroy());
    asked.pipe(on);
  });
  await new Promise<void>((heard) => server.listen(0, heard));
  return { door, server, address: `http://localhost:${(server.address() as AddressInfo).port}` };
}

test('a device with an older build sends what waited on it, and has the newer page afterwards @script', async ({ browser }) => {
  const { door, server, address } = await throughAnOlderDoor();
  const context = await browser.newContext({ baseURL: address, viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  const name = someName();
  const joined = await send(page, '/join?/join', { name, own: 'four grey gloves on a radiator', device: 'own', adult: 'on', keepName: 'on' }, { origin: address });
  expect(joined.status()).toBeLessThan(400);
  await page.goto('/space/note');
  await ready(page);
  await context.setOffline(true);
  await page.goto('/space/note');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('An older page');
  await page.getByLabel('Words').fill('Written on the older page.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Kept on this device, sealed.')).toBeVisible();
  expect(await inDatabase(papersOf('check-in'), [name])).toHaveLength(0);

  door.isOlder = false;
  await context.setOffline(false);
  await page.goto('/today');
  await expect.poll(() => page.evaluate(() => caches.keys()), { timeout: 15_000 }).toEqual([expect.stringMatching(/^alongside-\d+$/)]);
  await expect.poll(() => letters(page)).toBeNull();
  expect(await inDatabase(papersOf('check-in'), [name])).toHaveLength(1);
  const looks = await page.evaluate(async () => (await (await caches.open((await caches.keys())[0]!)).keys()).map(({ url }) => new URL(url).pathname));
  expect(looks.filter((path) => path.endsWith('.css')).length, 'what the pages look by is kept with them').toBeGreaterThan(0);
  await context.setOffline(true);
  await page.goto('/space/note');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How is it right now?');
  await context.close();
  server.close();
});
