/**
 * What people do here, each from its first press to its last, with a script
 * and without. Those who would be in each other's way are newcomers of their own.
 */
import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { generate } from 'otplib';
import { topicAt } from './addresses.ts';
import { inDatabase, tablesWith } from './database.ts';
import { arrive, caseAtDesk, enter, expect, hasScript, looksRight, reply, send, somebodyElse, someName, test, write } from './journey.ts';

const press = (page: Page, name: string | RegExp, exact = true) => page.getByRole('button', { name, exact: typeof name === 'string' && exact }).first().click();
const follow = (page: Page, name: string | RegExp) => page.getByRole('link', { name }).first().click();
/** What a reader sees, whatever is folded away. */
const says = (page: Page, text: string | RegExp) => expect(page.getByText(text).first()).toBeVisible();
/** Events travel through the queue; their effect is there soon, not at once. */
const soon = (look: () => Promise<void>) => expect(look).toPass({ timeout: 20_000, intervals: [250, 500, 1_000] });

test('changing one’s words, taking them back, putting them back (PEER-1)', async ({ page }) => {
  await arrive(page);
  await page.goto(await write(page, { title: 'Changed later', text: 'The first words.' }));
  await follow(page, 'Change');
  await page.getByLabel('Your words').fill('Better words.');
  await looksRight(page);
  await press(page, 'Save');
  await says(page, 'Better words.');
  await says(page, 'changed later');
  await follow(page, 'Take back');
  await looksRight(page);
  await press(page, 'Take back');
  await says(page, /You took this back/);
  await looksRight(page);
  await expect(page.getByText('Better words.')).toHaveCount(0);
  await press(page, 'Put it back');
  await says(page, 'Better words.');
});

test('a reaction only its author sees, and “this helped me” (PEER-9, PEER-15)', async ({ page }) => {
  const asker = await somebodyElse(page);
  const [{ name: theirs }, { name: mine }] = [await arrive(asker), await arrive(page)];
  const thread = await write(asker, { title: `What helped with stairs, ${theirs}`, want: 'ideas', board: 'everyday' });
  await reply(page, thread, 'A chair half way up.');
  await page.goto(thread);
  await expect(page.getByText('What helps one may not suit another.').first(), 'beside “That helped”, where treatments are talked of').toBeAttached();
  await press(page, new RegExp(`Holding you in mind to .*${theirs}`));
  await expect(page.getByRole('button', { name: new RegExp(`Holding you in mind to .*${theirs}`) })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('is holding you in mind')).toHaveCount(0);
  await looksRight(page);
  const first = await page.locator('form.reactions input[name="post"]').first().inputValue();
  expect((await send(page, `${thread}?/react`, { post: first, give: 'helped', next: thread })).status()).toBe(303);
  await asker.goto(thread);
  await expect(asker.getByText('is holding you in mind'), 'gathered once a day').toHaveCount(0);
  await inDatabase(`update forum.reactions set made_at = made_at - interval '1 day' where persona_id in (select persona_id from members.faces where name = $1)`, [mine]);
  await asker.reload();
  await says(asker, new RegExp(`${mine}.* is holding you in mind`));
  await says(asker, new RegExp(`It helped .*${mine}.*\\. What helps one may not suit another\\.`));
  await says(asker, 'Only you see this.');
  await press(asker, 'This helped me');
  await says(asker, /says: this helped me.*What helps one may not suit another/);
  await looksRight(asker);
  await page.goto('/talk/helped');
  await says(page, /What helps one may not suit another/);
  await says(page, 'A chair half way up.');
  await inDatabase(`update forum.posts set helped_at = helped_at - interval '1 minute' where helped_at is not null and persona_id in (select persona_id from members.faces where name = $1)`, [mine]);
  await press(asker, 'This helped me');
  await expect(asker.getByText(/says: this helped me/)).toHaveCount(0);

  await page.goto(await write(asker, { text: 'It is there again.', about: 'self-harm' }));
  await page.locator('summary').filter({ hasText: 'self-harm' }).click();
  await expect(page.getByRole('button', { name: /^(Me too|That helped)/ })).toHaveCount(0);
  await press(page, new RegExp(`I hear you to .*${theirs}`));
  await says(page, 'Do you want company too?');
  await looksRight(page);
  await follow(page, 'No, thanks');
  await expect(page.getByText('Do you want company too?')).toHaveCount(0);
});

