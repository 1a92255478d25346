/** A member writes to their nurse; nobody answers while the nurse is on holiday; it reaches who covers, and everybody sees what happened. The clock is the only stand-in. */
import { arrive, enter, expect, looksRight, send, somebodyElse, test } from './journey.ts';
import { inDatabase } from './database.ts';

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

test('a message overdue during a holiday reaches the cover, and the member sees that it did (MSG-1, MSG-3, NEW-7)', { tag: '@plain' }, async ({ page }) => {
  const { name } = await arrive(page);
  const sam = await somebodyElse(page);
  const ingrid = await somebodyElse(page);
  await enter(sam, 'Sam Reed');
  await enter(ingrid, 'Ingrid Moe');

  const made = await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' });
  const code = inside(await made.text(), /class="code[^>]*>([^<]+)/).trim();
  expect(code, `a card: ${made.status()}`).toMatch(/\w/);
  expect((await send(page, '/space/care?/yes', { card: code, knownAs: 'Toril' })).status(), 'saying yes to it').toBe(303);
  await page.goto('/space/care');
  await page.getByRole('link', { name: 'Write to Sam Reed' }).click();
  await expect(page.getByText('Sam Reed answers within 3 working days.')).toBeVisible();
  await expect(page.getByText('Not for emergencies.', { exact: true })).toBeVisible();
  const about = `A flight ${Date.now().toString(36)}`;
  const words = `Is it safe to fly ${Date.now().toString(36)}?`;
  await page.getByLabel('What it is about').fill(about);
  await page.getByLabel('Your message').fill(words);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Please read the lines and tick the box first.').first()).toBeVisible();
  await expect(page.getByLabel('Your message')).toHaveValue(words);
  await page.getByLabel('I have read this, and I agree.').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('It is sent. You see here when it was opened.')).toBeVisible();
  await looksRight(page);
  const conversation = page.url().split('/').at(-1)!.split('?')[0]!;

  // Nobody has looked; Sam goes on holiday, the promised days pass, and the clock looks.
  expect((await ingrid.request.get(`/desk/care/inbox/${conversation}`)).status()).toBe(404);
  const cover = inside(await (await sam.request.get('/desk/care/me')).text(), /value="([\w-]{36})"[^>]*>\s*(?:<[^>]+>\s*)*Ingrid Moe/);
  await send(sam, '/desk/care/me?/away', { from: new Date().toISOString().slice(0, 10), until: '2099-01-01', cover });
  await inDatabase(`update messages.messages set due_at = now() - interval '1 minute' where conversation_id = $1`, [conversation]);
  await inDatabase(`insert into pgboss.job (name, data) values ('clocks', '{"clock": "messages.overdue.climb"}')`);
  await expect.poll(async () => (await ingrid.request.get(`/desk/care/inbox/${conversation}`)).status(), { timeout: 30_000 }).toBe(200);

  await ingrid.goto('/desk/care/inbox');
  await expect(ingrid.getByText('from Toril').first()).toBeVisible();
  await ingrid.getByRole('link', { name: about }).first().click();
  await expect(ingrid.getByText(words)).toBeVisible();
  expect(await ingrid.content()).not.toContain(name);
  await looksRight(ingrid);
  await ingrid.getByLabel('Your message').fill('Yes. I answer for Sam, who is away.');
  await ingrid.getByRole('button', { name: 'Send' }).click();
  await expect(ingrid.getByText('It is sent.')).toBeVisible();

  await page.goto(`/space/care/messages/${conversation}`);
  await expect(page.getByText('It went on to Ingrid Moe, who covers.')).toBeVisible();
  await expect(page.getByText(/Ingrid Moe opened it on/)).toBeVisible();
  await expect(page.getByText('Yes. I answer for Sam, who is away.')).toBeVisible();
  await looksRight(page);
  await page.goto('/notices');
  await expect(page.getByText('There is something new for you in My space.').first()).toBeVisible();
  expect(await page.content()).not.toMatch(/A flight|Ingrid|Sam Reed/);

  // A thank-you needs no answer: whoever reads it says so, may change their mind, and the member sees that it was read.
  await page.goto(`/space/care/messages/${conversation}`);
  await page.getByLabel('Your message').fill('Thank you, that helps.');
  await page.getByRole('button', { name: 'Send' }).click();
  await ingrid.goto(`/desk/care/inbox/${conversation}`);
  await looksRight(ingrid);
  await ingrid.getByRole('button', { name: 'Nothing to answer here' }).click();
  await expect(ingrid.getByText('Read. It waits no longer.')).toBeVisible();
  await looksRight(ingrid);
  await ingrid.getByRole('button', { name: 'Let it wait again' }).click();
  await ingrid.getByRole('button', { name: 'Nothing to answer here' }).click();
  await ingrid.getByRole('link', { name: about }).first().click();
  await expect(ingrid.getByRole('button', { name: 'Let it wait again' })).toBeVisible();
  await looksRight(ingrid);
  await page.reload();
  await expect(page.getByText('Ingrid Moe has read this. There is nothing to answer.')).toBeVisible();
  await looksRight(page);
  await send(sam, '/desk/care/me?/away', { from: '', until: '', cover });
});

