/**
 * `npm run bench`: what a page costs, measured on this machine in this run.
 *
 * For each size of community: fills a database, starts the built app on it,
 * and asks for each page as a stranger and as a member with every per-member
 * feature on. Processor time, statements and bytes are the steady figures;
 * requests per second depend on what else the machine does. A bare server that
 * sends the same bytes is measured beside it. What the sentence encoder does
 * with what was written stands in a column of its own: it is a process of its own.
 *
 * At the end, what listening to a text room costs: 5 000 idle listeners, and a room of 200.
 *
 * BENCH_SIZES=10000,100000,1000000 BENCH_SECONDS=4 BENCH_ONLY='thread|notes' npm run bench
 * BENCH_ONLY=rooms npm run bench
 */
import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { launch } from '#platform/postgres';
import { prepare } from '#platform/prepare';
import { fill, type Filled } from './fill.ts';
import { agree, keepFiveYears, searchAt, unsealing } from './notes.ts';
import { measureRooms } from './rooms.ts';
import { cpu, load, peakMb, residentMb, send, type Processes, type Request } from './measure.ts';

process.env.SECRET ??= randomBytes(32).toString('base64url'); // what is sealed here, the app opens
const sizes = (process.env.BENCH_SIZES ?? '10000,100000,1000000').split(',').map(Number);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const warming = Number(process.env.BENCH_WARMING ?? 4);
/** As `npm start` does. */
const asStarted = ['--max-semi-space-size=8', '--heap-growing-percent=60', '--expose-gc', '--max-old-space-size=1024', 'server.ts'];
const startedIn = { ...process.env, NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' };
const port = Number(process.env.BENCH_PORT ?? 3977);
const origin = `http://localhost:${port}`;

type Page = { name: string; request: (n: number, filled: Filled) => Request; expected: number; /** Words to look for first; the page is where they lead to. */ looksFor?: string };
const member = (filled: Filled) => `session=${filled.token}`;
const get = (name: string, path: (n: number, filled: Filled) => string, isMember: boolean, expected = 200): Page => ({
  name: `${name}${isMember ? '' : ' (stranger)'}`, expected,
  request: (n, filled) => ({ origin, path: path(n, filled), ...(isMember ? { cookie: member(filled) } : {}) })
});
/** Where a search stands for the member by whom is measured: what it looks for is sealed there. */
const standing = new Map<string, string>();
const found = (name: string, looksFor: string): Page => ({ ...get(name, () => standing.get(looksFor)!, true), looksFor });
const atDesk = (name: string, path: (filled: Filled) => string): Page => ({ name, expected: 200, request: (_, filled) => ({ origin, path: path(filled), cookie: `session=${filled.provider}` }) });
const thread = (n: number, filled: Filled) => filled.threads[10 + ((n * 37) % (filled.threads.length - 10))]!;

const every: Page[] = [
  get('landing', () => '/', false),
  get('look round', () => '/look', false),
  get('help now', () => '/help', false),
  get('thread, 20 posts', (n, filled) => `/talk/t/${thread(n, filled)}`, true),
  get('thread of 500, last page', (_, filled) => `/talk/t/${filled.longThread}?page=25`, true),
  get('board', (_, filled) => `/talk/topics/${filled.board}`, true),
  get('talk (what is new)', () => '/talk', true),
  get('today', () => '/today', true),
  get('my notes, five years', () => '/space/notes?range=all', true),
  get('my notes, a month', () => '/space/notes', true),
  get('check-in', () => '/space/note', true),
  get('notices', () => '/notices', true),
  atDesk('desk: people', () => '/desk/care'),
  atDesk('desk: one person', ({ patient }) => `/desk/care/${patient}`),
  atDesk('desk: a shared week, opened', ({ patient, shared }) => `/desk/care/${patient}/${shared}`),
  atDesk('desk: inbox of 200', () => '/desk/care/inbox'),
  atDesk('desk: a conversation', ({ conversation }) => `/desk/care/inbox/${conversation}`),
  get('my provider and me', () => '/space/care', true),
  get('what I share', () => '/space/sharing', true),
  get('messages', () => '/space/care/messages', true),
  get('a conversation', (_, { conversation }) => `/space/care/messages/${conversation}`, true),
  found('search, few hits', 'zebrafinch'),
  found('search, very many hits', 'sleep'),
  found('search, two words', 'quiet kitchen sleep'),
  {
    name: 'reply', expected: 303,
    request: (n, filled) => ({ origin, method: 'POST', path: `/talk/t/${thread(n, filled)}/reply?/send`, cookie: `session=${filled.others[n % filled.others.length]}`,
      body: new URLSearchParams({ text: `A reply to measure by, number ${n}.`, once: `bench-${process.hrtime.bigint()}-${n}`, language: 'en' }).toString() })
  }
];

every.push({
  name: 'check-in, saved', expected: 303,
  request: (n, filled) => ({ origin, method: 'POST', path: '/space/note?/save', cookie: `session=${filled.others[n % filled.others.length]}`,
    body: new URLSearchParams({ body: String(1 + (n % 5)), mind: '3', words: 'A slow day.', once: `bench-${process.hrtime.bigint()}-${n}` }).toString() })
});

const pages = every.filter(({ name }) => new RegExp(process.env.BENCH_ONLY ?? '').test(name));

async function ready(path: string, at = origin): Promise<void> {
  const agent = new http.Agent();
  for (const until = performance.now() + 60_000; performance.now() < until;) {
    try {
      if ((await send({ origin: at, path }, agent)).status === 200) return;
    } catch { /* not listening yet */ }
    await new Promise((wait) => setTimeout(wait, 10));
  }
  throw new Error('the app did not start');
}

/** A server that does nothing but send these bytes. */
function bare(body: Buffer, dir: string): ChildProcess {
  writeFileSync(join(dir, 'bytes'), body);
  return spawn(process.execPath, ['-e', `const b=require('fs').readFileSync(${JSON.stringify(join(dir, 'bytes'))});
    require('http').createServer((q,s)=>{s.writeHead(200,{'content-type':'text/html; charset=utf-8','content-encoding':'zstd','content-length':b.length});s.end(b)}).listen(${port + 1},'127.0.0.1')`]);
}

const cell = (value: string | number, width: number) => String(value).padStart(width);
const line = (...cells: string[]) => console.log(cells.join('  '));

async function statementsOf(url: string, asked: () => Promise<unknown>): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const count = async () => Number((await client.query(`select coalesce(sum(calls), 0) as calls from pg_stat_statements where query not like '%pg_stat_statements%' and userid <> 0
    and query not like '%pgboss%' and query not like '%platform.events%where%'`)).rows[0].calls);
  const before = await count();
  await asked();
  const after = await count();
  await client.end();
  return after - before;
}

