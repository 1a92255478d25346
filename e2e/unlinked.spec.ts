/**
 * Somebody who shares the forum, a local group and a café with another person
 * reads everything there is, sends every form there is, and cannot tell which
 * names are one person's. After a handshake they can: for the two names that
 * were shared, and for those alone. [ID-5, ID-6, ID-9, ID-17, NEW-1]
 */
import { request, type APIRequestContext } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import pg from 'pg';
import { searchAt } from './addresses.ts';
import { arrive, expect, home, reply, send, someName, test, write } from './journey.ts';
import { crawl, links, sendAll, withoutPassing, type Answer, type Name, type Secrets } from './linking.ts';
import { addressesFor } from './routes.ts';

test.describe.configure({ mode: 'serial' });

type Person = { ask: APIRequestContext; pass: string; forum: string; group: string; cafe: string };
let anna: Person;
let bella: Person;
/** Comes later and has sent nothing yet: by then Bella has pressed every button there is. */
let dora: Person;
let stranger: APIRequestContext;
let places: { group: string; cafe: string };
let threads: { forum: string; group: string };
let theirs: [forum: Name, group: Name, cafe: Name];
let secrets: Secrets;
let seen: Answer[];

const read = async (ask: APIRequestContext, path: string) => (await ask.get(path, { maxRedirects: 0 })).text();
const inside = (html: string, pattern: RegExp) => pattern.exec(html)?.[1] ?? '';
const fresh = () => request.newContext({ baseURL: home() });
const comeIn = async (ask: APIRequestContext, place: string) => {
  const name = someName();
  const answer = await send(ask, `/meet/${place}/join?/join`, { name, pledge: 'on', keepName: 'on', seed: '' });
  expect(answer.status(), 'coming in').toBe(303);
  return name;
};
const person = async (): Promise<Person> => {
  const ask = await fresh();
  const { name, pass } = await arrive(ask);
  return { ask, pass, forum: name, group: await comeIn(ask, places.group), cafe: await comeIn(ask, places.cafe) };
};
const inGroup = async (ask: APIRequestContext, text: string) => {
  const answer = await send(ask, `/meet/${places.group}/new?/post`, { want: 'listen', title: '', text, language: 'en', once: crypto.randomUUID() });
  expect(answer.status(), 'writing in the group').toBe(303);
  return answer.headers().location!;
};
const codeOf = async (ask: APIRequestContext, path: string, name: string) => inside(await read(ask, path), new RegExp(`href="/me/(\\w+)"><bdi>${name}<`));
/** Straight from the tables, as nobody on a page can. */
async function rows<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: readFileSync(join(process.env.E2E_DATA!, 'database-url'), 'utf8').trim() });
  await client.connect();
  const { rows: found } = await client.query<Row>(text, values);
  await client.end();
  return found;
}

