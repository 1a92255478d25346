/** Two who met both say yes and open a closed thread; a third who met them cannot see it. [ID-9, ID-10, W13] */
import { request, type APIRequestContext } from '@playwright/test';
import { enter, expect, home, send, test } from './journey.ts';

const read = async (ask: APIRequestContext, path: string) => ask.get(path, { maxRedirects: 0 });
const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';

test('two who met open a closed thread; a third who met them cannot see it', { tag: '@once' }, async () => {
  const fresh = () => request.newContext({ baseURL: home() });
  const [elv, lyng, biegga, furu] = [await fresh(), await fresh(), await fresh(), await fresh()];
  await Promise.all([enter(elv, 'Rolig Elv'), enter(lyng, 'Lyng'), enter(biegga, 'Biegga'), enter(furu, 'Furu')]);
  const meet = await (await read(elv, '/meet')).text();
  const [group, met] = [inside(meet, /\/meet\/(\w+)"[^>]*>Vedovnen/), inside(meet, /\/meet\/g\/(\w+)\/after/)];
  const after = `/meet/g/${met}/after`;
  const codeOf = async (one: APIRequestContext, name: string) => inside(await (await read(one, after)).text(), new RegExp(`href="/me/(\\w+)"><bdi>${name}<`));
  const [elvsCode, lyngsCode] = [await codeOf(lyng, 'Grønn Termos'), await codeOf(elv, 'Rød Votte')];
  expect([elvsCode, lyngsCode]).not.toContain('');
  expect(await codeOf(biegga, 'Grønn Termos'), 'who shows no name sees none').toBe('');

  await send(elv, `${after}?/yes`, { person: lyngsCode });
  expect(await (await read(lyng, after)).text(), 'one yes is not told on this page').not.toContain('Rolig Elv');
  await send(lyng, `${after}?/yes`, { person: elvsCode });
  expect(await (await read(elv, after)).text()).toContain(`/meet/${group}/few`);

  const begun = await send(elv, `/meet/${group}/few?/post`, { want: 'listen', title: '', text: 'Takk for sist. Dette er bare oss to.', language: 'nb', admit: lyngsCode, once: crypto.randomUUID(), sure: 'yes' });
  expect(begun.status()).toBe(303);
  const thread = begun.headers().location!;
  expect((await read(lyng, thread)).status()).toBe(200);
  for (const [path, said] of [[thread, /Ingen har svart ennå\.|Nobody has answered yet\./], [`/meet/${group}`, /Ingen svar ennå|No reply yet/]] as const) {
    const page = await (await read(elv, path)).text();
    expect(page).toMatch(said);
    expect(page, 'no host may look here').not.toMatch(/ser at den venter|see that it waits/);
  }
  for (const third of [biegga, furu]) {
    expect((await read(third, thread)).status()).toBe(404);
    expect(await (await read(third, `/meet/${group}`)).text()).not.toContain('Dette er bare oss to');
  }
  for (const one of [elv, lyng, biegga, furu]) await one.dispose();
});
