/** A moderator hands over an urgent case: nobody goes home from it before somebody else has said yes by name (MOD-9, NEW-6). */
import type { Page } from '@playwright/test';
import { inDatabase, memberOf } from './database.ts';
import { arrive, as, caseAtDesk, enter, expect, looksRight, send, somebodyElse, test, write } from './journey.ts';

/** Somebody has written that they say goodbye, and another member asks for a moderator. Answers with the name of the one who wrote. */
async function frightened(lee: Page, text = 'I have said goodbye to everybody.'): Promise<string> {
  const author = await somebodyElse(lee);
  const { name } = await arrive(author);
  const path = await write(author, { text, board: 'mood', want: 'listen' });
  const reporter = await as(lee, 'Ash');
  const told = /\/report\/([\w-]+)/.exec(await (await reporter.request.get(path)).text())![1]!;
  await send(reporter, `/report/${told}`, { reason: 'danger', words: 'Please look now.' });
  return name;
}

test('a moderator hands over an urgent case', { tag: '@plain' }, async ({ page: lee }) => {
  const name = await frightened(lee);

  const myrull = await as(lee, 'Myrull');
  await send(myrull, '/desk/mod/shift?/in', { minutes: '60' });
  await enter(lee, 'Lee');
  await lee.goto('/desk/mod/shift');
  const here = lee.getByRole('button', { name: 'I am here now' });
  if (await here.count()) await here.click(); // another journey of Lee's may have left them here
  await expect(lee.getByText('You are here until')).toBeVisible();
  await looksRight(lee);

  await lee.goto(await caseAtDesk(lee, new RegExp(name), 'risk'));
  await lee.locator('a[href^="/desk/mod/urgent/"]').first().click();
  await looksRight(lee);
  await lee.getByRole('button', { name: 'I am on it' }).click();
  const steps = new URL(lee.url()).pathname;
  await expect(lee.getByRole('heading', { name: `${name} may be in danger` })).toBeVisible();
  await lee.getByRole('button', { name: /^Done now/ }).first().click();
  await expect(lee.getByText('Done by Lee').first()).toBeAttached();
  await looksRight(lee);

  await lee.goto('/desk/mod/shift');
  await lee.getByRole('button', { name: 'I am going now' }).click();
  await expect(lee.getByRole('alert')).toContainText('still open');
  await lee.getByRole('region', { name: 'Still open, and with you' }).locator(`a[href^="${steps}"]`).click(); // others of the desk may give Lee one, too
  expect(new URL(lee.url()).pathname).toBe(steps);
  await lee.getByLabel('Who takes over').selectOption({ label: (await lee.getByLabel('Who takes over').locator('option').allTextContents()).find((text) => text.startsWith('Myrull'))! });
  await lee.getByLabel('What they need to know').fill('She answers slowly. I said I would look in at half past.');
  await lee.getByRole('button', { name: 'Ask them to take over' }).click();

  await lee.goto('/desk/mod/shift');
  await lee.getByRole('button', { name: 'I am going now' }).click();
  await expect(lee.getByRole('alert'), 'asked is not yet accepted').toContainText('still open');

  await myrull.goto(steps);
  await expect(myrull.getByText('asks you to take over').or(myrull.getByText('ber deg ta over'))).toBeVisible();
  await looksRight(myrull);
  await myrull.locator('form[action="?/accept"] button').click();
  await expect(myrull.locator('dd', { hasText: 'Myrull' }).first()).toBeVisible();

  await lee.goto('/desk/mod/shift');
  await lee.getByRole('button', { name: 'I am going now' }).click();
  await expect(lee.getByText('You are not on duty.').or(lee.getByRole('alert'))).toBeVisible(); // other journeys may have given Lee other cases
  await expect(lee.locator(`main a[href^="${steps}"]`), 'this one is no longer with Lee').toHaveCount(0);

  // It is closed when its record says how it ended, not before; what was typed stays.
  const caseAt = steps.replace('/urgent/', '/cases/');
  await myrull.goto(`${caseAt}?do=nothing`);
  await myrull.locator('#deed [name=note]').fill('She is with her sister.');
  await myrull.locator('#deed > .actions button').click();
  await expect(myrull.getByRole('alert').locator('a[href="#record"]')).toBeVisible();
  await expect(myrull.locator('#deed [name=note]')).toHaveValue('She is with her sister.');
  await looksRight(myrull);
  await myrull.locator(`#record a[href="${steps}"]`).click();
  await myrull.locator('form[action="?/end"] [name=outcome][value=notUrgent]').check();
  await myrull.locator('form[action="?/end"] button').click();
  await myrull.locator(`main a[href="${caseAt}"]`).first().click();
  await looksRight(myrull);
  await myrull.goto(`${caseAt}?do=nothing`);
  await myrull.locator('#deed > .actions button').click();
  await expect(myrull).toHaveURL(/\/desk\/mod$/);
});

