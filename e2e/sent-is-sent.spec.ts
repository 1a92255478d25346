/** Words are kept while they are written, and sent in the same moment: what was sent is no draft. */
import { arrive, expect, home, looksRight, reply, send, somebodyElse, test, write } from './journey.ts';

test('a keeping that meets the sending of its own form leaves no draft behind (PEER-9)', { tag: '@once' }, async ({ page }) => {
  await arrive(page);
  const code = new URL(await write(page), home()).pathname.split('/').at(-1)!;
  for (let at = 0; at < 8; at++) {
    const [once, fields] = [crypto.randomUUID(), { text: `Words ${'abcdefgh'[at]}, and no more.`, language: 'en' }];
    const keep = () => send(page, '/talk/draft', { place: `reply:${code}`, once, ...fields });
    const [sent] = await Promise.all([send(page, `/talk/t/${code}/reply?/send`, { once, sure: 'yes', ...fields }), keep(), keep(), keep()]);
    expect(sent.status()).toBe(303);
    expect(await (await page.request.get('/talk/drafts')).text()).not.toContain(fields.text);
  }
});

test('no button moves when words are kept: a press that began on Send ends there (ACC-8)', { tag: '@script' }, async ({ page }) => {
  await arrive(page);
  await page.goto(`${await write(page)}/reply`);
  await page.getByLabel('Your words').fill('Half a word');
  const sendAt = () => page.getByRole('button', { name: 'Send', exact: true }).first().evaluate((button) => button.getBoundingClientRect().top + scrollY);
  const before = await sendAt();
  await page.getByLabel('Your words').blur();
  await expect(page.getByText('Draft kept')).toBeVisible();
  expect(await sendAt()).toBe(before);
});

test('words for a page that is gone meanwhile, or was never there, come back whole (PEER-1)', { tag: '@plain' }, async ({ page }) => {
  const asker = await somebodyElse(page);
  await arrive(asker);
  const { name } = await arrive(page);
  const thread = await write(asker, { want: 'same' });
  await reply(page, thread, 'I do.');
  await page.goto(`${thread}/reply`);
  const long = `${'A long answer. '.repeat(40)}The end of it.`;
  await page.getByLabel('Your words').fill(long);
  const html = await (await asker.request.get(thread)).text();
  const [, face] = new RegExp(`href="/me/(\\w+)"[^>]*>(?:(?!</a>)[^])*${name}`).exec(html)!;
  expect((await send(asker, '/talk/block?do=start', { subject: face! })).status()).toBe(303);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('your words did not go anywhere')).toBeVisible();
  await expect(page.getByText(long)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Go on writing' })).toHaveCount(0);
  await looksRight(page);
  const never = await send(page, '/talk/t/zzzzzzzz/reply?/look', { text: 'To nobody.', language: 'en' });
  expect([never.status(), never.headers().location]).toEqual([303, '/talk/drafts?gone']);
  expect((await send(page, '/talk/t/zzzzzzzz/reply?/send', { text: ' ' })).status(), 'nothing was written').toBe(404);
});
