/** Telling who one really is, seeing it, taking it out; and what a page says about sending help. */
import { arrive, expect, looksRight, send, signInAs, test } from './journey.ts';

test('somebody tells who they are, sees it only after their pass-sentence, and takes it out (ID-4)', { tag: '@plain' }, async ({ page }) => {
  const { pass } = await arrive(page);
  await page.goto('/settings/identity');
  await expect(page.getByText('We do not know who you are or where you are.').first()).toBeVisible();
  await looksRight(page);
  await page.getByLabel('Your real name').fill('Åse Nordmann');
  await page.getByLabel('Your phone number').fill('12');
  await page.getByRole('button', { name: 'Keep it locked away' }).click();
  await expect(page.getByText('too few digits').first()).toBeVisible();
  await expect(page.getByLabel('Your real name')).toHaveValue('Åse Nordmann');
  await page.getByLabel('Your phone number').fill('22 00 00 00');
  await page.getByRole('button', { name: 'Keep it locked away' }).click();
  await expect(page.getByText('It is locked away.')).toBeVisible();
  await expect(page.getByText('You have told us how to find you.')).toBeVisible();
  expect(await page.content()).not.toContain('Nordmann');
  await page.getByLabel('Your pass-sentence').fill('not this one at all');
  await page.getByRole('button', { name: 'Show it to me' }).click();
  expect(await page.content()).not.toContain('Nordmann');
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Show it to me' }).click();
  await expect(page.getByText('Åse Nordmann')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Take it out: Your phone number' }).click();
  await expect(page.getByText('You have not told us how to find you.')).toBeVisible();
  await page.getByRole('button', { name: 'Take out everything' }).click();
  await expect(page.getByText('Everything is out.')).toBeVisible();
});

test('nobody learns by asking whether somebody else told anything', { tag: '@once' }, async ({ page, playwright }) => {
  await signInAs(page, 'Quiet Heron', '/settings/identity');
  const answer = await send(page, '/settings/identity?/remove', { field: 'member_mark' });
  expect(answer.status()).toBe(404);
  const stranger = await playwright.request.newContext();
  const shown = await stranger.get(new URL('/settings/identity', page.url()).href, { maxRedirects: 0 });
  expect(shown.status()).toBe(303);
  await stranger.dispose();
});

test('Help now and the join page say when help cannot be sent', { tag: '@once' }, async ({ page }) => {
  for (const path of ['/help', '/join']) {
    await page.goto(path);
    await expect(page.getByText('do not wait for us to send help')).toBeVisible();
  }
});