test('an urgent case that nobody else may be on says why, and is ended', { tag: '@plain' }, async ({ page: lee }) => {
  const name = await frightened(lee, 'Tonight I say goodbye to everybody.');
  await enter(lee, 'Lee');
  const caseAt = await caseAtDesk(lee, new RegExp(name), 'risk');
  const caseId = caseAt.split('/').at(-1)!;
  const steps = `/desk/mod/urgent/${caseId}`;
  await send(lee, `${steps}?/begin`);
  await lee.goto(steps);
  await expect(lee.getByLabel('No second person, because …'), 'others may be asked').toHaveCount(0);

  await inDatabase(`insert into safety.apart (case_id, member_id, why) select distinct $2::uuid, member_id, 'asked' from members.roles where role <> 'host' and member_id not in (${memberOf}) on conflict do nothing`, ['Lee', caseId]);
  await lee.goto(steps);
  await lee.locator('#record [name=said]').fill('I hear how frightening tonight is.');
  await lee.locator('#record button').click();
  const end = async () => {
    await lee.locator('form[action="?/end"] [name=outcome][value=safeNow]').check();
    await lee.locator('form[action="?/end"] [name=followUp][value="24"]').check();
    await lee.locator('form[action="?/end"] button').click();
  };
  await end();
  await lee.getByRole('alert').locator('a[href="#alone"]').click();
  await looksRight(lee);
  await lee.getByLabel('No second person, because …').fill('The others stay away from this one.');
  await lee.getByRole('button', { name: 'Keep this sentence' }).click();
  await expect(lee.getByText('None: nobody else may be on this one').first()).toBeVisible();
  await end();
  await lee.goto(`${caseAt}?do=nothing`);
  await lee.locator('#deed > .actions button').click();
  await expect(lee).toHaveURL(/\/desk\/mod$/);
  await lee.goto(caseAt);
  await expect(lee.getByText('No second person: nobody else may be on it')).toBeVisible();
  await expect(lee.getByText('The others stay away from this one.')).toBeVisible();
  await looksRight(lee);
});

test('Enter in a field takes no case and accepts none that was offered (MOD-5)', { tag: '@plain' }, async ({ page: lee }) => {
  const author = await somebodyElse(lee);
  const { name } = await arrive(author);
  const path = await write(author, { text: 'You should all be more careful.', board: 'mood', want: 'listen' });
  const reporter = await as(lee, 'Ash');
  await send(reporter, `/report/${/\/report\/([\w-]+)/.exec(await (await reporter.request.get(path)).text())![1]!}`, { reason: 'unkind', words: 'It hurt.' });
  await enter(lee, 'Lee');
  const caseAt = await caseAtDesk(lee, new RegExp(name), 'reported', 'risk', 'held', 'shows');
  const caseId = caseAt.split('/').at(-1)!;
  for (const offered of [false, true]) {
    if (offered) await inDatabase(`update safety.cases set handed_to = (select distinct member_id from (${memberOf}) m), version = version + 1 where id = $2`, ['Lee', caseId]);
    await lee.goto(`${caseAt}?do=beside`);
    await expect(lee.locator(`button[formaction^="?/${offered ? 'accept' : 'stay'}"]`)).toBeVisible();
    await lee.locator('#deed [name=link]').fill('https://example.org/sleep');
    await lee.locator('#deed [name=link]').press('Enter');
    await expect(lee.getByRole('alert'), 'it is the decision that was sent, and words are missing').toBeVisible();
    await expect(lee.locator('#deed [name=link]')).toHaveValue('https://example.org/sleep');
    expect(await inDatabase('select claimed_by, handed_to is not null as offered, state from safety.cases where id = $1', [caseId])).toEqual([{ claimed_by: null, offered, state: 'open' }]);
  }
  await looksRight(lee);
});

