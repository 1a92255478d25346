/** A press means what stood on the page: notices that were shown are put away and no others, and visitors read the words that a steward has read. (VAR-1, GOV-2, VAR-2) */
import { inDatabase, memberOf } from './database.ts';
import { arrive, as, expect, looksRight, reply, send, somebodyElse, test, write } from './journey.ts';

test('on a bad day "Put these away" leaves what is kept for tomorrow, and what came since (VAR-1)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  const [{ name }] = await Promise.all([arrive(page), arrive(other)]);
  const thread = await write(page, { title: 'A kettle' });
  const tell = () => inDatabase(`insert into notices.notices (id, member_id, kind, cause) select gen_random_uuid(), o.member_id, 'spareKey', gen_random_uuid()::text from (${memberOf}) o`, [name]);
  await reply(other, thread, 'Mine sings, too.');
  await expect(async () => {
    await page.goto('/notices');
    await expect(page.locator('ul.rows > li')).toHaveCount(1, { timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await tell();
  await send(page, '/today', { day: 'bad' });
  await page.goto('/notices');
  await expect(page.getByText('We keep what came for you until tomorrow.')).toBeVisible();
  await expect(page.locator('ul.rows > li')).toHaveCount(1);
  await looksRight(page);
  await tell();
  await page.getByRole('button', { name: 'Put these away' }).click();
  await expect(page.locator('ul.rows > li'), 'what came since is still there').toHaveCount(1);
  await page.getByRole('button', { name: 'Put these away' }).click();
  await expect(page.locator('ul.rows > li')).toHaveCount(0);
  await page.getByRole('link', { name: 'Show me anyway' }).click();
  await expect(page.locator('ul.rows > li').filter({ hasText: 'New' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Put these away' }).click();
  await page.goto('/notices');
  await expect(page.getByText('New', { exact: true })).toHaveCount(0);
});

test('a steward shows visitors a post in the words they have read, and no others (GOV-2, VAR-2)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const title = `Soup ${crypto.randomUUID().replaceAll(/[^a-f]/g, '').slice(0, 8)}`; // a word of letters: one with figures could be a number somebody is reached by, and be asked about
  const thread = await write(page, { title, text: 'Soup helps.', board: 'good' });
  const [, post] = /\/report\/([\w-]{36})|\/talk\/p\/([\w-]{36})/.exec(await (await page.request.get(thread)).text())!.filter(Boolean);
  await send(page, '/talk/samples?/offer', { thread: /\/t\/(\w+)/.exec(thread)![1]! });
  await send(page, '/talk/samples?/offerLine', { post: post! });
  const iben = await as(page, 'Iben');
  await iben.goto('/desk/admin/samples');
  const card = iben.locator('article', { hasText: title });
  const line = iben.locator('section.card', { hasText: /^\s*Soup/ }).filter({ has: iben.locator(`[value="${post}"]`) });
  const change = async (text: string) => expect((await send(page, `/talk/p/${post}/edit?/save`, { title, text, want: 'none', language: 'en', sure: 'yes' })).status()).toBe(303);
  await change('Soup harms.');
  await card.getByRole('button', { name: /^Vis det til besøkende/ }).click();
  await expect(iben.getByRole('alert')).toContainText('Ordene er endret siden du åpnet siden.');
  await expect(card.getByText('Soup harms.')).toBeVisible();
  await looksRight(iben);
  await change('Soup warms.');
  await line.getByRole('button', { name: /^Vis det til besøkende/ }).click();
  await expect(iben.getByRole('alert')).toBeVisible();
  await expect(line.getByText('Soup warms.')).toBeVisible();
  await line.getByRole('button', { name: /^Vis det til besøkende/ }).click();
  await card.getByRole('button', { name: /^Vis det til besøkende/ }).click();
  await expect(card.getByRole('button', { name: /^Slutt å vise det/ })).toBeVisible();
  await page.goto('/look');
  await expect(page.getByText('Soup warms.')).toBeVisible();
  await send(page, '/talk/samples?/takeBack', { thread: /\/t\/(\w+)/.exec(thread)![1]! });
});

test('what two stewards write about the same place in the same moment: the second reads what the first wrote before it is written over (GOV-2)', { tag: '@plain' }, async ({ page }) => {
  const [first, second] = [await as(page, 'Iben'), await as(page, 'Iben')];
  const path = '/desk/admin/people?in=nb';
  await Promise.all([first.goto(path), second.goto(path)]);
  const [panel, rows] = (['textarea[name="panel"]', '[name="people.words"]'] as const);
  const before = await first.locator(panel).inputValue();
  const words = await first.locator(rows).first().inputValue();
  await first.locator(panel).fill('Fem møtes hver måned.');
  await first.locator(rows).first().fill('Lytter gjerne.');
  await first.getByRole('button', { name: 'Lagre' }).click();
  await second.locator(panel).fill('Seks møtes hver uke.');
  await second.getByRole('button', { name: 'Lagre' }).click();
  await expect(second.getByRole('alert')).toContainText('Dette ble endret etter at du åpnet siden.');
  await expect(second.locator(panel)).toHaveValue('Seks møtes hver uke.');
  await expect(second.getByText('Fem møtes hver måned.')).toBeVisible();
  await expect(second.locator(rows).first(), 'which they had not touched').toHaveValue('Lytter gjerne.');
  await looksRight(second);
  await second.getByRole('button', { name: 'Lagre' }).click();
  await expect(second.getByText('Lagret. Besøkende ser det nå.')).toBeVisible();
  await expect(second.locator(panel)).toHaveValue('Seks møtes hver uke.');
  await expect(second.locator(rows).first()).toHaveValue('Lytter gjerne.');
  await second.locator(panel).fill(before);
  await second.locator(rows).first().fill(words);
  await second.getByRole('button', { name: 'Lagre' }).click();
  await expect(second.getByText('Lagret. Besøkende ser det nå.')).toBeVisible();
});

test('a help number that another steward changed meanwhile is not said to be checked; hours that cannot be read say which lines; old addresses lead somewhere (GOV-2)', { tag: '@plain' }, async ({ page }) => {
  const [first, second] = [await as(page, 'Iben'), await as(page, 'Iben')];
  const rows = first.locator('#localNumbers > fieldset');
  const last = (await first.goto('/desk/admin/numbers'), (await rows.count()) - 2);
  const country = await first.locator('[name="homeCountry"]').inputValue() || 'NO';
  const fill = async (name: string, number: string) => {
    await first.goto('/desk/admin/numbers');
    const row = rows.nth(last);
    for (const [column, value] of Object.entries({ name, number, country: name && country, hours: '' })) await row.locator(`[name="localNumbers.${column}"]`).fill(value);
    await first.getByRole('button', { name: 'Lagre' }).click();
    await expect(first.getByText('Lagret. Besøkende ser det nå.')).toBeVisible();
  };
  await fill('Kaffekroken', '55 12 34 56');
  await second.goto('/desk/admin/checks');
  await fill('Kaffekroken', '55 65 43 21');
  await second.getByRole('button', { name: 'Kaffekroken 55 12 34 56' }).click();
  await expect(second.getByRole('alert')).toContainText('Det nummeret ble endret eller tatt bort');
  await looksRight(second);
  await second.getByRole('button', { name: 'Kaffekroken 55 65 43 21' }).click();
  await expect(second.getByText('Lagret. Besøkende ser det nå.')).toBeVisible();
  await fill('', '');

  await first.goto('/desk/admin/hours');
  const [monday, tuesday] = [first.locator('[name="shifts.1"]'), first.locator('[name="shifts.2"]')];
  const typed = '18:00–21:00 Furu\n\n  snart  \n19:00–20:00';
  await monday.fill(typed);
  await tuesday.fill('9 til 5');
  await first.getByRole('button', { name: 'Lagre' }).click();
  await expect(first.getByRole('alert').getByRole('link')).toHaveText([/^\S+: Linje 3, «snart»: Skriv den slik: .* Linje 4, «19:00–20:00»: Skriv hvem som er på vakt/, /^\S+: Linje 1, «9 til 5»/]);
  await expect(monday).toHaveAccessibleDescription(/^Linje 3, «snart»/);
  expect((await monday.inputValue()).replaceAll('\r\n', '\n')).toBe(typed);
  await looksRight(first);

  await arrive(page);
  for (const address of ['/desk/admin/hours?/save&in=nb', '/desk/admin/numbers?/save&in=nb', '/desk/admin/conduct?/save&in=nb', '/desk/admin/checks?/checked', '/desk/mod?passed=']) {
    expect((await first.goto(address))?.status(), address).toBe(200);
    await expect(first.getByRole('alert'), address).toHaveCount(0);
    expect((await page.goto(address))?.status(), `${address}, for a member: nothing is there`).toBe(404);
  }
  for (const address of ['/conduct', '/help', '/agree']) expect((await page.goto(address))?.status(), address).toBe(200);
});