test.beforeAll(async () => {
  const looking = await fresh();
  await arrive(looking);
  const meet = await read(looking, '/meet');
  places = { group: inside(meet, /\/meet\/(\w+)"[^>]*>The harbour wall/), cafe: inside(meet, /\/meet\/(\w+)"[^>]*>Coffee and a sit-down/) };
  const gathering = `/meet/g/${inside(meet, /\/meet\/g\/(\w+)"[^>]*>Coffee and a sit-down/)}`;
  await looking.dispose();
  [anna, bella, dora, stranger] = [await person(), await person(), await person(), await fresh()];
  await arrive(stranger);
  // A busy evening: the same things done at the same time under both names.
  const mine = { forum: await write(bella.ask, { text: 'Bella was here.', want: 'company' }), group: await inGroup(bella.ask, 'Bella was here, too.') };
  threads = { forum: await write(anna.ask, { text: 'The wind is up tonight.', want: 'company' }), group: await inGroup(anna.ask, 'The wind is up tonight, and so am I.') };
  for (const place of ['forum', 'group'] as const) {
    await reply(anna.ask, mine[place], 'I hear you.');
    await reply(bella.ask, threads[place], 'Me too.');
    const [theirPost, herPost] = [inside(await read(bella.ask, threads[place]), /name="post" value="([\w-]{36})"/), inside(await read(anna.ask, mine[place]), /name="post" value="([\w-]{36})"/)];
    await send(anna.ask, `${mine[place]}?/react`, { post: herPost, give: 'mind', next: '/talk' });
    await send(bella.ask, `${threads[place]}?/react`, { post: theirPost, give: 'thanks', next: '/talk' });
    await send(bella.ask, '/talk/save', { post: theirPost, next: '/talk' });
    await send(bella.ask, '/talk/follow', { kind: 'thread', subject: threads[place].split('/').at(-1)!, next: '/talk' });
  }
  // They sit at one table, show their names there, and hold out a hand.
  for (const one of [anna, bella]) {
    expect((await send(one.ask, `${gathering}?/come`, { wishes: '', shows: 'on' })).headers().location, 'a seat').toContain('came=coming');
    await send(one.ask, `${gathering}/before?/hold`, { kind: 'buddy', hows: 'sit' });
    await send(one.ask, `${gathering}/before?/card`, { words: 'Somebody wrote about rest.', at: 'card', sure: 'yes' });
  }
  expect(await read(bella.ask, gathering)).toContain(anna.cafe);
  await send(anna.ask, '/settings/name?/describe', { about: 'Slow walks.' });
  for (const place of ['forum', places.group]) {
    await send(anna.ask, `/settings/known/${place}?/add`, { kind: 'pain', words: '' });
    await send(anna.ask, `/settings/known/${place}?/add`, { kind: '', words: place === 'forum' ? 'A bad knee' : 'A hard winter' });
  }
  theirs = [
    { name: anna.forum, code: await codeOf(bella.ask, threads.forum, anna.forum), isLocal: false },
    { name: anna.group, code: await codeOf(bella.ask, threads.group, anna.group), isLocal: true },
    { name: anna.cafe, code: await codeOf(bella.ask, `/meet/${places.cafe}/people`, anna.cafe), isLocal: true }
  ];
  for (const { name, code } of theirs) expect(code, `the address of ${name}`).not.toBe('');
  for (const { code } of theirs) await send(bella.ask, '/talk/follow', { kind: 'person', subject: code, next: '/talk' });
  const own = await rows<{ id: string; memberId: string; seed: string; madeAt: Date }>(`
    select p.id, p.member_id as "memberId", f.seed, p.made_at as "madeAt" from members.personas p join members.faces f on f.persona_id = p.id
     where p.member_id = (select member_id from members.personas q join members.faces g on g.persona_id = q.id where g.name = $1)`, [anna.forum]);
  expect(own).toHaveLength(3);
  const written = await rows<{ at: Date }>('select created_at as at from forum.posts where persona_id = any($1::uuid[])', [own.map(({ id }) => id)]);
  secrets = { ids: [...new Set(own.flatMap(({ id, memberId, seed }) => [id, memberId, seed]))], moments: [...own.map(({ madeAt }) => madeAt), ...written.map(({ at }) => at)] };
  // Three tiles of 384 are sometimes alike by chance; then she takes others, as anybody may.
  for (const [at, place] of [places.group, places.cafe].entries()) expect(own[at + 1]!.seed, place).not.toBe(own[0]!.seed);
});

test.afterAll(() => Promise.all([anna?.ask, bella?.ask, dora?.ask, stranger].map((one) => one?.dispose())));

const everywhere = async (reader: APIRequestContext) => [
  ...(await addressesFor('all', 'member')).filter((path) => !/^\/(?:sign-in|invite|join|offline)/.test(path)), ...Object.values(threads), ...theirs.map(({ code }) => `/me/${code}`),
  `/meet/${places.group}`, `/meet/${places.group}/people`, `/meet/${places.cafe}/people`, `/settings/known/${places.group}`, `/settings/known/${places.cafe}`, '/settings/known/forum',
  await searchAt(reader, 'wind'), await searchAt(reader, 'tonight', { who: 'all' }), await searchAt(reader, 'wind', { board: places.group }), ...(await Promise.all(theirs.map(({ name }) => searchAt(reader, name))))
];

/** More pages than one person can be shown. A reading that comes so far has found something without an end. */
const whole = 6_000;

