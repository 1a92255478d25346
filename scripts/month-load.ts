/**
 * What a busy hour asks of the house: the built server on the replayed month,
 * asked for the pages of the busiest hour, many times as fast, for half a
 * minute. Pages only, nothing is written; this machine only.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import http from 'node:http';
import { createServer } from 'node:net';
import { asHouse, sql } from '#db';
import { secret } from '#platform/secrets';
import { send } from './bench/measure.ts';
import type { Chance } from './month-chance.ts';
import { hour } from './month-people.ts';
import type { Life, Thread, View } from './month-rules.ts';

const seconds = 30;
/** However large the month: no more than this is asked. */
const mostRequests = 30_000;
const mostAtOnce = 64;

export type Load = { times: number; viewsInTheHour: number; requests: number; errors: number; p50: number; p99: number };
type Folder = { url: string; dir: string };

/** The views of the hour with most of them. */
export function busiestHour(views: readonly View[]): View[] {
  const hours = Map.groupBy(views, ({ at }) => Math.floor(at / hour));
  return [...hours.values()].reduce((most, one) => (one.length > most.length ? one : most), [] as View[]);
}

type Addresses = ReadonlyMap<string, string>;
/** Where each board stands, by its code. */
const boards = async (): Promise<Addresses> => new Map((await asHouse(() => sql<{ code: string; address: string }>`select code, address from forum.boards`)).map(({ code, address }) => [code, address]));

const pathOf = ({ page }: View, thread: Thread, addresses: Addresses) =>
  page === 'thread' ? `/talk/t/${thread.code}` : page === 'reply' ? `/talk/t/${thread.code}/reply` : page === 'board' ? `/talk/topics/${addresses.get(thread.opening.board)}` : `/${page}`;

export async function askAround(life: Life, times: number, chance: Chance, folder: Folder): Promise<Load> {
  const busy = busiestHour(life.views);
  const addresses = await boards();
  const tokens = await visitors(Math.min(100, life.people.length));
  const origin = `http://127.0.0.1:${await freePort()}`;
  const server = started(origin, folder);
  const agent = new http.Agent({ keepAlive: true, maxSockets: mostAtOnce });
  try {
    await ready(origin, server);
    const next = () => ({ origin, path: pathOf(chance.pick(busy), chance.pick(life.threads.slice(-100)), addresses), cookie: `session=${chance.pick(tokens)}` });
    for (let warm = 0; warm < 30; warm++) await send(next(), agent);
    return { times, viewsInTheHour: busy.length, ...(await asked(next, Math.min(mostRequests, Math.round((busy.length * times * seconds * 1_000) / hour)), chance, agent)) };
  } finally {
    agent.destroy();
    await stopped(server);
  }
}

/** Requests come when they come, as people do: one that is slow holds up no other. */
async function asked(next: () => Parameters<typeof send>[0], requests: number, chance: Chance, agent: http.Agent): Promise<Omit<Load, 'times' | 'viewsInTheHour'>> {
  const begun = performance.now();
  const times: number[] = [];
  let errors = 0;
  const one = async (at: number) => {
    await new Promise((wait) => setTimeout(wait, at - (performance.now() - begun)));
    const since = performance.now();
    const answer = await send(next(), agent).catch(() => undefined);
    times.push(performance.now() - since);
    if (answer?.status !== 200) errors++;
  };
  await Promise.race([
    Promise.all(Array.from({ length: requests }, () => one(chance.next() * seconds * 1_000))),
    new Promise((enough) => setTimeout(enough, (seconds + 15) * 1_000).unref())
  ]);
  const open = requests - times.length;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { requests, errors: errors + open, p50: at(0.5), p99: at(0.99) };
}

/** Some members with a fresh session each; its token exists only here. */
async function visitors(most: number): Promise<string[]> {
  const members = await asHouse(() => sql<{ id: string }>`
    select id from members.members m where not exists (select from members.roles r where r.member_id = m.id) order by joined_at limit ${most}`);
  const tokens = members.map(() => randomBytes(32).toString('base64url'));
  const rows = members.map(({ id }, at) => ({ id: randomUUID(), member_id: id, token: createHash('sha256').update(tokens[at]!).digest('hex') }));
  await asHouse(() => sql`
    insert into members.sessions (id, member_id, token_hash, device, device_words, ends_at)
    select id, member_id, decode(token, 'hex'), 'own', 'a load test', now() + interval '10 minutes' from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, member_id uuid, token text)`);
  return tokens;
}

function started(origin: string, { url, dir }: Folder): ChildProcess {
  const env = { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: new URL(origin).port, ORIGIN: '', DATABASE_URL: url, DATA_DIR: dir, SECRET: secret(), DEMO: 'off', LOG: 'off', METRICS_PORT: '' }; // what was sealed here, the app opens
  const server = spawn(process.execPath, ['server.ts'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  process.once('exit', () => server.kill('SIGKILL')); // it holds nothing anybody wants to keep, and never outlives us
  return server;
}

async function ready(origin: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error('The server did not start. If there is no build yet: npm start builds it.');
    if ((await fetch(`${origin}/readyz`).catch(() => undefined))?.status === 200) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  throw new Error('The server was not ready within 30 seconds.');
}

async function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return;
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGTERM');
  await gone;
}

const freePort = () => new Promise<number>((found) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address() as { port: number };
    probe.close(() => found(port));
  });
});
