/** What two people look after together is not undone by a second press, nor written over by the other's older page. */
import { randomUUID } from 'node:crypto';
import { inDatabase, memberOf } from './database.ts';
import { arrive, expect, looksRight, somebodyElse, someName, test } from './journey.ts';

test('a plan somebody else wrote meanwhile is shown before it is written over, and nothing typed is lost (MOD-12)', { tag: '@plain' }, async ({ page }) => {
  const { name } = await arrive(page);
  const [space, id, code, title, me, mine] = [randomUUID(), randomUUID(), randomUUID().slice(0, 8), someName(), randomUUID(), someName()];
  await inDatabase(`insert into members.spaces (id, code, kind, name, language) values ($1, $2, 'circle', $3, 'en')`, [space, code, title]);
  await inDatabase(`insert into circles.circles (id, space_id, code, kind, name, language, most) values ($1, $2, $3, 'circle', $4, 'en', 6)`, [id, space, code, title]);
  const [session] = await inDatabase(`insert into circles.sessions (id, circle_id, number, starts_at, minutes) values (gen_random_uuid(), $1, 1, now() + interval '20 hours', 60) returning id`, [id]);
  await inDatabase(`insert into members.personas (id, member_id, space) values ($2, (${memberOf}), $3)`, [name, me, space]);
  await inDatabase(`insert into members.faces (persona_id, space, name, name_folded, code, seed, language) values ($1, $2, $3, $4, $5, $5, 'en')`, [me, space, mine, mine.toLowerCase().replace(/\W/g, ''), randomUUID().slice(0, 8)]);
  await inDatabase(`insert into members.ladders (persona_id, member_id) select id, member_id from members.personas where id = $1`, [me]);
  await inDatabase(`insert into circles.seats (id, circle_id, persona_id, role) values (gen_random_uuid(), $1, $2, 'host')`, [id, me]);

  await page.goto(`/talk/c/${code}/hold`);
  await page.getByText(/^Meeting 1,/).click();
  await page.getByLabel('The plan').fill('Tea first.');
  await inDatabase(`insert into circles.notes (session_id, circle_id, plan, between) values ($1, $2, 'A round of names.', '')`, [session!.id, id]);
  const save = page.locator('form[action="?/write"]').getByRole('button', { name: 'Save' });
  await save.click();
  await expect(page.getByText('Somebody else wrote here since you opened this page.').first()).toBeVisible();
  await expect(page.getByLabel('The plan')).toHaveValue('Tea first.');
  await expect(page.getByText('A round of names.')).toBeVisible();
  await looksRight(page);
  await page.getByLabel('The plan').fill('Tea first, then a round of names.');
  await save.click();
  await expect(page.getByText('Saved.')).toBeVisible();
  expect(await inDatabase('select plan from circles.notes where session_id = $1', [session!.id])).toEqual([{ plan: 'Tea first, then a round of names.' }]);
  await inDatabase('delete from members.spaces where id = $1', [space]);
});

test('where three hold a circle and somebody is away, whoever is there says yes to one more; nobody stops holding it (MOD-12)', { tag: '@plain' }, async ({ page }) => {
  const other = await somebodyElse(page);
  const [space, id, code, title] = [randomUUID(), randomUUID(), randomUUID().slice(0, 8), someName()];
  await inDatabase(`insert into members.spaces (id, code, kind, name, language) values ($1, $2, 'circle', $3, 'en')`, [space, code, title]);
  await inDatabase(`insert into circles.circles (id, space_id, code, kind, name, language, most) values ($1, $2, $3, 'circle', $4, 'en', 6)`, [id, space, code, title]);
  for (const [one, role] of [[page, 'host'], [other, 'member']] as const) {
    const [{ name }, persona, mine] = [await arrive(one), randomUUID(), someName()];
    await inDatabase(`insert into members.personas (id, member_id, space) values ($2, (${memberOf}), $3)`, [name, persona, space]);
    await inDatabase(`insert into members.faces (persona_id, space, name, name_folded, code, seed, language) values ($1, $2, $3, $4, $5, $5, 'en')`, [persona, space, mine, mine.toLowerCase().replace(/\W/g, ''), randomUUID().slice(0, 8)]);
    await inDatabase(`insert into members.ladders (persona_id, member_id) select id, member_id from members.personas where id = $1`, [persona]);
    await inDatabase(`insert into circles.seats (id, circle_id, persona_id, role) values (gen_random_uuid(), $1, $2, $3)`, [id, persona, role]);
  }
  await inDatabase(`insert into circles.seats (id, circle_id, persona_id, role) select gen_random_uuid(), $1, p.id, 'host' from members.personas p where p.space = 'forum' and not exists (select from circles.seats s join members.personas q on q.id = s.persona_id where s.circle_id = $1 and q.member_id = p.member_id) order by p.id limit 2`, [id]);

  await other.goto(`/talk/c/${code}`);
  await other.getByRole('button', { name: 'I would help hold it' }).click();
  await expect(other.getByRole('button', { name: 'I would rather not hold it after all' })).toBeVisible();
  await page.goto(`/talk/c/${code}/hold`);
  await expect(page.getByText('3 of you hold this circle. If somebody is away for a while, you can still say yes to one more.')).toBeVisible();
  await looksRight(page);
  await page.getByRole('button', { name: /holds it with us/ }).click();
  await other.reload();
  await expect(other.getByRole('link', { name: 'Holding this circle' })).toBeVisible();
  expect(await inDatabase(`select 1 from circles.seats where circle_id = $1 and role = 'host'`, [id])).toHaveLength(4);
  await inDatabase('delete from members.spaces where id = $1', [space]);
});
