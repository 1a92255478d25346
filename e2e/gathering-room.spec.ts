/** A gathering in writing, and a call that breaks: the text room is there for who has a seat, opens with the host, and is nothing to anybody else. [MEET-11, ACC-7, PEER-25] */
import { request, type APIRequestContext } from '@playwright/test';
import { inDatabase } from './database.ts';
import { arrive, enter, expect, home, send, test } from './journey.ts';

const read = async (ask: APIRequestContext, path: string) => ask.get(path, { maxRedirects: 0 });
const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
const say = (one: APIRequestContext, room: string, session: string, text: string) => send(one, `${room}?/say`, { session, text, once: crypto.randomUUID(), sure: 'yes' });

test('an evening in writing, a talk, and a call with a room beside it @script', async () => {
  const fresh = () => request.newContext({ baseURL: home() });
  const [ash, willow, marigold, samphire, outsider] = [await fresh(), await fresh(), await fresh(), await fresh(), await fresh()];
  await Promise.all([enter(ash, 'Ash'), enter(willow, 'Willow'), enter(marigold, 'Marigold'), enter(samphire, 'Samphire'), arrive(outsider)]);
  const meet = await (await read(outsider, '/meet')).text();
  const [evening, talk] = ['An evening in writing', 'What rest can and cannot do'].map((title) => inside(meet, new RegExp(`/meet/g/(\\w+)"[^>]*>${title}`)));
  await inDatabase(`update gatherings.sittings set starts_at = now() - interval '1 minute', ends_at = now() + interval '1 hour' where code = any($1)`, [[evening, talk]]);

  // Nobody sits in a room without a host, and nobody without a seat has a room.
  const room = `/meet/g/${evening}/room`;
  expect((await read(outsider, room)).status()).toBe(404);
  expect(await (await read(ash, room)).text()).toContain('The room opens when a host is here.');
  const session = inside(await (await read(willow, room)).text(), /name="session" value="([\w-]+)"/);
  expect((await send(ash, `${room}?/come`, { session })).status()).toBe(404);
  for (const one of [willow, ash]) expect((await send(one, `${room}?/come`, { session })).status()).toBe(303);
  expect((await say(ash, room, session, 'Evening, from under a blanket.')).status()).toBe(303);
  const heard = await (await read(willow, room)).text();
  expect(heard).toContain('Evening, from under a blanket.');
  expect(heard, 'by the name of the place, and no other').not.toContain('>Ash<');
  for (const path of [room, `/talk/c/${evening}`, `/talk/c/${evening}/live`, `/talk/c/${evening}/join`]) expect((await read(outsider, path)).status(), path).toBe(404);
  expect((await say(outsider, room, session, 'x')).status()).toBe(404);
  expect((await send(outsider, `/talk/c/${evening}/live?/say`, { session, text: 'x', once: crypto.randomUUID() })).status()).toBe(404);
  // It is entered by the page of the gathering alone, which asks each time; a circle's address does nothing in it.
  for (const deed of ['say', 'come', 'out']) expect((await send(ash, `/talk/c/${evening}/live?/${deed}`, { session, text: 'x', once: crypto.randomUUID() })).status(), deed).toBe(404);
  // Given back, the seat has no room any more.
  await send(ash, `/meet/g/${evening}?/notToday`, { reason: '' });
  expect((await read(ash, room)).status()).toBe(404);

  // In a talk the hosts speak; a question is read out without a name.
  const hall = `/meet/g/${talk}/room`;
  const there = inside(await (await read(samphire, hall)).text(), /name="session" value="([\w-]+)"/);
  for (const one of [samphire, marigold]) await send(one, `${hall}?/come`, { session: there });
  expect((await say(marigold, hall, there, 'May I?')).status()).toBe(409);
  await send(marigold, `${hall}?/aside`, { session: there, aside: 'Does rest before noon count?', once: crypto.randomUUID() });
  const question = inside(await (await read(samphire, hall)).text(), /action="\?\/readOut"><button[^>]*value="([\w-]+)"/);
  expect((await send(samphire, `${hall}?/readOut`, { aside: question })).status()).toBe(303);
  expect(await (await read(marigold, hall)).text()).toContain('Somebody asks: Does rest before noon count?');

  // A phone room: the way in says where one falls back to.
  const rung = inside(await (await read(marigold, '/meet')).text(), /\/meet\/g\/(\w+)"[^>]*>Tea by telephone/);
  if (rung) expect(await (await read(samphire, `/meet/g/${rung}/call`)).text()).toContain(`/meet/g/${rung}/room`);
  // Called off while somebody wrote: the page says that nothing is there, and where the words are.
  await inDatabase('update gatherings.sittings set cancelled_at = now() where code = $1', [evening]);
  const late = await send(willow, `${room}?/say`, { session, text: 'I only wanted to say good night.', once: crypto.randomUUID(), sure: 'yes' });
  expect(late.status()).toBe(404);
  for (const said of ['I only wanted to say good night.', 'We keep it for you, too.', 'href="/space/unsent"']) expect(await late.text()).toContain(said);
  expect(await (await read(willow, '/space/unsent')).text()).toContain('I only wanted to say good night.');
  await inDatabase('update gatherings.sittings set cancelled_at = null where code = $1', [evening]);
  for (const one of [ash, willow, marigold, samphire, outsider]) await one.dispose();
});
