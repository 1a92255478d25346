/**
 * A shy reader comes to her first café: she looks at what it is like, takes a
 * name that is only for there, asks a question, and comes with a buddy and a
 * lift. Nobody in the forum learns of it. [MEET-5, MEET-6, PEER-20, W12]
 */
import { arrive, as, expect, looksRight, someName, test } from './journey.ts';

test('a shy reader comes to her first café with a buddy and a lift', { tag: '@plain' }, async ({ page }) => {
  const her = await arrive(page);
  const cafeName = someName();
  await page.goto('/meet?needs=e1');
  await page.getByRole('link', { name: 'Coffee and a sit-down' }).first().click();
  await expect(page.getByText('Chairs with arms', { exact: false }).first()).toBeVisible();
  await expect(page.getByText('2 Quay Street')).toHaveCount(0);
  await page.getByRole('link', { name: 'Choose a name' }).click();
  await page.locator('input[name="name"]').fill(cafeName);
  await page.locator('input[name="pledge"]').check();
  await page.getByRole('button', { name: 'Come in' }).click();
  const keep = page.locator('input[name="keepName"]');
  if (await keep.count()) {
    await keep.check();
    await page.getByRole('button', { name: 'Come in' }).click();
  }
  await expect(page).toHaveURL(/\/meet\/g\/\w+$/);
  const path = new URL(page.url()).pathname;
  await page.getByLabel('Is there something you need?').fill('A chair by the door.');
  await page.getByLabel('I would like a host to meet me at the door').check();
  await page.getByRole('button', { name: 'I would like to come' }).click();
  await expect(page.locator('.note[role=status]')).toContainText('You have a seat');
  await expect(page.getByText('2 Quay Street')).toBeVisible();
  await looksRight(page);

  await page.getByRole('link', { name: /Things to think over/ }).click();
  await page.getByRole('button', { name: /Ask to buddy up.*Blue Cup/ }).click();
  await page.getByRole('button', { name: /Ask for this lift.*Rye Bread/ }).click();
  await page.getByLabel('What would you like to know?').fill('May I go early?');
  await page.getByRole('button', { name: 'Ask', exact: true }).click();

  const others = await Promise.all(['Ash', 'Birch', 'Willow'].map((name) => as(page, name)));
  const [ash, birch, willow] = others;
  for (const [one, words] of [[ash!, 'By the bench at ten to two?'], [birch!, 'I drive past the chemist at half past one.']] as const) {
    await one.goto(`${path}/before`);
    const asks = one.locator('section', { hasText: cafeName });
    await asks.getByRole('button', { name: 'Yes' }).click();
    const agreed = one.locator('section', { hasText: cafeName });
    await agreed.getByLabel('Agree on where and when').fill(words);
    await agreed.getByRole('button', { name: 'Send' }).click();
  }
  await willow!.goto(`${path}/host`);
  const hers = willow!.locator('li', { hasText: cafeName }).filter({ hasText: 'Needs' });
  await expect(hers).toContainText('Needs: A chair by the door.');
  await expect(hers).toContainText('Please meet me at the door.');
  await willow!.getByLabel(`Answer ${cafeName}`).fill('Whenever you like.');
  await willow!.locator('form', { has: willow!.getByLabel(`Answer ${cafeName}`) }).getByRole('button').click();
  await willow!.goto(`${path}/sheet`);
  await expect(willow!.getByText(`${cafeName}`, { exact: false }).first()).toBeVisible();
  for (const one of others) expect(await one.content(), 'her forum name is nowhere').not.toContain(her.name);

  await page.goto(`${path}/before`);
  for (const words of ['By the bench at ten to two?', 'I drive past the chemist at half past one.', 'Whenever you like.']) await expect(page.getByText(words)).toBeVisible();
  await looksRight(page);
  // The lift is between the two: the buddy does not read it.
  await ash!.goto(`${path}/before`);
  await expect(ash!.getByText('By the bench at ten to two?').first()).toBeVisible();
  expect(await ash!.content()).not.toContain('chemist');

  // Not today: no reason, no blame, and the seat is free.
  await page.goto(path);
  await page.getByRole('button', { name: 'Give my seat back' }).click();
  await expect(page.locator('.note[role=status]')).toContainText('Nobody asks why');
  await willow!.goto(`${path}/host`);
  await expect(willow!.locator('section', { has: willow!.locator('#guests') }).getByText(cafeName)).toHaveCount(0);
  // Nobody waits for her: both with whom she had agreed are told that it is off, and no more than that.
  for (const one of [ash!, birch!]) {
    const told = one.getByRole('link', { name: 'What you had agreed with somebody for a date is off.' });
    await expect(async () => {
      await one.goto('/notices');
      await expect(told.first()).toBeVisible({ timeout: 1000 });
    }).toPass({ timeout: 20_000 });
    await told.first().click();
    await expect(one).toHaveURL(new RegExp(`${path}/before$`));
    await expect(one.locator('section', { hasText: cafeName })).toHaveCount(0);
  }
  for (const one of others) await one.context().close();
});
