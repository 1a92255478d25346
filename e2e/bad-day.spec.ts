/** A bad day in three presses with the network off, and words that come through a sign-in that ran out. Issue 5: "done when". (NEW-3, VAR-1, TOOL-4) */
import { randomUUID } from 'node:crypto';
import type { Locator } from '@playwright/test';
import { inDatabase, memberOf } from './database.ts';
import { arrive, expect, fits, looksRight, reply, send, somebodyElse, someName, test, write } from './journey.ts';

const checkIns = `select id from toolbox.papers where kind = 'check-in' and member_id in (${memberOf})`;

test('without a signal a check-in takes three presses, waits sealed, and counts once when it arrives @script', async ({ page, context }) => {
  const { name } = await arrive(page, { device: 'own' });
  await page.goto('/space/note');
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await send(page, '/today', { day: 'bad' });
  await page.goto('/today');
  await context.setOffline(true);
  await page.getByRole('link', { name: 'How am I right now?' }).click();
  await expect(page.getByText('There is no signal. You can write it down all the same.')).toBeVisible();
  await fits(page, 320);
  await page.getByRole('group', { name: 'Mind' }).or(page.getByRole('radiogroup', { name: 'Mind' })).getByText('Very rough').click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Kept on this device, sealed.')).toBeVisible();
  await page.goto('/help');
  await expect(page.locator('a[href^="tel:"]').first()).toBeVisible();
  const letters = await page.evaluate(() => localStorage.getItem('letters'));
  expect(letters).not.toMatch(/mind|body/);
  expect(await inDatabase(checkIns, [name])).toHaveLength(0);

  await context.setOffline(false);
  await page.goto('/space/note');
  await expect(page.getByText('What you wrote without a signal has arrived.')).toBeVisible({ timeout: 15_000 });
  await page.evaluate((kept) => localStorage.setItem('letters', kept!), letters); // an answer that was lost on the way: the device sends it again
  await page.goto('/space/note');
  await expect(page.getByText('What you wrote without a signal has arrived.')).toBeVisible({ timeout: 15_000 });
  expect(await page.evaluate(() => localStorage.getItem('letters'))).toBeNull();
  expect(await inDatabase(checkIns, [name])).toHaveLength(1);
  await page.goto('/space/notes');
  await expect(page.getByRole('cell', { name: 'Very rough' }).first()).toBeAttached();
});

test('a bad day shows three things to do; an exercise opens in half a minute, stops at once, and helps in private', async ({ page }) => {
  const { name } = await arrive(page);
  await send(page, '/today', { day: 'bad' });
  await page.goto('/today');
  expect(await page.locator('main .actions.stacked > *').count()).toBeLessThanOrEqual(3);
  await page.getByRole('link', { name: 'Half a minute to breathe' }).click();
  await page.getByRole('link', { name: 'A longer breath out' }).click();
  await expect(page.getByRole('link', { name: 'Half a minute' })).toHaveAttribute('aria-current', 'true');
  await expect(page.getByRole('link', { name: 'Stop here' })).toBeInViewport();
  await looksRight(page);
  await page.getByRole('button', { name: 'That helped' }).click();
  await page.getByRole('button', { name: 'Keep it in my garden' }).click();
  const [row] = await inDatabase(`select string_agg(sealed, ' ') as sealed from toolbox.papers where member_id in (${memberOf})`, [name]);
  expect(row!.sealed).not.toContain('longer');
  await page.getByRole('link', { name: 'Stop here' }).click();
  await expect(page.getByText('You stopped. That is fine, and it counts.')).toBeVisible();
  await page.goto('/space/comforts');
  await expect(page.getByRole('link', { name: 'A longer breath out' })).toBeVisible();
});

test('on a bad day each task takes three presses or fewer, under one thumb, with text twice as large (VAR-1, NEW-3) @script', async ({ page }) => {
  await arrive(page);
  await send(page, '/today', { day: 'bad' });
  await page.setViewportSize({ width: 360, height: 640 });
  const presses = async (...targets: Locator[]) => {
    await page.goto('/today');
    for (const target of targets) {
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      await fits(page, 360);
      await target.scrollIntoViewIfNeeded();
      const { x, width, height } = (await target.boundingBox())!;
      expect([x >= 0, x + width <= 360, width >= 44, height >= 44], `${target}`).toEqual([true, true, true, true]);
      await target.click();
    }
  };
  const link = (name: string) => page.getByRole('link', { name, exact: true });
  await presses(link('How am I right now?'), page.getByRole('radiogroup', { name: 'Mind and mood' }).locator('label').filter({ hasText: 'Very rough' }), page.getByRole('button', { name: 'Save', exact: true }));
  await expect(page).toHaveURL(/saved/);
  await presses(link('Half a minute to breathe'), link('A longer breath out'));
  await expect(link('Half a minute')).toHaveAttribute('aria-current', 'true');
  await presses(link('Read something kind'));
  await expect(page).toHaveURL(/comforts/);
  await presses(link('Ask for company'));
  await expect(page).toHaveURL(/talk\/new/);
});

