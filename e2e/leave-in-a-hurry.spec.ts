/** One on a shared device who leaves in a hurry, and finds her words again. Issue 3: "done when". (ACC-2, ID-1) */
import type { Locator, Page } from '@playwright/test';
import { questionsAt, topicAt } from './addresses.ts';
import { inDatabase, memberOf } from './database.ts';
import { arrive, enter, expect, hasScript, looksRight, send, somebodyElse, test, write } from './journey.ts';

const words = 'I have not told anybody that the new tablets frighten me, and';

/** Other sites, without going there; and what they were told of us. */
async function elsewhere(page: Page): Promise<string[]> {
  const told: string[] = [];
  await page.route(/^https?:\/\/(?!localhost)/, async (route) => {
    told.push(JSON.stringify(await route.request().allHeaders()));
    await route.fulfill({ body: '<title>Weather</title>the weather', contentType: 'text/html' });
  });
  return told;
}

/** Presses what leaves, and sees where to. Without a net to go to, what stands in the window is the browser's own. */
async function leaves(page: Page, by: Locator) {
  const asked = page.waitForRequest((request) => request.isNavigationRequest() && request.url().startsWith('https://www.bbc.co.uk/weather'));
  await by.click();
  await asked;
}

const tokenOf = async (page: Page) => (await page.context().cookies()).find(({ name }) => name === 'session')?.value;

test('she leaves in the middle of a sentence, Back shows nothing, and her words are there when she is back', async ({ page, browser }) => {
  const told = await elsewhere(page);
  const { name, pass } = await arrive(page, { device: 'shared' });
  await page.goto('/talk/new');
  await page.locator('textarea[name=text]').fill(words);
  if (!hasScript()) {
    // Without a script words are kept by a press; with one by themselves.
    await page.getByRole('button', { name: 'Look it over' }).click();
    await expect(page.locator('textarea[name=text]')).toHaveValue(words);
  }
  const token = (await tokenOf(page))!;
  await leaves(page, page.getByRole('banner').getByRole('link', { name: 'Leave' }));
  expect(told.join()).not.toContain('localhost');
  await expect.poll(() => tokenOf(page), 'the cookie is gone').toBeUndefined();
  const thief = await browser.newContext({ extraHTTPHeaders: { cookie: `session=${token}` } });
  await expect.poll(async () => (await thief.request.get(new URL('/today', String(test.info().project.use.baseURL)).href, { maxRedirects: 0 })).headers().location, 'signed out on the server, not only here').toBe('/sign-in?next=%2Ftoday');
  await thief.close();

  // Somebody else presses Back, and Forward, and types the address.
  for (const way of [() => page.goBack({ timeout: 4_000 }), () => page.goForward({ timeout: 4_000 }), () => page.goto('/talk/new'), () => page.goto('/talk/drafts')]) {
    await way().catch(() => null);
    expect(await page.content()).not.toContain('tablets');
    expect(await page.title()).not.toMatch(/talk|write/i);
  }
  await expect(page).toHaveURL(/\/sign-in\?next=/);

  await page.goto('/sign-in?next=/talk/new');
  await page.getByLabel('Your name here').fill(name);
  await page.locator('#pass').fill(pass);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/talk\/new/);
  await expect(page.locator('textarea[name=text]')).toHaveValue(words);
  await looksRight(page);
});

