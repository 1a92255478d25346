/**
 * Keys that lie locked in the database, under the operator's keys.
 *
 * They are in every table with the columns `lock` and `locked`; the place of one
 * is its table and its row. Who backs up or restores looks at them as the owner:
 * rows whose keys are elsewhere are rows that nobody can ever read.
 */
import type pg from 'pg';
import { ring, unlock, type Locked } from '#platform/locks';
import { fingerprint } from '#platform/secrets';

/** Which of the operator's keys lock something, each with a mark that says whether two places hold the same one. Of a key service there is none. */
export type Locks = Record<string, string>;

type Table = { table: string; name: string; key: string };

async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', c.table_schema, c.table_name) as "table", c.table_schema || '.' || c.table_name as name, quote_ident(min(k.column_name)) as key
      from information_schema.columns c
      join information_schema.table_constraints p on p.table_schema = c.table_schema and p.table_name = c.table_name and p.constraint_type = 'PRIMARY KEY'
      join information_schema.key_column_usage k on k.constraint_schema = p.constraint_schema and k.constraint_name = p.constraint_name
     where c.column_name in ('lock', 'locked') and c.table_schema <> 'pgboss'
     group by c.table_schema, c.table_name having count(distinct c.column_name) = 2 order by 1`);
  return rows;
}

/** The mark of one of the operator's keys that is here; empty for a service's, nothing for one that is not here. */
export function markOfLock(name: string): string | undefined {
  if (name.startsWith('service:')) return '';
  const key = ring().get(name);
  return key && fingerprint(() => Buffer.from(key));
}

/** What the rows need to be read again. */
export async function locksIn(client: pg.Client): Promise<Locks> {
  const found: Locks = {};
  for (const { table } of await tablesOf(client)) {
    const { rows } = await client.query<{ lock: string }>(`select distinct lock from ${table}`);
    for (const { lock } of rows) found[lock] = markOfLock(lock) ?? '';
  }
  return found;
}

export type Opening = { opened: number; closed: { lock: string; table: string; keys: number }[] };

/** Whether one of our keys is what locked keys in the rows: true when any of some opens, false when none does, nothing when there are none. */
export async function opensAny(client: pg.Client, lock: string): Promise<boolean | undefined> {
  let found: boolean | undefined;
  for (const { table, name, key } of await tablesOf(client)) {
    const { rows } = await client.query<Locked & { id: string }>(`select lock, locked, ${key}::text as id from ${table} where lock = $1 order by random() limit 50`, [lock]);
    for (const { id, ...one } of rows) {
      if (await unlock(one, `${name}|${id}`).then(() => true, () => false)) return true;
      found = false;
    }
  }
  return found;
}

/** Tries one key of each lock in each table. Answers with how many keys lie there, and with those that nobody can use here. */
export async function tryOpening(client: pg.Client): Promise<Opening> {
  const tried: Opening = { opened: 0, closed: [] };
  for (const { table, name, key } of await tablesOf(client)) {
    const { rows } = await client.query<Locked & { id: string; keys: string }>(`
      select distinct on (lock) lock, locked, ${key}::text as id, count(*) over (partition by lock) as keys from ${table} order by lock, random()`);
    for (const { id, keys, ...one } of rows) {
      const opens = await unlock(one, `${name}|${id}`).then(() => true, () => false);
      if (opens) tried.opened += Number(keys);
      else tried.closed.push({ lock: one.lock, table: name, keys: Number(keys) });
    }
  }
  return tried;
}
