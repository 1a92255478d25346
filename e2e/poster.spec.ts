/** A clinic's poster brings a reader who stays anonymous: nothing says that they came, and nothing goes along to joining. */
import { enter, expect, home, looksRight, somebodyElse, test } from './journey.ts';
import { run } from '../scripts/canaries.ts';
import { inDatabase } from './database.ts';

test('a clinic’s poster brings a reader who stays anonymous (REF-3, ID-5)', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Iben'); // whose pages are in Norwegian
  await page.goto('/desk/admin/ways');
  await page.locator('#label').fill('Dr Smith');
  await page.locator('form[action="?/make"] button').click();
  await expect(page.getByText('Det ser ut som en person.').first()).toBeVisible();
  const label = `Ward ${Date.now().toString(36)}, by the lift`;
  await page.locator('#label').fill(label);
  await page.locator('form[action="?/make"] button').click();
  await page.getByRole('link', { name: new RegExp(`Ark til utskrift.*${label}`) }).click();
  await looksRight(page);
  const address = (await page.locator('.address').first().innerText()).trim();
  expect(`http://${address}`.startsWith(home())).toBe(true);

  const phone = await somebodyElse(page);
  await phone.goto(`http://${address}`);
  await expect(phone.getByText('Nobody knows that you came here.')).toBeVisible();
  await looksRight(phone);
  const before = await phone.context().cookies();
  await phone.getByRole('link', { name: 'Look around first' }).click();
  await expect(phone).toHaveURL(/\/look$/);
  await phone.goto('/join');
  expect(await phone.context().cookies()).toEqual(before);
  const code = address.split('/').at(-1)!;
  expect(await phone.content()).not.toContain(code);
  expect(await inDatabase('select * from referral.arrivals where code = $1', [code])).toEqual([{ code, count: 1 }]);
  await page.goto('/desk/admin/ways');
  await expect(page.locator('li', { hasText: label }).getByText('Færre enn 10 har kommet.')).toBeVisible();
});

test('six hundred requests, two hundred at a time, and nobody reads another’s word (NEW-7, ID-1)', { tag: '@once' }, async () => {
  const found = await run(home(), { names: ['Quiet Heron', 'Fern', 'Lee', 'Ash', 'Willow', 'Myrull'], requests: 600, atOnce: 200 });
  expect({ crossed: found.crossed, missing: found.missing, requests: found.requests }).toEqual({ crossed: [], missing: [], requests: 600 });
  expect(found.failed).toEqual({});
});
