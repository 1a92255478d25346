/** Waiting for a seat in a circle: what is said is so, whatever becomes of the circle. */
import { randomUUID } from 'node:crypto';
import { inDatabase, memberOf } from './database.ts';
import { arrive, expect, looksRight, someName, test } from './journey.ts';

test('whoever waits for a seat reads what is so, whatever becomes of the circle (PEER-27)', { tag: '@plain' }, async ({ page }) => {
  const { name } = await arrive(page);
  const [space, id, code, title] = [randomUUID(), randomUUID(), randomUUID().slice(0, 8), someName()];
  await inDatabase(`insert into members.spaces (id, code, kind, name, language) values ($1, $2, 'circle', $3, 'en')`, [space, code, title]);
  await inDatabase(`insert into circles.circles (id, space_id, code, kind, name, language, most) values ($1, $2, $3, 'circle', $4, 'en', 3)`, [id, space, code, title]);
  // Three of the community sit there; two of them hold it.
  const sits = await inDatabase(`insert into circles.seats (id, circle_id, persona_id, role) select gen_random_uuid(), $1, id, case when row_number() over (order by id) < 3 then 'host' else 'member' end from (select id from members.personas where space = 'forum' and member_id not in (${memberOf.replace('$1', '$2')}) order by id limit 3) p returning id, role`, [id, name]);
  const guest = sits.find(({ role }) => role === 'member')!.id;
  const is = async (change: string, values: unknown[], says: string | RegExp) => {
    await inDatabase(change, values);
    await page.goto(`/talk/c/${code}`);
    await expect(page.getByText(says)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Stop waiting' })).toBeVisible();
  };
  await page.goto(`/talk/c/${code}`);
  await page.getByRole('button', { name: 'Wait for a seat' }).click();
  await expect(page.getByText('You are on the list.', { exact: true })).toBeVisible();
  await expect(page.getByText('All seats are taken just now.')).toBeVisible();
  await looksRight(page);

  await is(`update circles.seats set role = 'member' where circle_id = $1`, [id], /It waits for its two hosts now, and nobody new can sit down before that/);
  await inDatabase(`update circles.seats set role = 'host' where circle_id = $1 and id <> $2`, [id, guest]);
  await inDatabase(`insert into circles.sessions (id, circle_id, number, starts_at, minutes, opened_at, closed_at) select gen_random_uuid(), $1, n, now() - make_interval(days => n), 60, now(), now() from generate_series(1, 2) n`, [id]);
  await is(`update circles.circles set kind = 'course', weeks = 3 where id = $1`, [id], /So there is no seat to wait for now/);
  await page.goto('/talk/circles');
  await expect(page.getByRole('listitem').filter({ hasText: title }).getByText('You wait for a seat.')).toHaveCount(0);

  await inDatabase(`update circles.circles set kind = 'circle', weeks = null where id = $1`, [id]);
  await is('delete from circles.seats where id = $1', [guest], 'There is a seat now. It is not kept for anybody');
  await expect(page.getByRole('link', { name: 'Take a seat' })).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'Stop waiting' }).click();
  await expect(page.getByRole('link', { name: 'Take a seat' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Stop waiting' })).toHaveCount(0);
  await inDatabase('delete from members.spaces where id = $1', [space]);
});
