/** A plan for hard times, written in daylight and used at night (TOOL-3, NEW-3; ux.md W9). */
import type { BrowserContext, Page } from '@playwright/test';
import { arrive, expect, hasScript, looksRight, send, test } from './journey.ts';

const pin = 'seven grey stones';

async function writePlan(page: Page) {
  await page.goto('/space/plan');
  await page.getByLabel('Name').fill('Jo');
  await page.getByLabel('Phone number').fill('07700 900123');
  await page.getByRole('button', { name: 'Keep this' }).click();
  await page.getByRole('link', { name: 'Change the plan' }).click();
  await page.getByLabel('Things I can do on my own').fill('Rain sounds and the blue blanket\nA shower with the light off');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

test('a plan begins with whom to ring and is walked one step a screen', async ({ page }) => {
  await arrive(page);
  await page.goto('/space/plan/now');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('No plan yet. These numbers are here anyway.');
  await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
  await writePlan(page);
  await page.getByRole('link', { name: 'I need it now' }).click();
  await expect(page.locator('.step')).toHaveText('Rain sounds and the blue blanket');
  for (const big of await page.locator('main a.big, main button.big').all()) expect((await big.boundingBox())!.height).toBeGreaterThanOrEqual(64);
  await expect(page.getByRole('link', { name: 'Call Jo' })).toHaveAttribute('href', 'tel:07700900123');
  await looksRight(page);
  await page.getByRole('button', { name: 'That helped a bit' }).click();
  await expect(page.getByText('It is kept for you alone.')).toBeVisible();
  for (let step = 0; step < 2; step++) await page.getByRole('link', { name: 'Next step' }).click();
  await expect(page.getByRole('link', { name: 'Text Jo' })).toHaveAttribute('href', 'sms:07700900123');
  await page.getByRole('link', { name: 'Next step' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('That was the last step');
  await page.getByRole('link', { name: 'All steps' }).click();
  await expect(page.getByRole('heading', { name: 'What helped before' })).toBeVisible();
  await looksRight(page);
});

test('a part that is put in another place stands there, and is walked there (TOOL-3)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/space/plan/edit');
  await page.getByLabel('Things I can do on my own').fill('Tea by the window');
  await page.getByLabel('People I can ask').fill('Jo, 07700 900123');
  await page.locator('summary', { hasText: 'People I can ask' }).click();
  await page.locator('#place-people').selectOption('2');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await page.goto('/space/plan/now');
  await expect(page.locator('.step')).toContainText('Jo');
  await page.goto('/space/plan/edit');
  await expect(page.locator('#place-people')).toHaveValue('2');
  await page.locator('summary', { hasText: 'People I can ask' }).click();
  await page.locator('#place-people').selectOption('3');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await page.goto('/space/plan/now');
  await expect(page.locator('.step')).toHaveText('Tea by the window');
});

test('on a bad day it is two presses away', async ({ page }) => {
  await arrive(page);
  await send(page, '/space/plan?/begin', { who: 'Jo', number: '07700 900123' });
  await send(page, '/today', { day: 'bad' });
  await page.goto('/today');
  await page.getByRole('link', { name: 'My plan for hard times' }).click();
  await expect(page.getByRole('link', { name: 'Call Jo' }).first()).toBeVisible();
});

test('on paper it is short or large, and carries no name of the place', async ({ page }) => {
  await arrive(page);
  await writePlan(page);
  for (const size of ['plain', 'large', 'wallet']) {
    await page.goto(`/space/plan/print?size=${size}`);
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('Jo, 07700 900123')).toBeVisible();
    await expect(page.locator('.top')).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
  }
  if (hasScript()) expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(1_000);
});