test('following a thread, hearing of it, and letting go (PEER-24)', async ({ page }) => {
  const asker = await somebodyElse(page);
  await Promise.all([arrive(asker), arrive(page)]);
  const thread = await write(asker, { title: 'A thread to follow' });
  await page.goto(thread);
  await press(page, 'Follow this thread');
  await says(page, 'You follow this now. Nobody is told.');
  await looksRight(page);
  await reply(asker, thread, 'More from me.');
  await soon(async () => {
    await page.goto('/notices');
    await expect(page.getByRole('link', { name: /wrote in a thread you follow/ })).toBeVisible({ timeout: 500 });
  });
  await follow(page, /wrote in a thread you follow/);
  await says(page, 'More from me.');
  await page.goto('/settings/following');
  await says(page, 'A thread to follow');
  await press(page, /Stop following/);
  await says(page, 'You no longer follow this.');
  await press(page, 'Undo');
  await says(page, 'A thread to follow');
});

test('a condition somebody named leads to the others who did, is followed and looked for (PEER-4, PEER-5, PEER-23)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  const [{ name }] = [await arrive(other), await arrive(page)];
  const thread = await write(other, { title: `Numb hands, ${name}`, board: 'everyday', tags: 'sickle-cell' });
  await page.goto(thread);
  await says(page, /Lives with: sickle cell/);
  await follow(page, 'sickle cell');
  await expect(page).toHaveURL(/\/talk\/tags\/g\d+$/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sickle cell');
  await says(page, `Numb hands, ${name}`);
  await says(page, 'in Eating, moving, everyday things');
  await says(page, 'Lives with: sickle cell');
  await looksRight(page);
  await press(page, 'Follow this');
  await says(page, 'You follow this now. Nobody is told.');
  await page.goto('/settings/following');
  await follow(page, 'Sickle cell');
  await follow(page, 'Write a post that names this');
  await expect(page.getByRole('checkbox', { name: 'sickle cell' })).toBeChecked();
  await page.goto('/search');
  await page.getByText('Narrow it down').click();
  await page.getByLabel('Names a condition').selectOption({ label: 'sickle cell' });
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await says(page, `Numb hands, ${name}`);
  await page.goto('/search');
  await page.getByLabel('Words to look for').fill('numb');
  await page.getByText('Narrow it down').click();
  await page.getByLabel('Names a condition').selectOption({ label: 'migraine' });
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await says(page, 'Nothing found. Try one word.');
  await says(page, /Narrowed to: migraine/);
  const again = await write(other, { title: 'Again', board: 'everyday', tags: 'sickle-cell' });
  await soon(async () => {
    await page.goto('/notices');
    await page.getByRole('link', { name: /names a condition you follow/ }).first().click({ timeout: 500 }); // a late worker tells of the first post, too
    await expect(page).toHaveURL(new RegExp(again), { timeout: 500 });
  });
});

test('a row says what a thread names in two lines of a phone at the most; what is on no list is said in words (PEER-4)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  const [{ name }] = [await arrive(other), await arrive(page)];
  const said: [string, string][] = ['lupus', 'diabetes-1', 'ibd', 'other'].map((tag) => ['tags', tag]);
  const sent = await send(other, '/talk/new?/post', [['title', `Slow days, ${name}`], ['board', 'everyday'], ['want', 'none'], ['text', 'Words.'], ['language', 'en'], ['once', crypto.randomUUID()], ...said]);
  const thread = sent.headers().location!;
  await page.goto('/talk/topics/everyday');
  const line = page.getByRole('listitem').filter({ hasText: `Slow days, ${name}` }).getByText(/^Lives with:/);
  await expect(line).toHaveText('Lives with: type 1 diabetes, Crohn’s or colitis and more');
  expect(await line.evaluate((one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight))).toBeLessThan(2.1);
  await looksRight(page);
  await page.goto(thread);
  await says(page, 'Lives with: type 1 diabetes, Crohn’s or colitis and lupus. And with something that is not on our list.');
  await page.goto('/search');
  await page.getByText('Narrow it down').click();
  await says(page, 'Not on this list? Write its name in the box above.');
  await page.goto('/talk');
  await follow(page, 'Written by members');
  await says(page, `Slow days, ${name}`);
  await looksRight(page);
  await follow(page, 'Write a piece');
  await expect(page.getByRole('radio', { name: 'No reply needed' })).toBeChecked();
});

