/**
 * Migrations: dated plain SQL, forward only.
 *
 * Each room keeps its own under `migrations/`. They run in the order of their
 * names (the date first), the ground before the rooms, in one transaction each,
 * behind an advisory lock so that two starts do not meet. A file that has run
 * may not change any more: its checksum is kept.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { root } from '#platform/config';

type Migration = { name: string; text: string; checksum: string };

function inFolder(folder: string, room: string): Migration[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .map((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      return { name: `${room}/${file}`, text, checksum: createHash('sha256').update(text).digest('hex') };
    });
}

/** Which database: everybody's life together, or the vault with who they really are, which knows one room only. */
export type Store = 'community' | 'vault';

/** By date, then ground, then members, then the other rooms: what a migration may lean on comes first. */
export function all(store: Store = 'community'): Migration[] {
  const rooms = join(root, 'src/rooms');
  if (store === 'vault') return inFolder(join(rooms, 'vault/migrations'), 'vault').sort((a, b) => a.name.localeCompare(b.name));
  const found = [
    ...inFolder(join(root, 'src/platform/migrations'), 'platform'),
    ...readdirSync(rooms).filter((room) => room !== 'vault').flatMap((room) => inFolder(join(rooms, room, 'migrations'), room))
  ];
  const level = (name: string) => (name.startsWith('platform/') ? 0 : name.startsWith('members/') ? 1 : 2);
  const date = (name: string) => name.split('/')[1]!.slice(0, 10);
  return found.sort((a, b) => date(a.name).localeCompare(date(b.name)) || level(a.name) - level(b.name) || a.name.localeCompare(b.name));
}

/** Runs what has not run yet and returns the names. With `check`, runs nothing and returns what would run. */
export async function migrate(ownerUrl: string, { check = false, only, store }: { check?: boolean; store?: Store; /** A restore first makes the tables as the backup knew them. */ only?: Set<string> } = {}): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // a lost connection is told to the statement that waits
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(7201)');
    await client.query(`create schema if not exists platform;
      create table if not exists platform.migrations (
        name text primary key, checksum text not null, ran_at timestamptz not null default now())`);
    const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from platform.migrations');
    const ran = new Map(rows.map((row) => [row.name, row.checksum]));
    const due: string[] = [];
    for (const migration of all(store)) {
      const before = ran.get(migration.name);
      if (before && before !== migration.checksum) throw new Error(`migration ${migration.name} has changed since it ran; write a new one instead`);
      if (before || (only && !only.has(migration.name))) continue;
      due.push(migration.name);
      if (!check) await runOne(client, migration);
    }
    return due;
  } finally {
    await client.end();
  }
}

async function runOne(client: pg.Client, migration: Migration) {
  await client.query('begin');
  try {
    await client.query(migration.text);
    await client.query('insert into platform.migrations (name, checksum) values ($1, $2)', [migration.name, migration.checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${migration.name} failed: ${(error as Error).message}`, { cause: error });
  }
}