test('Leave works as a link: an answer that is not kept, tells the next site nothing, and never empties what a device keeps', async ({ page }) => {
  await arrive(page);
  const answer = await page.request.get('/leave', { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers()).toMatchObject({ 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
  expect(answer.headers()['clear-site-data'] ?? '').not.toContain('storage');
  expect((await page.request.get('/today', { maxRedirects: 0 })).status()).toBe(303);
  expect((await page.request.get('/leave', { maxRedirects: 0 })).status(), 'twice is once').toBe(303);
});

test('Shift three times leaves, on a keyboard with keys; a count is said; letters between do not count; it can be switched off @script', async ({ page }) => {
  await elsewhere(page);
  await arrive(page);
  await page.goto('/settings');
  const status = page.locator('[role=status].unseen');
  await page.keyboard.press('Shift');
  await expect(status).not.toBeEmpty();
  const first = await status.textContent();
  await page.keyboard.press('Shift');
  await expect(status).not.toHaveText(first!);
  await page.keyboard.press('Shift+A');
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  expect(page.url()).toContain('/settings');
  // Keyboards on a screen send Shift without saying which key it was.
  for (let at = 0; at < 5; at++) await page.evaluate(() => ['keydown', 'keyup'].forEach((type) => document.body.dispatchEvent(new KeyboardEvent(type, { key: 'Shift', code: '', bubbles: true }))));
  expect(page.url()).toContain('/settings');
  await page.goto('/settings/discreet');
  await page.getByLabel('A button on every page', { exact: true }).check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto('/today');
  for (let at = 0; at < 4; at++) await page.keyboard.press('Shift');
  expect(page.url()).toContain('/today');
  await page.goto('/settings/discreet');
  await page.getByLabel('A button on every page, and pressing Shift three times').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto('/today');
  for (let at = 0; at < 3; at++) await page.keyboard.press('Shift');
  await expect(page).toHaveURL(/bbc\.co\.uk\/weather/);
});

test('Leave can be kept out of sight: no button, still the first thing a Tab key reaches, and in the menu', async ({ page }) => {
  await elsewhere(page);
  await arrive(page);
  await page.goto('/settings/discreet');
  await page.getByLabel('In the menu only').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await looksRight(page);
  await page.goto('/today');
  await expect(page.getByRole('banner').getByRole('link', { name: 'Leave' })).toHaveCount(0);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveText('Leave');
  await page.goto('/menu');
  await leaves(page, page.getByRole('main').getByRole('link', { name: 'Leave' }));
  await expect(async () => {
    await page.goto('/today');
    await expect(page).toHaveURL(/\/sign-in/, { timeout: 500 });
  }, 'what ends the session is under way when the page is gone').toPass({ timeout: 3_000 });
});

test('a device that nobody touched closes: the sentence opens it at the same place, with the words kept', async ({ page }) => {
  const { name, pass } = await arrive(page, { device: 'shared' });
  await page.goto('/talk/new');
  await page.locator('textarea[name=text]').fill(words);
  await inDatabase(`update members.sessions set seen_at = now() - interval '11 minutes' where member_id in (${memberOf})`, [name]);
  await page.locator('button[formaction="?/post"], form button').filter({ hasText: /post|next|look/i }).first().click();
  await expect(page).toHaveURL(/\/lock\?kept&next=%2Ftalk%2Fnew/);
  await expect(page.getByText('What you wrote is kept.')).toBeVisible();
  const shown = await page.content();
  expect(shown).not.toContain(name);
  expect(shown).not.toContain('tablets');
  await looksRight(page);
  await page.getByLabel('Your pass-sentence').fill('not the right one at all');
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText('That is not the pass-sentence of the one who was here.').first()).toBeVisible();
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page).toHaveURL(/\/talk\/new/);
  await expect(page.locator('textarea[name=text]')).toHaveValue(words);
});

test('a closed device answers every page with the same door, and Leave there ends it for good', async ({ page }) => {
  await elsewhere(page);
  const { name, pass } = await arrive(page, { device: 'own' });
  await inDatabase(`update members.sessions set seen_at = now() - interval '31 minutes' where member_id in (${memberOf})`, [name]);
  for (const path of ['/today', '/settings/identity', '/talk/drafts']) {
    await page.goto(path);
    await expect(page).toHaveURL(`/lock?next=${encodeURIComponent(path)}`);
  }
  const token = (await tokenOf(page))!;
  await leaves(page, page.getByRole('banner').getByRole('link', { name: 'Leave' }));
  await page.context().addCookies([{ name: 'session', value: token, url: String(test.info().project.use.baseURL) }]);
  await expect(async () => {
    await page.context().addCookies([{ name: 'session', value: token, url: String(test.info().project.use.baseURL) }]);
    await page.goto('/today');
    await expect(page, 'the copied cookie opens not even the lock').toHaveURL(/\/sign-in/, { timeout: 500 });
  }).toPass({ timeout: 3_000 });
  const knock = await send(page, '/lock', { pass });
  expect([knock.status(), knock.headers().location]).toEqual([303, '/sign-in?next=%2Ftoday']);
});

const asleep = `update members.sessions set seen_at = now() - interval '11 minutes' where member_id in (${memberOf})`;
const comeBack = async (page: Page, pass: string) => {
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Go on' }).click();
};

test('on a closed device words sent anew are shown to nobody: they wait sealed for whoever was here, or the page says that they are not kept (ID-1)', { tag: '@plain' }, async ({ page }) => {
  const { name, pass } = await arrive(page, { device: 'shared' });
  // A telling that was refused stands in the history, and somebody else sends it again.
  await page.goto('/wrong');
  await page.locator('textarea[name=words]').fill(words);
  await page.getByRole('main').locator('form button').last().click();
  await expect(page.locator('textarea[name=words]')).toHaveValue(words);
  await inDatabase(asleep, [name]);
  await page.reload();
  await expect(page).toHaveURL('/lock?kept&next=%2Fspace%2Funsent');
  expect(await page.content()).not.toContain('tablets');
  await comeBack(page, pass);
  await expect(page.getByText(words)).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Send it now' }).click();
  await expect(page.locator('textarea[name=words]')).toHaveValue(words);

  // Who somebody is lies in the vault alone: it is not kept elsewhere, and the lock says so.
  await page.goto('/settings/identity');
  await page.getByLabel('Where you live').fill('The red house by the station');
  await inDatabase(asleep, [name]);
  await page.getByRole('button', { name: 'Keep it locked away' }).click();
  await expect(page).toHaveURL('/lock?lost&next=%2Fsettings%2Fidentity');
  await expect(page.getByText('What you sent did not arrive, and we have not kept it.')).toBeVisible();
  expect(await page.content()).not.toContain('The red house');
  await looksRight(page);
  await comeBack(page, pass);
  await expect(page).toHaveURL('/settings/identity');
});

test('what stands half written goes along when the page closes; the page says beforehand whether it does (ID-1, ACC-2) @script', async ({ page, context }) => {
  await page.clock.install();
  const { pass } = await arrive(page, { device: 'shared' });
  const dialog = page.getByRole('alertdialog');
  const rest = async () => {
    await page.clock.fastForward('08:05');
    await expect(dialog).toContainText('In two minutes this page closes');
  };
  const stay = () => dialog.getByRole('button', { name: 'I am here' }).click();
  await page.goto('/practice?step=3');
  await rest();
  await expect(dialog).not.toContainText('wrote');
  await stay();
  await page.locator('textarea[name=words]').fill('Only trying this out.');
  await rest();
  await expect(dialog).toContainText('We cannot keep all that you wrote here.');
  await stay();
  await page.goto('/settings/keys');
  await page.locator('#pass-now').fill(pass);
  await rest();
  await expect(dialog).toContainText('We cannot keep all that you wrote here.');
  await stay();

  await page.goto('/wrong?kind=harm');
  await page.getByRole('main').getByRole('radio').first().check();
  await page.locator('textarea[name=words]').fill(words);
  await rest();
  await expect(dialog).toContainText('What you wrote is kept.');
  await looksRight(page);
  await page.clock.fastForward('02:10');
  await expect(page).toHaveURL(/\/lock\?kept&next=%2Fspace%2Funsent%3Fback%3D/);
  await expect(page.getByText('What you wrote is kept.')).toBeVisible();
  expect(await page.content()).not.toContain('tablets');
  await page.goBack().catch(() => null);
  expect(await page.content()).not.toContain('tablets');
  await page.goto('/lock?kept&next=%2Fspace%2Funsent%3Fback%3D%252Fwrong');
  await comeBack(page, pass);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Words that did not arrive');
  await expect(page.getByLabel('What you wrote')).toHaveValue(words);
  await expect(page.getByRole('link', { name: 'Go on where you were' })).toHaveAttribute('href', '/wrong');
  await looksRight(page);
  await page.getByLabel('What you wrote').fill(`${words} I told her so.`);
  await page.getByRole('button', { name: 'Send it now' }).click();
  await expect(page).toHaveURL(/\/wrong/);
  if (await page.locator('textarea[name=words]').count()) await expect(page.locator('textarea[name=words]')).toHaveValue(`${words} I told her so.`);
  await page.goto('/space/unsent');
  await expect(page.getByText('You sent this once more from here.')).toBeVisible();

  // Without a signal nothing is shown and nothing is lost; it goes when there is one.
  await page.goto('/space/diary');
  await page.getByLabel('Words').fill('The lift is out again.');
  await rest();
  await context.setOffline(true);
  await page.clock.fastForward('02:10');
  await expect(page.getByText('This page has closed.')).toBeVisible();
  expect(await page.content()).not.toContain('lift');
  await context.setOffline(false);
  await page.clock.runFor(6_000);
  await expect(page).toHaveURL(/\/lock\?kept/);
  await comeBack(page, pass);
  await expect(page.getByLabel('What you wrote')).toHaveValue('The lift is out again.');
});

test('two minutes before it closes the page asks, and somebody who is there stays; who is not finds it closed @script', async ({ page }) => {
  await page.clock.install();
  const { pass } = await arrive(page, { device: 'shared' });
  await page.goto('/talk/new');
  await page.locator('textarea[name=text]').fill(words);
  await page.clock.fastForward('08:05');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toBeVisible();
  await expect(dialog).toHaveAccessibleName('Are you still here?');
  await looksRight(page);
  await dialog.getByRole('button', { name: 'I am here' }).click();
  await expect(dialog).toHaveCount(0);
  await page.clock.fastForward('07:50');
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press('ArrowDown'); // being there is enough, as long as it does not ask
  await page.clock.fastForward('07:50');
  await expect(dialog).toHaveCount(0);
  await page.clock.fastForward('00:20');
  await expect(dialog).toBeVisible();
  await page.clock.fastForward('02:10');
  await expect(page).toHaveURL(/\/lock\?next=%2Ftalk%2Fnew$/);
  expect(await page.content()).not.toContain('tablets');
  await page.goBack().catch(() => null);
  expect(await page.content()).not.toContain('tablets');
  await page.goto('/lock?next=/talk/new');
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.locator('textarea[name=text]')).toHaveValue(words);
});

