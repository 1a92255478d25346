/** A device's own fingerprint, face or PIN, with the browser's virtual authenticator (ID-4). */
import type { CDPSession, Page } from '@playwright/test';
import { arrive, expect, looksRight, test } from './journey.ts';

async function authenticator(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
  });
  return { cdp, authenticatorId };
}

const use = 'Use this device’s fingerprint, face or PIN';

/** Some browsers offer the passkey by themselves while the page loads; in the others the button is pressed. */
async function comeIn(page: Page, to: RegExp): Promise<void> {
  const button = page.getByRole('button', { name: use });
  await Promise.race([page.waitForURL(to), button.waitFor()]);
  await page.waitForTimeout(500);
  if (!to.test(page.url())) await button.click().catch(() => {});
  await expect(page).toHaveURL(to);
}

test('a passkey is added on a device that is just mine, signs in without a word typed, and is taken away @script', async ({ page, context }) => {
  const { name, pass } = await arrive(page, { device: 'own' });
  const { cdp, authenticatorId } = await authenticator(page);
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Use this device' }).click();
  await expect(page.getByRole('heading', { name: 'Devices that let you in' })).toBeVisible();
  await looksRight(page);
  const { credentials: [kept] } = await cdp.send('WebAuthn.getCredentials', { authenticatorId });
  expect(kept).toMatchObject({ rpId: 'localhost', isResidentCredential: true });
  expect(Buffer.from(kept!.userHandle!, 'base64'), 'what the device keeps of the person leads nowhere else').toHaveLength(32);

  await context.clearCookies();
  await page.goto('/sign-in?next=/space');
  await comeIn(page, /\/space$/);
  const used = await cdp.send('WebAuthn.getCredential', { authenticatorId, credentialId: kept!.credentialId });
  expect(used.credential.signCount).toBeGreaterThan(kept!.signCount);

  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Take it away' }).click();
  await expect(page.getByRole('heading', { name: 'Devices that let you in' })).toHaveCount(0);
  await context.clearCookies();
  await page.goto('/sign-in?next=/space');
  // The device still has its half and may offer it by itself; nothing fits it any more. The page says so, and does not ask again alone.
  let tries = 0;
  page.on('request', (request) => { tries += Number(request.url().endsWith('?/passkey')); });
  await page.getByRole('button', { name: use }).click({ timeout: 2_000 }).catch(() => {});
  await expect(page.getByRole('alert')).toContainText('That did not work on this device.');
  await page.waitForTimeout(1_500);
  const first = tries;
  await page.waitForTimeout(1_500);
  expect(tries, 'a key that does not fit is not tried again and again').toBe(first);
  expect((await page.request.get('/space', { maxRedirects: 0 })).status()).toBe(303);
  await cdp.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId });
  await page.goto('/sign-in?next=/space');
  await page.getByLabel('Your name here').fill(name);
  await page.locator('#pass').fill(pass);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await expect(page).toHaveURL(/\/space$/);
});

test('on a device that others use too, no passkey is offered @script', async ({ page }) => {
  await arrive(page, { device: 'shared' });
  await authenticator(page);
  await page.goto('/settings/keys');
  await expect(page.getByText('You said that others use this device too.')).toBeVisible();
  await expect(page.locator('[data-passkey=create]')).toHaveCount(0);
});

test('where the device does not answer, the words say so and nothing is lost @script', async ({ page }) => {
  await arrive(page, { device: 'own' });
  await authenticator(page);
  await page.route('**/settings/keys/passkey', (route) => route.abort());
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Use this device' }).click();
  await expect(page.getByText('That did not work, or you stopped it.')).toBeVisible();
});
