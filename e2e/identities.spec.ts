/** Coming in through a provider of identities, behind a name of one's own (ID-4). */
import { enter, expect, looksRight, someName, test } from './journey.ts';

const goTo = 'Go on to the test clinic';

test('somebody joins with a proof from elsewhere, and comes back with it', { tag: '@plain' }, async ({ page, context }) => {
  const [who, name] = [`kari-born-1970-${crypto.randomUUID()}`, someName()];
  await page.goto('/join');
  await page.getByRole('link', { name: 'Sign in with the test clinic' }).click();
  await looksRight(page);
  await expect(page.getByText('cannot see what you do here')).toBeVisible();
  await page.getByRole('button', { name: goTo }).click();
  await page.getByLabel('Who are you?').fill(who);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('the test clinic has sent you back')).toBeVisible();
  expect(page.url()).not.toContain('code=');
  await looksRight(page);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel(/18 or over/).check();
  const keep = page.locator('input[name=keepName]');
  await page.locator('form#join > button').click();
  if (await keep.count()) {
    await keep.check();
    await page.locator('form#join > button').click();
  }
  await expect(page.locator('#spare-key')).toBeVisible();
  await page.goto('/settings/identity');
  await expect(page.getByText('That you are 18 or over')).toBeVisible();
  expect(await page.content()).not.toContain(who);
  await page.goto('/settings/keys');
  await expect(page.getByRole('button', { name: 'Take the test clinic away' })).toBeVisible();
  await looksRight(page);
  await context.clearCookies({ name: 'session' });
  await page.goto('/sign-in?next=/space');
  await page.getByRole('link', { name: 'Sign in with the test clinic' }).click();
  await page.getByRole('button', { name: goTo }).click();
  await expect(page).toHaveURL(/\/space$/);
  expect((await context.cookies()).map((cookie) => cookie.name)).not.toContain('trip');
});

test('whoever works with members adds a proof from elsewhere later, and takes it away', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Sam Reed');
  await page.goto('/desk/care/settings/keys');
  await page.getByRole('link', { name: 'Add the test clinic as a way in' }).click();
  await looksRight(page);
  await page.getByRole('button', { name: goTo }).click();
  await page.getByLabel('Who are you?').fill(`sam-born-1970-${crypto.randomUUID()}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(/\/desk\/care\/settings\/keys\?saved/);
  await looksRight(page);
  await page.getByRole('button', { name: 'Take the test clinic away' }).click();
  await expect(page.getByRole('link', { name: 'Add the test clinic as a way in' })).toBeVisible();
});

test('somebody who stops on the way, or is not sure enough, is told in words and has lost nothing', { tag: '@plain' }, async ({ page }) => {
  await page.goto('/sign-in/with/clinic');
  await page.getByRole('button', { name: goTo }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('You stopped at the test clinic')).toBeVisible();
  await page.getByRole('button', { name: goTo }).click();
  await page.getByLabel('Who are you?').fill('weak');
  await page.getByLabel('low').check();
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('was not sure enough')).toBeVisible();
  await looksRight(page);
});

test('a way back that nobody set out for opens nothing, and says nothing of what it carried', { tag: '@plain' }, async ({ page }) => {
  for (const query of ['', '?code=x&state=y', '?error=<script>alert(1)</script>&state=y', '?no=<b>']) {
    await page.goto(`/sign-in/with/clinic/back${query}`);
    await expect(page.getByText('That took too long, or the page was opened twice.')).toBeVisible();
    expect(page.url()).toMatch(/\/sign-in\/with\/clinic\?no=late$/);
  }
  expect((await page.goto('/sign-in/with/nobody'))!.status()).toBe(404);
  expect((await page.goto('/sign-in/with/nobody/back?code=x'))!.status()).toBe(404);
});
