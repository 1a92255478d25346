/**
 * A frightened post at night: help and the truth in the same answer, the words
 * stay, nobody else sees what was offered, and a moderator finds it first. The
 * same where the words could not be posted: nobody is alone with a no.
 */
import { boardAt } from './addresses.ts';
import { inDatabase, memberOf } from './database.ts';
import { arrive, caseAtDesk, enter, expect, looksRight, send, somebodyElse, test, write } from './journey.ts';

test('a frightened post at night (MOD-9, NEW-4)', async ({ page }) => {
  const [reader, lee] = [await somebodyElse(page), await somebodyElse(page)];
  const { name } = await arrive(page);
  const [{ name: readers }] = await Promise.all([arrive(reader), enter(lee, 'Lee')]);
  await page.goto(`/talk/new?want=company&board=${await boardAt('mood')}`);
  // Before a word is written: who is here, or that nobody is, and who reads along.
  await expect(page.getByText('A program reads along')).toBeVisible();
  await page.getByLabel('Your words').fill('I cannot do this any more. I want to end my life tonight.');
  await page.getByRole('button', { name: 'Post', exact: false }).last().click();
  // In the same answer, without a script: help, and by when a person looks, or that nobody does.
  await expect(page.getByRole('heading', { name: 'You are not alone with this' })).toBeVisible();
  await expect(page.getByText(/a moderator (will look|looks) by|No moderator is here|We cannot say when|one can be woken/i).first()).toBeVisible();
  await expect(page.getByRole('link', { name: /Call 999/ }).first()).toBeVisible();
  await expect(page.getByText('I want to end my life tonight.').first()).toBeVisible();
  await looksRight(page);
  const thread = new URL(page.url()).pathname;

  // Another member reads the words and may answer; what was offered is not theirs to see.
  await reader.goto(thread);
  await expect(reader.getByText('I want to end my life tonight.').first()).toBeVisible();
  await expect(reader.getByText('You are not alone with this')).toHaveCount(0);

  // It stands in the first lane at the desk, and is taken by name.
  const found = await caseAtDesk(lee, new RegExp(name), 'risk');
  await lee.goto('/desk/mod');
  await expect(lee.getByRole('heading', { name: 'Someone may be at risk' })).toBeVisible();
  await lee.goto(found);
  await expect(lee.getByText('Only the name used here. Who they are is not in this place.')).toBeVisible();
  await lee.getByRole('button', { name: 'I take it' }).click();
  await expect(lee.getByText('You are on it.').first()).toBeVisible();
  await lee.getByText('What it noticed').first().click();
  await expect(lee.getByText(/^(Wants to end their life, with a plan or a time|Speaks of ending their life|Says it in plain words)/).first()).toBeVisible();
  await expect(lee.getByText(/why\.\w/)).toHaveCount(0);
  await looksRight(lee);
  await lee.getByRole('button', { name: 'Name a strength' }).click();
  await lee.getByRole('button', { name: 'I hear you' }).click();
  // Our ready words alone are not sent.
  await lee.getByRole('button', { name: 'Send, and keep it with me' }).click();
  await expect(lee.getByText(/Put something of your own in/).first()).toBeVisible();
  await lee.getByLabel('To the author, exactly as they will read it').fill('Thank you for writing this. I am Lee, I am here with you until six. Are you safe right now?');
  await lee.getByRole('button', { name: 'Send, and keep it with me' }).click();
  await expect(lee.getByText('You are on it.').first()).toBeVisible();

  await expect(async () => {
    await page.goto('/notices');
    await expect(page.getByRole('link', { name: 'A moderator wrote to you' }).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 20_000 });
  await page.getByRole('link', { name: 'A moderator wrote to you' }).first().click();
  await expect(page.getByText('Are you safe right now?')).toBeVisible();
  // What was offered is put away when they like.
  await page.goto(thread);
  await page.getByRole('button', { name: 'Put this away' }).click();
  await expect(page.getByText('You are not alone with this')).toHaveCount(0);
  await expect(page.getByText('I want to end my life tonight.').first()).toBeVisible();

  // What sounds heavy and not urgent: somebody to talk with, and a way to ask that somebody checks in (safety guide §2.2).
  await reader.goto(`/talk/new?want=company&board=${await boardAt('mood')}`);
  await reader.getByLabel('Your words').fill('Some nights I hope I just do not wake up. I would not do anything.');
  await reader.getByRole('button', { name: 'Post', exact: false }).last().click();
  await expect(reader.getByText('It sounds heavy.')).toBeVisible();
  await expect(reader.getByRole('link', { name: /116 123/ }).first()).toBeVisible();
  await expect(reader.getByRole('link', { name: /Call 999/ })).toHaveCount(0);
  await reader.getByRole('button', { name: 'Ask somebody to check in with me' }).click();
  await expect(reader.getByText('You have asked for somebody to check in with you.')).toBeVisible();
  await expect(reader.getByRole('button', { name: 'Ask somebody to check in with me' })).toHaveCount(0);
  await looksRight(reader);
  await lee.goto(await caseAtDesk(lee, new RegExp(readers), 'risk'));
  await expect(lee.getByText('The author asks for somebody to check in with them').first()).toBeVisible();
});

test('a frightened reply that is turned away: help stands beside the no, and a moderator has the words (MOD-9, NEW-4)', async ({ page }) => {
  const [asker, lee] = [await somebodyElse(page), await somebodyElse(page)];
  const { name, pass } = await arrive(page);
  await Promise.all([arrive(asker), enter(lee, 'Lee')]);
  const [thread, other] = [await write(asker, { want: 'company' }), await write(asker, { want: 'company' })];
  const words = 'You are the only ones left. I want to end my life tonight.';
  await page.goto(`${thread}/reply`);
  await inDatabase('update forum.threads set closed_at = now() where code = $1', [thread.split(/[/#?]/)[3]]);
  for (let twice = 0; twice < 2; twice++) {
    await page.getByLabel('Your words').fill(words);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(page.getByText('This thread is closed for new replies.').first()).toBeVisible();
    await expect(page.getByRole('heading', { name: 'You are not alone with this' })).toBeVisible();
    await expect(page.getByText('A moderator can read them all the same')).toBeVisible();
    await expect(page.getByText(/a moderator (will look|looks) by|No moderator is here|We cannot say when|one can be woken/i).first()).toBeVisible();
    await expect(page.getByRole('link', { name: /Call 999/ }).first()).toBeVisible();
    await expect(page.getByLabel('Your words')).toHaveValue(words);
  }
  await looksRight(page);
  await asker.goto(thread);
  await expect(asker.getByText('end my life')).toHaveCount(0);

  // One case, with the words, and nothing of where they were meant for.
  const found = await caseAtDesk(lee, new RegExp(name), 'risk');
  await lee.goto(found);
  await expect(lee.getByText('they could not be posted')).toBeVisible();
  await lee.getByText('Show the words').first().click();
  await expect(lee.getByText(words)).toHaveCount(1);
  await expect(lee.locator(`a[href^="${thread}"]`)).toHaveCount(0);
  await looksRight(lee);

  // The sign-in runs out while they write elsewhere: on the way back in nothing is said of it to others at the device, and help is there with the words.
  await page.goto(`${other}/reply`);
  await page.getByLabel('Your words').fill('Nobody answers. I will kill myself tonight.');
  await inDatabase(`update members.sessions set ends_at = now() where member_id in (${memberOf})`, [name]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('We kept your words.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'If it is urgent: Help now' })).toBeVisible();
  await expect(page.getByText('You are not alone with this')).toHaveCount(0);
  await looksRight(page);
  await page.getByLabel('Your name here').fill(name);
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  await expect(page.getByRole('heading', { name: 'You are not alone with this' })).toBeVisible();
  await expect(page.getByLabel('Your words')).toHaveValue('Nobody answers. I will kill myself tonight.');
  await lee.goto(found);
  await expect(lee.getByText('I will kill myself tonight')).toHaveCount(1);
  // Put away, it is gone; the words stay.
  await page.getByRole('button', { name: 'Put this away' }).click();
  await expect(page.getByText('You are not alone with this')).toHaveCount(0);
  await expect(page.getByLabel('Your words')).toHaveValue('Nobody answers. I will kill myself tonight.');
});

test('a frightened line sent to a room after the sign-in ran out is there again after the sentence, and comes to a person (MOD-9)', { tag: '@once' }, async ({ page }) => {
  const { name, pass } = await arrive(page);
  await inDatabase(`update members.sessions set ends_at = now() where member_id in (${memberOf})`, [name]);
  const turned = () => inDatabase(`select w.place, c.level from safety.turned_away w join safety.cases c on c.subject_kind = 'turned' and c.subject_id = w.id join members.personas p on p.id = w.persona_id where p.member_id in (${memberOf})`, [name]);
  const aside = await send(page, '/talk/c/quiet/live?/aside', { aside: 'I want to end my life tonight.' });
  expect([aside.headers().location, await turned()], 'what is private is not read').toEqual(['/sign-in?kept&next=%2Fspace%2Funsent', []]);
  const line = await send(page, '/talk/c/quiet/live?/say', { text: 'I want to end it all tonight.' });
  expect(line.headers().location).toBe('/sign-in?kept&next=%2Fspace%2Funsent');
  expect(await turned()).toEqual([{ place: 'line:quiet', level: 'urgent' }]);
  await page.goto('/sign-in?kept&next=%2Fspace%2Funsent');
  await page.getByLabel('Your name here').fill(name);
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Sign in', exact: true }).last().click();
  for (const words of ['I want to end my life tonight.', 'I want to end it all tonight.']) await expect(page.getByText(words)).toBeVisible();
  // The page says of each who may have read it, and help stands first.
  await expect(page.getByRole('heading', { name: 'You are not alone with this' })).toBeVisible();
  await expect(page.getByText('Our program may have read this when you sent it.')).toHaveCount(1);
  await expect(page.getByText('Nobody else sees this until you send it.')).toHaveCount(1);
  await expect(page.getByText('no moderator reads it')).toHaveCount(0);
  await looksRight(page);
  await page.getByRole('button', { name: 'Put this away' }).click();
  await expect(page).toHaveURL(/\/space\/unsent$/);
  await expect(page.getByText('You are not alone with this')).toHaveCount(0);
  await expect(page.getByText('I want to end it all tonight.')).toBeVisible();
});

test('a frightened line for a room that is not there comes back whole, with a way to the help that waits (MOD-9, NEW-4, PEER-1)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const text = 'You are the only ones left. I want to end my life tonight.';
  const say = (words: string, accept = 'text/html') => send(page, '/talk/c/zzzzzzzz/live?/say', { text: words, session: crypto.randomUUID(), sure: 'yes' }, { accept });
  const quiet = await (await say('A walk by the sea.')).text();
  expect(quiet).toContain('A walk by the sea.</textarea>');
  expect(quiet).not.toContain('/talk/drafts');
  // A script is told that it went wrong, and sends it again as a form.
  expect(await (await say(text, 'application/json')).json()).toMatchObject({ type: 'error' });
  const sent = await say(text);
  expect(sent.status()).toBe(404);
  const html = await sent.text();
  expect(html).toContain(`${text}</textarea>`);
  await page.route('**/what-came-back', (route) => route.fulfill({ body: html, headers: sent.headers() }));
  await page.goto('/what-came-back');
  await looksRight(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We cannot find that page');
  const way = page.getByRole('link', { name: 'Help for you, and who reads this' });
  await expect(way).toHaveAttribute('target', '_blank'); // the words stay where they are
  await page.goto((await way.getAttribute('href'))!);
  await expect(page.getByRole('heading', { name: 'You are not alone with this' })).toBeVisible();
  await expect(page.getByText('We kept these for you')).toHaveCount(0);
  await looksRight(page);
});
