/** What two people look after together is not undone by a second press, nor written over by the other's older page. */
import { randomUUID } from 'node:crypto';
import { inDatabase, memberOf } from './database.ts';
import { arrive, enter, expect, looksRight, someName, test } from './journey.ts';

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

test('a date that somebody cannot stays left out until somebody says otherwise, and one that does not fit stands in its field (NEW-6)', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Fern');
  const [shift] = await inDatabase(`insert into house.shifts (id, persona_id, kind, day, from_clock, to_clock) select gen_random_uuid(), p.id, 'here', 4, '04:10', '04:20' from members.personas p where p.space = 'forum' and p.member_id = (${memberOf}) returning id`, ['Fern']);
  await page.goto('/desk/mod/rota');
  const row = page.getByRole('listitem').filter({ hasText: '4:10' });
  const skip = async (date: string) => {
    const field = row.locator(`#date-${shift!.id}`);
    if (!(await field.isVisible())) await row.locator('summary').click();
    await field.fill(date);
    await row.locator('form[action="?/skip"] button').click();
  };
  const [friday, thursday] = [5, 4].map((day) => {
    const soon = Temporal.Now.plainDateISO().add({ days: 10 });
    const date = soon.add({ days: (day + 7 - soon.dayOfWeek) % 7 });
    return { iso: date.toString(), typed: `${date.day}.${date.month}.${date.year}` };
  });
  await skip(friday!.typed);
  await expect(row.locator(`#date-${shift!.id}`)).toHaveValue(friday!.typed);
  await expect(page.locator(`a[href="#date-${shift!.id}"]`)).toBeVisible();
  await looksRight(page);
  for (let twice = 0; twice < 2; twice++) await skip(thursday!.typed);
  const gaps = () => inDatabase('select on_date::text from house.shift_gaps where shift_id = $1', [shift!.id]);
  expect(await gaps()).toEqual([{ on_date: thursday!.iso }]);
  await looksRight(page);
  await row.locator('form[action="?/comeAfterAll"] button').click();
  expect(await gaps()).toEqual([]);
  await inDatabase('delete from house.shifts where id = $1', [shift!.id]);
});
