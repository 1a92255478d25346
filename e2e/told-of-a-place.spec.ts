/** What a member tells those who keep the list of local places: seen by its writer, counted for the stewards, taken back until it is read. */
import { arrive, enter, expect, looksRight, somebodyElse, test } from './journey.ts';

test('a wrong number is told of, taken back, told again and read (MEET-10)', async ({ page }) => {
  const { name } = await arrive(page);
  await page.goto('/meet/places');
  for (const words of [`The mill, for ${name}`, `The number of the mill, for ${name}`]) {
    await page.getByLabel('What is it, and where?').fill(words);
    await page.getByRole('button', { name: 'Propose it' }).click();
    await expect(page.getByText('Thank you. Somebody who keeps the list reads it.')).toBeVisible();
  }
  const mine = page.locator('#mine li');
  await expect(mine).toHaveCount(2);
  await mine.filter({ hasText: 'The number of' }).getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Taken back.')).toBeVisible();
  await expect(mine).toHaveCount(1);
  await looksRight(page);

  const iben = await somebodyElse(page);
  await enter(iben, 'Iben');
  await iben.goto('/desk/admin');
  await expect(iben.getByText(/forslag fra medlemmer venter på å bli lest/)).toBeVisible();
  await iben.getByRole('link', { name: 'Lokale steder' }).click();
  const proposed = iben.locator('#proposed li').filter({ hasText: `The mill, for ${name}` });
  await expect(iben.locator('#proposed')).not.toContainText(`The number of the mill, for ${name}`);
  await proposed.getByRole('button', { name: 'Sett' }).click();
  await looksRight(iben);

  await page.reload();
  await expect(mine).toContainText('Those who keep the list have read it.');
  await expect(mine.getByRole('button')).toHaveCount(0);
});
