/** A list of medicines is taken to an appointment (TOOL-5, TOOL-11, TOOL-12). */
import { arrive, expect, looksRight, test } from './journey.ts';

test('a medicine list is written, changed, and taken along on one page', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/space/items');
  await expect(page.getByText('There is no advice here.')).toBeVisible();
  await page.getByLabel('What is it?').fill('A blue tablet');
  await page.getByLabel('When', { exact: true }).fill('8 in the morning');
  await page.getByLabel('How', { exact: true }).fill('one, with food');
  await page.getByText('More: why').click();
  await page.getByLabel('Questions to ask').fill('For how long?\nIs tea all right with it?');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'A blue tablet' }).click();
  await page.getByLabel('How', { exact: true }).fill('two, with food');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('link', { name: 'A blue tablet' }).click();
  await expect(page.getByText('How: two, with food. Before: one, with food.')).toBeVisible();
  await looksRight(page);
  await page.goto('/space/items/print');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText('two, with food')).toBeVisible();
  await expect(page.locator('.top')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await looksRight(page);
  await page.goto('/space/sheet');
  await expect(page.getByLabel('What I want to ask')).toHaveValue('A blue tablet: For how long?\nA blue tablet: Is tea all right with it?');
  await page.getByLabel('What I want to say').fill('I am tired in a new way.');
  await page.getByRole('button', { name: 'Make the sheet' }).click();
  await expect(page.getByText('I am tired in a new way.').first()).toBeVisible();
  await expect(page.getByText('two, with food')).toBeVisible();
  await looksRight(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Save' })).toBeHidden();
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
});

test('what is too long is said beside the field, and the words stay', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/space/items');
  await page.getByLabel('When', { exact: true }).fill('in the evening');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('#name-error')).toContainText('a word or two');
  await expect(page.getByLabel('When', { exact: true })).toHaveValue('in the evening');
});