test('reading everything, and sending every form, leads from none of somebody’s names to another (ID-5)', { tag: '@once' }, async () => {
  test.setTimeout(600_000);
  // Her last notice tells that the worker has carried everything.
  await expect.poll(async () => (await read(bella.ask, '/notices')).includes(anna.group), { timeout: 30_000 }).toBe(true);
  const { answers, forms } = await crawl(bella.ask, await everywhere(bella.ask), whole);
  expect(answers.length, 'everything there is was read: nothing goes on without an end').toBeLessThan(whole);
  const zip = unzipSync(await (await send(bella.ask, '/settings/things/download', { pass: bella.pass })).body());
  const things: Answer = { address: '/settings/things#download', status: 200, text: Object.values(zip).map((file) => strFromU8(file)).join('\n') };
  expect(things.text).toContain(bella.group);
  expect(links([things], [], secrets)).toEqual([]);
  const sent = await sendAll(bella.ask, forms);
  seen = [...answers, ...sent];
  const broken = seen.filter(({ status }) => status >= 500).map(({ address, status }) => `${address}: ${status}`);
  expect(broken).toEqual([]);
  const out = seen.filter(({ text }) => /^location: \/sign-in/m.test(text)).map(({ address }) => address);
  expect(out, 'she was signed in all the way').toEqual([]);
  for (const { name } of theirs) expect(seen.filter(({ text }) => text.includes(name)).length, `${name} was met at all`).toBeGreaterThan(1);
  if (process.env.SHOW) console.log(sent.map(({ address, status, text }) => `${status} ${address} ${/^location: (.*)$/m.exec(text)?.[1] ?? ''}`).join('\n'));
  console.log(`      ${answers.length} pages, ${forms.length} kinds of forms, ${sent.length} answers to them`);
  expect(links(seen, theirs, secrets)).toEqual([]);
});

test('somebody outside of the group and the café reads everything, and finds no name of either beside another (ID-5, NEW-8)', { tag: '@once' }, async () => {
  test.setTimeout(600_000);
  const [forum, group, cafe] = theirs;
  const { answers } = await crawl(stranger, (await everywhere(stranger)).filter((path) => !path.startsWith('/talk/t/')), whole, /^\/report\/[0-9a-f-]{36}|\/reply(?:\?|$)/);
  expect(answers.length).toBeLessThan(whole);
  expect(links(answers, theirs, secrets)).toEqual([]);
  for (const { name } of [group, cafe]) expect(answers.filter(({ address, text }) => text.includes(name) && !address.startsWith('/search')).map(({ address }) => address), 'what only those who are there may read').toEqual([]);
  expect(answers.some(({ text }) => text.includes(forum.name))).toBe(true);
});

test('the judge finds a link when there is one: ids, beginnings, moments, tiles, meetings, order', { tag: '@once' }, () => {
  const [forum, group, cafe] = theirs;
  const pageOf = (address: string, body: string): Answer => ({ address, status: 200, text: withoutPassing(body) });
  const id = 'c0ffee00-1111-4222-8333-444455556666';
  const planted: Record<string, Answer[]> = {
    'a shared id': [pageOf('/x/1', `${forum.name} <a data-id="${id}">`), pageOf('/x/2', `${group.name} <a data-id="${id}">`)],
    'ids that begin alike': [pageOf('/x/1', `${forum.name} ${id}`), pageOf('/x/2', `${group.name} c0ffee00-9999-4222-8333-444455556667`)],
    'a shared code': [pageOf('/x/1', `${forum.name} /me/bcdfghjk`), pageOf('/x/2', `${cafe.name} /me/bcdfghjk`)],
    'codes that begin alike': [pageOf('/x/1', `${forum.name} /me/bcdfghjk`), pageOf('/x/2', `${cafe.name} /me/bcdfgzzz`)],
    'a shared moment': [pageOf('/x/1', `${forum.name} <time datetime="2026-11-21T10:11Z">`), pageOf('/x/2', `${cafe.name} <time datetime="2026-11-21T10:11Z">`)],
    'a moment in a local group': [pageOf('/x/2', `${group.name} <time datetime="2026-11-21T10:11Z">`)],
    'a shared header': [pageOf('/x/1', `etag: "persona-12345"\n\n${forum.name}`), pageOf('/x/2', `etag: "persona-12345"\n\n${group.name}`)],
    'a shared seed': [pageOf('/x/1', `${forum.name} seed=0123456789ab`), pageOf('/x/2', `${group.name} seed=0123456789ab`)],
    'a shared tile': [forum, group].map(({ name }, at) => pageOf(`/x/${at}`, `<svg class="avatar tile-9 turn-9" width="48"><use href="/a.svg#nosuchpattern"/></svg>${name}`)),
    'two names on a page': [pageOf('/me/x', `${forum.name} … ${group.name}`)],
    'a name and another’s address': [pageOf('/me/x', `${forum.name} … /me/${group.code}`)],
    'an id of a member': [pageOf('/x', secrets.ids[1]!)],
    'a moment, in another spelling': [pageOf('/x', `t=${secrets.moments[0]!.getTime()}`)],
    'a key after a moment': [pageOf('/x', `${group.name} <a href="?after=hd82k1s0xyz-c0ffee00-1111">`)],
    'people in the order they came': [pageOf('/meet/x/people', '<a href="/me/bb"><bdi>Zebra</bdi></a><a href="/me/cc"><bdi>Apple</bdi></a>')]
  };
  for (const [leak, more] of Object.entries(planted)) expect(links([...seen, ...more], theirs, secrets), leak).not.toEqual([]);
  expect(links([...seen, pageOf('/x', 'Nothing of anybody.')], theirs, secrets)).toEqual([]);
});

