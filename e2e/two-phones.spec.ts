/** Two phones change one plan; nothing is written over (TOOL-3, issue 5). */
import { arrive, expect, looksRight, send, somebodyElse, test } from './journey.ts';

test('both versions of a plan are kept and shown, until one is chosen', async ({ page }) => {
  const { name, pass } = await arrive(page);
  await send(page, '/space/plan?/begin', { who: 'Jo', number: '07700 900123' });
  const other = await somebodyElse(page);
  expect((await send(other, '/sign-in?/enter', { name, pass, device: 'shared' })).status()).toBe(303);
  await page.goto('/space/plan/edit');
  await other.goto('/space/plan/edit');
  await page.getByLabel('Things I can do on my own').fill('Tea by the window');
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await other.getByLabel('Things I can do on my own').fill('Count the stairs');
  await other.getByRole('button', { name: 'Save the plan' }).click();
  for (const phone of [page, other]) {
    await phone.goto('/space/plan');
    await expect(phone.getByRole('heading', { name: 'Two devices changed this' })).toBeVisible();
    await expect(phone.getByText('Tea by the window').first()).toBeVisible();
    await expect(phone.getByText('Count the stairs').first()).toBeVisible();
  }
  await looksRight(page);
  await other.getByRole('button', { name: 'Take the other one' }).click();
  await page.goto('/space/plan/now');
  await expect(page.locator('.step')).toHaveText('Count the stairs');
  await page.goto('/space/plan');
  await expect(page.getByRole('heading', { name: 'Two devices changed this' })).toHaveCount(0);
  await page.getByText('How it was before', { exact: true }).click();
  await expect(page.getByText('Tea by the window').first()).toBeVisible();
});
