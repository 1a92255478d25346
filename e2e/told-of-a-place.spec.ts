/** What a member tells those who keep the list of local places: seen by its writer, counted for the stewards, taken back until it is read. And what stewards open, which is opened once. */
import { randomUUID } from 'node:crypto';
import { inDatabase } from './database.ts';
import { arrive, enter, expect, looksRight, send, somebodyElse, someName, test } from './journey.ts';

test('a wrong number is told of, taken back, told again and read (MEET-10)', async ({ page }) => {
  const { name } = await arrive(page);
  await page.goto('/meet/places');
  for (const words of [`The mill, for ${name}`, `The number of the mill, for ${name}`]) {
    await page.getByLabel('What is it, and where?').fill(words);
    await page.getByRole('button', { name: 'Propose it' }).click();
    await expect(page.getByText('Thank you. Somebody who keeps the list reads it.')).toBeVisible();
  }
  const mine = page.locator('#mine li');
  await expect(mine).toHaveCount(2);
  await mine.filter({ hasText: 'The number of' }).getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Taken back.')).toBeVisible();
  await expect(mine).toHaveCount(1);
  await looksRight(page);

  const iben = await somebodyElse(page);
  await enter(iben, 'Iben');
  await iben.goto('/desk/admin');
  await expect(iben.getByText(/forslag fra medlemmer venter på å bli lest/)).toBeVisible();
  await iben.getByRole('link', { name: 'Lokale steder' }).click();
  const proposed = iben.locator('#proposed li').filter({ hasText: `The mill, for ${name}` });
  await expect(iben.locator('#proposed')).not.toContainText(`The number of the mill, for ${name}`);
  await proposed.getByRole('button', { name: 'Sett' }).click();
  await looksRight(iben);

  await page.reload();
  await expect(mine).toContainText('Those who keep the list have read it.');
  await expect(mine.getByRole('button')).toHaveCount(0);
});

test('a place is put on the list once: pressed again after going back, and from a second page that was open; another one with that name only where a steward says so (TOOL-7)', { tag: '@plain' }, async ({ page }) => {
  const { name } = await arrive(page);
  const iben = await somebodyElse(page);
  await enter(iben, 'Iben');
  const pages = [iben, await iben.context().newPage()];
  const called = `Elvehuset, ${name}`;
  for (const one of pages) {
    await one.goto('/desk/admin/local');
    await one.getByLabel('Navn', { exact: true }).fill(called);
    await one.getByLabel('Hva folk finner der').fill('Kaffe og en benk.');
  }
  const save = (one: typeof page) => one.getByRole('button', { name: 'Lagre, sjekket i dag' }).click();
  const stands = iben.getByRole('heading', { level: 2, name: called });
  await save(iben);
  await expect(stands).toHaveCount(1);
  await iben.goBack();
  await iben.getByLabel('Navn', { exact: true }).fill(called);
  await iben.getByLabel('Hva folk finner der').fill('Kaffe og en benk.');
  await save(iben);
  await save(pages[1]!);
  await iben.goto('/desk/admin/local');
  await expect(stands).toHaveCount(1);
  await iben.getByLabel('Navn', { exact: true }).fill(called);
  await iben.getByLabel('Hva folk finner der').fill('Et verksted i kjelleren.');
  await save(iben);
  await expect(iben.locator('#name-error')).toContainText('står på listen allerede');
  await looksRight(iben);
  await iben.getByRole('button', { name: 'Det er et annet sted: lagre det også' }).click();
  await expect(stands).toHaveCount(2);
});

test('a circle is one where the same form comes twice; each form a steward opens something with has a key of its own (PEER-27, NEW-6)', { tag: '@once' }, async ({ page }) => {
  await enter(page, 'Iben');
  const name = someName();
  const onceOf = async (path: string, form: string) => {
    const html = await (await page.request.get(path)).text();
    return new RegExp(`action="\\?/${form}"[\\s\\S]*?name="once" value="([\\w-]{36})"`).exec(html)![1]!;
  };
  const date = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const said = { kind: 'circle', name, about: '', agreement: '', language: 'en', most: '9', weeks: '4', date, time: '19:00', minutes: '60', call: 'text', from: '', once: await onceOf('/desk/admin/circles', 'open') };
  const answers = await Promise.all([1, 2].map(() => send(page, '/desk/admin/circles?/open', said)));
  expect(answers.map((answer) => answer.status()), 'at once').toEqual([303, 303]);
  expect(await inDatabase('select 1 from circles.circles where name = $1', [name])).toHaveLength(1);
  await inDatabase('delete from members.spaces where name = $1', [name]);
  for (const [path, form] of [['/desk/admin/measures', 'drill'], ['/desk/admin/places', 'open']] as const) expect(await onceOf(path, form)).not.toBe(await onceOf(path, form));
});

test('a group or a circle another steward opened already is told of; it is opened again only where a steward says that it is another one (PEER-27)', { tag: '@plain' }, async ({ page: iben }) => {
  await enter(iben, 'Iben');
  const [group, circle, space] = [someName(), someName(), randomUUID()];
  await inDatabase(`insert into members.spaces (id, code, kind, name, language) values (gen_random_uuid(), $1, 'local', $2, 'nb'), ($3, $4, 'circle', $5, 'nb')`, [randomUUID().slice(0, 8), group, space, space.slice(0, 8), circle]);
  await inDatabase(`insert into circles.circles (id, space_id, code, kind, name, language, most) values (gen_random_uuid(), $1, $2, 'circle', $3, 'nb', 6)`, [space, space.slice(0, 8), circle]);
  for (const [path, field, name, more] of [['places', 'Hva den heter', group, {}], ['circles', 'Navnet', circle, { date: new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10), time: '19.00' }]] as const) {
    await iben.goto(`/desk/admin/${path}`);
    const stands = iben.getByRole('heading', { level: 3, name });
    const form = iben.locator('form[action="?/open"]');
    await form.getByLabel(field, { exact: true }).fill(name.toUpperCase());
    for (const [named, value] of Object.entries(more)) await form.locator(`[name="${named}"]`).fill(value);
    await form.getByRole('button', { name: 'Åpne den', exact: true }).click();
    await expect(form.getByText('finnes her allerede')).toBeVisible();
    await expect(stands).toHaveCount(1);
    await looksRight(iben);
    await form.getByRole('button', { name: 'Det er en annen: åpne den også' }).click();
    await expect(stands).toHaveCount(2);
  }
  await inDatabase('delete from members.spaces where lower(name) = any($1)', [[group, circle].map((name) => name.toLowerCase())]);
});
