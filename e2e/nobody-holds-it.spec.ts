/** A circle whose hosts are gone keeps nobody waiting before a dark room, and goes on with those who offer. */
import { randomUUID } from 'node:crypto';
import { inDatabase, memberOf } from './database.ts';
import { arrive, enter, expect, looksRight, someName, test } from './journey.ts';

test('a circle nobody holds says so, promises no date, and goes on with two who offer (MOD-12, MEET-9)', { tag: '@plain' }, async ({ page }) => {
  const { name } = await arrive(page);
  const [space, id, code, title, me, mine] = [randomUUID(), randomUUID(), randomUUID().slice(0, 8), someName(), randomUUID(), someName()];
  await inDatabase(`insert into members.spaces (id, code, kind, name, language) values ($1, $2, 'circle', $3, 'en')`, [space, code, title]);
  await inDatabase(`insert into circles.circles (id, space_id, code, kind, name, language, most) values ($1, $2, $3, 'circle', $4, 'en', 6)`, [id, space, code, title]);
  await inDatabase(`insert into circles.sessions (id, circle_id, number, starts_at, minutes) values (gen_random_uuid(), $1, 1, now() + interval '20 hours', 60)`, [id]);
  await inDatabase(`insert into members.personas (id, member_id, space) values ($2, (${memberOf}), $3)`, [name, me, space]);
  await inDatabase(`insert into members.faces (persona_id, space, name, name_folded, code, seed, language) values ($1, $2, $3, $4, $5, $5, 'en')`, [me, space, mine, mine.toLowerCase().replace(/\W/g, ''), randomUUID().slice(0, 8)]);
  await inDatabase(`insert into members.ladders (persona_id, member_id) select id, member_id from members.personas where id = $1`, [me]);
  await inDatabase(`insert into circles.seats (id, circle_id, persona_id) values (gen_random_uuid(), $1, $2)`, [id, me]);
  const [host] = await inDatabase(`insert into circles.seats (id, circle_id, persona_id, role) select gen_random_uuid(), $1, id, 'host' from members.personas where space = 'forum' and member_id not in (${memberOf.replace('$1', '$2')}) order by id limit 1 returning id`, [id, name]);

  await page.goto(`/talk/c/${code}`);
  await expect(page.getByRole('heading', { name: /Meeting 1/ })).toBeVisible();
  await inDatabase(`update circles.seats set role = 'member' where id = $1`, [host!.id]);
  await page.goto('/today');
  await expect(page.getByText(title)).toHaveCount(0);
  await page.goto(`/talk/c/${code}/live`);
  await expect(page.getByText('Nobody holds this circle just now, so the room does not open.')).toBeVisible();
  await expect(page.getByText('Nobody holds this circle just now')).toHaveCount(1);
  await looksRight(page);
  await page.getByRole('link', { name: 'See how it can go on' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody holds this circle just now' })).toBeVisible();
  await expect(page.getByRole('heading', { name: /Meeting 1/ })).toHaveCount(0);
  await expect(page.getByText('There is no date just now.')).toBeVisible();
  await expect(page.getByText(/Nobody holds (it|this circle) just now/)).toHaveCount(1);
  await page.getByRole('button', { name: 'I would help hold it' }).click();
  await expect(page.getByText('You have offered. When one more person does, you hold it together.')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: 'I would rather not hold it after all' }).click();
  await inDatabase(`update circles.seats set wants = 'host' where id = $1`, [host!.id]);
  await page.getByRole('button', { name: 'I would help hold it' }).click();
  await expect(page.getByRole('heading', { name: 'Nobody holds this circle just now' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: /Meeting 1/ })).toBeVisible();
  await page.goto('/today');
  await expect(page.getByText(title)).toBeVisible();
  await inDatabase('delete from members.spaces where id = $1', [space]);
});

test('a steward ends a hold by the name somebody has in the circle; a name nobody holds it by keeps what was typed (MOD-1)', { tag: '@plain' }, async ({ page }) => {
  const [space, id, code, title, persona, theirs] = [randomUUID(), randomUUID(), randomUUID().slice(0, 8), someName(), randomUUID(), someName()];
  await inDatabase(`insert into members.spaces (id, code, kind, name, language) values ($1, $2, 'circle', $3, 'en')`, [space, code, title]);
  await inDatabase(`insert into circles.circles (id, space_id, code, kind, name, language, most) values ($1, $2, $3, 'circle', $4, 'en', 6)`, [id, space, code, title]);
  await inDatabase(`insert into members.personas (id, member_id, space) values ($2, (${memberOf}), $3)`, ['Willow', persona, space]);
  await inDatabase(`insert into members.faces (persona_id, space, name, name_folded, code, seed, language) values ($1, $2, $3, $4, $5, $5, 'en')`, [persona, space, theirs, theirs.toLowerCase().replace(/\W/g, ''), randomUUID().slice(0, 8)]);
  const [seat] = await inDatabase(`insert into circles.seats (id, circle_id, persona_id, role, hold) values (gen_random_uuid(), $1, $2, 'host', 'role') returning id`, [id, persona]);
  await enter(page, 'Iben');
  await page.goto('/desk/admin/circles');
  const row = page.getByRole('listitem').filter({ hasText: title });
  await row.getByText('Noen skal ikke lenger være vert her').click();
  await row.getByLabel('Navnet de har i denne kretsen').fill('Willow');
  await row.getByRole('button', { name: 'Avslutt som vert' }).click();
  await expect(row.getByText('Ingen med det navnet er vert i denne kretsen.')).toBeVisible();
  await expect(row.getByLabel('Navnet de har i denne kretsen')).toHaveValue('Willow');
  await looksRight(page);
  await row.getByLabel('Navnet de har i denne kretsen').fill(theirs);
  await row.getByRole('button', { name: 'Avslutt som vert' }).click();
  await expect(row.getByText('Ingen er vert her lenger.')).toBeVisible();
  await expect(row.getByText('Noen skal ikke lenger være vert her')).toHaveCount(0);
  expect(await inDatabase('select role, hold from circles.seats where id = $1', [seat!.id])).toEqual([{ role: 'member', hold: 'ended' }]);
  await looksRight(page);
  await inDatabase('delete from members.spaces where id = $1', [space]);
});