async function measurePage(page: Page, filled: Filled, processes: Processes, url: string) {
  const agent = new http.Agent({ keepAlive: true });
  if (page.looksFor) standing.set(page.looksFor, await searchAt(origin, filled.token, page.looksFor));
  const ask = (n: number) => send(page.request(n, filled), agent);
  const warm = performance.now() + warming * 1000; // a server that has run for a while has its busy functions compiled
  for (let n = 0; n < 40 || performance.now() < warm; n++) await ask(n);
  const first = await ask(41);
  if (first.status !== page.expected) throw new Error(`${page.name}: ${first.status} ${first.location ?? ''}`);
  const times = 20;
  const statements = await statementsOf(url, async () => { for (let n = 0; n < times; n++) await ask(100 + n); });
  agent.destroy();
  const before = cpu(processes);
  const runs = [];
  for (const connections of [1, 10, 50]) runs.push(await load((n) => page.request(n + 1000, filled), connections, seconds, page.expected));
  const after = cpu(processes);
  const requests = runs.reduce((sum, run) => sum + run.requests, 0);
  const wrong = runs.reduce((sum, run) => sum + run.wrong, 0);
  const turnedAway = runs.reduce((sum, run) => sum + run.turnedAway, 0);
  const app = (after.app - before.app) / requests;
  const database = (after.database - before.database) / requests;
  const encoder = (after.encoder - before.encoder) / requests;
  line(page.name.padEnd(28), cell(app.toFixed(2), 6), cell(database.toFixed(2), 6), cell((app + database).toFixed(2), 6), cell(encoder.toFixed(2), 7), cell((statements / times).toFixed(1), 6), cell(first.bytes, 7),
    ...runs.map((run) => `${cell(run.perSecond.toFixed(0), 6)} ${cell(run.p50.toFixed(1), 6)} ${cell(run.p99.toFixed(1), 6)}`), wrong ? `${wrong} wrong` : '', turnedAway ? `${turnedAway} asked to come back (503)` : '');
  return { cost: app + database, perSecond: runs[1]!.perSecond, body: first.body };
}

const costs = new Map<string, number[]>();
const onlyRooms = process.env.BENCH_ONLY === 'rooms';
if (!onlyRooms) for (const size of sizes) await measureSize(size);
if (onlyRooms || !process.env.BENCH_ONLY) await measureListening();
if (sizes.length > 1 && !onlyRooms) {
  console.log(`\nGrowth of processor time from ${sizes[0]!.toLocaleString('en')} to ${sizes.at(-1)!.toLocaleString('en')} posts`);
  for (const [name, values] of costs) line(name.padEnd(28), `${(values.at(-1)! / values[0]!).toFixed(2)} times`);
}
console.log(`\nAll of it took ${Math.round(performance.now() / 60_000)} minutes.`);

