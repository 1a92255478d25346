/** Nothing typed is lost: to a page somebody went back to, to a sign-in that ran out, to a page that is gone meanwhile. */
import { inDatabase, memberOf } from './database.ts';
import { arrive, expect, hasScript, looksRight, reply, send, somebodyElse, test, write } from './journey.ts';

const words = 'Your words';

test('back after sending: the look says so, and what is written then is sent as something new (PEER-1)', async ({ page }) => {
  await arrive(page);
  const thread = await write(page);
  await page.goto(`${thread}/reply`);
  await page.getByLabel(words).fill('I baked bread today.');
  await page.getByRole('button', { name: 'Look it over' }).click();
  await expect(page.getByText('Nobody has seen it yet.')).toBeVisible();
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#n2$/);
  await page.goBack({ waitUntil: 'commit' }).catch(() => undefined); // the browser asks whether the form is to be sent once more
  await expect(() => page.reload()).toPass();
  await expect(page.getByText('You have sent these words already.')).toBeVisible();
  await looksRight(page);
  expect(await (await page.request.get('/talk/drafts')).text()).not.toContain('I baked bread today.');
  await page.getByLabel(words).fill('I made soup today.');
  await page.getByLabel(words).blur();
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#n3$/);
  for (const said of ['I baked bread today.', 'I made soup today.']) await expect(page.locator('article').getByText(said)).toBeVisible();
  expect(await (await page.request.get('/talk/drafts')).text()).not.toContain('made soup');
});