test('what was written in My space while the sign-in ran out is there again, and is saved once', { tag: '@plain' }, async ({ page }) => {
  const { name, pass } = await arrive(page, { device: 'shared' });
  await page.goto('/space/diary');
  await page.getByLabel('Words').fill('The kettle took ages today.');
  await inDatabase(`update members.sessions set seen_at = now() - interval '11 minutes' where member_id in (${memberOf})`, [name]);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/lock\?kept/);
  expect(await page.content()).not.toContain('kettle');
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Words that did not arrive');
  await expect(page.getByText('The kettle took ages today.')).toBeVisible();
  await page.locator('summary', { hasText: 'Let it go' }).click();
  await expect(page.getByRole('button', { name: 'Take it away for good' })).toBeVisible(); // asked once more
  await looksRight(page);
  await page.getByRole('button', { name: 'Save it now' }).click();
  await expect(page).toHaveURL(/\/space\/diary/);
  await expect(page.getByText('The kettle took ages today.')).toHaveCount(1);
  await page.goto('/space/unsent');
  await expect(page.getByText('Nothing waits here.')).toBeVisible();
});

test('on a bad day each way to a post leads to where it stands, and the list of what was saved goes on (NEW-3, PEER-8)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  await Promise.all([arrive(page), arrive(other)]);
  const thread = await write(other);
  for (let at = 2; at <= 23; at++) await reply(other, thread, `Word ${at}`);
  await send(page, '/today', { day: 'bad' });
  await page.goto(thread);
  await expect(page.locator('#n3')).toHaveCount(0);
  await page.getByRole('link', { name: 'Show me the full page' }).click();
  await page.locator('#n3').getByRole('button', { name: /^Thank you/ }).click();
  await expect(page.locator('#n3').getByRole('button', { name: /^Thank you/ })).toHaveAttribute('aria-pressed', 'true');
  await page.goto(`${thread}?page=2`);
  await page.getByRole('link', { name: 'Page 1' }).click();
  await expect(page.locator('#n4')).toBeVisible();

  for (const at of [1, 2]) {
    const html = await (await page.request.get(`${thread}?page=${at}`)).text();
    for (const [, post] of html.matchAll(/\/report\/([\w-]{36})/g)) await send(page, '/talk/save', { post: post! });
  }
  await page.goto('/talk/saved');
  await page.getByRole('link', { name: 'Show me all I saved' }).click();
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(page.getByText('Word 3', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Back to the newest' }).click();
  await expect(page.getByText('Word 23', { exact: true })).toBeVisible();
});

test('a bad day goes on past Today: three gentle threads, three tools, ready lines first, a kind page that is not empty (VAR-1)', { tag: '@once' }, async ({ page }) => {
  const other = await somebodyElse(page);
  const [, { name }] = await Promise.all([arrive(page), arrive(other)]);
  const untitled = await write(other, { board: 'lounge', title: '', text: 'Bread rises slowly in winter.' });
  await send(page, '/today', { day: 'bad' });
  await page.goto('/talk');
  await expect(page.getByRole('link', { name: `Words from ${name}` })).toBeVisible();
  await expect(page.getByText('Bread rises'), 'a row names a thread as its page does').toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Sleep and rest' })).toBeHidden();
  await page.getByText('All the places, and what people ask for').click();
  await expect(page.getByRole('link', { name: 'Sleep and rest' })).toBeVisible();
  await looksRight(page);
  await page.goto('/today');
  await page.getByRole('link', { name: 'Sit in the lounge' }).click();
  await expect(page.getByText('Some light ones, for a day like this.').or(page.getByText('Nothing is picked out for today.'))).toBeVisible();
  await looksRight(page);
  await page.getByRole('link', { name: 'See all of them' }).click();
  await expect(page.getByRole('link', { name: `Words from ${name}` })).toBeVisible();
  await expect(page.getByText('Some light ones')).toHaveCount(0);
  await page.goto(untitled);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(new RegExp(`^Words from .*${name}`));

  await page.goto('/space');
  await expect(page.locator('main .rows > li')).toHaveCount(3);
  await page.getByRole('link', { name: 'Show me the full page' }).click();
  await expect(page.getByRole('link', { name: 'Medicines and things that help' })).toBeVisible();

  await page.goto('/space/comforts');
  await expect(page.getByText('Nothing light is kept here yet. That is fine.')).toBeVisible();
  expect(await page.locator('main article, main .rows > li').count()).toBeGreaterThan(0);
  await looksRight(page);

  await page.goto('/talk/new');
  const [ready, want] = await Promise.all([page.getByText('Post one of these, as it is').boundingBox(), page.getByText('What would help?').first().boundingBox()]);
  expect(ready!.y).toBeLessThan(want!.y);
  await page.getByLabel('Title, if you like').fill('Enter is no line');
  await page.getByLabel('Title, if you like').press('Enter');
  await expect(page.getByText('There are no words in it yet.').first(), 'looked over as it is posted').toBeVisible();
  await expect(page).toHaveURL(/talk\/new/);
});

test('whoever is paused reads until when and why before they have written, and loses nothing they began (MOD-2)', { tag: '@once' }, async ({ page }) => {
  const { name } = await arrive(page);
  const thread = await write(page);
  await page.goto('/talk/new');
  const late = page.getByLabel('Your words');
  await late.fill('Words that come too late.');
  await inDatabase(`update members.members set suspended_until = now() + interval '1 day' where id in (${memberOf})`, [name]);
  await page.getByRole('button', { name: 'Post', exact: true }).click();
  await expect(page.getByText('Two moderators have paused your writing for now.').first()).toBeVisible();
  await expect(page.getByText('Your writing rests until')).toBeVisible();
  await expect(late).toHaveValue('Words that come too late.');
  await looksRight(page);
  for (const path of ['/today', '/talk', '/talk/new', thread, `${thread}/reply`]) {
    await page.goto(path);
    await expect(page.getByText('Your writing rests until'), path).toBeVisible();
    await expect(page.getByRole('link', { name: 'See why' })).toHaveAttribute('href', '/appeals/pause');
    await expect(page.locator('main textarea'), path).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Write a post' }), path).toHaveCount(0);
    await looksRight(page);
  }
  await page.goto('/talk/new');
  await page.getByRole('link', { name: 'See your words' }).click();
  await expect(page.getByText('Words that come too late.')).toBeVisible();
  await inDatabase(`update members.members set suspended_until = null where id in (${memberOf})`, [name]);
  await page.goto('/talk/new');
  await expect(page.getByLabel('Your words')).toHaveValue('Words that come too late.');
});

test('whoever is paused finds no box in a circle whose words would be refused, and one that was sent keeps them (MOD-2)', { tag: '@once' }, async ({ page }) => {
  const { name } = await arrive(page);
  const [space, id, code, session, title] = [randomUUID(), randomUUID(), randomUUID().slice(0, 8), randomUUID(), someName()];
  await inDatabase(`insert into members.spaces (id, code, kind, name, language) values ($1, $2, 'circle', $3, 'en')`, [space, code, title]);
  await inDatabase(`insert into circles.circles (id, space_id, code, kind, name, language, most) values ($1, $2, $3, 'circle', $4, 'en', 8)`, [id, space, code, title]);
  await inDatabase(`insert into circles.sessions (id, circle_id, number, starts_at, minutes, call) values ($1, $2, 1, now() + interval '1 hour', 60, 'text')`, [session, id]);
  await inDatabase(`insert into circles.seats (id, circle_id, persona_id, role) select gen_random_uuid(), $1, id, 'host' from (select id from members.personas where space = 'forum' and member_id not in (${memberOf.replace('$1', '$2')}) order by id limit 2) p`, [id, name]);
  expect((await send(page, `/talk/c/${code}/join?/sit`, { name: someName(), keepName: 'on', pledge: 'on', seed: '' })).status()).toBe(303);
  await page.goto(`/talk/c/${code}`);
  await page.getByText('Ask somebody to be with you in something').click();
  const wish = page.locator('main textarea[name=cheer]');
  await wish.fill('A long walk on Sunday.');
  const pause = (until: string) => inDatabase(`update members.members set suspended_until = ${until} where id in (${memberOf})`, [name]);
  await pause(`now() + interval '1 day'`);
  await page.locator('form[action="?/cheerMe"] button').click();
  await expect(page.getByText('Your writing rests until')).toHaveCount(1);
  await expect(wish).toHaveValue('A long walk on Sunday.');
  for (const path of [`/talk/c/${code}`, `/talk/c/${code}/live`]) {
    await page.goto(path);
    await expect(page.getByText('Your writing rests until'), path).toHaveCount(1);
    await expect(page.locator('main textarea'), path).toHaveCount(0);
    await looksRight(page);
  }
  await pause('null');
  await page.goto(`/talk/c/${code}/live`);
  await expect(page.locator('main textarea[name=aside]')).toHaveCount(1);
  await inDatabase('delete from members.spaces where id = $1', [space]);
});

test('one’s own reply is not new, and no line is offered to oneself (NEW-3)', { tag: '@once' }, async ({ page }) => {
  await arrive(page);
  const thread = await write(page);
  await page.goto(thread);
  await expect(page.getByRole('button', { name: 'I hear you' })).toHaveCount(0);
  await reply(page, thread, 'One more thing.');
  await page.goto(thread);
  await expect(page.getByText('One more thing.')).toBeVisible();
  await expect(page.getByText('New since you read')).toHaveCount(0);
});
