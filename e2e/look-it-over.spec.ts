/**
 * The one question before words are sent: could this show who somebody is?
 * With a script and without, in both languages. [ID-7, NEW-2]
 */
import type { Page } from '@playwright/test';
import { arrive, enter, expect, looksRight, test, write } from './journey.ts';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click();

test('a first post: the words are marked, one press makes them safer, and it is asked once (NEW-2)', async ({ page }) => {
  await arrive(page);
  await page.goto('/talk/new');
  await page.getByLabel('Where does it belong?').selectOption('lounge');
  await page.getByLabel('Title, if you like').fill('Living with myasthenia gravis');
  await page.getByLabel('Your words').fill('I am Jane Smith.\nThe ferry from Tobermory was late again.');
  await press(page, 'Post');
  await expect(page.getByRole('heading', { name: 'Could this show who you are?' })).toBeVisible();
  await expect(page.locator('mark')).toHaveText(['myasthenia gravis', 'Jane Smith', 'Tobermory']);
  await expect(page.getByText('A name can show at once who you are.')).toBeVisible();
  await expect(page.getByLabel('Your words')).toHaveValue(/Jane Smith/);
  await looksRight(page);
  await press(page, 'Use: (name left out)');
  await expect(page.getByLabel('Your words')).toHaveValue('I am (name left out).\nThe ferry from Tobermory was late again.');
  await expect(page.locator('mark')).toHaveText(['myasthenia gravis', 'Tobermory']);
  await press(page, 'Keep it as it is');
  await expect(page).toHaveURL(/\/talk\/t\//);
  await expect(page.getByText('The ferry from Tobermory was late again.')).toBeVisible();
  await expect(page.getByText('Jane Smith')).toHaveCount(0);
});

test('somebody else’s number waits for a change, and is kept nowhere meanwhile (NEW-2)', async ({ page }) => {
  const thread = await (async () => {
    await arrive(page);
    return write(page, { title: 'Quiet evening' });
  })();
  await page.goto(`${thread}/reply`);
  await page.getByLabel('Your words').fill('My sister is kind. Her number is 07700 900142.');
  await press(page, 'Send');
  await expect(page.getByRole('heading', { name: 'Some words here have to wait' })).toBeVisible();
  await expect(page.getByText('This waits for a change.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keep it as it is' })).toHaveCount(0);
  await looksRight(page);
  await page.goto('/talk/drafts');
  await expect(page.getByText('My sister is kind.')).toBeVisible();
  expect(await page.content()).not.toContain('900142');
  await page.goto(`${thread}/reply`);
  await page.getByLabel('Your words').fill('My sister is kind. Her number is 07700 900142.');
  await press(page, 'Send');
  await press(page, 'Use: (number left out)');
  await expect(page.getByText('Changed. Nothing else stands out now.')).toBeVisible();
  await looksRight(page);
  await press(page, 'Send');
  await expect(page.getByText('Her number is (number left out).')).toBeVisible();
});

test('small clues are read together with one’s own earlier words, also when words are changed (ID-7)', async ({ page }) => {
  await arrive(page);
  await write(page, { text: 'They have a word for it now: myasthenia gravis.' });
  const second = await write(page, { text: 'Rain again.' });
  await page.goto(second);
  await page.getByRole('link', { name: 'Change', exact: true }).first().click();
  await expect(page).toHaveURL(/\/edit$/); // the thread has a field and a button of these names too
  await page.getByLabel('Your words').fill('Rain again in Whitby.');
  await press(page, 'Save');
  await expect(page.locator('mark')).toHaveText(['Whitby']);
  await expect(page.getByText('Others may have read what stood here before.')).toBeVisible();
  await expect(page.getByText('Nobody has seen it yet.')).toHaveCount(0);
  await looksRight(page);
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(page.getByText('Rain again.')).toBeVisible();
});

test('på norsk, og i ordene om en selv, også bak masken (NEW-2, ID-19)', async ({ page }) => {
  await enter(page, 'Furu');
  await page.goto('/talk/new');
  await page.getByLabel('Dine ord').fill('Jeg heter Kjersti Nordbø og bor i Storgata 14 B.');
  await press(page, 'Se over det');
  await expect(page.locator('mark')).toHaveText(['Kjersti Nordbø', 'Storgata 14 B']);
  await expect(page.getByRole('heading', { name: 'Kan dette vise hvem du er?' })).toBeVisible();
  await looksRight(page);
  await page.getByLabel('Dine ord').fill(' ');
  await press(page, 'Se over det');
  await page.goto('/settings/name');
  await page.getByLabel('Om meg').fill('Skriv til kjersti.nordbo@online.no');
  await press(page, 'Lagre');
  await expect(page.locator('mark')).toHaveText(['kjersti.nordbo@online.no']);
  await looksRight(page);
  await press(page, 'Bruk: (e-post utelatt)');
  await expect(page.getByLabel('Om meg')).toHaveValue('Skriv til (e-post utelatt)');
  await page.goto('/settings/known/forum');
  await page.getByText('Legg til noe').click();
  await page.getByLabel('Eller med egne ord').fill('Ring meg på 412 34 567');
  await press(page, 'Legg det til');
  await expect(page.locator('mark')).toHaveText(['412 34 567']);
  await looksRight(page);
  await press(page, 'Bruk: (nummer utelatt)');
  await press(page, 'Legg det til');
  await expect(page.getByText('Ring meg på (nummer utelatt)').first()).toBeVisible();
});