async function keepHere(page: Page) {
  await arrive(page, { device: 'own' });
  await writePlan(page);
  await page.getByLabel('PIN', { exact: true }).fill('12');
  await page.getByLabel('The same PIN again').fill('12');
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await expect(page.getByText('fewer than 6')).toBeVisible();
  await page.getByLabel('PIN', { exact: true }).fill(pin);
  await page.getByLabel('The same PIN again').fill(pin);
  await page.getByRole('button', { name: 'Keep a copy' }).click();
  await expect(page.getByText('There is a sealed copy on this device.')).toBeVisible();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
}

async function open(page: Page, typed: string) {
  await page.getByLabel('PIN', { exact: true }).fill(typed);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
}

/** Everything a look into the browser's store would show, as text. */
const inStore = (page: Page) => page.evaluate(() => new Promise<string>((done) => {
  const ask = indexedDB.open('kept', 1);
  ask.onsuccess = () => {
    const all = ask.result.transaction('copy').objectStore('copy').getAll();
    all.onsuccess = () => done(JSON.stringify(all.result, (_, value: unknown) => (value instanceof ArrayBuffer ? new TextDecoder('latin1').decode(value) : value)));
  };
}));

async function atNight(context: BrowserContext): Promise<Page> {
  await context.clearCookies();
  await context.setOffline(true);
  return context.newPage();
}

test('at night it opens without signal and without signing in, behind its PIN @script', async ({ page, context }) => {
  await keepHere(page);
  expect(await inStore(page)).not.toMatch(/Rain|blanket|07700/);
  const night = await atNight(context);
  await night.goto('/space/plan');
  await expect(night.getByText('07700')).toHaveCount(0);
  await open(night, 'not this one');
  await expect(night.getByText('9 tries are left')).toBeVisible();
  await open(night, pin);
  await expect(night.locator('.step')).toHaveText('Rain sounds and the blue blanket');
  for (const big of await night.locator('[data-is=buttons] .big').all()) expect((await big.boundingBox())!.height).toBeGreaterThanOrEqual(64);
  await night.getByRole('button', { name: 'That helped a bit' }).click();
  await expect(night.getByText('kept for you alone')).toBeVisible();
  expect(await inStore(night)).not.toMatch(/Rain|blanket/);
  await night.getByRole('button', { name: 'Next step' }).click();
  await night.getByRole('button', { name: 'Next step' }).click();
  await expect(night.getByRole('link', { name: 'Call Jo' })).toHaveAttribute('href', 'tel:07700900123');
  await night.getByRole('button', { name: 'All steps' }).click();
  await expect(night.getByRole('heading', { name: 'What helped before' })).toBeVisible();
  await looksRight(night);
  await night.getByRole('button', { name: 'Lock it again' }).click();
  await expect(night.getByText('Rain sounds')).toHaveCount(0);
  await night.reload();
  await expect(night.getByLabel('PIN', { exact: true })).toBeVisible();
});

test('a page kept by an older build, without what is new on it, opens the plan all the same @script', async ({ page, context }) => {
  await keepHere(page);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      const now = await cache.match('/space/plan/device');
      const html = (await now?.text())?.replace(/<details[^>]*data-is="forget"[^]*?<\/details>/, '');
      if (now && html) await cache.put('/space/plan/device', new Response(html, { headers: now.headers }));
    }
  });
  const night = await atNight(context);
  await night.goto('/space/plan/device');
  await expect(night.locator('[data-forget]')).toHaveCount(0);
  await open(night, pin);
  await expect(night.locator('.step')).toHaveText('Rain sounds and the blue blanket');
});

test('Leave locks it, and ten wrong tries erase the copy but not the plan @script', async ({ page, context }) => {
  await keepHere(page);
  await page.goto('/space/plan/device');
  await open(page, pin);
  await expect(page.locator('.step')).toBeVisible();
  await page.evaluate(() => document.dispatchEvent(new Event('leaving')));
  await expect(page.getByText('Rain sounds')).toHaveCount(0);
  const night = await atNight(context);
  await night.goto('/space/plan/device');
  for (let left = 9; left > 0; left--) {
    await open(night, `wrong ${left}`);
    await expect(night.getByText(left === 1 ? 'One try is left' : `${left} tries are left`)).toBeVisible();
    if (left === 5) await night.reload();
  }
  await open(night, 'wrong again');
  await expect(night.getByText('The copy on this device is erased. Your plan')).toBeVisible();
  expect(await inStore(night)).toBe('[]');
  await night.reload();
  await expect(night.getByText('No plan is kept on this device.')).toBeVisible();
});

