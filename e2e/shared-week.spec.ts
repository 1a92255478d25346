/**
 * A nurse hands over a card, a member says yes and shares the week for a month;
 * the nurse opens it before the visit, the member sees that she did and stops,
 * and the page that lies open on the ward is empty within five seconds.
 * Nothing the nurse is ever sent leads to the community. [NEW-7, TOOL-10, MSG-4]
 */
import { arrive, enter, expect, looksRight, send, test } from './journey.ts';

test('a week is shared, looked at, and stopped @script', async ({ page, browser }) => {
  const { name } = await arrive(page);
  const ward = await browser.newContext();
  const nurse = await ward.newPage();
  await enter(nurse, 'Sam Reed');
  const sent: string[] = [];
  nurse.on('response', (answer) => void (answer.headers()['content-type']?.includes('text/html') && answer.text().then((text) => sent.push(text), () => {})));

  await nurse.goto('/desk/care/cards');
  await nurse.getByLabel('How many cards').fill('1');
  await nurse.getByRole('button', { name: 'Make them' }).click();
  const code = (await nurse.locator('.code').innerText()).trim();
  await looksRight(nurse);

  const today = new Date().toISOString().slice(0, 10);
  await send(page, '/space/week?/add', { words: 'Walk to the canary gate', size: 'tiny', day: today, once: 'one' });
  await page.goto(`/card/${code}`);
  await page.getByRole('button', { name: 'See whose card it is' }).click();
  await expect(page.getByRole('heading', { name: 'Sam Reed' })).toBeVisible();
  await looksRight(page);
  await page.getByLabel('What they may call you').fill(name);
  await page.getByRole('button', { name: 'Yes, that is my provider' }).click();
  await expect(page.locator('#knownAs-error')).toContainText('This is your name in the community');
  await page.getByLabel('What they may call you').fill('Nora from Tuesday');
  await page.getByRole('button', { name: 'Yes, that is my provider' }).click();
  await expect(page.getByText('You have said yes.')).toBeVisible();

  await page.getByRole('link', { name: 'What Sam Reed can see' }).click();
  const week = page.locator('#k-week');
  await week.locator('summary').click();
  await week.getByLabel('A month').check();
  await week.getByRole('button', { name: 'Share this' }).click();
  await expect(page.getByText('It is shared now.')).toBeVisible();
  await expect(page.locator('#k-plan')).toContainText('Not shared.');
  const shown = await page.getByRole('heading', { level: 2, name: /Look at it as/ }).locator('..').getByRole('link', { name: 'My week' }).getAttribute('href');

  await nurse.goto('/desk/care');
  await nurse.getByRole('link', { name: 'Nora from Tuesday' }).click();
  await expect(nurse.getByText('not opened yet')).toBeVisible();
  await nurse.getByRole('link', { name: 'My week' }).click();
  await expect(nurse.getByText('Walk to the canary gate')).toBeVisible();
  await looksRight(nurse);
  const theirs = await nurse.locator('main').innerText();

  await page.goto(shown!);
  const own = await page.locator('main').innerText();
  for (const line of theirs.split('\n').filter((one) => /canary|November|December/.test(one) && !/Shared to/.test(one))) expect(own).toContain(line);
  await page.goto('/space/sharing');
  await expect(page.getByText('Sam Reed opened My week')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Stop sharing everything now' }).click();
  await expect(nurse.getByText('This is not shared any more.')).toBeVisible({ timeout: 5_000 });
  await expect(nurse.getByText('Walk to the canary gate')).toHaveCount(0);
  await expect(nurse).toHaveURL(/\/desk\/care$/, { timeout: 10_000 });
  await nurse.getByRole('link', { name: 'Nora from Tuesday' }).click();
  await expect(nurse.getByText('Nothing is shared with you just now.')).toBeVisible();

  for (const path of ['/talk', '/meet', '/today', '/space', '/notices', '/search?q=canary', '/settings/things', '/desk/mod']) {
    expect((await nurse.request.get(path, { maxRedirects: 0 })).headers().location, path).toBe('/desk/care');
  }
  expect(sent.length).toBeGreaterThan(5);
  for (const html of sent) expect(html).not.toContain(name);
  await page.goto(`/card/${code}`);
  await page.getByRole('button', { name: 'See whose card it is' }).click();
  await expect(page.locator('#card-error')).toContainText('does not open anything now');
  await ward.close();
});

const kinds = ['goal', 'week', 'check-ins-body', 'check-ins-mind', 'notes-picture', 'people', 'plan', 'items'] as const;

test('each kind of thing, for each kind of person, at every address of the desk @script', async ({ page, playwright, baseURL }) => {
  await arrive(page);
  const fresh = () => playwright.request.newContext({ baseURL: baseURL! });
  const [sam, ingrid, bo, iben, stranger] = await Promise.all([fresh(), fresh(), fresh(), fresh(), fresh()]);
  await Promise.all([enter(sam, 'Sam Reed'), enter(ingrid, 'Ingrid Moe'), arrive(bo), enter(iben, 'Iben')]);
  const made = await (await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text();
  await send(page, '/space/care?/yes', { card: /class="code[^>]*>([\w-]{14})</.exec(made)![1]!, knownAs: 'Matrix' });
  const tie = /\/space\/sharing\/([\w-]{36})/.exec(await (await page.request.get('/space/care')).text())![1]!;
  for (const kind of kinds) {
    await send(page, `/space/sharing/${tie}?/share`, { kind, days: '7' });
    const own = await (await page.request.get(`/space/sharing/${tie}`)).text();
    const grant = /name="grant" value="([\w-]{36})"/.exec(own)![1]!;
    const address = `/desk/care/${tie}/${grant}`;
    const statuses = async () => Promise.all([
      ...[sam, ingrid, bo, iben, page.request, stranger].map(async (who) => (await who.get(address, { maxRedirects: 0 })).status()),
      ...[ingrid, bo, iben].flatMap((who) => [`${address}?/step`, `${address}?/takeBack`].map(async (path) => (await send(who, path, { words: 'x', step: grant })).status()))
    ]);
    // The one it is shared with; a colleague, a member, a steward, its own member; a stranger is shown the door. Nobody else writes.
    expect(await statuses(), kind).toEqual([200, 404, 404, 404, 404, 303, 404, 303, 404, 404, 404, 404]);
    await send(page, `/space/sharing/${tie}?/stop`, { grant });
    expect((await statuses())[0], `${kind}, stopped`).toBe(404);
  }
  for (const who of [ingrid, bo, iben]) expect((await who.get(`/desk/care/${tie}`)).status()).toBe(404);
  await Promise.all([sam, ingrid, bo, iben, stranger].map((who) => who.dispose()));
});
