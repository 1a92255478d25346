/** A host calls a date off: everybody who needs to know knows, and nobody else does. [MEET-12, W12] */
import { request, type APIRequestContext } from '@playwright/test';
import { arrive, enter, expect, home, send, someName, test } from './journey.ts';

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