test('a break is a press, and needs no reason', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Fern');
  await send(page, '/desk/mod/shift?/in', { minutes: '60' });
  await page.goto('/desk/mod');
  const { y } = (await page.getByRole('heading', { level: 1 }).boundingBox())!;
  expect(y, 'the work begins on the first screen of a phone').toBeLessThan(400);
  await page.locator('summary', { hasText: 'On duty' }).click();
  await page.getByRole('button', { name: 'I need a break' }).click();
  await expect(page.getByText('You are having a break until')).toBeVisible();
  await looksRight(page);
  await page.getByRole('main').getByRole('button', { name: 'I am back' }).first().click();
  await expect(page.getByText('You are here until')).toBeVisible();
  await send(page, '/desk/mod/shift?/out', {});
});

test('what was written into a record meanwhile is told of and shown, also after another no, before anything is written over (MOD-9)', { tag: '@plain' }, async ({ page: lee, context }) => {
  const author = await somebodyElse(lee);
  const { name } = await arrive(author);
  const path = await write(author, { text: 'I have said goodbye to everybody.', board: 'mood', want: 'listen' });
  const reporter = await as(lee, 'Ash');
  await send(reporter, `/report/${/\/report\/([\w-]+)/.exec(await (await reporter.request.get(path)).text())![1]!}`, { reason: 'danger', words: 'Please look now.' });
  await enter(lee, 'Lee');
  await lee.goto(await caseAtDesk(lee, new RegExp(name), 'risk'));
  await lee.locator('a[href^="/desk/mod/urgent/"]').first().click();
  await lee.getByRole('button', { name: 'I am on it' }).click();
  const elsewhere = await context.newPage();
  await elsewhere.goto(new URL(lee.url()).pathname);

  await lee.locator('#end button').click();
  await expect(lee.getByRole('alert')).not.toContainText('has changed since');
  await elsewhere.locator('#record [name=said]').fill('They are with a friend.');
  await elsewhere.locator('#record button').click();
  await expect(elsewhere.getByText('Kept.')).toBeVisible();

  await lee.locator('#record [name=said]').fill('They did not answer.');
  await lee.locator('#record button').click();
  await expect(lee.getByRole('alert')).toContainText('This has changed since you looked.');
  await expect(lee.locator('#record [name=said]')).toHaveValue('They did not answer.');
  await expect(lee.locator('#record').getByText('They are with a friend.')).toBeVisible();
  await expect(lee.locator('#record').getByText('New since you looked')).toBeVisible();
  await looksRight(lee);
  await lee.locator('#record [name=said]').fill('They are with a friend. They did not answer me.');
  await lee.locator('#record button').click();
  await expect(lee.getByText('Kept.')).toBeVisible();
  await expect(lee.locator('#record [name=said]')).toHaveValue('They are with a friend. They did not answer me.');
});

test('of somebody who has died the page says so first, and how to let their account rest (MOD-9)', { tag: '@plain' }, async ({ page: lee }) => {
  const name = await frightened(lee);
  await enter(lee, 'Lee');
  const address = await caseAtDesk(lee, new RegExp(name), 'risk');
  const steps = address.replace('/cases/', '/urgent/');
  await send(lee, `${steps}?/begin`);
  await inDatabase(`update safety.urgent_records set said = 'I wrote to them.', outcome = 'died', outcome_words = 'Their sister told us.', ended_at = now() where case_id = $1`, [address.split('/').at(-1)]);

  const iben = await as(lee, 'Iben');
  await iben.goto(steps);
  await expect(iben.getByRole('heading', { level: 1, name: `${name} er død` })).toBeVisible();
  await expect(iben.getByText('Det som ble sagt til dem')).toBeVisible();
  expect(await iben.locator('h2').allInnerTexts(), 'before the steps nobody needs any more').toEqual(['Kontoen deres', 'Stegene']);
  await looksRight(iben);
  await iben.getByRole('button', { name: 'La den hvile' }).click();
  await expect(iben.getByText('Den har hvilt siden')).toBeVisible();
  await iben.getByRole('button', { name: 'La den ikke hvile lenger' }).click();
  await expect(iben.getByText('Skriv hvorfor alt skal være som før.').first()).toBeVisible();
  await looksRight(iben);
  await lee.goto(address);
  await expect(lee.getByText('The record is closed, and says how it ended.')).toBeVisible();
  await expect(lee.getByText('Somebody may be in danger: go through the steps')).toHaveCount(0);
  await iben.getByLabel('Hvorfor alt skal være som før').fill('It was somebody else.');
  await iben.getByRole('button', { name: 'La den ikke hvile lenger' }).click();
  await expect(iben.getByRole('button', { name: 'La den hvile', exact: true })).toBeVisible();
});
