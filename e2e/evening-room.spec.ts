/** An evening in a text room: what a screen reader is told, line by line; and the same evening without a script. */
import { randomUUID } from 'node:crypto';
import { inDatabase } from './database.ts';
import { enter, expect, hasScript, looksRight, send, somebodyElse, someName, test } from './journey.ts';

test('an evening in a text room (MEET-11, ACC-8)', async ({ page }) => {
  const fern = await somebodyElse(page);
  await Promise.all([enter(page, 'Quiet Heron'), enter(fern, 'Fern')]);
  await page.goto('/talk/circles');
  const room = `${await page.getByRole('link', { name: hasScript() ? 'Quiet hour' : 'Awake again' }).getAttribute('href')}/live`;
  const mark = someName(); // the two runs have a room each, for one person says one line in ten seconds
  if (hasScript()) {
    await page.clock.install();
    await page.addInitScript(() => {
      const heard: string[] = Object.assign(window, { heard: [] }).heard;
      addEventListener('DOMContentLoaded', () => {
        const voice = document.querySelector('[data-announcer]');
        if (voice) new MutationObserver(() => { if (voice.textContent) heard.push(voice.textContent); }).observe(voice, { childList: true, characterData: true, subtree: true });
      });
    });
  }
  await page.goto(room);
  await expect(page.getByText('Kept for 24 hours, then deleted.')).toBeVisible();
  await looksRight(page);
  const session = (await page.locator('form[action="?/say"] input[name=session]').getAttribute('value'))!;
  const say = async (text: string, about = '') => expect((await send(fern, `${room}?/say`, { session, text, once: randomUUID(), sure: 'yes', ...(about ? { about } : {}) })).status()).toBe(303);
  const shown = (text: string) => page.locator('[data-room] li', { hasText: text });

  // A host says something. It comes by itself, or by asking.
  await say(`Good evening, ${mark}.`);
  if (!hasScript()) await page.getByRole('button', { name: 'Check for new messages' }).click();
  await expect(shown(`Good evening, ${mark}.`)).toContainText(`${hasScript() ? 'Honey Spoon' : 'Jug Handle'}, host`);

  // One's own line, and one that is about something heavy.
  const box = page.getByLabel('Say something');
  await box.fill(`Evening from the sofa, ${mark}.`);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(shown(`Evening from the sofa, ${mark}.`)).toBeVisible();
  await say(`A hard thing, ${mark}.`, 'self-harm');
  if (!hasScript()) await page.getByRole('button', { name: 'Check for new messages' }).click();
  await expect(page.locator('[data-room] li', { hasText: mark }).filter({ hasText: 'About self-harm. Open to read' })).toHaveCount(1);

  if (hasScript()) {
    // The log of the one voice, line by line: together within five seconds, one's own not repeated, what is folded not read out.
    await expect(box).toBeFocused();
    await expect(box).toHaveValue('');
    await page.clock.runFor(5_000);
    const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await expect.poll(heard).toEqual([`Honey Spoon: Good evening, ${mark}. Honey Spoon: About self-harm. Open to read`]);
    await page.clock.runFor(2_000);
    await expect(page.locator('[data-announcer]')).toHaveText('');
    // A burst is one sentence, and focus stays.
    for (let at = 1; at <= 10; at++) await say(`Burst ${at}, ${mark}.`);
    await expect(shown(`Burst 10, ${mark}.`)).toBeVisible();
    await page.clock.runFor(5_000);
    await expect.poll(async () => (await heard()).slice(1)).toEqual(['10 new messages']);
    await expect(box).toBeFocused();
    // Paused, nothing moves and nothing is spoken; going on brings it.
    await page.getByRole('button', { name: 'Pause' }).click();
    await say(`While paused, ${mark}.`);
    await expect(page.getByRole('button', { name: 'Go on (1 wait)' })).toBeVisible();
    await expect(shown(`While paused, ${mark}.`)).toHaveCount(0);
    await page.getByRole('button', { name: 'Go on (1 wait)' }).click();
    await expect(shown(`While paused, ${mark}.`)).toHaveCount(1);
    await page.clock.runFor(5_000);
    await expect.poll(async () => (await heard()).slice(2)).toEqual([`Honey Spoon: While paused, ${mark}.`]);
  }

  // Too soon after one's own line, the words stay in the box.
  await box.fill(`Again, ${mark}.`);
  await send(page, `${room}?/say`, { session, text: `Mine before, ${mark}.`, once: randomUUID(), sure: 'yes' });
  // What is refused is sent again as a plain form, so that the answer is a page.
  await Promise.all([page.waitForEvent('load', { timeout: 10_000 }), page.getByRole('button', { name: 'Send', exact: true }).click()]);
  await expect(page.getByText(/One line every 10 seconds/).first()).toBeVisible();
  await expect(page.getByLabel('Say something')).toHaveValue(`Again, ${mark}.`);

  // A word to the host alone, and out for a while.
  await page.goto(room);
  await page.getByText('Message the host, in private').click();
  await page.getByLabel('Your message').fill(`I may go early, ${mark}.`);
  await page.getByRole('button', { name: 'Send in private' }).click();
  await expect(page.getByText('Sent, in private.')).toBeVisible();
  await expect(page.getByText('It is deleted a day after this meeting is over.')).toBeVisible();
  // The host is told, and finds the words where the notice leads.
  const told = fern.getByRole('link', { name: 'There are words for you in one of your circles.' }).first();
  await expect(async () => {
    await fern.goto('/notices');
    await told.click({ timeout: 500 });
    await expect(fern).toHaveURL(new RegExp(`${room}#asides$`)); // an older one leads to another room
  }).toPass({ timeout: 20_000 });
  await expect(fern.locator('#asides').getByText(`I may go early, ${mark}.`)).toBeVisible();
  await page.getByRole('button', { name: 'Step out' }).click();
  await expect(page.locator('[data-room] li')).toHaveCount(0);
  await page.getByRole('button', { name: 'Come in' }).click();
  await expect(shown(`Good evening, ${mark}.`)).toBeVisible();
});

