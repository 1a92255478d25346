/** A month of check-ins looked at, printed and put away; and leaving, with the proof that nothing can be read. Issue 5: "done when". (TOOL-13, ID-1) */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inDatabase, memberOf } from './database.ts';
import { arrive, expect, looksRight, send, test } from './journey.ts';

const dayAgo = (n: number) => new Date(Date.now() - n * 86_400_000).toISOString().slice(0, 10);

test('a month is looked at in words, as a table and as a picture, printed, and put away', { tag: '@plain' }, async ({ page }) => {
  await arrive(page);
  for (let n = 0; n < 30; n += 2) await send(page, '/space/note?/save', { body: String(1 + (n % 5)), mind: String(5 - (n % 4)), words: n === 4 ? 'Rain all day, and a good soup.' : '', when: dayAgo(n), once: crypto.randomUUID() });
  await page.goto('/space/notes?range=month');
  await expect(page.getByText('Rain all day, and a good soup.')).toBeVisible();
  await expect(page.locator('table tbody tr')).toHaveCount(15);
  await expect(page.getByRole('img').first()).toBeVisible();
  await looksRight(page);
  await send(page, '/space/note?/save', { body: '2', words: 'A swim, long ago.', when: dayAgo(500), once: crypto.randomUUID() });
  await page.reload();
  await page.getByRole('link', { name: 'Further back' }).click();
  await expect(page.getByText('A swim, long ago.')).toBeVisible(); // over the gap, in one press
  await page.getByRole('link', { name: 'Half a year' }).click();
  await expect(page.getByText('A swim, long ago.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Further back' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Closer to now' }).click();
  await page.getByRole('link', { name: 'A month' }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.top')).toBeHidden();
  await expect(page.getByText('Rain all day, and a good soup.')).toBeVisible();
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(5_000);
  await page.emulateMedia({ media: 'screen' });

  await page.goto('/space');
  await page.getByText('Hide what I do not use').click();
  await page.getByRole('checkbox', { name: 'My notes' }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'My notes' })).toHaveCount(0);
  await page.goto('/space/notes?range=month');
  await expect(page.getByText('Rain all day, and a good soup.')).toBeVisible();
});

/** Every row of every table of the house, as text. */
const holds = async (words: string): Promise<string[]> => {
  const tables = await inDatabase(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`);
  const found = [];
  for (const { name } of tables) if ((await inDatabase(`select 1 from ${name} t where t::text like '%' || $1 || '%' limit 1`, [words])).length) found.push(String(name));
  return found;
};

test('who leaves for good takes the key along: no row is theirs, and nothing they wrote can be read', { tag: '@plain' }, async ({ page }) => {
  const { name, pass } = await arrive(page);
  await send(page, '/space/diary?/add', { words: 'heliotrope and marzipan', once: crypto.randomUUID() });
  await send(page, '/space/items?/add', { name: 'heliotrope drops', once: crypto.randomUUID() });
  const [{ member_id: id }] = await inDatabase(memberOf, [name]) as [{ member_id: string }];
  expect(await holds('heliotrope'), 'sealed from the beginning').toEqual([]);
  expect(await holds(id)).toContain('toolbox.papers');
  await page.goto('/settings/leaving');
  await page.getByLabel('Your pass-sentence').fill(pass);
  await page.getByRole('button', { name: 'Leave for good' }).click();
  await expect(page.getByText(/You leave for good on/).first()).toBeVisible();
  await inDatabase(`update members.leavings set due_at = now() - interval '1 day' where member_id = $1`, [id]);
  await sweep();
  expect(await inDatabase('select 1 from members.seals where member_id = $1', [id]), 'the key').toEqual([]);
  expect(await inDatabase('select 1 from toolbox.papers where member_id = $1', [id]), 'what it sealed').toEqual([]);
  expect((await holds(id)).filter((table) => !/^(pgboss|platform)\./.test(table))).toEqual([]);
  await page.goto('/space/diary');
  await expect(page).toHaveURL(/\/sign-in/);
});

/** What the clock does every quarter of an hour, now. */
async function sweep() {
  const data = process.env.E2E_DATA!;
  const work = `import { sweep } from '#members/leaving'; import { disconnect } from '#db'; await sweep(); await disconnect();`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', work], {
    cwd: new URL('..', import.meta.url).pathname, env: { ...process.env, DATA_DIR: data, DATABASE_URL: readFileSync(join(data, 'database-url'), 'utf8').trim() }
  });
}