test('the page is covered while another window is in front, if one wishes @script', async ({ page }) => {
  await arrive(page);
  await page.goto('/settings/discreet');
  await page.getByLabel('Cover the page when I look away').check();
  await page.getByLabel('Recipes').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto('/today');
  await expect(page).toHaveTitle('Recipes');
  await page.evaluate(() => dispatchEvent(new Event('blur')));
  const cover = page.locator('.cover');
  await expect(cover).toHaveText('Recipes');
  const box = (await cover.boundingBox())!;
  expect([box.x, box.y, box.width, box.height]).toEqual([0, 0, page.viewportSize()!.width, page.viewportSize()!.height]);
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await expect(cover).toHaveCount(0);
});

test('a cover word stands in every title; a visitor sees none of it', async ({ page }) => {
  await arrive(page);
  await page.goto('/settings/discreet');
  await page.getByLabel('A word of my own, or none').check();
  await page.getByLabel('My own word').fill('Timetable');
  await page.getByRole('button', { name: 'Save' }).click();
  const read = [await topicAt('rest'), await write(page, { title: 'A kettle' }), '/learn/b1', '/space/try/c1', questionsAt('phq-8')];
  for (const path of ['/today', '/talk', '/settings/keys', '/help', '/privacy', '/talk/new', '/nowhere', ...read]) {
    await page.goto(path);
    await expect(page, path).toHaveTitle('Timetable');
  }
  const stranger = await somebodyElse(page);
  await stranger.goto(new URL('/help', page.url()).href);
  await expect(stranger).not.toHaveTitle('Timetable');
});

