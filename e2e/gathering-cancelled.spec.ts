/** A host calls a date off: everybody who needs to know knows, and nobody else does. [MEET-12, W12] */
import { request, type APIRequestContext } from '@playwright/test';
import { inDatabase } from './database.ts';
import { arrive, as, enter, expect, home, looksRight, send, someName, test } from './journey.ts';

const off = 'Something you had planned is off';
const read = async (ask: APIRequestContext, path: string) => (await ask.get(path)).text();

test('a host cancels; those with a seat, unsure or on the list know it, and nobody else', { tag: '@plain' }, async ({ page, javaScriptEnabled }) => {
  const fresh = () => request.newContext({ baseURL: home() });
  const [unsure, left, looking, marigold, harbour, outsider] = [await fresh(), await fresh(), await fresh(), await fresh(), await fresh(), await fresh()];
  await enter(page, 'Samphire');
  await Promise.all([enter(marigold, 'Marigold'), enter(harbour, 'Harbour'), arrive(outsider)]);
  const meet = await read(marigold, '/meet');
  const group = /\/meet\/(\w+)"[^>]*>The harbour wall/.exec(meet)![1]!;
  // The two runs, with and without script, take a date each.
  const dates = [...meet.matchAll(/\/meet\/g\/(\w+)"[^>]*>Tea by telephone/g)].map(([, code]) => code!);
  const code = dates[javaScriptEnabled === false ? 1 : 0] ?? dates[0]!;
  for (const one of [unsure, left, looking]) {
    await arrive(one);
    expect((await send(one, `/meet/${group}/join?/join`, { name: someName(), pledge: 'on', keepName: 'on', seed: '' })).status()).toBe(303);
  }
  const come = (one: APIRequestContext, fields = {}) => send(one, `/meet/g/${code}?/come`, { wishes: '', ...fields });
  expect((await come(unsure, { unsure: 'yes' })).headers().location).toContain('came=maybe');
  await come(marigold);
  await come(left);
  await send(left, `/meet/g/${code}?/notToday`, { reason: 'tired' });
  expect((await send(looking, `/meet/g/${code}/host?/cancel`, { why: 'ill' })).status()).toBe(404);

  await page.goto(`/meet/g/${code}/host`);
  await page.getByLabel('Why? They read this.').selectOption('ill');
  await page.getByRole('button', { name: 'Call this date off' }).click();
  await expect(page.getByText('Nobody did anything wrong.')).toBeVisible();

  for (const [who, one] of Object.entries({ unsure, marigold, harbour })) {
    await expect.poll(async () => (await read(one, '/notices')).includes(off), { message: who, timeout: 20_000 }).toBe(true);
    expect(await read(one, `/meet/g/${code}`), who).toContain('This one is off');
  }
  for (const [who, one] of Object.entries({ left, looking, outsider })) {
    expect(await read(one, '/notices'), who).not.toContain(off);
    expect(await read(one, '/meet'), `${who} sees it in no list`).not.toContain(`/meet/g/${code}"`);
  }
  // What is told says no name, no place and no kind.
  const told = /<a href="\/notices\/[\w-]+">[^<]*<\/a>/.exec(await read(unsure, '/notices'))![0];
  for (const word of ['harbour', 'Tea', 'telephone', 'Samphire', 'Green Ladder']) expect(told).not.toContain(word);
  expect((await come(looking)).status()).toBe(409);
  for (const one of [unsure, left, looking, marigold, harbour, outsider]) await one.dispose();
});

test('a host who cannot be there reads so on the page of hosts, and so do the others who host and whoever comes (MEET-12)', { tag: '@plain' }, async ({ page }) => {
  await enter(page, 'Nordlys');
  const code = /\/meet\/g\/(\w+)"[^>]*>Kaffe på bygdehuset/.exec(await read(page.request, '/meet'))![1]!;
  await page.goto(`/meet/g/${code}/host`);
  await expect(page.locator('.lead'), 'a line begins with a capital letter').toHaveText(/^[LS]ø/);
  await page.getByRole('button', { name: 'Jeg kan ikke være der' }).click();
  await expect(page.getByText('Du har sagt fra at du ikke kan være der denne gangen.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Jeg kan ikke være der' }), 'it is said').toHaveCount(0);
  await looksRight(page);
  await page.goto(`/meet/g/${code}`);
  await expect(page.getByText('Du har sagt fra at du ikke kan være der denne gangen.')).toBeVisible();

  const furu = await as(page, 'Furu');
  await furu.goto(`/meet/g/${code}/host`);
  await expect(furu.getByText('Tørrfisken kan ikke være der denne gangen.')).toBeVisible();
  await expect(furu.getByRole('listitem').filter({ hasText: 'Tørrfisken' }).getByText('Kan ikke være der')).toBeVisible();
  await expect(furu.getByRole('button', { name: 'Jeg kan ikke være der' })).toBeVisible();
  const guest = await as(page, 'Lyng');
  await guest.goto(`/meet/g/${code}`);
  await expect(guest.getByText('Tørrfisken kan ikke være der denne gangen. En annen er vert.')).toBeVisible();
  await looksRight(guest);

  await furu.getByRole('button', { name: 'Avlys denne datoen' }).click();
  await expect(furu.getByRole('heading', { name: 'De som ville ha kommet' })).toBeVisible();
  await expect(furu.getByRole('link', { name: 'Arket for dagen' }), 'nobody needs it').toHaveCount(0);
  await looksRight(furu);
  await inDatabase(`update gatherings.sittings set away = '{}', cancelled_at = null, why = null where code = $1`, [code]);
});