test('a second tab of a page whose form was sent is told, and what is written there is kept and sent as something new (PEER-9, ID-1)', { tag: '@script' }, async ({ page, context }) => {
  await arrive(page);
  const thread = await write(page);
  await page.goto(`${thread}/reply`);
  const once = await page.locator('[name=once]').first().inputValue();
  const second = await context.newPage();
  await second.goto(`${thread}/reply`);
  await second.locator('[name=once]').first().evaluate((field: HTMLInputElement, same) => (field.value = same), once);
  await page.getByLabel(words).fill('We had tea in the garden.');
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#n2$/);

  await second.getByLabel(words).fill('We had tea in the garden.');
  await second.getByLabel(words).blur();
  await expect(second.getByText('You have sent these words already.')).toBeVisible();
  await second.getByLabel(words).fill('We had tea in the garden. The cat slept.');
  await second.getByLabel(words).blur();
  await expect(second.getByText('Draft kept')).toBeVisible();
  expect(await (await page.request.get('/talk/drafts')).text()).toContain('The cat slept.');
  expect(await second.locator('[name=once]').first().inputValue()).not.toBe(once);
  await second.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(second).toHaveURL(/#n3$/);
  expect(await (await page.request.get('/talk/drafts')).text()).not.toContain('The cat slept.');
});

test('what was written in one tab is kept anew after another tab has sent from the same place (PEER-9, ID-1)', { tag: '@script' }, async ({ page, context }) => {
  await arrive(page);
  const thread = await write(page);
  await page.goto(`${thread}/reply`);
  const second = await context.newPage();
  await second.goto(thread); // the thread's own box: another page, the same draft
  await second.getByLabel(words).fill('Half a thought of the second tab.');
  await second.getByLabel(words).blur();
  await expect(second.getByText('Draft kept')).toBeVisible();
  await page.getByLabel(words).fill('Sent from the first tab.');
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#n2$/);
  const drafts = async () => (await page.request.get('/talk/drafts')).text();
  await expect(async () => expect(await drafts()).toContain('Half a thought of the second tab.')).toPass({ timeout: 15_000 });
  await expect(second.getByText('Draft kept')).toBeVisible();

  // A page that came with the draft, and was left as it came, no longer says that it is kept.
  await second.goto(`${thread}/reply`);
  await expect(second.getByLabel(words)).toHaveValue('Half a thought of the second tab.');
  await expect(second.getByText('Draft kept')).toBeVisible();
  await page.goto(`${thread}/reply`);
  await page.getByLabel(words).fill('Half a thought of the second tab, and the other half.');
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#(n3|offer)$/);
  await expect(second.getByText('Draft kept')).toBeHidden({ timeout: 15_000 });
  expect(await drafts()).not.toContain('Half a thought');
});

test('what two tabs write in one place is kept, also when neither sends: the earlier words wait beside the box (PEER-9, NEW-2)', async ({ page, context }) => {
  await arrive(page);
  const thread = await write(page);
  await page.goto(`${thread}/reply`);
  const second = await context.newPage();
  await second.goto(`${thread}/reply`);
  const keep = async (tab: typeof page, text: string) => {
    const kept = hasScript() && tab.waitForResponse((answer) => answer.url().endsWith('/talk/draft'));
    await tab.getByLabel(words).fill(text);
    if (kept) {
      await tab.getByLabel(words).blur();
      expect((await kept).status()).toBe(204);
    } else await tab.getByRole('button', { name: 'Look it over' }).click();
  };
  await keep(page, 'The first tab began here.');
  await keep(second, 'The second tab began something else.');
  await page.goto(thread);
  await expect(page.getByLabel(words)).toHaveValue('The second tab began something else.');
  await page.getByRole('link', { name: 'You began other words here, too. See them' }).click();
  await page.getByText('Other words you began here').click();
  await expect(page.getByText('The first tab began here.')).toBeVisible();
  await looksRight(page);
  await page.getByLabel(words).fill('The second tab began something else, and this.');
  await page.getByRole('button', { name: 'Put them in the box, too' }).click();
  await expect(page.getByLabel(words)).toHaveValue('The first tab began here.\n\nThe second tab began something else, and this.');
  await expect(page.getByText('Other words you began here')).toHaveCount(0);

  await page.goto(`${thread}/reply`);
  await second.goto(`${thread}/reply`);
  await keep(second, 'Quite another.');
  await keep(page, 'And one more.');
  await page.goto('/talk/drafts');
  await expect(page.getByText('You began these on another page, beside newer words.')).toBeVisible();
  await looksRight(page);
  await page.locator('article', { hasText: 'Quite another.' }).getByRole('button', { name: 'Throw away' }).click();
  await expect(page.getByText('Quite another.')).toHaveCount(0);
  await expect(page.getByText('And one more.')).toBeVisible();
});

test('the same words in two tabs, sent from one, are no draft of the other (PEER-9)', { tag: '@script' }, async ({ page, context }) => {
  await arrive(page);
  const thread = await write(page);
  await page.goto(`${thread}/reply`);
  const second = await context.newPage();
  await second.goto(`${thread}/reply`);
  await second.getByLabel(words).fill('The kettle is on.');
  await second.getByLabel(words).blur();
  await expect(second.getByText('Draft kept')).toBeVisible();
  await page.getByLabel(words).fill('The kettle is on.');
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#n2$/);
  await expect(second.getByText('You have sent these words already.')).toBeVisible({ timeout: 15_000 });
  expect(await (await page.request.get('/talk/drafts')).text()).not.toContain('The kettle is on.');
});

test('what stands in a tab of somebody who was here before becomes no draft of who signed in since (ID-1)', { tag: '@script' }, async ({ page, context }) => {
  await arrive(page);
  const thread = await write(page);
  const second = await context.newPage();
  await second.goto(`${thread}/reply`);
  await second.getByLabel(words).fill('Words of the one before.');
  await second.getByLabel(words).blur();
  await expect(second.getByText('Draft kept')).toBeVisible();
  await context.clearCookies();
  await arrive(page);
  await page.goto(`${thread}/reply`);
  await page.getByLabel(words).fill('Words of the next one.');
  const kept: string[] = [];
  second.on('request', (request) => request.url().endsWith('/talk/draft') && kept.push(request.url()));
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#n2$/);
  await second.waitForTimeout(4_000); // it would be kept anew after two seconds
  expect(kept).toEqual([]);
  expect(await (await page.request.get('/talk/drafts')).text()).not.toContain('Words of the one before.');
});

test('a thank you after the sign-in ran out leaves the kept reply as it was (PEER-1, ACC-2)', async ({ page }) => {
  const asker = await somebodyElse(page);
  await arrive(asker);
  const thread = await write(asker, { want: 'same' });
  const { name, pass } = await arrive(page);
  expect((await send(page, `${thread}/reply?/look`, { text: 'Half an answer, kept.', language: 'en' })).status()).toBe(200);
  await page.goto(thread);
  await expect(page.getByLabel(words)).toHaveValue('Half an answer, kept.');
  await inDatabase(`update members.sessions set seen_at = now() - interval '11 minutes' where member_id in (${memberOf})`, [name]);
  await page.getByRole('button', { name: 'Thank you' }).first().click();
  await expect(page).toHaveURL(/\/lock\?next=/);
  await expect(page.getByText('We kept your words')).toHaveCount(0);
  await page.locator('input[type="password"]').first().fill(pass);
  await page.locator('main form button').first().click();
  await expect(page).toHaveURL(/\/talk\/t\//);
  await page.goto(thread);
  await expect(page.getByLabel(words)).toHaveValue('Half an answer, kept.');
});

test('words for a page that is gone meanwhile come back to be copied; what was hidden can still be told of (PEER-1, MOD-2)', { tag: '@plain' }, async ({ page }) => {
  const writer = await somebodyElse(page);
  await arrive(writer);
  const text = `A post of ${crypto.randomUUID()}.`;
  await write(writer, { text, sure: 'yes' });
  const [{ id }] = (await inDatabase('select id from forum.posts where body = $1', [text])) as [{ id: string }];
  await arrive(page);
  await page.goto(`/report/${id}`);
  await page.getByRole('radio').first().check();
  await page.getByRole('textbox').first().fill('It hurt.');
  await inDatabase(`with h as (insert into forum.held (post_id, why) values ($1, 'method')), p as (update forum.posts set hidden_at = now() where id = $1 returning thread_id) update forum.threads set hidden_at = now() from p where threads.id = p.thread_id`, [id]);
  await page.locator('main form').last().getByRole('button').first().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('We cannot find that page');
  await expect(page.getByRole('textbox', { name: 'What you wrote is here' })).toHaveValue('It hurt.');
  await looksRight(page);
  expect((await send(page, `/report/${crypto.randomUUID()}`, { reason: 'unkind', words: 'It hurt.' })).status(), 'as of what never was').toBe(404);
  await inDatabase('delete from forum.held where post_id = $1', [id]);
  await page.goto(`/report/${id}`);
  await expect(page.getByText('The words are hidden now. You can still tell us.')).toBeVisible();
  await expect(page.getByText(text)).toHaveCount(0);
  await looksRight(page);
  expect((await send(page, `/report/${id}`, { reason: 'unkind', words: 'It hurt.' })).status()).toBe(303);
});

test('to whom a reply goes stands with it, on the look and in the thread’s own box, and can be dropped (PEER-1)', async ({ page }) => {
  const asker = await somebodyElse(page);
  const { name } = await arrive(asker);
  const thread = await write(asker, { want: 'same' });
  await reply(asker, thread, 'I have more to say.');
  await arrive(page);
  await page.goto(`${thread}/reply?to=2`);
  const to = page.getByRole('checkbox', { name: `You are replying to ${name}` });
  await expect(to).toBeChecked();
  await page.getByLabel(words).fill('Thank you for saying so.');
  await page.getByRole('button', { name: 'Look it over' }).click();
  await expect(to).toBeChecked();
  await looksRight(page);
  await page.goto(thread);
  await expect(to).toBeChecked();
  await looksRight(page);
  await to.uncheck();
  await page.getByRole('button', { name: 'Send', exact: true }).first().click();
  await expect(page).toHaveURL(/#n3$/);
  await expect(page.locator('#n3').getByText('Thank you for saying so.')).toBeVisible();
  expect(await inDatabase(`select to_number from forum.posts where body = 'Thank you for saying so.'`)).toContainEqual({ to_number: null });
});