test('a line that tells how reaches nobody else; its author sees it, why, and help in the same answer (MOD-9)', async ({ page }) => {
  const fern = await somebodyElse(page);
  await Promise.all([enter(page, 'Quiet Heron'), enter(fern, 'Fern')]);
  await page.goto('/talk/circles');
  const room = `${await page.getByRole('link', { name: hasScript() ? 'Quiet hour' : 'Awake again' }).getAttribute('href')}/live`;
  const mark = someName();
  await Promise.all([page.goto(room), fern.goto(room)]);
  await fern.getByLabel('Say something').fill('I want to end my life tonight. I have 90 of the tablets.');
  await fern.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(fern.getByRole('heading', { name: 'You are not alone with this' })).toBeVisible();
  await expect(fern.getByText('Others do not see your words yet, because they tell how it could be done.')).toBeVisible();
  await expect(fern.locator('[data-room] li', { hasText: '90 of the tablets' })).toContainText('Others do not see this, because it tells how it could be done.');
  await looksRight(fern);
  // What is said afterwards is heard, and nothing stands where the other line would.
  const session = (await fern.locator('form[action="?/say"] input[name=session]').getAttribute('value'))!;
  await send(fern, `${room}?/say`, { session, text: `I am here, ${mark}.`, once: randomUUID(), sure: 'yes' });
  if (!hasScript()) await page.getByRole('button', { name: 'Check for new messages' }).click();
  await expect(page.locator('[data-room] li', { hasText: `I am here, ${mark}.` })).toBeVisible();
  await expect(page.locator('[data-room] li', { hasText: /90 of the tablets|Taken back|moderator has hidden/ })).toHaveCount(0);
  await page.goto(room);
  await expect(page.locator('[data-room] li', { hasText: `I am here, ${mark}.` })).toBeVisible();
  await expect(page.locator('[data-room] li', { hasText: /90 of the tablets|Taken back|moderator has hidden/ })).toHaveCount(0);
  if (!hasScript()) return;
  // Shown by a moderator, and hidden: open pages say what is so, and the author's no longer says that nobody sees it.
  const [hers, theirs] = [fern, page].map((one) => one.locator('[data-room] li', { hasText: '90 of the tablets' }));
  const now = (hidden: boolean) => inDatabase(`
    with s as (update circles.sessions set last_change = last_change + 1 where id = $1 returning id, last_change),
    h as (update circles.lines l set hidden_at = case when $2 then now() end, change = s.last_change from s where l.session_id = s.id and l.body like '%90 of the tablets%' returning l.session_id)
    select pg_notify('circles', session_id::text) from h`, [session, hidden]);
  await now(false);
  await expect(theirs!).toBeVisible();
  await expect(hers!).toHaveCount(1);
  await expect(hers!).not.toContainText('Others do not see this');
  await now(true);
  await expect(hers!).toContainText('Others do not see this');
  await expect(theirs!).toHaveCount(0);
  const placeholder = page.locator('[data-room] li', { hasText: 'A moderator has hidden this.' });
  await expect(placeholder).toHaveCount(1);
  await now(false);
  await expect(theirs!).toBeVisible();
  await expect(placeholder).toHaveCount(0);
  await now(true);
});
