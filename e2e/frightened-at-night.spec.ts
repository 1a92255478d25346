/**
 * A frightened post at night: help and the truth in the same answer, the words
 * stay, nobody else sees what was offered, and a moderator finds it first.
 */
import { boardAt } from './addresses.ts';
import { arrive, caseAtDesk, enter, expect, looksRight, somebodyElse, test } from './journey.ts';

test('a frightened post at night (MOD-9, NEW-4)', async ({ page }) => {
  const [reader, lee] = [await somebodyElse(page), await somebodyElse(page)];
  const { name } = await arrive(page);
  await Promise.all([arrive(reader), enter(lee, 'Lee')]);
  await page.goto(`/talk/new?want=company&board=${await boardAt('mood')}`);
  // Before a word is written: who is here, or that nobody is, and who reads along.
  await expect(page.getByText('A program reads along')).toBeVisible();
  await page.getByLabel('Your words').fill('I cannot do this any more. I want to end my life tonight.');
  await page.getByRole('button', { name: 'Post', exact: false }).last().click();
  // In the same answer, without a script: help, and by when a person looks, or that nobody does.
  await expect(page.getByRole('heading', { name: 'You are not alone with this' })).toBeVisible();
  await expect(page.getByText(/a moderator (will look|looks) by|No moderator is here|We cannot say when|one can be woken/i).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /Call 999/ }).first()).toBeVisible();
  await expect(page.getByText('I want to end my life tonight.').first()).toBeVisible();
  await looksRight(page);
  const thread = new URL(page.url()).pathname;

  // Another member reads the words and may answer; what was offered is not theirs to see.
  await reader.goto(thread);
  await expect(reader.getByText('I want to end my life tonight.').first()).toBeVisible();
  await expect(reader.getByText('You are not alone with this')).toHaveCount(0);

  // It stands in the first lane at the desk, and is taken by name.
  const found = await caseAtDesk(lee, new RegExp(name), 'risk');
  await lee.goto('/desk/mod');
  await expect(lee.getByRole('heading', { name: 'Someone may be at risk' })).toBeVisible();
  await lee.goto(found);
  await expect(lee.getByText('Only the name used here. Who they are is not in this place.')).toBeVisible();
  await lee.getByRole('button', { name: 'I take it' }).click();
  await expect(lee.getByText('You are on it.').first()).toBeVisible();
  await looksRight(lee);
  await lee.getByRole('link', { name: 'Name a strength' }).click();
  await lee.getByRole('link', { name: 'I hear you' }).click();
  // Our ready words alone are not sent.
  await lee.getByRole('button', { name: 'Send, and keep it with me' }).click();
  await expect(lee.getByText(/Put something of your own in/).first()).toBeVisible();
  await lee.getByLabel('To the author, exactly as they will read it').fill('Thank you for writing this. I am Lee, I am here with you until six. Are you safe right now?');
  await lee.getByRole('button', { name: 'Send, and keep it with me' }).click();
  await expect(lee.getByText('You are on it.').first()).toBeVisible();

  await expect(async () => {
    await page.goto('/notices');
    await expect(page.getByRole('link', { name: 'A moderator wrote to you' }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole('link', { name: 'A moderator wrote to you' }).first().click();
  await expect(page.getByText('Are you safe right now?')).toBeVisible();
  // What was offered is put away when they like.
  await page.goto(thread);
  await page.getByRole('button', { name: 'Put this away' }).click();
  await expect(page.getByText('You are not alone with this')).toHaveCount(0);
  await expect(page.getByText('I want to end my life tonight.').first()).toBeVisible();
});