test('saving a post, finding it in Saved, taking it out (PEER-8)', async ({ page }) => {
  const asker = await somebodyElse(page);
  await Promise.all([arrive(asker), arrive(page)]);
  const thread = await write(asker, { text: 'Words worth keeping.' });
  await page.goto(thread);
  await page.getByText('More', { exact: true }).first().click();
  const [save, post] = [await page.getByRole('button', { name: 'Save', exact: true }).getAttribute('formaction'), await page.locator('form.reactions input[name="post"]').first().inputValue()];
  await press(page, 'Save');
  await says(page, 'Saved. Only you see it.');
  expect((await send(page, save!, { post })).status(), 'the same press once more').toBe(303);
  await page.goto('/talk/saved');
  await says(page, 'Words worth keeping.');
  await looksRight(page);
  await press(page, 'Take out of saved');
  await expect(page.getByText('Words worth keeping.')).toHaveCount(0);
});

test('muting a word and a person, and showing them again (PEER-15, NEW-9)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  const [{ name }, me] = [await arrive(other), await arrive(page)];
  const word = someName().split(' ')[1]!.toLowerCase();
  await write(other, { title: `About ${word} again`, board: 'good' });
  const second = await write(other, { title: `Nothing of that, ${name}`, board: 'good', text: 'Quite other words.' });
  const board = await topicAt('good');
  await page.goto('/settings/filters');
  await page.getByLabel('A word to mute').fill(word);
  await press(page, 'Mute this word');
  await looksRight(page);
  await page.goto(board);
  await expect(page.getByText(`About ${word} again`)).toHaveCount(0);
  await says(page, `Nothing of that, ${name}`);
  await page.goto('/settings/filters');
  await press(page, new RegExp(`Show again.*${word}`));
  await page.goto(board);
  await says(page, `About ${word} again`);

  await page.goto(second);
  await page.getByText('More', { exact: true }).first().click();
  await press(page, new RegExp(`Mute .*${name}`));
  await says(page, 'Muted. You do not see it now. Nobody is told.');
  await says(page, 'You muted this. Open to read');
  await expect(page.getByText('Quite other words.')).toBeHidden();
  await looksRight(page);
  await page.goto(board);
  await expect(page.getByText(`Nothing of that, ${name}`)).toHaveCount(0);
  await page.goto('/settings/filters');
  await press(page, new RegExp(`Show again.*${name}`));
  await page.goto(second);
  await says(page, 'Quite other words.');
  expect(me.name).not.toBe(name);
});

test('folding a topic, opening it, and undoing that (PEER-15, NEW-9)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  await Promise.all([arrive(other), arrive(page)]);
  const thread = await write(other, { text: 'It is a year today.', about: 'grief' });
  await page.goto(thread);
  await says(page, 'It is a year today.');
  await page.goto('/settings/filters');
  await page.getByLabel('grief').check();
  await page.locator('form[action="?/folds"]').getByRole('button', { name: 'Save' }).click();
  await says(page, /This is how you see posts from now on/);
  await looksRight(page);
  const settings = page.url();
  await page.goto(thread);
  await expect(page.getByText('It is a year today.')).toBeHidden();
  await page.locator('summary').filter({ hasText: 'grief' }).click();
  await says(page, 'It is a year today.');
  expect(settings).toContain('/settings/filters');
});

