/** The steward's page shows the figures of the month, from what really happened here. */
import type { Page } from '@playwright/test';
import { inDatabase } from './database.ts';
import { arrive, enter, expect, looksRight, somebodyElse, test, write } from './journey.ts';

/** What the clock does each night, now; the figure as the page has it then. */
async function threadsOnThePage(steward: Page): Promise<number> {
  const [{ at }] = (await inDatabase('select now() as at')) as [{ at: Date }];
  await inDatabase(`insert into pgboss.job (name, data) values ('clocks', '{"clock": "safety.months.count"}')`);
  await expect(async () => expect(await inDatabase(`select 1 from safety.months where at >= $1 and month = date_trunc('month', now() at time zone 'UTC')::date limit 1`, [at])).toHaveLength(1)).toPass({ timeout: 20_000 });
  await steward.goto('/desk/admin');
  const line = steward.locator('section[aria-labelledby="month"] li', { hasText: /New threads that wanted an answer|Nye tråder som ville ha svar/ });
  return Number(await line.locator('strong').textContent());
}

test('the steward sees the figures of the month, and they are of real rows (NEW-5)', { tag: '@plain' }, async ({ page }) => {
  const iben = await somebodyElse(page);
  await enter(iben, 'Iben');
  await arrive(page);
  for (let at = 0; at < 5; at++) await write(page, { text: `How do you get through a long Sunday? ${at}`, want: 'listen' });
  const before = await threadsOnThePage(iben);
  expect(before, 'fewer than five would be said in words').toBeGreaterThanOrEqual(5);
  await looksRight(iben);
  await write(page, { text: 'And a long Monday?', want: 'listen' });
  expect(await threadsOnThePage(iben)).toBeGreaterThan(before);
});