test('a changed plan changes the copy without the PIN, and a shared device keeps none @script', async ({ page, browser }) => {
  await keepHere(page);
  await page.goto('/space/plan/edit');
  await page.getByLabel('Things I can do on my own').fill('Count the stairs');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await expect(page.getByText('There is a sealed copy')).toBeVisible();
  await page.waitForTimeout(300);
  await page.goto('/space/plan/device');
  await open(page, pin);
  await expect(page.locator('.step')).toHaveText('Count the stairs');
  const shared = await browser.newPage();
  await arrive(shared);
  await writePlan(shared);
  await expect(shared.getByText('no new copy is kept on it')).toBeVisible();
  await expect(shared.getByLabel('PIN', { exact: true })).toHaveCount(0);
});

test('each look at the plan makes the copy as the page is now: its numbers for help and its language, and never an older one (TOOL-3) @script', async ({ page }) => {
  await keepHere(page);
  const older = await page.locator('[data-plan-copy]').getAttribute('data-plan-copy');
  await send(page, '/space/plan?/begin', { who: 'Ash', number: '(020) 7946 0958' });
  for (const changed of [async () => {}, () => send(page, '/settings/language', { language: 'nb' })]) {
    const before = await inStore(page);
    await changed();
    await page.goto('/space/plan');
    await expect.poll(() => inStore(page)).not.toBe(before);
  }
  await page.evaluate(async (plan) => {
    const island = '/islands/kept-plan.js';
    const { renew } = (await import(island)) as { renew: (plan: unknown) => Promise<void> };
    await renew(JSON.parse(plan));
  }, older!);
  await page.goto('/space/plan/device');
  await open(page, pin); // the page around it speaks as it did when it was kept
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ting jeg kan gjøre selv');
  await expect(page.locator('[data-is=buttons] a[href="tel:113"]')).toBeVisible();
  for (let step = 0; step < 3; step++) await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page.getByRole('link', { name: 'Call Ash' })).toHaveAttribute('href', 'tel:02079460958');
});

test('the copy can be erased without its PIN, also when the device is shared now, and goes with the plan; another plan’s stays @script', async ({ page, context }) => {
  await keepHere(page);
  await context.clearCookies();
  await arrive(page, { device: 'shared' });
  await writePlan(page);
  await page.goto('/space/plan');
  await page.getByText('Take the plan away').click();
  await page.getByRole('button', { name: 'Take it away for good' }).click();
  await expect(page.getByText('Taken away.')).toBeVisible();
  expect(await inStore(page), 'it is not the copy of this plan').not.toBe('[]');
  await page.getByRole('link', { name: 'Open or erase a copy that was kept here before' }).click();
  await page.getByText('Erase the copy', { exact: true }).click();
  await looksRight(page);
  await page.getByRole('button', { name: 'Erase it for good' }).click();
  await expect(page.getByText('The copy on this device is erased.', { exact: true })).toBeVisible();
  expect(await inStore(page)).toBe('[]');
  await page.reload();
  await expect(page.getByText('No plan is kept on this device.')).toBeVisible();

  await context.clearCookies();
  await keepHere(page);
  await page.getByText('Take the plan away').click();
  await page.getByRole('button', { name: 'Take it away for good' }).click();
  await expect(page.getByText('The copy on this device is erased.', { exact: true })).toBeVisible();
  await looksRight(page);
  expect(await inStore(page)).toBe('[]');
});