test('searching, with filters in words (PEER-17)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/search');
  await page.getByLabel('Words to look for').fill('sleep');
  await page.getByText('Narrow it down').click();
  await page.getByLabel('Whose words').selectOption({ label: 'Hosts and moderators' });
  await page.getByLabel('Where').selectOption({ label: 'Sleep and rest' });
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await says(page, 'What we found, newest first');
  await says(page, /Narrowed to: .*Sleep and rest.*Hosts and moderators/);
  await looksRight(page);
  const found = page.url();
  await expect(page.getByLabel('Words to look for')).toHaveValue('sleep');
  await page.reload();
  await says(page, 'What we found, newest first');
  await page.getByLabel('Words to look for').fill('zzyzxqq');
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await says(page, 'Nothing found. Try one word.');
  await page.goBack();
  await expect(page).toHaveURL(found);
  await expect(page.getByLabel('Words to look for')).toHaveValue('sleep');
  await page.getByLabel('Words to look for').fill('a word too many '.repeat(10));
  await page.getByRole('search').getByRole('button', { name: 'Search' }).click();
  await says(page, /A few words find more/);
  await expect(page.getByLabel('Words to look for')).toHaveValue('a word too many '.repeat(10));
  await looksRight(page);
});

test('a draft is kept, found again and thrown away (PEER-1)', async ({ page }) => {
  await arrive(page);
  await page.goto('/talk/new');
  await page.getByLabel('Your words').fill('Half a thought');
  if (hasScript()) {
    await page.getByLabel('Your words').blur();
    await says(page, /Draft kept (\d{1,2}(:\d\d)? [ap]m|noon|midnight)/);
  } else {
    await press(page, 'Look it over');
    await says(page, 'This is how it will look');
  }
  await page.goto('/today');
  await follow(page, 'Go to your words');
  await says(page, /These words have not been posted/);
  await expect(page.getByLabel('Your words')).toHaveValue('Half a thought');
  await looksRight(page);
  await page.goto('/talk/drafts');
  await says(page, 'Half a thought');
  await page.goto('/talk/new');
  await press(page, 'Throw this draft away');
  await expect(page.getByLabel('Your words')).toHaveValue('');
});

test('telling a moderator, who decides; both hear of it (MOD-2)', async ({ page }) => {
  const [author, lee] = [await somebodyElse(page), await somebodyElse(page)];
  const { name } = await arrive(author);
  await arrive(page);
  await enter(lee, 'Lee');
  const thread = await write(author, { text: 'Buy my miracle tea.' });
  await page.goto(thread);
  await page.getByText('More', { exact: true }).first().click();
  await follow(page, 'Report');
  await page.getByLabel('Somebody is selling something').check();
  await page.getByLabel('Anything else we need to know?').fill('Again and again.');
  await press(page, 'Send it to a moderator');
  await says(page, 'Thank you for telling us');
  await looksRight(page);
  const told = await caseAtDesk(lee, new RegExp(`${name}.*Somebody told us`), 'reported', 'risk');
  // The program may note something in the same moment; then the case is looked at once more.
  await soon(async () => {
    await lee.goto(told);
    await press(lee, 'I take it');
    await expect(lee.getByText('You are on it.').first()).toBeVisible({ timeout: 2_000 });
  });
  await expect(lee.getByText('Again and again.').first()).toBeAttached();
  await press(lee, 'Hide it');
  await lee.getByLabel('The way it rests on').selectOption({ index: 4 });
  await press(lee, 'Send and close');
  await says(lee, /Write a few words to the author/);
  await looksRight(lee);
  await lee.getByLabel('To the author, exactly as they will read it').fill('You wrote kindly before. Nobody sells here, so we have hidden this.');
  await press(lee, 'Send and close');
  await expect(lee).toHaveURL(/\/desk\/mod$/);
  await page.goto(thread);
  await expect(page.getByText('Buy my miracle tea.')).toHaveCount(0);
  await soon(async () => {
    await page.goto('/notices');
    await expect(page.getByRole('link', { name: /A moderator has looked/ })).toBeVisible({ timeout: 500 });
  });
  await follow(page, /A moderator has looked/);
  await says(page, 'We have hidden it. Thank you for telling us.');
  await soon(async () => {
    await author.goto('/notices');
    await expect(author.getByRole('link', { name: 'A moderator wrote to you' })).toBeVisible({ timeout: 500 });
  });
  await follow(author, 'A moderator wrote to you');
  await says(author, 'Nobody sells here, so we have hidden this.');
  await says(author, 'Buy my miracle tea.');
  await looksRight(author);
});

