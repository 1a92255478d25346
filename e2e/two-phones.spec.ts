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

test('whoever chooses between two versions of a medicine sees that it was stopped, in the list too (TOOL-9, TOOL-5)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await send(page, '/space/items?/add', { name: 'A blue tablet', sort: 'medicine', how: 'one', once: crypto.randomUUID() });
  await page.goto('/space/items');
  await page.getByRole('link', { name: 'A blue tablet' }).click();
  const place = new URL(page.url()).pathname;
  await send(page, `${place}?/change`, { name: 'A blue tablet', sort: 'medicine', how: 'one', isPast: 'on', version: '1' });
  await send(page, `${place}?/change`, { name: 'A blue tablet', sort: 'medicine', how: 'two', version: '1' }); // from the other phone
  await page.goto('/space/items');
  await expect(page.getByText('Two devices changed this')).toBeVisible();
  await page.goto(place);
  const clash = page.locator('section', { has: page.getByRole('heading', { name: 'Two devices changed this' }) });
  await expect(clash.getByText('I do not take or use this any more')).toHaveCount(1);
  for (const [label, text] of [['What kind', 'Medicine'], ['How', 'two'], ['How', 'one']]) await expect(clash.locator('dt', { hasText: label! }).locator('xpath=following-sibling::dd[1]').filter({ hasText: text! }).first()).toBeVisible();
  await looksRight(page);
  const keep = await clash.locator('input[name="clash"]').getAttribute('value');
  for (const _ of [1, 2]) expect((await send(page, `${place}?/settle`, { clash: keep!, keep: 'this' })).status(), 'two presses are one').toBe(303);
  await page.goto('/space/items');
  await expect(page.getByText('Two devices changed this')).toHaveCount(0);
});

test('an area, a note and a sheet that two phones changed say so where they are listed (TOOL-9)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const twice = async (place: string, fields: Record<string, string>, word: string) => {
    for (const words of ['from here', 'from there']) await send(page, place, { ...fields, [word]: words, version: '1' });
  };
  await send(page, '/space/areas/d1?/keep', { now: 'At first', version: '0' });
  await twice('/space/areas/d1?/keep', {}, 'now');
  const note = /saved=([\w-]{36})/.exec((await send(page, '/space/note?/save', { words: 'At first', once: crypto.randomUUID() })).headers().location!)![1]!;
  await twice(`/space/note/${note}?/change`, {}, 'words');
  const sheet = (await send(page, '/space/sheet?/add', { say: 'At first', once: crypto.randomUUID() })).headers().location!;
  await twice(`${sheet}?/change`, { with: 'Tuesday' }, 'say');
  for (const list of ['/space/areas', '/space/notes', '/space/sheet']) {
    await page.goto(list);
    await expect(page.getByText('Two devices changed this'), list).toHaveCount(1);
    await looksRight(page);
  }
  await page.goto(sheet);
  const clash = page.locator('section', { has: page.getByRole('heading', { name: 'Two devices changed this' }) });
  for (const text of ['For what or whom', 'from here', 'from there']) await expect(clash.getByText(text, { exact: true }).first()).toBeVisible();
  await looksRight(page);
});
