/** Everything is lost but a sheet of codes: a day of waiting that every device hears of and can stop (ID-1, ID-4). */
import type { Page } from '@playwright/test';
import { inDatabase, memberOf } from './database.ts';
import { arrive, expect, looksRight, somebodyElse, test } from './journey.ts';

const banner = 'Somebody used a code from your sheet to get back in under your name';

async function sheet(page: Page, pass: string): Promise<string[]> {
  await page.goto('/settings/keys');
  await page.locator('#pass-codes').fill(pass);
  await page.getByRole('button', { name: 'Make a sheet' }).click();
  await expect(page.getByRole('heading', { name: 'Your ten codes' })).toBeVisible();
  await looksRight(page);
  const codes = await page.locator('#codes li').allTextContents();
  expect(codes).toHaveLength(10);
  return codes;
}

async function show(page: Page, name: string, code: string) {
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'I have a sheet of ten codes' }).click();
  await page.getByLabel('Your name here').fill(name);
  await page.getByLabel('One code from your sheet').fill(code);
  await page.getByRole('button', { name: 'Show the code' }).click();
}

test('a code waits a day, and sets a new sentence then', async ({ page }) => {
  const { name, pass } = await arrive(page);
  const [code] = await sheet(page, pass);
  const lost = await somebodyElse(page);
  await show(lost, name, code!.toLowerCase());
  await expect(lost.getByRole('heading', { name: 'Now we wait one day' })).toBeVisible();
  await looksRight(lost);
  for (const path of ['/today', '/talk', '/settings/keys', '/privacy']) {
    await page.goto(path);
    await expect(page.getByText(banner), path).toBeVisible();
  }
  await looksRight(page);
  await expect.poll(async () => (await page.goto('/notices'), page.getByText('Somebody used a code from your sheet. If that was not you').count())).toBe(1);
  await inDatabase(`update members.recoveries set due_at = due_at - interval '24 hours' where member_id in (${memberOf})`, [name]);
  await show(lost, name, code!);
  await expect(lost.getByRole('heading', { name: 'The day is over' })).toBeVisible();
  await looksRight(lost);
  await lost.getByText('I want to write my own').click();
  await lost.locator('input[name=own]').fill('too short');
  await lost.getByRole('button', { name: 'Get back in' }).click();
  await expect(lost.getByLabel('One code from your sheet')).toHaveValue(code!);
  await lost.locator('input[name=own]').fill('seven blue kites over a harbour');
  await lost.getByRole('button', { name: 'Get back in' }).click();
  await expect(lost.locator('#spare-key')).toBeVisible();
  await page.goto('/today');
  await expect(page, 'every other device is signed out').toHaveURL(/\/sign-in/);
  await lost.goto('/today');
  await expect(lost.getByText(banner)).toHaveCount(0);
});

test('somebody who found the sheet is stopped from a device that is signed in, and the code opens nothing any more', async ({ page }) => {
  const { name, pass } = await arrive(page);
  const [code, second] = await sheet(page, pass);
  const thief = await somebodyElse(page);
  await show(thief, name, code!);
  await expect(thief.getByRole('heading', { name: 'Now we wait one day' })).toBeVisible();
  await page.goto('/talk');
  await page.getByRole('button', { name: 'Stop it' }).click();
  await expect(page.getByText('It is stopped.')).toBeVisible();
  await expect(page.getByText(banner)).toHaveCount(0);
  await looksRight(page);
  await inDatabase(`update members.recoveries set due_at = due_at - interval '24 hours' where member_id in (${memberOf})`, [name]);
  await show(thief, name, code!);
  const answer = 'That does not open anything.';
  await expect(thief.getByText(answer).first()).toBeVisible();
  await expect(thief.getByLabel('Your name here')).toHaveValue(name);
  // The same words for a name nobody has and a code nobody made.
  await show(thief, 'Nobody Has This Name', second!);
  await expect(thief.getByText(answer).first()).toBeVisible();
});
