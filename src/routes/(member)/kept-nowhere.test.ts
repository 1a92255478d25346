/**
 * What was typed and then changed is kept nowhere. Forms are sent as a browser
 * would, on a database of its own where everything is really written; then
 * every row of every table of every schema, the queue among them, and all that
 * was said to the log is searched for it. [NEW-2, ID-7]
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { PgBoss } from 'pg-boss';
import { isRedirect } from '@sveltejs/kit';
import { ownHouse, type OwnHouse } from '#test/own-house';
import type { Member } from '#members/members';

let own: OwnHouse;
let boss: PgBoss;
let ada: Member;
let thread = '';
const logged: string[] = [];

beforeAll(async () => {
  process.env.LOG = 'on';
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream);
    vi.spyOn(stream, 'write').mockImplementation(((text: string | Uint8Array, ...rest: []) => {
      logged.push(String(text));
      return write(text, ...rest);
    }) as typeof stream.write);
  }
  for (const way of ['log', 'info', 'warn', 'error', 'debug'] as const) vi.spyOn(console, way).mockImplementation((...said) => void logged.push(said.map(String).join(' ')));
  own = await ownHouse('kept_nowhere');
  const { openQueue } = await import('#platform/queue');
  boss = await openQueue(own.url, { schedule: false, supervise: false });
  ada = own.cast.ada;
}, 60_000);
afterAll(async () => {
  vi.restoreAllMocks();
  await boss.stop({ graceful: false });
  await own.drop();
});

type Answer = { asked?: { identity?: { mustChange: boolean } }; question?: { mustChange: boolean }; draft?: { text: string } } | undefined;
const floor = new URL('./', import.meta.url).pathname;

/** Sends a form; answers with the page it would draw, or where it leads. */
async function send(page: string, action: string, fields: Record<string, string>, params: Record<string, string> = {}): Promise<Answer | string> {
  const { actions } = (await import(`${floor}${page}/+page.server.ts`)) as { actions: Record<string, (event: unknown) => Promise<Answer>> };
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  const url = new URL(`http://localhost/${page}`);
  return actions[action]!({ request: new Request(url, { method: 'POST', body: form }), locals: { member: ada, language: 'en', path: url.pathname, address: '192.0.2.1' }, params, url, cookies: { set: () => {} } })
    .catch((caught: unknown) => (isRedirect(caught) ? caught.location : Promise.reject(caught)));
}

/** What the browser of somebody who is typing sends by itself. */
async function keepDraft(place: string, text: string): Promise<number> {
  const { POST } = await import(`${floor}talk/draft/+server.ts`) as { POST: (event: unknown) => Promise<Response> };
  const body = new URLSearchParams({ place, text, want: 'listen', board: 'rest', language: 'en', title: '' });
  return (await POST({ locals: { member: ada }, request: new Request('http://localhost/talk/draft', { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }) })).status;
}

/** Everything that has been announced is carried to everybody who listens. */
async function carry(): Promise<void> {
  const carrying = await import('#platform/carrying');
  const [safety, notices] = [await import('#safety/reactors'), await import('#notices/reactors')];
  const listening = { safety: safety.reactors, notices: notices.reactors };
  while (await carrying.takeOut(boss, listening)) { /* the next hundred */ }
  while (await carrying.hearOne(boss, listening)) { /* the next one */ }
}

/** Where these words lie: as they are, or as bytes, in any row of any table; and in the log. */
async function whereIs(words: string): Promise<string[]> {
  const tables = await own.query(`select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%' order by 1`);
  expect(tables.length, 'the tables were found').toBeGreaterThan(80);
  const each = tables.map(({ name }) => `select '${String(name)}' as name where exists (select from ${String(name)} t where t::text ilike '%' || $1 || '%' or strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0)`);
  const found = (await own.query(each.join(' union all '), [words])).map(({ name }) => String(name));
  return [...found, ...(logged.some((line) => line.includes(words)) ? ['the log'] : [])];
}

const basics = { want: 'listen', board: 'rest', language: 'en', title: '' };
const last = { text: 'The nights are long, and the kettle listensalong.', once: 'one-form' };

