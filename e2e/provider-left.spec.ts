/** Somebody new at the clinic is invited, works with a member, and leaves: from that moment they see nothing, what waited is with who took over, and the member reads that. [MSG-4, NEW-7] */
import { generate } from 'otplib';
import { arrive, enter, expect, home, looksRight, send, someName, test } from './journey.ts';

const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

test('a provider who left sees nothing (MSG-4, NEW-7)', { tag: '@plain' }, async ({ browser, page }) => {
  const [lead, nurse] = await Promise.all([0, 1].map(async () => (await browser.newContext({ baseURL: home(), javaScriptEnabled: false })).newPage())) as [typeof page, typeof page];
  await Promise.all([arrive(page), enter(lead, 'Ingrid Moe')]);
  await lead.goto('/desk/care/colleagues');
  await lead.getByRole('button', { name: 'Make a link' }).click();
  const link = new URL((await lead.locator('#care-link').innerText()).trim()).pathname;
  const name = someName();

  await nurse.goto(link);
  await looksRight(nurse);
  await nurse.getByLabel('Your name, as patients know it').fill(name);
  await nurse.getByLabel('Your role').fill('nurse');
  await nurse.getByLabel('A name to sign in with').fill(`${name.replace(' ', '.')}@clinic.example`.toLowerCase());
  await nurse.getByRole('button', { name: 'Open my account' }).last().click();
  await nurse.goto('/desk/care');
  await expect(nurse.locator('.phrase')).toBeVisible(); // no desk before the second factor
  await looksRight(nurse);
  const secret = (await nurse.locator('.phrase').innerText()).replaceAll(' ', '');
  await nurse.locator('#code').fill(await generate({ secret }));
  await nurse.locator('form[action="?/code"] button').first().click();
  await expect(nurse.getByText('Nobody has shared yet.')).toBeVisible();
  await page.goto(link);
  await expect(page.locator('h1')).not.toContainText('Work with members'); // used up, for whoever holds it

  const made = await (await send(nurse, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text();
  expect((await send(page, '/space/care?/yes', { card: inside(made, /class="code[^>]*>([\w-]{14})</), knownAs: 'Solveig' })).status()).toBe(303);
  const tie = inside(await (await page.request.get('/space/care')).text(), /\/space\/sharing\/([\w-]{36})/);
  await send(page, '/space/week?/add', { words: 'Water the canary tree', size: 'tiny', day: new Date().toISOString().slice(0, 10), once: 'one' });
  await send(page, `/space/sharing/${tie}?/share`, { kind: 'week', days: '30' });
  const written = await send(page, '/space/care/messages/new', { to: tie, subject: 'Blood test', text: 'Is Monday all right?', kind: 'care', agree: 'on', once: 'two' });
  const conversation = inside(written.headers().location ?? '', /messages\/([\w-]{36})/);

  await nurse.goto('/desk/care');
  await nurse.getByRole('link', { name: 'Solveig' }).click();
  await nurse.getByRole('link', { name: 'My week' }).click();
  await expect(nurse.getByText('Water the canary tree')).toBeVisible();
  const shown = new URL(nurse.url()).pathname;

  await lead.goto('/desk/care/colleagues');
  const row = lead.locator('li', { hasText: name });
  await row.locator('summary').click();
  await row.getByRole('button', { name: 'End now' }).click();
  await expect(lead.locator('li', { hasText: name })).toHaveCount(0);

  for (const path of [shown, '/desk/care', `/desk/care/${tie}`, '/desk/care/inbox', `/desk/care/inbox/${conversation}`, '/desk/care/log']) {
    await nurse.goto(path);
    expect(new URL(nurse.url()).pathname, path).toBe('/sign-in');
    expect(await nurse.content(), path).not.toMatch(/canary tree|Solveig|Blood test/);
  }
  const late = await send(page, '/space/care/messages/new', { to: tie, subject: 'One more thing', text: 'A long canary letter', kind: 'care', agree: 'on', once: 'three' });
  expect(late.status(), 'what was written meanwhile is given back').toBe(409);
  expect(await late.text()).toMatch(/This contact has ended[^]*A long canary letter/);
  expect((await send(page, '/space/care?/yes', { card: inside(await (await send(lead, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text(), /class="code[^>]*>([\w-]{14})</), knownAs: 'Solveig' })).status()).toBe(303);
  for (const to of [{ to: tie }, {}, {}] as Record<string, string>[]) {
    const again = await send(page, '/space/care/messages/new', { ...to, subject: 'One more thing', text: 'A long canary letter', kind: 'care', agree: 'on', once: 'three' });
    expect(again.status(), 'a letter to one who left goes to the one who is here only when the member says so').toBe(409);
    const asked = await again.text();
    expect(asked).toMatch(/<input type="radio"[^>]* name="to"/);
    expect(asked).not.toMatch(/<input type="hidden" name="to"|<input type="radio"[^>]* name="to"[^>]* checked/);
  }
  await page.goto('/space/care');
  await page.locator('summary', { hasText: 'Earlier' }).click();
  await expect(page.getByText(name).first()).toBeVisible();
  await expect(page.getByText(/They left this workplace on/)).toBeVisible();
  await expect(page.getByText(/takes care of/)).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'See where your messages went' })).toHaveAttribute('href', '/space/care/messages');
  await looksRight(page);
  await page.goto('/space/sharing');
  await expect(page.getByText('You have not shared anything. Nobody can see in.')).toBeVisible();
  await expect(page.getByText(`${name} opened My week`)).toBeVisible();

  await expect.poll(async () => (await lead.request.get(`/desk/care/inbox/${conversation}`)).status(), { message: 'what waited is with who leads', timeout: 30_000 }).toBe(200);
  const address = `/space/care/messages/${conversation}`;
  await expect.poll(async () => (await (await page.request.get(address)).text()).includes('Ingrid Moe'), { timeout: 30_000 }).toBe(true);
  await page.goto(address);
  await expect(page.getByText(/Ingrid Moe/).first()).toBeVisible();
  await looksRight(page);
});
