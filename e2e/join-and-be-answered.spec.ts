/**
 * The journey everything else stands on: join → read → write with "just
 * listen" → a host answers → the notice leads to it → leave and come back with
 * the spare key. (ACC-1, ID-3, PEER-1, PEER-8, MOD-1, NEW-4, NEW-9)
 */
import { boardAt, topicAt } from './addresses.ts';
import { expect, looksRight, signInAs, somebodyElse, test } from './journey.ts';

test('somebody joins, reads, writes, is answered, leaves and comes back', async ({ page }, { project }) => {
  const name = `Mild ${project.name === 'with script' ? 'Saucepan' : 'Bannister'}`;

  // Looking first: nothing is asked of a stranger.
  await page.goto('/');
  await looksRight(page);
  await page.getByRole('link', { name: /Look around first/ }).click();
  await looksRight(page);
  await page.goto('/join');
  await looksRight(page);

  // Joining: one page, no e-mail.
  await page.getByLabel('Your name here').fill(name);
  await page.getByLabel(/I am 18 or over/).check();
  await page.getByRole('button', { name: 'Join', exact: true }).last().click();
  const spareKey = (await page.locator('#spare-key').textContent())!.trim();
  expect(spareKey).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$/);
  await looksRight(page);
  await page.getByRole('link', { name: 'I wrote it down' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
  await looksRight(page);

  // Reading.
  await page.goto(await topicAt('rest'));
  await looksRight(page);
  await page.getByRole('link', { name: 'Sleep has been awful this week' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sleep has been awful this week');
  await expect(page.getByText('Asking for: just listening, no advice')).toBeVisible();
  await looksRight(page);

  // Writing, and asking to be listened to.
  await page.goto(`/talk/new?board=${await boardAt('rest')}`);
  await looksRight(page);
  await page.getByRole('radio', { name: 'Just listen' }).check();
  await page.getByLabel('Title, if you like').fill(`A first try from ${name}`);
  await page.getByLabel('Your words').fill('I have not slept and I do not want advice. I only want somebody to know.');
  await page.getByRole('button', { name: 'Look it over' }).click();
  await looksRight(page);
  await expect(page.getByText('I only want somebody to know.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`A first try from ${name}`);
  await looksRight(page);
  const thread = page.url();

  // A host sees that nobody has answered, says so, and answers.
  const desk = await somebodyElse(page, { viewport: { width: 1280, height: 900 } });
  await signInAs(desk, 'Fern', '/desk/mod');
  await looksRight(desk);
  await desk.getByRole('button', { name: new RegExp(`I am on it\\s*: ${name}`) }).click();
  await looksRight(desk);
  await desk.getByRole('link', { name: new RegExp(`Write the answer.*${name}`) }).click();
  await desk.getByLabel('Your words').fill('I have read every word. You wrote at the hardest hour, and that takes something. What is the night like for you now?');
  await desk.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(desk.getByText('I have read every word.')).toBeVisible();

  // The notice leads to the answer, and says in words that a host wrote it.
  await expect(async () => {
    await page.goto('/notices');
    await expect(page.getByRole('link', { name: /Fern.*peer host, wrote back to you/ })).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await looksRight(page);
  await page.getByRole('link', { name: /Fern.*peer host, wrote back to you/ }).click();
  await expect(page).toHaveURL(new RegExp(`${new URL(thread).pathname}.*#`));
  await expect(page.getByText('I have read every word.')).toBeVisible();
  await expect(page.getByText('Peer host', { exact: false }).first()).toBeVisible();
  await looksRight(page);

  // Leaving ends the session; where it leads is outside, so we stop at the door.
  await page.route(/^https?:\/\/(?!localhost)/, (route) => route.fulfill({ body: 'the weather' }));
  await page.getByRole('link', { name: 'Leave' }).last().click();
  await expect(page).not.toHaveURL(/localhost/);
  await page.goto('/today');
  await expect(page).toHaveURL(/\/sign-in/);
  await looksRight(page);

  // Coming back with the spare key; it works once.
  await page.goto('/sign-in/spare-key');
  await looksRight(page);
  await page.getByLabel('Your name here').fill(name);
  await page.getByLabel('Your spare key').fill(spareKey.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Get back in' }).last().click();
  await expect(page.locator('#spare-key')).not.toHaveText(spareKey);
  await page.goto(thread);
  await expect(page.getByText('I have read every word.')).toBeVisible();
});