test('what somebody else’s group holds looks, to a stranger, like what does not exist; so does a probe by form (ID-2)', { tag: '@once' }, async () => {
  const [, group] = theirs;
  const post = inside(await read(dora.ask, threads.group), /\/report\/([\w-]{36})/);
  const nothing = { code: 'zzzzzzzz', id: '00000000-0000-4000-8000-000000000000' };
  const thread = threads.group.split('/').at(-1)!;
  const pairs = [
    [`/me/${group.code}`, `/me/${nothing.code}`], [`/talk/t/${thread}`, `/talk/t/${nothing.code}`], [`/talk/t/${thread}/reply`, `/talk/t/${nothing.code}/reply`], [`/report/${post}`, `/report/${nothing.id}`],
    [`/talk/p/${post}/edit`, `/talk/p/${nothing.id}/edit`], [`/talk/topics/${places.group}`, `/talk/topics/${nothing.code}`], [`/meet/${places.group}/people`, `/meet/${nothing.code}/people`],
    [`/meet/${places.group}/new`, `/meet/${nothing.code}/new`], [`/settings/known/${places.group}`, `/settings/known/${nothing.code}`], [await searchAt(stranger, 'wind', { board: places.group }), await searchAt(stranger, 'wind', { board: nothing.code })]
  ] as const;
  const bytes = async (path: string) => {
    const answer = await stranger.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } });
    return `${answer.status()} ${withoutPassing(await answer.text())}`.replaceAll(places.group, '*').replaceAll(group.code, '*').replaceAll(thread, '*').replaceAll(post, '*').replaceAll(nothing.code, '*').replaceAll(nothing.id, '*').replace(/name="once" value="[^"]*"/g, '').replace(/\?s=[\w-]+/g, '');
  };
  for (const [real, none] of pairs) expect(await bytes(real), real).toBe(await bytes(none));
  const probes: [path: string, real: Record<string, string>, none: Record<string, string>][] = [
    ['/talk/follow?do=start', { kind: 'person', subject: group.code }, { kind: 'person', subject: nothing.code }], ['/talk/mute?do=start', { kind: 'person', subject: group.code }, { kind: 'person', subject: nothing.code }],
    ['/talk/block?do=start', { subject: group.code }, { subject: nothing.code }], ['/talk/save', { post }, { post: nothing.id }], ['/talk/follow?do=start', { kind: 'thread', subject: thread }, { kind: 'thread', subject: nothing.code }],
    [`/talk/t/${thread}/reply?/send`, { text: 'x', sure: 'on' }, { text: 'x', sure: 'on' }], [`/settings/known/${places.group}?/pick`, { person: group.code }, { person: group.code }]
  ];
  for (const [path, real, none] of probes) {
    const [one, other] = [await send(stranger, path, real), await send(stranger, path.replace(thread, nothing.code).replace(places.group, nothing.code), none)];
    expect([one.status(), one.headers().location], path).toEqual([other.status(), other.headers().location]);
    // Words that were sent are kept and shown to their writer, where nothing is as where nothing was.
    expect([one.status(), one.headers().location ?? ''], path).toEqual(path.endsWith('/reply?/send') ? [303, '/talk/drafts?gone'] : [404, '']);
  }
});

