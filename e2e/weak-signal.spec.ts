/**
 * A signal that breaks off while a form is on its way, and a device that still
 * holds an older build. Issue 5: "nothing lost". (NEW-3, ID-1)
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { inDatabase, memberOf } from './database.ts';
import { arrive, as, expect, home, looksRight, send, somebodyElse, someName, test } from './journey.ts';

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
  await page.goto('/space/areas/d1');
  await page.getByLabel('How things are').fill('Damp, but mine.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('It is kept on this device too, sealed.')).toBeVisible();
  await context.setOffline(false);
  // Going on breaks off what is being sent; the next page sends it again.
  const hasGone = () => page.waitForFunction(() => localStorage.getItem('letters') === null, undefined, { timeout: 4_000 }).then(() => true, () => false);
  await expect.poll(async () => (await page.goto('/space')) && hasGone(), { timeout: 30_000 }).toBe(true);
  await page.goto('/space/areas/d1');
  await expect(page.getByLabel('How things are')).toHaveValue('Damp, but mine.');
  await expect(page.getByRole('heading', { name: 'Two devices changed this' })).toHaveCount(0);
});

test('what two phones changed, and what is refused when it comes late, is not said to have arrived: it waits, and a link leads there (TOOL-9, NEW-3) @script', async ({ page, context }) => {
  await arrive(page, { device: 'own' });
  await page.goto('/space');
  await ready(page);
  await send(page, '/space/areas/d1?/keep', { now: 'At first', version: '0' });
  await page.goto('/space/areas/d1');
  await send(page, '/space/areas/d1?/keep', { now: 'From the other phone', version: '1' });
  await page.getByLabel('How things are').fill('Damp, but mine.');
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('It is kept on this device too, sealed.')).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText('It waits for you to look at it.')).toBeVisible();
  await expect(page.getByText('has arrived.')).toBeHidden();
  await looksRight(page);
  await page.getByRole('link', { name: 'Look at it' }).click();
  await expect(page).toHaveURL(/\/space\/areas\/d1$/);
  await expect(page.getByRole('heading', { name: 'Two devices changed this' })).toBeVisible();

  await page.goto('/space/diary');
  await page.getByLabel('Words').fill('On a day there never was.');
  await page.locator('summary', { hasText: 'Which day' }).click();
  for (const [label, value] of [['Day', '31'], ['Month', '2'], ['Year', '2026']] as const) await page.getByLabel(label, { exact: true }).fill(value); // "Today" stays ticked
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('It is kept on this device too, sealed.')).toBeVisible();
  await context.setOffline(false);
  await page.getByRole('link', { name: 'Look at it' }).click();
  await expect(page.getByText('On a day there never was.')).toBeVisible();
  await page.getByRole('button', { name: 'Save it now' }).click();
  await expect(page.getByText('There is no such day in the calendar.').first()).toBeVisible();
  await expect(page.getByLabel('Another day', { exact: true })).toBeChecked();
});

test('a letter with a picture that breaks off comes back with its words, and says that the picture did not @script', async ({ page, context }) => {
  await arrive(page);
  await page.goto('/space');
  await ready(page);
  await context.setOffline(true);
  await page.evaluate(() => {
    const form = Object.assign(document.createElement('form'), { method: 'POST', enctype: 'multipart/form-data', action: '/space/care/messages/new?/send' });
    const words = Object.assign(document.createElement('textarea'), { name: 'text', value: 'The rash is back, here is how it looks.' });
    const picture = Object.assign(document.createElement('input'), { type: 'file', name: 'picture' });
    const chosen = new DataTransfer();
    chosen.items.add(new File([new Uint8Array(2_000_000)], 'rash.jpg', { type: 'image/jpeg' }));
    picture.files = chosen.files;
    form.append(words, picture);
    document.body.append(form);
    form.submit();
  });
  await expect(page.getByLabel('What you wrote')).toHaveValue('The rash is back, here is how it looks.');
  await expect(page.getByText('The picture could not be kept here.')).toBeVisible();
  await looksRight(page);
  // However deep the address, what stands there without a signal looks as it should.
  await page.goto('/talk/t/nowhere/reply').catch(() => undefined);
  await looksRight(page);
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

test('what somebody else writes on a device where a letterbox was left is never sealed for the one who left it @script', async ({ page, context }) => {
  const box = () => page.evaluate(() => localStorage.getItem('letterbox'));
  const first = await arrive(page, { device: 'own' });
  await page.goto('/space');
  await ready(page);
  const left = (await box())!;
  expect(left).toContain('"key"');
  await page.goto('/menu');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL('/');
  expect(await box(), 'signing out takes the way to seal along').toBeNull();

  for (const device of ['shared', 'own'] as const) {
    await context.clearCookies();
    // As where the sign-in had only run out, or an older build had left it.
    await page.evaluate((kept) => localStorage.setItem('letterbox', kept), left);
    const { name } = await arrive(page, { device });
    await page.goto('/space/diary');
    expect(await box(), device).toBeNull();
    await page.evaluate((kept) => localStorage.setItem('letterbox', kept), left); // and as where the first one signed in in another window meanwhile
    await page.getByLabel('Words').fill('Nobody but me reads this.');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Stay on this page until it has gone.')).toBeVisible();
    await expect(page.getByText('It is kept on this device too, sealed.')).toBeHidden();
    await expect(page.locator('main textarea')).toHaveCount(1);
    expect(await letters(page)).toBeNull();
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Send it again' }).click();
    await expect(page).toHaveURL(/\/space\/diary\?saved/);
    expect(await inDatabase(papersOf('diary'), [name])).toHaveLength(1);
    await context.setOffline(true);
    await page.goto('/space/note');
    await expect(page.getByText('On this device nothing is kept without a signal.')).toBeVisible();
    await context.setOffline(false);
  }
  expect(await inDatabase(papersOf('diary'), [first.name])).toHaveLength(0);

  // Leave takes it along as well, and what waits sealed stays for its member.
  await page.goto('/space');
  await expect.poll(box).not.toBeNull();
  await page.evaluate(() => localStorage.setItem('letters', '[]'));
  await context.route(({ hostname }) => hostname !== 'localhost', (route) => route.fulfill({ body: 'elsewhere' }));
  await page.getByRole('banner').getByRole('link', { name: 'Leave' }).click();
  await page.waitForURL(({ hostname }) => hostname !== 'localhost');
  await page.goto(`${home()}/help`);
  expect(await page.evaluate(() => [localStorage.getItem('letterbox'), localStorage.getItem('letters')])).toEqual([null, '[]']);
});

test('after Leave by a plain link nothing on this device tells that somebody’s words wait there, and they arrive all the same (ACC-2, NEW-3) @script', async ({ page, context }) => {
  const box = () => page.evaluate(() => localStorage.getItem('letterbox'));
  const { name, pass } = await arrive(page, { device: 'own' });
  await page.goto('/space');
  await ready(page);
  await expect.poll(box).not.toBeNull();
  await context.setOffline(true);
  await page.goto('/space/note');
  await page.getByLabel('Words').fill('The stairs were long today.');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Kept on this device, sealed.')).toBeVisible();
  await context.setOffline(false);
  await context.route(({ hostname }) => hostname !== 'localhost', (route) => route.fulfill({ body: 'elsewhere' }));
  await page.goto('/leave'); // as where the script of the page had not come yet
  expect(new URL(page.url()).hostname).not.toBe('localhost');

  await page.goto(`${home()}/space/note/device`);
  await expect(page.getByText('On this device nothing is kept without a signal.')).toBeVisible();
  await expect(page.getByLabel('Words')).toBeHidden();
  expect(await box()).toBeNull();
  expect(JSON.parse((await letters(page))!), 'what waits stays').toHaveLength(1);
  await looksRight(page);

  // Somebody else comes in here: it is not theirs to know of.
  await arrive(page, { device: 'own' });
  const looked = page.waitForResponse((answer) => answer.url().endsWith('/space/note/later'));
  await page.goto('/space');
  expect((await looked).status()).toBe(404);
  await expect.poll(box).not.toBeNull();
  await expect(page.getByText('Something written on this device has not arrived.')).toBeHidden();
  expect(JSON.parse((await letters(page))!)).toHaveLength(1);

  await send(page, '/leave');
  await page.goto('/sign-in?next=/space');
  await page.getByLabel('Your name here').fill(name);
  await page.locator('#pass').fill(pass);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect.poll(() => letters(page)).toBeNull();
  expect(await inDatabase(papersOf('check-in'), [name])).toHaveLength(1);
});

test('a check-in for a day that is none waits where its member can read and mend it, and a page of the diary that came late keeps its day @script', async ({ page, context }) => {
  const { name } = await arrive(page, { device: 'own' });
  await page.goto('/space/note');
  await ready(page);
  await page.locator('form[data-note] summary').first().click();
  await page.getByLabel('Words').fill('The day the lift broke.');
  await page.locator('summary', { hasText: 'Which day' }).click();
  await page.getByLabel('Another day', { exact: true }).check();
  for (const [label, value] of [['Day', '31'], ['Month', '2'], ['Year', '2026']] as const) await page.getByLabel(label, { exact: true }).fill(value);
  await context.setOffline(true);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Kept on this device, sealed.')).toBeVisible();
  await context.setOffline(false);
  await expect.poll(async () => (await page.goto('/space')) && (await letters(page)), { timeout: 30_000 }).toBeNull();
  await page.goto('/space/unsent');
  await expect(page.getByText('The day the lift broke.')).toBeVisible();
  await page.getByRole('button', { name: 'Save it now' }).click();
  await expect(page.getByLabel('Words')).toHaveValue('The day the lift broke.');
  await page.getByLabel('Day', { exact: true }).fill('28');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/space\/note\?saved=/);
  expect(await inDatabase(`select day::text from toolbox.papers where kind = 'check-in' and member_id in (${memberOf})`, [name])).toEqual([{ day: '2026-02-28' }]);
  await page.goto('/space/unsent');
  await expect(page.getByText('Nothing waits here.')).toBeVisible();

  // A page of the diary that came after the sign-in ran out says which day it is about, and keeps it when it is refused once more.
  const asleep = `update members.sessions set seen_at = now() - interval '1 hour' where member_id in (${memberOf}) returning 1`;
  await inDatabase(asleep, [name]);
  expect((await send(page, '/space/diary?/add', { words: 'x'.repeat(20_001), when: 'yesterday' })).headers().location).toContain('kept');
  await page.goto('/lock?next=/space/unsent');
  await page.getByLabel('Your pass-sentence').fill('four grey gloves on a radiator');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(/^About \d+ \w+ \d{4}\.$/)).toBeVisible();
  await page.getByRole('button', { name: 'Save it now' }).click();
  await expect(page.getByLabel('Another day', { exact: true })).toBeChecked();
  await expect(page.getByLabel('Year', { exact: true })).toHaveValue(/^\d{4}$/);
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

test('joining and the spare key lose nothing when their form is sent again, and show nothing once somebody has left (NEW-1, ID-1, ACC-2)', { tag: '@once' }, async ({ page }) => {
  const keyIn = async (answer: Awaited<ReturnType<typeof send>>) => /id="spare-key"[^>]*>([^<]+)</.exec(await answer.text())?.[1]?.trim();
  const onceOf = async (from: Page, path: string) => /name="once" value="([\w-]{36})"/.exec(await (await from.request.get(path)).text())![1]!;
  const elsewhere = await somebodyElse(page);

  const form = { name: someName(), own: 'four grey gloves on a radiator', device: 'shared', adult: 'on', keepName: 'on', once: await onceOf(page, '/join') };
  const keys = await Promise.all([page, elsewhere, page].map(async (from) => keyIn(await send(from, '/join?/join', form))));
  expect([new Set(keys).size, keys[0]]).toEqual([1, expect.stringMatching(/^(\w{4}-){4}\w{4}$/)]);
  expect(await keyIn(await send(page, '/join?/join', form)), 'when the page is loaded again, too').toBe(keys[0]);
  expect((await page.request.get('/today', { maxRedirects: 0 })).status()).toBe(200);

  await send(page, '/leave');
  const back = await send(page, '/join?/join', form);
  expect(back.status()).toBe(404);
  for (const secret of [form.own, form.name, keys[0]!]) expect(await back.text()).not.toContain(secret);

  const lost = { name: form.name, spare: keys[0]!, own: 'seven blue kites over a harbour', device: 'shared', once: await onceOf(elsewhere, '/sign-in/spare-key') };
  const fresh = await Promise.all([1, 2].map(async () => keyIn(await send(elsewhere, '/sign-in/spare-key?/use', lost))));
  expect([fresh[0], fresh[1] === fresh[0], fresh[0] === keys[0]]).toEqual([expect.any(String), true, false]);
  expect((await elsewhere.request.get('/today', { maxRedirects: 0 })).status()).toBe(200);
  expect(await keyIn(await send(page, '/sign-in/spare-key?/use', { ...lost, own: 'eight red kites over a harbour' })), 'with another sentence').toBeUndefined();
});

test('whoever comes to work here comes in by the second press of the form too, and sees the same spare key (ID-1, NEW-3)', { tag: '@once' }, async ({ page }) => {
  const iben = await as(page, 'Iben');
  const organisation = /<option value="([\w-]{36})"/.exec(await (await iben.request.get('/desk/admin/providers')).text())![1]!;
  const path = /\/care\/join\/[\w-]+/.exec(await (await send(iben, '/desk/admin/providers?/invite', { organisation })).text())![0];
  const once = /name="once" value="([\w-]{36})"/.exec(await (await page.request.get(path)).text())![1]!;
  const form = { name: 'Pressed Twice', role: 'nurse', signInName: `${crypto.randomUUID()}@clinic.example`, own: 'four grey gloves on a radiator', device: 'shared', once };
  const keyIn = async (answer: Awaited<ReturnType<typeof send>>) => /id="spare-key"[^>]*>([^<]+)</.exec(await answer.text())?.[1]?.trim();
  const elsewhere = await somebodyElse(page);
  const keys = await Promise.all([page, elsewhere].map(async (from) => keyIn(await send(from, `${path}?/join`, form))));
  expect(keys).toEqual([expect.stringMatching(/^(\w{4}-){4}\w{4}$/), keys[0]]);
  expect(await keyIn(await send(page, `${path}?/join`, form)), 'when the page is loaded again, too').toBe(keys[0]);
  expect((await send(page, `${path}?/join`, { ...form, own: 'another sentence that is long enough' })).headers().location).toBe('/desk/care');
  await send(page, '/leave');
  const back = await send(page, `${path}?/join`, form);
  expect([back.status(), (await back.text()).includes(keys[0]!)]).toEqual([404, false]);
});