/** Listeners alone, on a community of nobody else. */
async function measureListening(): Promise<void> {
  const dir = mkdtempSync('/tmp/alongside-bench-');
  chmodSync(dir, 0o711);
  const database = await launch({ dir: join(dir, 'database') });
  let app: ChildProcess | undefined;
  try {
    await prepare(database.url);
    const postmaster = await postmasterOf(database.url);
    app = spawn(process.execPath, asStarted, {
      env: { ...startedIn, PORT: String(port), DATABASE_URL: database.url, DATA_DIR: join(dir, 'data'), DEMO: 'off', LOG: 'off', BUSY_LAG: '0', WORKER: 'apart' }, stdio: ['ignore', 'ignore', 'inherit']
    });
    await ready('/help');
    await measureRooms(database.url, port, { app: app.pid!, postmaster });
  } finally {
    if (app) await stopped(app);
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measureSize(size: number): Promise<void> {
  const dir = mkdtempSync('/tmp/alongside-bench-');
  chmodSync(dir, 0o711); // the account that runs PostgreSQL passes through
  const database = await launch({ dir: join(dir, 'database'), flags: { shared_preload_libraries: 'pg_stat_statements' } });
  let app: ChildProcess | undefined;
  try {
    await prepare(database.url);
    const started = performance.now();
    const filled = await fill(database.url, size);
    console.log(`\n${size.toLocaleString('en')} posts (filled in ${((performance.now() - started) / 1000).toFixed(0)} s)`);
    const postmaster = await postmasterOf(database.url);
    const env = { ...startedIn, PORT: String(port), DATABASE_URL: database.url, DATA_DIR: join(dir, 'data'), DEMO: 'off', LOG: 'off', BUSY_LAG: '0', NODE_COMPILE_CACHE: 'build/compiled' };
    const start = (worker: string) => spawn(process.execPath, asStarted, { env: { ...env, WORKER: worker }, stdio: ['ignore', 'ignore', 'inherit'] });
    app = start('inside'); // the first start after a build keeps what Node made of the sources; every later one finds it
    await ready('/help');
    await stopped(app);
    const begun = performance.now();
    app = start('inside');
    await ready('/help');
    console.log(`ready ${Math.round(performance.now() - begun)} ms after the start of the process`);
    await new Promise((rest) => setTimeout(rest, 3_000));
    console.log(`${residentMb(app.pid!).toFixed(0)} MB resident when idle, with the worker inside`);
    await stopped(app);
    app = start('apart'); // what a page costs, without what the worker does about it later
    await ready('/help');
    await measurePages(filled, { app: app.pid!, postmaster }, database.url, dir);
  } finally {
    if (app) await stopped(app);
    await database.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function stopped(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null) return;
  app.kill('SIGTERM');
  await new Promise((gone) => app.once('exit', gone));
}

/** Also counts statements from here on. */
async function postmasterOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('create extension if not exists pg_stat_statements');
  const { rows } = await client.query<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`);
  await client.end();
  return Number(rows[0]!.pid);
}

async function measurePages(filled: Filled, processes: Processes, url: string, dir: string): Promise<void> {
  line('page'.padEnd(28), ' app ms', ' db ms', 'CPU ms', 'encoder', ' stmts', '  bytes', ...[1, 10, 50].map((n) => `req/s p50 p99 at ${n}`.padEnd(20)));
  await agree(origin, filled.token);
  if (pages.some(({ name }) => name.startsWith('my notes'))) await keepFiveYears(origin, filled.token);
  let sample: { perSecond: number; body: Buffer } | undefined;
  for (const page of pages) {
    const measured = await measurePage(page, filled, processes, url).catch((error: Error) => console.log(`${page.name.padEnd(28)}  not measured: ${error.message}`)); // the others are
    costs.set(page.name, [...(costs.get(page.name) ?? []), measured?.cost ?? NaN]);
    if (measured && page.name.startsWith('thread, 20')) sample = measured;
  }
  console.log(unsealing());
  const [thread, notes] = ['thread, 20 posts', 'my notes, five years'].map((name) => costs.get(name)?.at(-1));
  if (thread && notes) console.log(`my notes of five years cost ${(notes / thread).toFixed(1)} times a thread page of 20 posts: ${notes.toFixed(0)} ms of server time, where 150 is the most`);
  console.log(`${peakMb(processes.app).toFixed(0)} MB resident under load, the most at any moment`);
  if (!sample) return;
  const plain = bare(sample.body, dir);
  const there = `http://127.0.0.1:${port + 1}`;
  await ready('/', there);
  const alone = await load(() => ({ origin: there, path: '/' }), 10, seconds, 200).finally(() => plain.kill());
  console.log(`a bare server sends the thread page's ${sample.body.length} bytes ${alone.perSecond.toFixed(0)} times a second; the thread page reaches ${((100 * sample.perSecond) / alone.perSecond).toFixed(1)} % of that`);
}
