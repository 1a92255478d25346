/** A gathering that is full, and one that is over: the page says what is true now, to whoever looks. [MEET-2] */
import { inDatabase } from './database.ts';
import { arrive, expect, looksRight, send, someName, somebodyElse, test } from './journey.ts';

test('who has no name there reads that it is full; once over, nothing of it is still to come (MEET-2)', { tag: '@plain' }, async ({ page }) => {
  const going = await somebodyElse(page);
  await arrive(page);
  await arrive(going);
  await going.goto('/meet');
  const path = (await going.getByRole('link', { name: 'As far as the bench' }).first().getAttribute('href'))!;
  const group = (await going.getByRole('link', { name: 'The harbour wall', exact: true }).first().getAttribute('href'))!;
  await expect(going.getByText('In a place, By the old ticket office'), 'roughly where says that it is in a place').toHaveCount(0);
  const code = path.split('/').pop()!;
  const held = `from gatherings.gatherings where id = (select gathering_id from gatherings.sittings where code = $1)`;
  const [was] = await inDatabase(`select seats, least ${held}`, [code]);
  try {
    await send(going, `${group}/join?/join`, { name: someName(), pledge: 'on', keepName: 'on', seed: '' });
    expect((await send(going, `${path}?/come`, { wishes: '', shows: 'on' })).headers().location).toContain('came=coming');
    await inDatabase(`update gatherings.gatherings g set least = least(least, gatherings.taken(i.id)), seats = gatherings.taken(i.id) from gatherings.sittings i where i.code = $1 and g.id = i.gathering_id`, [code]);
    await page.goto(path);
    await expect(page.getByText('All seats are taken. There is a waiting list.')).toBeVisible();
    await expect(page.getByText('With a name for this place you can be on the waiting list.')).toBeVisible();
    await looksRight(page);

    await going.goto(path);
    await expect(going.getByRole('button', { name: 'Put it in my calendar' })).toBeVisible();
    await inDatabase(`update gatherings.sittings set starts_at = starts_at - interval '60 days', ends_at = ends_at - interval '60 days' where code = $1`, [code]);
    await going.goto(path);
    await expect(going.getByText(/people had a seat\./)).toBeVisible();
    await expect(going.getByRole('heading', { name: 'Who else had a seat' })).toBeVisible();
    for (const words of ['Who else is coming', 'Who may know that I arrived', 'Put it in my calendar', 'On the day', ' coming,']) await expect(going.getByText(words), words).toHaveCount(0);
    await looksRight(going);
  } finally {
    await inDatabase(`update gatherings.sittings set starts_at = starts_at + interval '60 days', ends_at = ends_at + interval '60 days' where code = $1 and ends_at < now()`, [code]);
    await inDatabase(`update gatherings.gatherings set seats = $2, least = $3 where id = (select gathering_id from gatherings.sittings where code = $1)`, [code, was!.seats, was!.least]);
  }
});