test('a letter to an account that rests is not sent: whoever writes it is told so, and keeps their words (MSG-1, MOD-9)', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const sam = await somebodyElse(page);
  await enter(sam, 'Sam Reed');
  const made = await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' });
  const code = inside(await made.text(), /class="code[^>]*>([^<]+)/).trim();
  await send(page, '/space/care?/yes', { card: code, knownAs: 'Toril' });
  await page.goto('/space/care');
  await page.getByRole('link', { name: 'Write to Sam Reed' }).click();
  const about = `A last thing ${Date.now().toString(36)}`;
  await page.getByLabel('What it is about').fill(about);
  await page.getByLabel('Your message').fill('I wanted to say thank you.');
  await page.getByLabel('I have read this, and I agree.').check();
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('It is sent. You see here when it was opened.')).toBeVisible();
  const conversation = page.url().split('/').at(-1)!.split('?')[0]!;

  // The account comes to rest while Sam is writing.
  await sam.goto(`/desk/care/inbox/${conversation}`);
  await inDatabase('insert into members.rests (member_id) select member_id from messages.conversations where id = $1', [conversation]);
  await sam.getByLabel('Your message').fill('It was good to hear from you.');
  await sam.getByRole('button', { name: 'Send' }).click();
  await expect(sam.getByText('This account rests, so your letter was not sent.').first()).toBeVisible();
  await expect(sam.getByLabel('Your message')).toHaveValue('It was good to hear from you.');
  await expect(sam.getByRole('button', { name: 'Send' }), 'there is nothing to press a second time').toHaveCount(0);
  await looksRight(sam);
  await sam.goto('/desk/care/inbox');
  await expect(sam.getByRole('listitem').filter({ hasText: about }).getByText('The account rests')).toBeVisible();
  await looksRight(sam);
  await sam.getByRole('link', { name: about }).click();
  await expect(sam.getByText('A letter to it is not sent, and nobody waits for an answer.')).toBeVisible();
  await expect(sam.getByRole('button', { name: 'Send' })).toHaveCount(0);
  await looksRight(sam);

  await inDatabase('delete from members.rests where member_id = (select member_id from messages.conversations where id = $1)', [conversation]);
  await sam.reload();
  await sam.getByLabel('Your message').fill('It was good to hear from you.');
  await sam.getByRole('button', { name: 'Send' }).click();
  await expect(sam.getByText('It is sent.')).toBeVisible();
  await page.goto(`/space/care/messages/${conversation}`);
  await expect(page.getByText('It was good to hear from you.')).toHaveCount(1);
});
