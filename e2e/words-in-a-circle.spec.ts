/** What was said in a circle, and what was typed there, stays where its people look for it. */
import { randomUUID } from 'node:crypto';
import { inDatabase } from './database.ts';
import { enter, expect, hasScript, looksRight, send, somebodyElse, someName, test } from './journey.ts';

test('the room closes: what was said stands below the next meeting, with a way to report it and to take it back (MEET-11)', async ({ page }) => {
  // Two circles that meet on another day, one for each run.
  const [circle, me, host] = hasScript() ? ['Half of what you feel you could', 'Ash', 'Two Buttons'] : ['Still here', 'Otter', 'Garden Gate'];
  await enter(page, me!);
  await page.goto('/talk/circles');
  const place = (await page.getByRole('link', { name: circle! }).getAttribute('href'))!;
  const code = place.split('/').at(-1)!;
  const mark = someName();
  const [session] = await inDatabase(`
    insert into circles.sessions (id, circle_id, number, starts_at, minutes, opened_at, slow) select gen_random_uuid(), id, 98, now() - interval '20 minutes', 60, now(), 0 from circles.circles where code = $1 returning id`, [code]);
  await inDatabase(`insert into circles.presences (session_id, circle_id, persona_id) select $1, circle_id, persona_id from circles.seats where circle_id = (select id from circles.circles where code = $2)`, [session!.id, code]);
  await inDatabase(`
    insert into circles.lines (id, session_id, circle_id, number, change, persona_id, body, about) select gen_random_uuid(), $1, t.circle_id, 1, 1, t.persona_id, $2, '{hospital}' from circles.seats t
      join circles.circles c on c.id = t.circle_id join members.faces f on f.persona_id = t.persona_id where c.code = $3 and f.name = $4`, [session!.id, `Good night, ${mark}.`, code, host]);
  await inDatabase('update circles.sessions set last_change = 1 where id = $1', [session!.id]);

  await page.goto(`${place}/live`);
  const said = (text: string) => page.locator('#earlier li', { hasText: text });
  const box = page.getByLabel('Say something');
  const [first, next] = [`From the sofa, ${mark}.`, `And one more, ${mark}.`];
  await box.fill(first);
  const once = page.locator('form[action="?/say"] input[name=once]');
  const form = await once.inputValue();
  // The line is heard before the answer to it has come: what is typed in between is not taken away with what was sent.
  if (hasScript()) await page.route(/\?\/say$/, async (route) => {
    const response = await route.fetch();
    await box.fill(next);
    await route.fulfill({ response });
  }, { times: 1 });
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.locator('[data-room] li', { hasText: first })).toBeVisible();
  await expect(said(mark)).toHaveCount(0);
  await expect(once).not.toHaveValue(form);
  if (hasScript()) await expect(box).toHaveValue(next);
  await box.fill(next);
  await inDatabase('update circles.sessions set closed_at = now() where id = $1', [session!.id]);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(page.getByText('The room is not open just now. Your words are still here.')).toBeVisible();
  await page.getByRole('alert').getByRole('link').click();
  await expect(page.locator('#text')).toHaveText(next);
  await expect(page.locator('#text')).toBeInViewport();
  await looksRight(page);
  // The page forgets them when it is closed: they are kept where only their writer finds them.
  await page.getByRole('link', { name: 'Words that did not arrive' }).click();
  await expect(page.getByText(next)).toBeVisible();
  await looksRight(page);
  const kept = page.locator('section', { hasText: next });
  await kept.locator('summary', { hasText: 'Let it go' }).click();
  await kept.locator('details').getByRole('button').click();
  await expect(page.getByText(next)).toHaveCount(0);

  await page.goto(`${place}/live`);
  await expect(page.getByText('You are early. The kettle is on.')).toBeVisible();
  await page.getByRole('link', { name: 'Read what was said there' }).click();
  await expect(page.getByRole('heading', { name: 'What was said at meeting 98' })).toBeInViewport();
  await expect(said(`Good night, ${mark}.`)).toContainText(`${host}, host`);
  await looksRight(page);
  await said(`From the sofa, ${mark}.`).getByRole('button', { name: /Take back/ }).click();
  await expect(said(`From the sofa, ${mark}.`)).toHaveCount(0);
  await expect(said('Taken back.')).toHaveCount(1);
  await said(`Good night, ${mark}.`).getByRole('link', { name: /Report/ }).click();
  await expect(page.getByText(`Something ${host} said in a text room.`)).toBeVisible();
  await inDatabase('delete from circles.sessions where id = $1', [session!.id]); // other journeys count the meetings
});

