/** A newcomer welcomed: their first words wait before others, a member who offered to greet finds them, and a host's ready words are bent. */
import { arrive, enter, expect, looksRight, somebodyElse, test, write } from './journey.ts';

test('a newcomer welcomed (NEW-4, MOD-3, MOD-6)', async ({ page }) => {
  const [greeter, fern] = [await somebodyElse(page), await somebodyElse(page)];
  const { name } = await arrive(page);
  await Promise.all([arrive(greeter), enter(fern, 'Fern')]);
  const thread = await write(page, { want: 'company', board: 'good', title: `Hello from ${name}`, text: 'I have read here for a while. There is a robin at my window.' });
  await page.goto(thread);
  await expect(page.getByText(/A host, by|Nobody has answered yet/).first()).toBeVisible();

  // A member offers to greet, and is shown a few who wait.
  await greeter.goto('/settings/greet');
  await greeter.getByRole('button', { name: 'I would like to greet people' }).click();
  await expect(greeter.getByRole('heading', { name: 'Who has just written' })).toBeVisible();
  await looksRight(greeter);

  // At the desk newcomers' first words stand before the others; other journeys have left some that wait longer, and then they stand on a later page.
  const first = fern.locator('article', { has: fern.locator('h3', { hasText: name }) });
  await fern.goto('/desk/mod?lane=unanswered');
  while (!(await first.count())) {
    await fern.getByRole('link', { name: 'The next ones' }).click();
    await fern.waitForLoadState('load');
  }
  await expect(first.getByText('First words here')).toBeVisible();
  await first.getByRole('button', { name: /I am on it/ }).click();
  await first.getByRole('link', { name: /Write the answer/ }).click();
  await fern.getByRole('button', { name: 'Thank you', exact: true }).click();
  await expect(fern.getByRole('textbox').first()).toHaveValue(/Thank you for being here/);
  await fern.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(fern.getByText(/Put something of your own in/).first()).toBeVisible();
  await fern.getByRole('textbox').first().fill('Thank you for being here. A robin is good company on a grey day. Welcome.');
  await fern.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(fern.getByText('A robin is good company on a grey day.').first()).toBeVisible();

  // They hear of it, and wait no more.
  await expect(async () => {
    await page.goto('/notices');
    await expect(page.getByRole('link', { name: /Fern.*(answered|wrote)/ }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await page.goto(thread);
  await expect(page.getByText('A robin is good company on a grey day.').first()).toBeVisible();
  await fern.goto('/desk/mod?lane=unanswered');
  await expect(fern.locator('h3', { hasText: name })).toHaveCount(0);
  await greeter.goto('/settings/greet');
  await expect(greeter.locator('h3', { hasText: name })).toHaveCount(0);
  await greeter.getByRole('button', { name: 'Not any more' }).click();
  await expect(greeter.getByRole('button', { name: 'I would like to greet people' })).toBeVisible();
});
