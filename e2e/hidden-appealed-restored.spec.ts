/** A post is hidden, its author asks another person, that person takes it back, and everything is as it was. */
import type { Page } from '@playwright/test';
import { arrive, caseAtDesk, enter, expect, looksRight, reply, send, somebodyElse, test, write } from './journey.ts';

const told = (page: Page, link: string) => expect(async () => {
  await page.goto('/notices');
  await expect(page.getByRole('link', { name: link }).first()).toBeVisible({ timeout: 500 });
}).toPass({ timeout: 20_000 });

test('a post hidden, appealed to another moderator and restored (NEW-5, MOD-5)', async ({ page }) => {
  const [other, lee, iben] = [await somebodyElse(page), await somebodyElse(page), await somebodyElse(page)];
  const { name } = await arrive(page);
  await Promise.all([arrive(other), enter(lee, 'Lee'), enter(iben, 'Iben')]);
  const words = `Magnesium at night is what did it for me, says ${name}.`;
  const thread = await write(page, { text: words });
  await reply(other, thread, 'Interesting. I will ask my nurse.');
  await other.goto(thread);
  const postId = /\/report\/([\w-]+)/.exec(await other.content())![1]!;
  await send(other, `/report/${postId}`, { reason: 'harm', words: 'Is this advice?' });

  // Whoever wrote it may stand further up when the program noticed something, too.
  await lee.goto(await caseAtDesk(lee, new RegExp(`${name}.*Somebody told us`), 'reported', 'risk'));
  await lee.getByRole('button', { name: 'Hide it' }).click();
  await lee.getByLabel('The way it rests on').selectOption({ index: 2 });
  await lee.getByLabel('To the author, exactly as they will read it').fill('You want to help. It can read as an order to others, so I have hidden it.');
  await lee.getByRole('button', { name: 'Send and close' }).click();
  await other.goto(thread);
  await expect(other.getByText(words)).toHaveCount(0);

  // The author reads all of it, from the post itself or from what they are told: what, why, the way it rests on, their words; and asks another person.
  await page.goto(thread);
  await page.getByRole('link', { name: 'See why' }).click();
  await expect(page).toHaveURL(/\/appeals\//);
  await told(page, 'A moderator wrote to you');
  await page.getByRole('link', { name: 'A moderator wrote to you' }).first().click();
  await expect(page).toHaveURL(/\/appeals\//);
  for (const text of ['A moderator has hidden something you wrote.', 'It can read as an order to others', 'It rests on this way', words]) await expect(page.getByText(text).first()).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Ask another person' }).click();
  await expect(page.getByText('Write a few words on how you see it.').first()).toBeVisible();
  await page.getByLabel('How do you see it?').fill('I only said what it did for me. I told nobody to take it.');
  await page.getByRole('button', { name: 'Ask another person' }).click();
  await expect(page.getByText('You have asked for another person to look.').first()).toBeVisible();

  // They change their words meanwhile: whoever looks again reads the new ones, which others would see.
  await page.goto(`/talk/p/${postId}/edit`);
  await page.locator('textarea[name="text"]').fill(`${words} Ask your own doctor.`);
  await page.locator('form', { has: page.locator('textarea[name="text"]') }).getByRole('button').first().click();
  await expect(page).not.toHaveURL(/\/edit/);

  // Whoever decided does not see it; somebody else does.
  await lee.goto('/desk/mod?lane=appeal');
  await expect(lee.getByRole('link', { name: new RegExp(name) })).toHaveCount(0);
  await iben.goto(await caseAtDesk(iben, new RegExp(name), 'appeal'));
  await expect(iben.getByText(/They have been changed since|De er endret siden/)).toBeVisible();
  for (const text of ['I only said what it did for me.', 'It can read as an order to others', 'Ask your own doctor.']) await expect(iben.getByText(text).first()).toBeAttached();
  await looksRight(iben);
  await iben.getByRole('radio').nth(1).check();
  await iben.locator('textarea[name="toAuthor"]').first().fill('You spoke of yourself, as we ask everybody to. It is back. I am sorry for the worry.');
  await iben.getByRole('button', { name: /Send|Send og/ }).first().click();
  await expect(iben).toHaveURL(/\/desk\/mod$/);

  // As it was, with the answer to it.
  await other.goto(thread);
  await expect(other.getByText(words).first()).toBeVisible();
  await expect(other.getByText('Interesting. I will ask my nurse.').first()).toBeVisible();
  await expect(async () => {
    await page.goto('/notices');
    const links = page.getByRole('link', { name: 'A moderator wrote to you' });
    expect(await links.count()).toBeGreaterThan(1);
    await links.first().click();
    await expect(page.getByText('You spoke of yourself').first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
});

test('a moderator who chooses another way loses no word they typed (MOD-5)', { tag: '@plain' }, async ({ page }) => {
  const [other, lee] = [await somebodyElse(page), await somebodyElse(page)];
  const { name } = await arrive(page);
  await Promise.all([arrive(other), enter(lee, 'Lee')]);
  const thread = await write(page, { text: `Cold showers cure it, says ${name}.` });
  await other.goto(thread);
  const postId = /\/report\/([\w-]+)/.exec(await other.content())![1]!;
  await send(other, `/report/${postId}`, { reason: 'harm', words: 'Is this so?' });
  await lee.goto(await caseAtDesk(lee, new RegExp(`${name}.*Somebody told us`), 'reported', 'risk'));
  const choose = (way: string) => lee.locator('form#deed').getByRole('button', { name: way }).click();

  await lee.getByText('How soon somebody needs to look').first().click();
  await lee.locator('#level-note').fill('I know of worse.');
  await lee.getByRole('button', { name: 'Suggest other words' }).first().click();
  await expect(lee.locator('#level-note')).toHaveValue('I know of worse.');
  await lee.getByLabel('The words you suggest').fill('Cold showers help me.');
  await lee.getByLabel('To the author, exactly as they will read it').fill('You found something that helps you.');
  await lee.getByLabel('For colleagues').fill('First time.');
  // A colleague’s note, and what is typed to be decided, come along when another box of the page is sent.
  await lee.getByText('Give it to', { exact: true }).first().click();
  await lee.locator('#hand-note').fill('You know more of showers.');
  await lee.getByRole('button', { name: 'I take it' }).click();
  await expect(lee.locator('#hand-note')).toHaveValue('You know more of showers.');
  await lee.getByText('Ask for a second opinion').first().click();
  await lee.locator('#second-note').fill('Is this so?');
  await lee.getByRole('button', { name: 'Ask for a second opinion' }).click();
  await expect(lee.getByText('Is this so?').last()).toBeVisible();
  await expect(lee.locator('#hand-note')).toHaveValue('You know more of showers.');
  await expect(lee.getByLabel('The words you suggest')).toHaveValue('Cold showers help me.');
  await expect(lee.getByLabel('For colleagues')).toHaveValue('First time.');
  await choose('Put words beside it');
  await expect(lee.locator('#hand-note')).toHaveValue('You know more of showers.');
  await lee.getByLabel('Under the post, for everybody').fill('This has not been shown to help most people.');
  await choose('Leave it');
  await expect(lee.getByText('The post stays. If somebody told us, they are thanked.')).toBeVisible();
  await choose('What else they wrote here lately');
  await lee.getByRole('button', { name: 'Ten more minutes' }).click();
  await expect(lee.getByText('The post stays. If somebody told us, they are thanked.')).toBeVisible();
  await looksRight(lee);
  await choose('Suggest other words');
  await expect(lee.getByLabel('The words you suggest')).toHaveValue('Cold showers help me.');
  await choose('Put words beside it');
  await expect(lee.getByLabel('Under the post, for everybody')).toHaveValue('This has not been shown to help most people.');
  await choose('Name a strength');
  await expect(lee.getByLabel('To the author, exactly as they will read it')).toHaveValue('You found something that helps you.');
  await expect(lee.getByLabel('For colleagues')).toHaveValue('First time.');

  // Given back, it is anybody’s, and the words are still there.
  await lee.getByRole('button', { name: 'Give it back' }).click();
  await expect(lee.getByText('You had typed or chosen something else as well, so this page stays open.')).toBeVisible();
  await expect(lee.getByRole('button', { name: 'I take it' })).toBeVisible();
  await expect(lee.locator('#hand-note')).toHaveValue('You know more of showers.');

  // Somebody else has closed it meanwhile: the words stand there to be copied. Nothing that was kept aside is done.
  const again = await somebodyElse(page);
  await enter(again, 'Lee');
  await again.goto(new URL(lee.url()).pathname);
  await again.getByRole('button', { name: 'Name a strength' }).click();
  await again.getByLabel('To the author, exactly as they will read it').fill('I read this with care.');
  await again.getByRole('button', { name: 'Send and close' }).click();
  await choose('Suggest other words');
  for (const words of ['You found something that helps you.', 'Cold showers help me.', 'This has not been shown to help most people.']) await expect(lee.getByText(words)).toBeVisible();
  await other.goto(thread);
  await expect(other.getByText('This has not been shown to help most people.')).toHaveCount(0);

  // Whoever stays away from a case reads nothing more of it; what they had typed stands there to be copied, and what they had chosen is said. Its own address leads to the list.
  await send(other, `/report/${postId}`, { reason: 'unkind', words: 'And again?' });
  await lee.goto(await caseAtDesk(lee, new RegExp(`${name}.*Somebody told us`), 'reported', 'risk'));
  await lee.getByText('Give it to', { exact: true }).first().click();
  await lee.locator('#to').selectOption({ label: 'Iben' });
  await lee.getByRole('button', { name: 'I take it' }).click();
  await expect(lee.locator('#to').locator('option:checked'), 'a choice alone comes back, too').toHaveText('Iben');
  await lee.locator('#hand-note').fill('You know more of showers.');
  const path = new URL(lee.url()).pathname;
  await lee.getByRole('button', { name: 'Not me, this one' }).click();
  await expect(lee.getByRole('heading', { level: 1 })).toHaveText('That is done');
  await expect(lee.getByText('You know more of showers.')).toBeVisible();
  await expect(lee.locator('li', { hasText: 'Give it to: Iben' })).toBeVisible();
  expect(await lee.content()).not.toContain(name);
  await looksRight(lee);
  await lee.goto(path);
  await expect(lee).toHaveURL(/\/desk\/mod\?passed=$/);
  await expect(lee.getByText('Passed on. That case is not with you now.')).toBeVisible();
});