test('nothing in a form makes somebody another person: persona, member, role and space are not read (NEW-1)', { tag: '@once' }, async () => {
  const [{ id }] = await rows<{ id: string }>('select persona_id as id from members.faces where name = $1', [anna.group]) as [{ id: string }];
  const forged = { persona: id, personaId: id, persona_id: id, member: id, memberId: id, space: 'forum', role: 'steward', roles: 'steward', tag: 'host', level: 'chosen', audience: id };
  const path = await write(dora.ask, { text: 'Still Dora.', ...forged });
  const local = await inGroup(dora.ask, 'Still Dora here.');
  await reply(dora.ask, threads.forum, 'And here.');
  for (const [where, name] of [[path, dora.forum], [local, dora.group]] as const) expect(await read(anna.ask, where)).toContain(`<bdi>${name}</bdi>`);
  const [row] = await rows<{ n: number }>(`select count(*)::int as n from members.faces where tag is not null and name = any($1)`, [[dora.forum, dora.group, dora.cafe]]);
  expect(row!.n).toBe(0);
  const board = await send(dora.ask, '/talk/new?/post', { want: 'listen', board: places.group, text: 'Not from here.', language: 'en', once: crypto.randomUUID() });
  expect(board.status(), 'the forum’s form does not write into a group').toBe(409);
});

const handshake = async () => {
  const name = (one: Person) => codeOf(one === anna ? dora.ask : anna.ask, `/meet/${places.group}/people`, one.group);
  for (const [one, other] of [[anna, dora], [dora, anna]] as const) {
    await send(one.ask, `/settings/known/${places.group}?/level`, { level: 'chosen' });
    const said = await send(one.ask, `/settings/known/${places.group}?/pick`, { person: await name(other) });
    expect(said.status(), 'saying yes').toBe(303);
  }
};

test('one yes changes nothing for anybody; two yeses link these two names for these two people (ID-6, ID-9)', { tag: '@once' }, async () => {
  test.setTimeout(300_000);
  const [forum, group, cafe] = theirs;
  const pages = [`/me/${forum.code}`, `/me/${group.code}`, `/me/${cafe.code}`, `/settings/known/${places.group}`, '/settings/known', `/meet/${places.group}`, ...Object.values(threads)];
  const both = async (ask: APIRequestContext) => {
    const found: string[] = [];
    for (const path of pages) {
      const text = await read(ask, path);
      const met = theirs.filter(({ name, code }) => text.includes(`>${name}<`) || text.includes(`/me/${code}`) || new RegExp(`\\b${name}\\b`).test(text));
      if (met.length > 1) found.push(`${path}: ${met.map(({ name }) => name).join(', ')}`);
    }
    return found;
  };
  expect(await both(dora.ask)).toEqual([]);
  await handshake();
  expect(await both(dora.ask)).toEqual([`/me/${forum.code}`, `/me/${group.code}`, `/settings/known/${places.group}`, '/settings/known'].map((path) => `${path}: ${forum.name}, ${group.name}`));
  // Somebody else in the same group and the same café learns nothing of it.
  const carla = await person();
  const { answers } = await crawl(carla.ask, [...Object.values(threads), ...theirs.map(({ code }) => `/me/${code}`), `/meet/${places.group}/people`, `/meet/${places.cafe}/people`, '/talk', '/meet', '/settings/known'], 150);
  expect(links(answers, theirs, secrets)).toEqual([]);
  await carla.ask.dispose();
  // Taken back, it is as before for both.
  await send(anna.ask, `/settings/known/${places.group}?/end`, { person: await codeOf(anna.ask, `/meet/${places.group}/people`, dora.group) });
  expect(await both(dora.ask)).toEqual([]);
});

test('a thousand guesses of an invitation are answered alike, and so are many of a name', { tag: '@once' }, async () => {
  test.setTimeout(120_000);
  const guess = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url');
  const answers = new Set<string>();
  for (let at = 0; at < 1000; at += 20) for (const answer of await Promise.all(Array.from({ length: 20 }, () => stranger.get(`/invite/${guess()}`, { maxRedirects: 0 })))) answers.add(`${answer.status()} ${withoutPassing(await answer.text()).replace(/\/invite\/[\w-]+/g, '').replace(/next=[^"&]*/g, '').length}`);
  expect(answers.size, [...answers].join()).toBe(1);
  const names = new Set<number>();
  for (let at = 0; at < 70; at++) names.add((await send(dora.ask, `/settings/known/${places.cafe}?/rename`, { name: anna.group, keepName: 'on' })).status());
  expect([...names]).toEqual([409]);
});