test('a refused answer of a host stays in its box, and a refused wish for company keeps its words and whom it was for; sent twice it is one (PEER-13)', async ({ page }) => {
  const [fern, guest] = [await somebodyElse(page), await somebodyElse(page)];
  // What Quiet Heron says to the hosts is looked at in another journey.
  await Promise.all([enter(page, 'Quiet Heron'), enter(fern, 'Fern'), enter(guest, hasScript() ? 'Otter' : 'Kite')]);
  await page.goto('/talk/circles');
  const [circle, ...others] = hasScript() ? ['Quiet hour', 'Night Bus', 'Warm Sleeve', 'Long Scarf'] : ['Awake again', 'Half Moon', 'Low Lamp', 'Jug Handle'];
  const place = (await page.getByRole('link', { name: circle! }).getAttribute('href'))!;
  const mark = someName();

  // Two words in private, and an answer to the second that is too long.
  await fern.goto(`${place}/live`);
  const session = (await fern.locator('#asides input[name=session], form[action="?/say"] input[name=session]').first().getAttribute('value'))!;
  for (const text of [`One thing, ${mark}.`, `Another, ${mark}.`]) expect((await send(guest, `${place}/live?/aside`, { session, aside: text, once: randomUUID() })).status()).toBe(303);
  await fern.goto(`${place}/live`);
  const row = (text: string) => fern.locator('#asides li', { hasText: `${text}, ${mark}.` });
  await row('Another').getByText('Answer', { exact: false }).first().click();
  const long = `${mark} ${'and so on '.repeat(100)}`;
  await row('Another').getByLabel('Your message').fill(long);
  await row('Another').getByRole('button', { name: 'Send in private' }).click();
  await expect(fern.getByText('This is longer than fits here. The most is 1000 letters.').first()).toBeVisible();
  await expect(row('Another').getByLabel('Your message')).toHaveValue(long);
  await expect(row('One thing').locator('textarea')).toHaveValue('');
  await fern.getByRole('alert').getByRole('link').click();
  await expect(row('Another').getByLabel('Your message')).toBeInViewport();
  await looksRight(fern);
  await row('Another').getByLabel('Your message').fill(`Of course, ${mark}.`);
  await row('Another').getByRole('button', { name: 'Send in private' }).click();
  await expect(fern.getByText('Sent, in private.')).toBeVisible();

  // What is it, and whom: both stay when a number has to go first.
  await page.goto(place);
  await page.getByText('Ask somebody to be with you in something').click();
  await page.getByLabel('What is it?').fill(`A phone call, ${mark}. My sister can help, ring her on 07700 900123.`);
  for (const name of others.slice(0, 2)) await page.getByLabel(name, { exact: true }).check();
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expect(page.getByText('There is a number or an address in this').first()).toBeVisible();
  await expect(page.getByLabel('What is it?')).toHaveValue(`A phone call, ${mark}. My sister can help, ring her on 07700 900123.`);
  for (const name of others.slice(0, 2)) await expect(page.getByLabel(name, { exact: true })).toBeChecked();
  await expect(page.getByLabel(others[2]!, { exact: true })).not.toBeChecked();
  await looksRight(page);
  for (const name of others.slice(0, 2)) await page.getByLabel(name, { exact: true }).uncheck();
  await page.getByLabel('What is it?').fill(`A phone call, ${mark}.`);
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expect(page.locator('form[action="?/cheerMe"]').getByText('Choose at least one person.')).toBeVisible();
  await expect(page.getByLabel('What is it?')).toHaveValue(`A phone call, ${mark}.`);
  await page.getByLabel(others[0]!, { exact: true }).check();
  const once = await page.locator('form[action="?/cheerMe"] input[name=once]').getAttribute('value');
  const seat = await page.getByLabel(others[0]!, { exact: true }).getAttribute('value');
  expect((await send(page, `${place}?/cheerMe`, { cheer: `A phone call, ${mark}.`, seat: seat!, once: once! })).status()).toBe(303);
  await page.getByRole('button', { name: 'Ask them' }).click();
  await expect(page.getByText('They can see it now.')).toBeVisible();
  await expect(page.getByText(`A phone call, ${mark}.`)).toHaveCount(1);
  await page.locator('.card', { hasText: mark }).getByRole('button', { name: 'Done, or let it be' }).click();
});
