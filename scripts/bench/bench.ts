/**
 * `npm run bench`: what a page costs, measured on this machine in this run.
 *
 * For each size of community: fills a database, starts the built app on it,
 * and asks for each page as a stranger (who is shown the door where a page is
 * for members) and as a member with every per-member feature on, two thousand
 * threads half read among them. Processor time, statements and bytes are the
 * steady figures; requests per second depend on what else the machine does. A
 * bare server sends the same bytes beside it; `share` is how much of its
 * requests per second the page reaches. What the sentence encoder does with
 * what was written stands in a column of its own: it is a process of its own,
 * and so is the memory it takes.
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
import { cpu, encoderPeakMb, load, peakMb, residentMb, send, togetherMb, type Processes } from './measure.ts';
import { pagesAt, standing, type Page } from './pages.ts';

process.env.SECRET ??= randomBytes(32).toString('base64url'); // what is sealed here, the app opens
const sizes = (process.env.BENCH_SIZES ?? '10000,100000,1000000').split(',').map(Number);
const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const warming = Number(process.env.BENCH_WARMING ?? 4);
/** As `npm start` does. */
const asStarted = ['--max-semi-space-size=16', '--heap-growing-percent=60', '--expose-gc', '--max-old-space-size=1024', 'server.ts'];
const startedIn = { ...process.env, NODE_ENV: 'production', MALLOC_ARENA_MAX: '2' };
const port = Number(process.env.BENCH_PORT ?? 3977);
const origin = `http://localhost:${port}`;

const pages = pagesAt(origin).filter(({ name }) => new RegExp(process.env.BENCH_ONLY ?? '').test(name));

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

const bareOrigin = `http://127.0.0.1:${port + 1}`;
/** A server that does nothing but send bytes: those that were written last. */
const bare = (file: string): ChildProcess => spawn(process.execPath, ['-e', `const fs=require('fs');let b=Buffer.alloc(0);
    require('http').createServer((q,s)=>{if(q.url==='/new')b=fs.readFileSync(${JSON.stringify(file)});s.writeHead(200,{'content-type':'text/html; charset=utf-8','content-encoding':'zstd','content-length':b.length});s.end(b)}).listen(${port + 1},'127.0.0.1')`]);

/** How often a second a bare server sends these bytes to ten who ask. */
async function bareRate(body: Buffer, file: string): Promise<number> {
  writeFileSync(file, body);
  await ready('/new', bareOrigin);
  return (await load(() => ({ origin: bareOrigin, path: '/' }), 10, Math.min(1, seconds), 200)).perSecond;
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

async function measurePage(page: Page, filled: Filled, processes: Processes, url: string, file: string) {
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
  const share = (100 * runs[1]!.perSecond) / (await bareRate(first.body, file));
  line(page.name.padEnd(28), cell(app.toFixed(2), 6), cell(database.toFixed(2), 6), cell((app + database).toFixed(2), 6), cell(encoder.toFixed(2), 7), cell((statements / times).toFixed(1), 6), cell(first.bytes, 7), cell(`${share.toFixed(1)}%`, 6),
    ...runs.map((run) => `${cell(run.perSecond.toFixed(0), 6)} ${cell(run.p50.toFixed(1), 6)} ${cell(run.p99.toFixed(1), 6)}`), wrong ? `${wrong} wrong` : '', turnedAway ? `${turnedAway} asked to come back (503)` : '');
  return app + database;
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
  line('page'.padEnd(28), ' app ms', ' db ms', 'CPU ms', 'encoder', ' stmts', '  bytes', ' share', ...[1, 10, 50].map((n) => `req/s p50 p99 at ${n}`.padEnd(20)));
  await agree(origin, filled.token);
  if (pages.some(({ name }) => name.startsWith('my notes'))) await keepFiveYears(origin, filled.token);
  const file = join(dir, 'bytes');
  const plain = bare(file);
  let [encoder, together] = [0, 0];
  const looking = setInterval(() => { together = Math.max(together, togetherMb(processes)); }, 250);
  for (const page of pages) {
    const cost = await measurePage(page, filled, processes, url, file).catch((error: Error) => console.log(`${page.name.padEnd(28)}  not measured: ${error.message}`)); // the others are
    costs.set(page.name, [...(costs.get(page.name) ?? []), cost ?? NaN]);
    encoder = Math.max(encoder, encoderPeakMb(processes));
  }
  plain.kill();
  clearInterval(looking);
  console.log(unsealing());
  const [thread, notes] = ['thread, 20 posts', 'my notes, five years'].map((name) => costs.get(name)?.at(-1));
  if (thread && notes) console.log(`my notes of five years cost ${(notes / thread).toFixed(1)} times a thread page of 20 posts: ${notes.toFixed(0)} ms of server time, where 150 is the most`);
  console.log(`${peakMb(processes.app).toFixed(0)} MB resident under load, the most at any moment${encoder ? `; the sentence encoder beside it, while people write, ${encoder.toFixed(0)} MB at the most; both at one moment ${together.toFixed(0)} MB, what they share counted once` : ''}`);
}