describe('what was tried in the practice', () => {
  it('is shown back, and kept nowhere at any step (ACC-4, ACC-6)', async () => {
    const { load } = (await import(`${floor}practice/+page.server.ts`)) as { load: (event: unknown) => Promise<{ step?: string }> };
    const walked = [];
    for (let step = 1; step <= 6; step++) {
      const url = new URL(`http://localhost/practice?step=${step}`);
      walked.push((await load({ locals: { member: ada, language: 'en', path: url.pathname }, url })).step);
      expect(await send('practice', 'default', { words: 'Practising quillabaxter', want: 'listen', about: 'grief' })).toEqual({ tried: true, words: 'Practising quillabaxter', want: 'listen', about: ['grief'] });
    }
    expect(walked).toEqual(['leave', 'help', 'write', 'about', 'thank', undefined]);
    await carry();
    expect(await whereIs('quillabaxter')).toEqual([]);
  }, 60_000);
});

describe('what was typed and then changed', () => {
  it('is kept nowhere once it was looked over, changed and published', async () => {
    const typed = 'Write to me at zebulinaquorn@example.org, the nights are long.';
    expect(await keepDraft('new', typed)).toBe(204);
    expect(await send('talk/new', 'look', { ...basics, ...last, title: 'By zebulinaquorn@example.org', text: typed })).toMatchObject({ asked: {} });
    expect(await send('talk/new', 'post', { ...basics, ...last, text: typed })).toMatchObject({ asked: {} });
    const left = await send('talk/new', 'post', { ...basics, ...last, sure: 'yes' });
    expect(left).toMatch(/^\/talk\/t\//);
    thread = String(left).split('/').at(-1)!;
    await carry();
    expect(await whereIs('listensalong'), 'the words that were sent are found: so would others be').toEqual(expect.arrayContaining(['forum.posts']));
    expect(await whereIs('zebulinaquorn')).toEqual([]);
  }, 60_000);
  it('is kept nowhere while it waits because of another person’s number, and not afterwards', async () => {
    const typed = 'Her number is 07700 900142, ring her.';
    expect(await keepDraft(`reply:${thread}`, typed)).toBe(204);
    for (const sure of ['', 'yes']) expect(await send('talk/t/[code]/reply', 'send', { ...basics, text: typed, once: 'two', sure }, { code: thread }), 'it waits').toMatchObject({ asked: expect.anything() });
    for (const marker of ['900142', '900 142', '07700']) expect(await whereIs(marker), marker).toEqual([]);
    expect(await send('talk/t/[code]/reply', 'send', { ...basics, text: 'Ring her, she is kind.', once: 'two', sure: 'yes' }, { code: thread })).toMatch(/#/);
    await carry();
    for (const marker of ['900142', '07700']) expect(await whereIs(marker), marker).toEqual([]);
  }, 60_000);
  it('is kept nowhere when a post is changed, in words about oneself, behind the mask', async () => {
    const [{ id }] = (await own.query(`select id from forum.posts order by number limit 1`)) as [{ id: string }];
    const typed = 'I am Zebulina Quorndale, and zebulinaquorn@example.org is mine.';
    expect(await send('talk/p/[id]/edit', 'save', { ...basics, text: typed }, { id })).toMatchObject({ asked: expect.anything() });
    expect(await send('talk/p/[id]/edit', 'save', { ...basics, text: 'The nights are shorter now.', sure: 'yes' }, { id })).toMatch(/^\//);
    expect(await send('settings/name', 'describe', { about: typed })).toMatchObject({ question: expect.anything() });
    expect(await send('settings/name', 'describe', { about: 'Slow walks.', sure: 'yes' })).toMatch(/^\//);
    expect(await send('settings/known/[code]', 'add', { kind: '', words: 'zebulinaquorn@example.org' }, { code: 'forum' })).toMatchObject({ question: expect.anything() });
    expect(await send('settings/known/[code]', 'add', { kind: '', words: 'A bad knee', sure: 'yes' }, { code: 'forum' })).toMatch(/^\//);
    await carry();
    for (const marker of ['zebulinaquorn', 'Quorndale']) expect(await whereIs(marker), marker).toEqual([]);
  }, 60_000);
});
