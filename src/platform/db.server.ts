/**
 * The way to the database.
 *
 * `sql` is a plain statement: its text never varies, its values are always
 * parameters, so PostgreSQL plans it once per connection and a test can ask
 * the database whether every statement in the house is right.
 *
 * `transaction` is all or nothing; a verb that calls another room's verb joins
 * the transaction that is open. `asking(member, …)` is a transaction in which
 * row-level security sees that member. `asHouse(…)` is for what no member
 * does: events, clocks, sign-in. Without either, a table with one person's
 * things answers with no rows.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { databaseUrl, setting } from '#platform/config';
import { ask, askerIs, askerWaits } from '#platform/pairs';
import { rowsOf, type Row, type Rows } from '#platform/rows';

const { Pool, types } = pg;
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.DATE, (day) => day); // as 2026-11-21: a day is no moment, and on another clock it would be another day

type Open = { client: pg.PoolClient; asker: string; scene: boolean; beginning?: Beginning; most?: number | undefined };
type Held = { query: Known; values: unknown[]; resolve: (rows: Rows<Row>) => void; reject: (error: unknown) => void };
/** Until a transaction knows whether its first statement is its only one, nothing is sent. */
type Beginning = { held: Held[]; isSent: boolean };
export type Asker = { readonly id: string };

const open = new AsyncLocalStorage<Open>();
let pool: pg.Pool | undefined;

/** Milliseconds a statement may take where nobody asked for less. */
const longest = 15_000;

/** Told of every statement, and of what begins and ends a transaction, as PostgreSQL counts them; the query-count tests listen. */
export const statements = { count: 0 };

/** Connects as the app's own role, which owns no table and cannot step around row-level security. */
export function connect(url?: string, most?: number): pg.Pool {
  pool ??= watched(
    new Pool({
      connectionString: url ?? databaseUrl(),
      max: most ?? Number(setting('DATABASE_POOL')),
      pipeline: true,
      options: `-c role=alongside_app -c statement_timeout=${longest} -c idle_in_transaction_session_timeout=30s -c jit=off -c plan_cache_mode=force_generic_plan`,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000
    } as pg.PoolConfig)
  );
  return pool;
}

/** An idle connection may break at any time (a restarted database); the pool replaces it, we only note it. */
function watched(fresh: pg.Pool) {
  // One that is lent out reports its break twice: to the statement that waits, and to nobody. Nobody must not end the process.
  fresh.on('connect', (client) => {
    client.on('error', () => {});
    client.query({ ...askerWaits, values: ['', String(longest)] }).catch(() => {});
    client.query({ ...askerIs, values: [''] }).catch(() => {}); // a connection that cannot even do this breaks by itself
  });
  fresh.on('error', (error) => console.error(JSON.stringify({ level: 'warn', what: 'database connection lost', code: (error as { code?: string }).code })));
  return fresh;
}

export async function disconnect() {
  const ending = pool;
  pool = undefined;
  await ending?.end();
}

type Known = { name: string; text: string };
const known = new WeakMap<TemplateStringsArray, Known>();

function statement(parts: TemplateStringsArray): Known {
  let found = known.get(parts);
  if (!found) {
    const text = parts.reduce((before, part, at) => `${before}$${at}${part}`);
    found = { text, name: createHash('sha1').update(text).digest('base64url').slice(0, 16) };
    known.set(parts, found);
  }
  return found;
}

const asConfig = ({ name, text }: Known, values: unknown[]): pg.QueryArrayConfig => ({ name, text, values, rowMode: 'array' });

async function run(client: pg.PoolClient, query: Known, values: unknown[]) {
  statements.count++;
  return rowsOf(await ask(client, asConfig(query, values)));
}

async function runAlone(from: pg.Pool, query: Known, values: unknown[]) {
  const client = await from.connect();
  let failed: Error | undefined;
  try {
    return await run(client, query, values);
  } catch (error) {
    failed = error as Error;
    throw error;
  } finally {
    client.release(failed); // whatever was wrong with it, the next one gets another
  }
}

/** The same for the vault, which has a pool of its own and no asker: each statement stands alone. */
export const inPool = <Shape>(vault: pg.Pool, parts: TemplateStringsArray, values: unknown[]) => runAlone(vault, statement(parts), values) as Promise<Shape[]>;

/** The promises of single statements: a transaction whose whole work is one of these goes as a pair with its asker. */
const single = new WeakSet<Promise<unknown>>();

/** Rows, with column names in camelCase. Joins the transaction that is open around it. */
export function sql<Shape = Row>(parts: TemplateStringsArray, ...values: unknown[]): Promise<Shape[]> {
  const now = open.getStore();
  const query = statement(parts);
  const rows = now?.beginning && !now.beginning.isSent
    ? new Promise<Rows<Row>>((resolve, reject) => void now.beginning!.held.push({ query, values, resolve, reject }))
    : now ? run(now.client, query, values) : runAlone(connect(), query, values);
  single.add(rows);
  return rows as Promise<unknown> as Promise<Shape[]>;
}

