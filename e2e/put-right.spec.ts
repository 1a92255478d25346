/** A member and their nurse put a letter of their own right; a picture that cannot be taken gets in between, and it is still the same letter that is put right. */
import { arrive, as, enter, expect, looksRight, send, somebodyElse, test } from './journey.ts';
import type { Page } from '@playwright/test';

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
const noPicture = { name: 'scan.png', mimeType: 'image/png', buffer: Buffer.from('this is no picture') };

/** Puts the newest letter of one's own right, with a picture that is none, and then without. */
async function putRight(page: Page, letter: string, words: string) {
  await page.goto(letter);
  await page.getByRole('link', { name: 'Put this right' }).last().click();
  await page.getByLabel('Your message').fill(words);
  await page.getByLabel('A picture, if it helps').setInputFiles(noPicture);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('This file is something else.').first()).toBeVisible();
  await expect(page.getByLabel('Your message')).toHaveValue(words);
  await expect(page.getByRole('heading', { name: 'Put this right' })).toBeVisible();
  await expect(page.getByText('This puts right what you wrote on')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Send' }).click();
}

test('a letter that is put right stays so when a picture is refused in between, and settles nothing else (MSG-1, NEW-7)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const sam = await somebodyElse(page);
  await enter(sam, 'Sam Reed');
  const made = await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' });
  const code = inside(await made.text(), /class="code[^>]*>([^<]+)/).trim();
  expect((await send(page, '/space/care?/yes', { card: code, knownAs: 'Unni' })).status(), 'saying yes to a card').toBe(303);
  await page.goto('/space/care');
  await page.getByRole('link', { name: 'Write to Sam Reed' }).click();
  await page.getByLabel('What it is about').fill(`Doses ${Date.now().toString(36)}`);
  await page.getByLabel('Your message').fill('Ten in the morning?');
  await page.getByLabel('I have read this, and I agree.').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('It is sent. You see here when it was opened.')).toBeVisible();
  const id = page.url().split('/').at(-1)!.split('?')[0]!;

  await putRight(page, `/space/care/messages/${id}`, 'Ten in the evening, I meant.');
  await expect(page.getByText('Puts right the message of')).toBeVisible();

  await sam.goto(`/desk/care/inbox/${id}`);
  await sam.getByLabel('Your message').fill('Yes, ten.');
  await sam.getByRole('button', { name: 'Send' }).click();
  await expect(sam.getByText('It is sent.')).toBeVisible();
  await page.goto(`/space/care/messages/${id}`);
  await page.getByLabel('Your message').fill('And on Sundays?');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('It is sent.')).toBeVisible();
  await putRight(sam, `/desk/care/inbox/${id}`, 'Yes, at ten, with food.');
  await expect(sam.getByText('It is sent.')).toBeVisible();

  // What Sam has read and not answered waits on; an answer, too, is to what stood on its page.
  await sam.goto(`/desk/care/inbox/${id}`);
  await expect(sam.getByText('Puts right the message of').last()).toBeVisible();
  await expect(sam.getByRole('button', { name: 'Nothing to answer here' })).toBeVisible();
  await sam.getByLabel('Your message').fill('On Sundays as well.');
  await page.goto(`/space/care/messages/${id}`);
  await page.getByLabel('Your message').fill('And with milk?');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('It is sent.')).toBeVisible();
  const elsewhere = await as(page, 'Sam Reed');
  await elsewhere.goto(`/desk/care/inbox/${id}`);
  await expect(elsewhere.getByText('And with milk?')).toBeVisible();
  await sam.getByRole('button', { name: 'Send' }).click();
  await expect(sam.getByText('It is sent.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Answered.')).toHaveCount(3);
  await expect(page.locator('article').filter({ hasText: 'And with milk?' }).getByText('Answered.')).toHaveCount(0);
  await looksRight(page);
});
