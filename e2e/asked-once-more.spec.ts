/** In My space nothing goes for good at one press, and what is pressed twice is so once (TOOL-1, TOOL-8, ACC-8). */
import { arrive, enter, expect, looksRight, send, somebodyElse, test } from './journey.ts';

const today = () => new Date().toISOString().slice(0, 10);

test('a diary entry and a hope are taken away only after one more question', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await send(page, '/space/diary?/add', { words: 'A page of rain.', once: crypto.randomUUID() });
  await page.goto('/space/diary');
  await page.locator('main').getByRole('heading', { level: 2 }).getByRole('link').first().click();
  await expect(page.getByRole('button', { name: 'Take it away for good' })).toBeHidden();
  await page.getByText('Take this away').click();
  await expect(page.getByText('It cannot be brought back.')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Take it away for good' }).click();
  await expect(page.getByText('A page of rain.')).toHaveCount(0);

  await send(page, '/space/goals?/add', { words: 'To the pond', once: crypto.randomUUID() });
  await page.goto('/space/goals');
  await page.getByRole('button', { name: 'Let it go' }).click();
  await expect(page.getByText('(let go)')).toBeVisible();
  await page.locator('summary', { hasText: 'Take it away' }).click();
  await expect(page.getByText('you can let it go instead')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Take it away for good' }).click();
  await expect(page.getByText('To the pond')).toHaveCount(0);
});

test('a note that is saved empty, and a step on a sheet, stay until one more press (TOOL-9)', { tag: '@plain' }, async ({ page }) => {
  const sam = await somebodyElse(page);
  await Promise.all([arrive(page), enter(sam, 'Sam Reed')]);
  await send(page, '/space/note?/save', { body: '2', words: 'A page of rain.', once: crypto.randomUUID() });
  await page.goto('/space/notes');
  await page.locator('main .rows a').first().click();
  await page.getByRole('radio', { name: 'Rather not say' }).first().check();
  await page.getByLabel('Words').fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText(/Nothing would be left/).first()).toBeVisible();
  await looksRight(page);
  await page.goto('/space/notes');
  await expect(page.getByText('A page of rain.')).toBeVisible();

  const made = await (await send(sam, '/desk/care/cards?/make', { kind: 'card', count: '1' })).text();
  await send(page, '/space/care?/yes', { card: /class="code[^>]*>([\w-]{14})</.exec(made)![1]!, knownAs: 'Solveig' });
  const tie = /\/space\/sharing\/([\w-]{36})/.exec(await (await page.request.get('/space/care')).text())![1]!;
  const sheet = (await send(page, '/space/sheet?/add', { say: 'The knee', once: crypto.randomUUID() })).headers().location!;
  await send(page, `${sheet}?/share`, { tie });
  await send(page, `${sheet}?/step`, { tie, words: 'Ask about the brace', once: crypto.randomUUID() });
  await page.goto(sheet);
  const away = page.locator('details', { has: page.locator('summary', { hasText: 'Ask about the brace' }) });
  await expect(away.getByRole('button')).toBeHidden();
  await away.locator('summary').click();
  await looksRight(page);
  await away.getByRole('button', { name: 'Take it away for good' }).click();
  await expect(page.getByText('Ask about the brace')).toHaveCount(0);
});

test('a step that is said to be done twice is done, and one moved twice stands on the next day', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await send(page, '/space/week?/add', { words: 'Open the curtains', size: 'tiny', day: today(), once: crypto.randomUUID() });
  await page.goto('/space/week');
  const step = await page.locator('input[name="step"]').first().getAttribute('value');
  for (const _ of [1, 2]) await send(page, '/space/week?/say', { step: step!, day: today(), state: 'done' });
  await page.reload();
  const done = page.getByRole('button', { name: 'Done Open the curtains' });
  await expect(done).toHaveAttribute('aria-pressed', 'true');
  await done.click();
  await expect(done).toHaveAttribute('aria-pressed', 'false');
  for (const _ of [1, 2]) await send(page, '/space/week?/say', { step: step!, day: today(), state: 'move' });
  const next = new Date(Date.parse(today()) + 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/space/week?of=${next}`);
  await expect(page.locator(`#d${next}`).getByText('Open the curtains').first()).toBeVisible();
  const away = page.locator(`#d${next} details`, { has: page.locator('summary', { hasText: 'Take it away' }) });
  await expect(away.getByRole('button')).toBeHidden();
  await away.locator('summary').click();
  await looksRight(page);
  await away.getByRole('button', { name: 'Take it away for good' }).click();
  await expect(page).toHaveURL(new RegExp(`#d${next}$`));
  await expect(page.getByText('Open the curtains')).toHaveCount(0);
});

test('what is no longer asked keeps its name in an old note, and can be asked again', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  const once = crypto.randomUUID();
  for (const _ of [1, 2]) await send(page, '/space/note?/add', { name: 'Fingers', once });
  await page.goto('/space/note');
  await page.getByText('Things of your own to look at').click();
  await expect(page.getByRole('button', { name: 'Stop asking Fingers' })).toHaveCount(1);
  const item = await page.locator('#own input[name="item"]').first().getAttribute('value');
  await send(page, '/space/note?/save', { [`own-${item}`]: '2', once: crypto.randomUUID() });
  await page.getByRole('button', { name: 'Stop asking Fingers' }).click();
  await page.goto('/space/notes');
  await expect(page.getByText('Fingers: Rough')).toBeVisible();
  await page.goto('/space/note');
  await page.getByText('Things of your own to look at').click();
  await looksRight(page);
  await page.getByRole('button', { name: 'Ask again Fingers' }).click();
  await page.getByText('Things of your own to look at').click();
  await expect(page.getByRole('button', { name: 'Stop asking Fingers' })).toBeVisible();
});

test('reminders say by which clock they come', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  await send(page, '/settings/clock', { timeZone: 'America/New_York' });
  await send(page, '/space/items?/remind', { at: '8' });
  await page.goto('/space/items');
  await expect(page.getByText('These times go by the clock of America/New York.')).toBeVisible();
});