/** For the queue alone, which brings its own statements: in the open transaction, exactly as it says them. */
export async function executeSql(text: string, values?: unknown[]): Promise<{ rows: Row[] }> {
  const now = open.getStore();
  if (!now) throw new Error('the queue writes inside a transaction');
  begin(now);
  statements.count++;
  return now.client.query(text, values as unknown[]);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

function setting_(asker: string) {
  if (asker !== '' && asker !== 'house' && !isUuid(asker)) throw new Error('an asker is a member id');
  return `select set_config('app.asker', '${asker}', true)`;
}

/** Sends the beginning of a transaction, and what was asked for meanwhile, in one packet. */
function begin({ client, asker, beginning, most }: Open) {
  if (!beginning || beginning.isSent) return;
  beginning.isSent = true;
  const first = `begin; ${setting_(asker)}${most ? `; set local statement_timeout = ${most}` : ''}`;
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  statements.count += 2;
  client.query(first, () => {}); // if it fails, so does the statement after it, which is awaited
  for (const { query, values, resolve, reject } of beginning.held) run(client, query, values).then(resolve, reject);
  stream.uncork();
}

/** Of what needs no rows: that it was done. Asked without pg's own promise, which keeps what it sees (`pairs.ts`). */
const say = (client: pg.PoolClient, text: string) => new Promise<void>((done, failed) => client.query(text, (error) => (error ? failed(error) : done())));

async function within<Result>(asker: string | undefined, work: () => Promise<Result>, most?: number): Promise<Result> {
  const now = open.getStore();
  if (now) return joined(now, asker ?? now.asker, work, most);
  const client = await connect().connect();
  const beginning: Beginning = { held: [], isSent: false };
  const here: Open = { client, asker: asker ?? '', scene: false, beginning, most };
  let isPair = false;
  let broken: Error | undefined;
  try {
    const working = open.run(here, work);
    const [only, another] = beginning.held;
    isPair = !beginning.isSent && single.has(working) && only !== undefined && !another;
    if (!isPair) begin(here);
    else sendAlone(here, only!);
    const result = await working;
    if (!isPair) {
      statements.count++;
      await say(client, 'commit');
    }
    return result;
  } catch (error) {
    if (beginning.isSent && !isPair) await say(client, 'rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The only statement of its transaction, with the asker before it. */
function sendAlone({ client, asker, beginning, most }: Open, { query, values, resolve, reject }: Held) {
  beginning!.isSent = true;
  statements.count += 2;
  setting_(asker); // refuses what is no asker
  ask(client, asConfig(query, values), asker, most).then((result) => resolve(rowsOf(result)), reject);
}

let saves = 0;

/** Inside an open transaction: the asker changes for the work and is put back; in a test's scene a verb can also be undone. */
async function joined<Result>(now: Open, asker: string, work: () => Promise<Result>, most?: number): Promise<Result> {
  begin(now);
  const save = now.scene ? `verb_${++saves}` : undefined;
  if (save) await say(now.client, `savepoint ${save}`);
  if (asker !== now.asker || save) await say(now.client, setting_(asker));
  if (most) await say(now.client, `set local statement_timeout = ${most}`);
  try {
    const result = await open.run({ ...now, asker, scene: false }, work);
    if (asker !== now.asker) await say(now.client, setting_(now.asker));
    if (most) await say(now.client, `set local statement_timeout = ${now.most ?? longest}`);
    return result;
  } catch (error) {
    if (save) await say(now.client, `rollback to savepoint ${save}`);
    throw error;
  }
}

/**
 * Runs work outside of the transaction that is open, if any: for what has to
 * stand even when that one is undone, such as an alarm that it failed.
 */
export const apart: <Result>(work: () => Promise<Result>) => Promise<Result> = AsyncLocalStorage.snapshot();

export const transaction = <Result>(work: () => Promise<Result>) => within(undefined, work);

/** A transaction in which row-level security sees this member. With `most`, no statement in it may take longer than so many (whole) milliseconds: it ends with code 57014. */
export const asking = <Result>(asker: Asker, work: () => Promise<Result>, most?: number) => within(asker.id, work, most);

/** A transaction for what the house itself does. Callers are listed in `architecture.test.ts`. */
export const asHouse = <Result>(work: () => Promise<Result>) => within('house', work);

/** For tests: everything inside is undone at the end. */
export async function undone(work: () => Promise<void>) {
  const client = await connect().connect();
  try {
    // One scene at a time: they all play with the same people, and would wait for each other's rows in a circle.
    await client.query('begin; select pg_advisory_xact_lock(7202)');
    await open.run({ client, asker: '', scene: true }, work);
  } finally {
    await client.query('rollback').catch(() => {});
    client.release();
  }
}