test('colours, language, the word on the tab, and back (ACC-8, ACC-12)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/settings/comfort');
  await page.getByLabel('Dark', { exact: true }).check();
  await press(page, 'Save');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await looksRight(page);
  await press(page, 'Undo');
  await expect(page.locator('html')).not.toHaveAttribute('data-theme', 'dark');
  await page.goto('/settings/language');
  await page.getByLabel('Norsk bokmål').check();
  await press(page, 'Save');
  await expect(page.locator('html')).toHaveAttribute('lang', 'nb');
  await page.goto('/talk');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Prat');
  await page.goto('/settings/language');
  await page.getByLabel('English').check();
  await press(page, 'Lagre');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.goto('/settings/discreet');
  await page.getByLabel('Recipes').check();
  await press(page, 'Save');
  await page.goto('/talk');
  await expect(page).toHaveTitle('Recipes');
  await page.goto('/settings');
  await press(page, 'Make everything calmer');
  const html = page.locator('html');
  const theme = (await html.getAttribute('data-theme')) ?? '';
  await expect(html).toHaveAttribute('data-calm', 'on');
  await press(page, 'Turn calmer off');
  await expect(html).not.toHaveAttribute('data-calm');
  expect((await html.getAttribute('data-theme')) ?? '', 'calmer lies over what was chosen').toBe(theme);
});

test('downloading my things: my own words and nobody else’s (ID-1)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  await arrive(other);
  const { pass, name } = await arrive(page);
  const thread = await write(page, { text: 'Mine to take away.' });
  await reply(other, thread, 'These are not yours.');
  await page.goto('/settings/things');
  await page.getByLabel('Your pass-sentence').fill('not the right one at all');
  await press(page, 'Download');
  await says(page, /That is not your pass-sentence/);
  await looksRight(page);
  await page.getByLabel('Your pass-sentence').fill(pass);
  const [zip] = await Promise.all([page.waitForEvent('download'), press(page, 'Download')]);
  const files = unzipSync(new Uint8Array(readFileSync(await zip.path())));
  expect(Object.keys(files).sort()).toEqual(['my-things.fhir.json', 'my-things.html', 'my-things.json']);
  for (const [file, bytes] of Object.entries(files)) {
    const text = Buffer.from(bytes).toString('utf8');
    // What was written for others is no health record, so FHIR has no place for it, nor for the name.
    expect(text.includes('Mine to take away.'), file).toBe(!file.includes('fhir'));
    expect(text.includes(name), file).toBe(!file.includes('fhir'));
    expect(text, file).not.toContain('These are not yours.');
    expect(text, file).not.toMatch(/argon2|pass_?hash|sealed/i);
  }
  JSON.parse(Buffer.from(files['my-things.json']!).toString('utf8'));
});

test('leaving for good, and staying after all (ACC-13)', async ({ page }) => {
  const { pass } = await arrive(page);
  await page.goto('/settings/leaving');
  await says(page, /in the last three of those days/);
  await page.getByLabel('Your pass-sentence').fill('not the right one at all');
  await press(page, 'Leave for good');
  await expect(page.locator('#pass-error')).toBeVisible();
  await page.getByLabel('Your pass-sentence').fill(pass);
  await press(page, 'Leave for good');
  await says(page, /You leave for good on/);
  await says(page, /names you have in local groups, cafés and circles go, one by one/);
  await looksRight(page);
  await page.goto('/today');
  await says(page, /Until then you can change your mind/);
  await says(page, /and do not come back/);
  await looksRight(page);
  await press(page, 'I want to stay');
  await expect(page.getByText(/Until then you can change your mind/)).toHaveCount(0);
});

test('taking a break, and coming back (ACC-13)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await page.goto('/settings/break');
  await press(page, 'Start a break');
  await page.goto('/today');
  await says(page, /Your break is on/);
  await press(page, 'End the break');
  await expect(page.getByText(/Your break is on/)).toHaveCount(0);
});