test('the app on the home screen has the name and picture somebody chose before, and nobody else’s', async ({ page, playwright }) => {
  await arrive(page, { device: 'own' });
  expect((await page.request.get('/app.webmanifest')).status(), 'nothing to install before a name is chosen').toBe(404);
  await page.goto('/settings/discreet');
  await expect(page.locator('link[rel=manifest]')).toHaveCount(0);
  await page.getByRole('link', { name: 'Choose a name and a picture' }).click();
  await looksRight(page);
  await page.getByLabel('Shopping').check();
  await page.getByLabel('A leaf').check();
  await page.getByRole('button', { name: 'Save' }).click();
  await looksRight(page);
  const link = page.locator('link[rel=manifest]');
  await expect(link).toHaveAttribute('crossorigin', 'use-credentials');
  const answer = await page.request.get((await link.getAttribute('href'))!);
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  expect(answer.headers()['cache-control']).toBe('no-store');
  const manifest = (await answer.json()) as { name: string; icons: { src: string }[] };
  expect(manifest).toMatchObject({ name: 'Shopping', short_name: 'Shopping', display: 'standalone', start_url: '/today' });
  expect(JSON.stringify(manifest)).not.toMatch(/alongside|support|health|peer/i);
  for (const { src } of manifest.icons) expect((await page.request.get(src)).headers()['content-type']).toBe('image/png');
  const stranger = await playwright.request.newContext({ baseURL: String(test.info().project.use.baseURL) });
  expect((await stranger.get('/app.webmanifest')).status()).toBe(404);
  await enter(stranger, 'Quiet Heron');
  expect((await stranger.get('/app.webmanifest')).status()).toBe(404);
  await stranger.dispose();
  await page.getByRole('button', { name: 'Do not offer it any more' }).click();
  await expect(page.locator('link[rel=manifest]')).toHaveCount(0);
});

test('a browser can install it, and finds nothing wrong with it @script', async ({ page }) => {
  await arrive(page, { device: 'own' });
  await page.goto('/settings/app');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Do not offer it any more' })).toBeVisible();
  const wire = await page.context().newCDPSession(page);
  const found = await wire.send('Page.getAppManifest');
  expect(found.errors).toEqual([]);
  expect(JSON.parse(found.data!)).toMatchObject({ name: 'Notes' });
  const { installabilityErrors } = await wire.send('Page.getInstallabilityErrors');
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});

test('the device keeps no page of a member, only what a stranger may see @script', async ({ page, context }) => {
  await arrive(page, { device: 'own' });
  await page.goto('/today');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  for (const path of ['/settings/keys', '/settings/identity', '/talk', '/notices']) await page.goto(path);
  const kept = await page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    return found.filter((path) => !/\.(css|woff2|svg|js)$/.test(path)).sort();
  });
  expect(kept).toEqual(['/help', '/offline', '/space/note/device', '/space/plan/device', '/space/unsent/device']);
  await context.setOffline(true);
  await page.goto('/talk').catch(() => null);
  expect(await page.content()).not.toContain('/talk/topics/');
  await context.setOffline(false);
});
