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
import { Rows } from '#platform/rows';

const { Pool, types } = pg;
types.setTypeParser(types.builtins.INT8, Number);

type Row = Record<string, unknown>;
type Open = { client: pg.PoolClient; asker: string; scene: boolean };
export type Asker = { readonly id: string };

const open = new AsyncLocalStorage<Open>();
let pool: pg.Pool | undefined;

/** Told of every statement; the query-count tests and the bench listen. */
export const statements = { count: 0 };

/** Connects as the app's own role, which owns no table and cannot step around row-level security. */
export function connect(url = databaseUrl(), most = Number(setting('DATABASE_POOL'))): pg.Pool {
  pool ??= watched(
    new Pool({
      connectionString: url,
      max: most,
      pipeline: true,
      options: '-c role=alongside_app -c statement_timeout=15s -c idle_in_transaction_session_timeout=30s -c jit=off',
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 60_000
    } as pg.PoolConfig)
  );
  return pool;
}

/** An idle connection may break at any time (a restarted database); the pool replaces it, we only note it. */
function watched(fresh: pg.Pool) {
  // One that is lent out reports its break twice: to the statement that waits, and to nobody. Nobody must not end the process.
  fresh.on('connect', (client) => client.on('error', () => {}));
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

const camels = new Map<string, string>();
function camel(column: string) {
  let name = camels.get(column);
  if (name === undefined) {
    name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
    camels.set(column, name);
  }
  return name;
}

async function run(client: pg.PoolClient | pg.Pool, query: Known, values: unknown[]) {
  statements.count++;
  const result = await client.query({ name: query.name, text: query.text, values, rowMode: 'array' } as pg.QueryArrayConfig);
  const names = result.fields.map((field) => camel(field.name));
  const rows = new Rows<Row>();
  for (const cells of result.rows) {
    const row: Row = {};
    for (let at = 0; at < names.length; at++) row[names[at]!] = cells[at];
    rows.push(row);
  }
  return rows;
}

/** The promises of single statements: a transaction whose whole work is one of these sends its end along with it. */
const single = new WeakSet<Promise<unknown>>();

/** Rows, with column names in camelCase. Joins the transaction that is open around it. */
export function sql<Shape = Row>(parts: TemplateStringsArray, ...values: unknown[]): Promise<Shape[]> {
  const now = open.getStore();
  const rows = run(now ? now.client : connect(), statement(parts), values) as Promise<Shape[]>;
  single.add(rows);
  return rows;
}

/** For the queue alone, which brings its own statements: in the open transaction, exactly as it says them. */
export async function executeSql(text: string, values?: unknown[]): Promise<{ rows: Row[] }> {
  const now = open.getStore();
  if (!now) throw new Error('the queue writes inside a transaction');
  statements.count++;
  return now.client.query(text, values as unknown[]);
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text);

function setting_(asker: string) {
  if (asker !== '' && asker !== 'house' && !isUuid(asker)) throw new Error('an asker is a member id');
  return `select set_config('app.asker', '${asker}', true)`;
}

async function within<Result>(asker: string | undefined, work: () => Promise<Result>): Promise<Result> {
  const now = open.getStore();
  if (now) return joined(now, asker ?? now.asker, work);
  const client = await connect().connect();
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  let broken: Error | undefined;
  try {
    // What is known now leaves in one packet: the beginning, the first statement and, if that is all, the end.
    stream.cork();
    statements.count += 2;
    const begun = client.query(`begin; ${setting_(asker ?? '')}`);
    begun.catch(() => {}); // if it fails, so does the statement after it, which is awaited
    const working = open.run({ client, asker: asker ?? '', scene: false }, work);
    const ended = single.has(working) ? client.query('commit') : undefined;
    ended?.catch(() => {}); // awaited below, after the statement
    stream.uncork();
    const result = await working;
    await (ended ?? client.query('commit'));
    return result;
  } catch (error) {
    stream.uncork();
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    client.release(broken);
  }
}

let saves = 0;

/** Inside an open transaction: the asker changes for the work and is put back; in a test's scene a verb can also be undone. */
async function joined<Result>(now: Open, asker: string, work: () => Promise<Result>): Promise<Result> {
  const save = now.scene ? `verb_${++saves}` : undefined;
  if (save) await now.client.query(`savepoint ${save}`);
  if (asker !== now.asker || save) await now.client.query(setting_(asker));
  try {
    const result = await open.run({ ...now, asker, scene: false }, work);
    if (asker !== now.asker) await now.client.query(setting_(now.asker));
    return result;
  } catch (error) {
    if (save) await now.client.query(`rollback to savepoint ${save}`);
    throw error;
  }
}

export const transaction = <Result>(work: () => Promise<Result>) => within(undefined, work);

/** A transaction in which row-level security sees this member. */
export const asking = <Result>(asker: Asker, work: () => Promise<Result>) => within(asker.id, work);

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