test('ending another device (ID-1)', { tag: '@plain' }, async ({ page }) => {
  const { name, pass } = await arrive(page);
  const phone = await somebodyElse(page);
  await phone.goto('/sign-in');
  await phone.getByLabel('Your name here').fill(name.toUpperCase());
  await phone.getByLabel('Your pass-sentence').fill(`  ${pass} `);
  await phone.locator('#device').check();
  await press(phone, 'Sign in');
  await expect(phone).toHaveURL(/\/today/);
  await page.goto('/settings/devices');
  await looksRight(page);
  await press(page, /^Sign it out/);
  await says(page, 'Done. It is signed out.');
  await phone.goto('/talk');
  await expect(phone).toHaveURL(/\/sign-in\?next=%2Ftalk/);
});

test('two tabs: what was typed in the second is not lost when the first leaves', async ({ page, context }) => {
  const { name, pass } = await arrive(page, { device: 'own' });
  await page.goto('/talk/new');
  await page.getByLabel('Where does it belong?').selectOption('lounge');
  await page.getByLabel('Your words').fill('Typed before the other tab left.');
  const first = await context.newPage();
  await first.goto('/settings/devices');
  await first.getByRole('button', { name: 'Sign out here' }).click();
  await expect(first).toHaveURL(/\/$/);
  await press(page, 'Post');
  // Kept for whoever was signed in here, and shown to nobody before they are again.
  await says(page, 'We kept your words.');
  expect(await page.content()).not.toContain('Typed before');
  await looksRight(page);
  await page.getByLabel('Your name here').fill(name);
  await page.getByLabel('Your pass-sentence').fill(pass);
  await press(page, 'Sign in');
  await expect(page).toHaveURL(/\/talk\/new/);
  await expect(page.getByLabel('Your words')).toHaveValue('Typed before the other tab left.');
  await press(page, 'Post');
  await expect(page).toHaveURL(/\/talk\/t\//);
  await says(page, 'Typed before the other tab left.');
});

test('two hosts do not answer the same person at once (MOD-1)', { tag: '@plain' }, async ({ page }) => {
  const [asker, willow] = [await somebodyElse(page), await somebodyElse(page)];
  const { name } = await arrive(asker);
  await write(asker, { want: 'listen', text: 'Is anybody there?' });
  await Promise.all([enter(page, 'Fern'), enter(willow, 'Willow')]);
  const one = (desk: Page) => desk.locator('article').filter({ hasText: name });
  const open = async (desk: Page) => {
    await desk.goto('/desk/mod');
    while ((await one(desk).count()) === 0) await desk.getByRole('link', { name: 'The next ones' }).click();
  };
  await open(willow);
  await open(page);
  await one(page).getByRole('button', { name: /I am on it/ }).click();
  await open(page);
  await expect(one(page)).toContainText('You are on it until');
  await one(willow).getByRole('button', { name: /I am on it/ }).click();
  await expect(willow.getByText(/Fern.* is on it already/)).toBeVisible();
  await looksRight(willow);
  await one(page).getByRole('button', { name: /Give it back/ }).click();
  await open(willow);
  await expect(one(willow)).toContainText('Nobody is on it.');
});

test('a steward says what is missing (GOV-2)', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Iben');
  // Each project has a saying of its own, as both may be at it in the same moment.
  const name = hasScript() ? 'why' : 'money';
  await page.goto(`/desk/admin/${name}?in=nb`);
  const field = page.locator(`textarea[name="${name}"]`);
  const before = await field.inputValue();
  await field.fill('');
  await press(page, 'Lagre');
  await says(page, 'Lagret. Besøkende ser det nå.');
  await looksRight(page);
  await page.goto('/desk/admin');
  await says(page, /Ikke skrevet ennå: /);
  await page.goto(`/desk/admin/${name}?in=nb`);
  await field.fill('Fordi ingen skal ligge våken alene.');
  await press(page, 'Lagre');
  await says(page, 'Lagret. Besøkende ser det nå.');
  const visitor = await somebodyElse(page, { locale: 'nb-NO' });
  await visitor.goto('/about');
  await says(visitor, 'Fordi ingen skal ligge våken alene.');
  await field.fill(before);
  await press(page, 'Lagre');
  await says(page, 'Lagret. Besøkende ser det nå.');
});

