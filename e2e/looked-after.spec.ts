/** Those who look after others are looked after: what waits to be talked about is said, no note is lost, and nobody is promised what does not come (NEW-6, MOD-11). */
import { inDatabase, memberOf } from './database.ts';
import { enter, expect, looksRight, send, test } from './journey.ts';

test('a talk that waits is said over the desk until it was held, also to somebody whose role is another now', { tag: '@plain' }, async ({ page }) => {
  await inDatabase(`insert into team.talks (id, member_id, case_id, kind, due_at) select distinct gen_random_uuid(), m.member_id, gen_random_uuid(), 'debrief', now() + interval '20 hours' from (${memberOf}) m`, ['Furu']);
  await enter(page, 'Furu'); // a host
  await page.goto('/desk/mod/rota');
  await expect(page.getByText('Noe tungt venter på at du snakker med noen om det.')).toBeVisible();
  await looksRight(page);
  await page.locator('a[href="/desk/mod/care#talks"]').click();
  await expect(page.getByText('Noe tungt venter')).toHaveCount(0);
  await looksRight(page);
  for (const talks = page.locator('form[action="?/hold"] button'); await talks.count();) await talks.first().click();
  await page.goto('/desk/mod');
  await expect(page.getByText('Noe tungt venter')).toHaveCount(0);
});

test('notes from supervision go back as far as somebody has written any', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Fern');
  for (let month = 1; month <= 22; month++) await send(page, '/desk/mod/care?/note', { note: `What I want to remember of month ${month}.` });
  await page.goto('/desk/mod/care');
  await page.getByRole('link', { name: 'Earlier notes' }).click();
  await looksRight(page);
  const first = page.locator('details', { hasText: 'of month 1.' });
  await first.locator('summary').click();
  await first.getByRole('button', { name: /Throw this note away/ }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.locator('details', { hasText: 'of month 2.' }), 'still among the earlier ones').toHaveCount(1);
  await expect(page.locator('details', { hasText: 'of month 1.' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Back to the newest notes' }).click();
  await expect(page.locator('details', { hasText: 'of month 22.' })).toHaveCount(1);
});

test('a host who reads the lessons is promised no badge, and no shift that nobody hears of', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Fern');
  await page.goto('/desk/mod/training');
  await expect(page.getByText('Those who run this place decide who learns to moderate.')).toBeVisible();
  await expect(page.getByText('Then the badge comes by itself.')).toHaveCount(0);
  await expect(page.locator('form[action="?/shadow"]')).toHaveCount(0);
  await looksRight(page);
});

test('a shift that is refused says so beside its field, and everything that was typed is still there (NEW-6)', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Lee');
  await page.goto('/desk/mod/rota');
  await page.getByLabel('Who', { exact: true }).selectOption({ label: 'Fern' });
  await page.getByRole('checkbox', { name: 'Sunday' }).check();
  await page.getByLabel('From', { exact: true }).fill('18:00');
  await page.getByLabel('To', { exact: true }).fill('late');
  await page.getByRole('button', { name: 'Put on the rota' }).click();
  await expect(page.locator('#to-error')).toHaveText('Write a time like 18:00.');
  await expect(page.getByLabel('Who', { exact: true }).locator('option:checked')).toHaveText('Fern');
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('18:00');
  await expect(page.getByRole('checkbox', { name: 'Sunday' })).toBeChecked();
  await looksRight(page);

  // Somebody here all week: the hours of the house count no more while there is a row, and other journeys go on being promised an answer.
  for (const day of await page.locator('input[name="days"]').all()) await day.check();
  await page.getByLabel('From', { exact: true }).fill('00:00');
  await page.getByLabel('To', { exact: true }).fill('23:59');
  await page.getByRole('button', { name: 'Put on the rota' }).click();
  const rows = page.locator('li', { has: page.locator('input[name="date"]'), hasText: 'Fern' });
  await expect(rows).toHaveCount(7);
  const row = rows.first();
  await row.locator('summary').click();
  await row.locator('input[name="date"]').fill('6.1.2020');
  await row.getByRole('button', { name: /Not that day/ }).click();
  await expect(page.locator('li .error')).toHaveText('That date is over. Choose today or a later date.');
  await expect(page.locator('li input[aria-invalid]')).toHaveValue('6.1.2020');
  for (let left = 6; left >= 0; left--) {
    const fold = row.locator('details:not([open]) > summary'); // the one with the no stands open
    if (await fold.count()) await fold.click();
    await row.locator('form[action="?/remove"] button').click();
    await expect(rows).toHaveCount(left);
  }
});