test('becoming a host: an invitation, a second key, and the desk (ID-1)', async ({ page }) => {
  const iben = await somebodyElse(page);
  await enter(iben, 'Iben');
  const offered = await (await send(iben, '/desk/admin/roles?/offer', { role: 'host' })).text();
  const link = /\/invite\/[\w-]+/.exec(offered)![0];
  // Whoever made it takes nothing by it, by the page or around it, and it stays as it was.
  await iben.goto(link);
  await says(iben, /Denne lenken har du laget selv/);
  await looksRight(iben);
  expect((await send(iben, link)).status()).toBe(409);
  const { name, pass } = await arrive(page);
  await page.goto(link);
  await press(page, /Take it on as/);
  await says(page, /You look after other people’s words here/);
  await looksRight(page);
  // Until the key is shown they are a member like everybody, and are told how to change that.
  const here = page.url();
  await page.goto('/talk');
  await says(page, /You are here as a member now/);
  await looksRight(page);
  await page.getByRole('link', { name: 'Show it, or add one' }).click();
  await expect(page).toHaveURL(/\/sign-in\/second\?next=%2Ftalk/);
  await page.goto(here);
  const secret = (await page.locator('ol .phrase').textContent())!.replace(/\s/g, '');
  await page.getByLabel('Six numbers').fill('12345');
  await press(page, 'Go on');
  await says(page, /That code does not fit/);
  await looksRight(page);
  await page.getByLabel('Six numbers').fill(await generate({ secret }));
  await press(page, 'Go on');
  await expect(page).toHaveURL(/\/desk/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('What needs a person');
  // From now on it is asked for at each sign-in, and nothing opens before.
  await send(page, '/sign-out');
  await send(page, '/sign-in?/enter', { name, pass, next: '/desk/mod' });
  await page.goto('/talk');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto('/sign-in/second?next=/desk/mod');
  await page.getByLabel('Six numbers').fill(await generate({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }));
  await press(page, 'Go on');
  await expect(page).toHaveURL(/\/desk\/mod/);
});

test('a passkey on a device of one’s own @script (ACC-1)', async ({ page, context }) => {
  const wire = await context.newCDPSession(page);
  await wire.send('WebAuthn.enable');
  await wire.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  const { pass } = await arrive(page, { device: 'own' });
  await page.goto('/settings/keys');
  const form = page.locator('[data-passkey-form]');
  if (await form.getByLabel('Your pass-sentence').count()) await form.getByLabel('Your pass-sentence').fill(pass);
  await form.getByRole('button', { name: 'Use this device' }).click();
  await says(page, 'Devices that let you in');
  await looksRight(page);
  await send(page, '/sign-out');
  await page.goto('/sign-in?next=/talk');
  const button = page.getByRole('button', { name: /fingerprint, face or PIN/ });
  // The browser may offer it by itself, and be through before anybody presses.
  await button.click({ timeout: 2_000, noWaitAfter: true }).catch(() => {});
  await expect(page).toHaveURL(/\/talk/);
});

const elsewhere = (page: Page) => page.route(/^https?:\/\/(?!localhost)/, (route) => route.fulfill({ body: 'the weather', contentType: 'text/html' }));

test('Leave: a link that works at once, and Back shows nothing (ACC-2)', async ({ page }) => {
  await elsewhere(page);
  await arrive(page);
  await page.goto('/settings');
  await page.getByRole('banner').getByRole('link', { name: 'Leave' }).click();
  await expect(page).not.toHaveURL(/localhost/);
  await page.goBack({ timeout: 3_000 }).catch(() => null);
  await expect(page.getByRole('heading', { name: 'Settings' })).toHaveCount(0);
  await page.goto('/today');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('Leave by pressing Shift three times, and not by typing @script (ACC-2)', async ({ page }) => {
  await elsewhere(page);
  await arrive(page);
  await page.goto('/talk/new');
  const words = page.getByLabel('Your words');
  await words.focus();
  await page.keyboard.type('ABC: Three Capitals. YES');
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  await page.keyboard.press('a');
  await page.keyboard.press('Shift');
  await expect(page).toHaveURL(/\/talk\/new/);
  await page.keyboard.press('b');
  await page.keyboard.press('Shift');
  await expect(page.getByRole('status').filter({ hasText: 'two more times' })).toBeAttached();
  await page.keyboard.press('Shift');
  await page.keyboard.press('Shift');
  await expect(page).not.toHaveURL(/localhost/);
});

test('practising, step by step: what is tried is shown back, and nothing of it is kept or seen (ACC-4, ACC-6)', async ({ page }) => {
  const { name } = await arrive(page);
  const tried = `Only trying ${someName()}`;
  await page.goto('/welcome');
  await page.locator('a[href="/practice"]').click();
  await says(page, 'PRACTICE. Only you see this. Nothing is kept.');
  for (const step of ['Leave quickly, then come back', 'Find Help now', 'Write a practice post', 'Say what it is about', 'Send a thank you']) {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(step);
    if (/Write|about/.test(step)) {
      await page.getByLabel('Your words').fill(tried);
      if (step.startsWith('Say')) await page.getByLabel('grief').check();
      await press(page, 'Post it, for practice');
      await says(page, 'This is how it would look:');
      await says(page, tried);
      await looksRight(page);
    }
    if (step.startsWith('Send')) {
      await press(page, 'Thank you');
      await says(page, /Only the person who wrote it would see your thanks/);
    }
    await follow(page, 'Try the next one');
  }
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('That is all there is to it.');
  expect(await tablesWith(name), 'what is kept would be found').toContain('members.faces');
  expect(await tablesWith(tried.replace('Only trying ', ''))).toEqual([]);
  if (hasScript()) expect(await page.evaluate((words) => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]).includes(words), tried), 'nor on the device').toBe(false);
});

test('the demo says that it is one: to a stranger, to a member, to whoever is at work (NEW-10)', { tag: '@once' }, async ({ request }) => {
  const said = /This is a demo\. The people and posts are made up\./;
  expect(await (await request.get('/')).text()).toMatch(new RegExp(`${said.source} It runs on this computer only\\. <a href="/sign-in">`));
  for (const [name, path] of [['Sam Reed', '/desk/care'], ['Quiet Heron', '/today'], ['Lee', '/desk/mod']] as const) {
    await enter(request, name);
    expect(await (await request.get(path)).text(), name).toMatch(said);
  }
});

test('Help now, signed out (ACC-2, ACC-9)', { tag: '@plain' }, async ({ page }) => {
  await page.goto('/');
  await page.getByRole('banner').getByRole('link', { name: 'Help now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Help now');
  await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
  await page.getByLabel('Where are you?').selectOption({ label: 'Norway' });
  await press(page, 'Show these numbers');
  await expect(page.locator('a[href="tel:113"]').first()).toBeVisible();
  await expect(page.locator('a[href="tel:999"]')).toHaveCount(0);
  await looksRight(page);
});

test('Help now without a signal, for a stranger and for a member; nothing of either is kept @script (ACC-8, ACC-9)', async ({ page, context }) => {
  await page.goto('/');
  await page.evaluate(async () => {
    localStorage.setItem('letterbox', 'of somebody whose device closed');
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller) await new Promise((taken) => navigator.serviceWorker.addEventListener('controllerchange', taken, { once: true }));
  });
  await page.goto('/about');
  await context.setOffline(true);
  await page.goto('/help');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Help now');
  await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
  await page.goto('/about');
  await expect(page.getByRole('link', { name: 'Help now' }).first(), 'what was read is not kept').toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(/run/);
  await context.setOffline(false);
  expect(await page.evaluate(() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]), 'nothing is kept of a stranger, nor touched of somebody else').toEqual(['letterbox']);
  await page.evaluate(() => localStorage.clear());
  await arrive(page);
  await page.goto('/today');
  await context.setOffline(true);
  await page.goto('/help');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Help now');
  await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
  await page.goto('/talk');
  await expect(page.getByRole('link', { name: 'Help now' }).first()).toBeVisible();
  await expect(page.getByText('Sleep has been awful')).toHaveCount(0);
  await context.setOffline(false);
  await page.goto('/talk');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Talk');
});
