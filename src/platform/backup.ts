/**
 * Backups: every row of every room, as of one moment, in one encrypted file.
 *
 * All tables are read in one transaction that sees a single moment, while
 * people go on writing. The queue's own tables are left out: what is on its
 * way at that moment is told again or not at all. Neither the secret nor the
 * operator's keys are in it; which ones it needs is. So none is made where other
 * keys are in place than those the rows were sealed with.
 *
 * The vault is backed up by itself, into a file of its own under a passphrase
 * of its own: a stolen backup of the community leads to nobody.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { BadArchive, readArchive, writeArchive, type Frame } from '#platform/archive';
import { setting } from '#platform/config';
import { copyOut } from '#platform/copying';
import { sealedWithOthers } from '#platform/key-marks';
import { locksIn, type Locks } from '#platform/locked';
import type { Store } from '#platform/migrate';
import { fingerprintOf } from '#platform/secrets';

export type Table = { table: string; columns: string };
export type Copied = { table: string; rows: number; bytes: number; sha256: string };
export type Manifest = {
  /** Missing in backups from before there was a vault. */
  store?: Store;
  made: string; server: string; secret: string;
  /** Which of the operator's keys lock the keys of members. Missing in backups from before it was written down. */
  locks?: Locks;
  migrations: { name: string; checksum: string; ranAt: string }[];
  tables: Table[];
};
export type Summary = Manifest & { copied: Copied[]; fileBytes: number };

export function passphrase(store: Store = 'community'): string {
  const name = store === 'vault' ? 'VAULT_BACKUP_PASSPHRASE' : 'BACKUP_PASSPHRASE';
  const given = setting(name);
  if (given.length < 12) throw new BadArchive(`Backups are encrypted. Set ${name} (or ${name}_FILE) to at least 12 characters, and keep it apart from the backups.`);
  if (store === 'vault' && given === setting('BACKUP_PASSPHRASE')) throw new BadArchive('VAULT_BACKUP_PASSPHRASE and BACKUP_PASSPHRASE are the same. Whoever finds one would have both.');
  return given;
}

/** Every table of ours with its columns, in a fixed order. Migrations are in the manifest; the queue makes its own. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', c.table_schema, c.table_name) as "table",
           string_agg(quote_ident(c.column_name), ', ' order by c.ordinal_position) as columns
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
     where t.table_type = 'BASE TABLE' and c.is_generated = 'NEVER'
       and c.table_schema not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
       and format('%s.%s', c.table_schema, c.table_name) <> 'platform.migrations'
     group by 1 order by 1`);
  return rows;
}

async function manifestOf(client: pg.Client, store: Store): Promise<Manifest> {
  const { rows: migrations } = await client.query(`select name, checksum, ran_at as "ranAt" from platform.migrations order by ran_at, name`);
  const { rows: [now] } = await client.query<{ made: Date; server: string }>(`select now() as made, current_setting('server_version') as server`);
  return { store, made: now!.made.toISOString(), server: now!.server, secret: fingerprintOf(store), locks: await locksIn(client), migrations, tables: await tablesOf(client) };
}

async function* framesOf(client: pg.Client, manifest: Manifest): AsyncGenerator<Frame> {
  yield { said: { manifest } };
  const copied: Copied[] = [];
  for (const { table, columns } of manifest.tables) {
    yield { said: { table } };
    const sum = createHash('sha256');
    let bytes = 0;
    let rows = 0;
    let said = -1;
    for await (const piece of copyOut(client, table, columns, (number) => (said = number))) {
      sum.update(piece);
      bytes += piece.length;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++; // a line break inside a text is written \n
      yield { bytes: piece };
    }
    if (rows !== said) throw new BadArchive(`${table}: the database sent ${said} rows, ${rows} arrived.`);
    copied.push({ table, rows, bytes, sha256: sum.digest('hex') });
  }
  yield { said: { end: copied } };
}

/** Writes the file whole or not at all. */
export async function backup(ownerUrl: string, file: string, store: Store = 'community'): Promise<Summary> {
  const key = passphrase(store);
  if (existsSync(file)) throw new BadArchive(`${file} is there already. Backups are never written over.`);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const part = `${file}.part-${process.pid}`;
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // a lost connection is told to the statement that waits
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only; set local row_security = off; set local statement_timeout = 0');
    // Under another secret it would be read back today and refused on the day it is needed.
    const others = await sealedWithOthers(client, store);
    if (others.length) throw new BadArchive(`No backup was made. ${others.join(' ')} Commands need the same settings and the same account as the service.`);
    const manifest = await manifestOf(client, store);
    await writeArchive(part, key, framesOf(client, manifest));
    await client.query('commit');
    const summary = await verify(part, store);
    renameSync(part, file);
    return summary;
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    await client.end();
  }
}

/** Reads the whole file and recounts everything in it, without a database. */
export async function verify(file: string, store: Store = 'community'): Promise<Summary> {
  if (!existsSync(file)) throw new BadArchive(`${file} is not there.`);
  let manifest: Manifest | undefined;
  let end: Copied[] | undefined;
  const found: Copied[] = [];
  for await (const { table, pieces } of tablesIn(file, store, { manifest: (said) => (manifest = said), end: (said) => (end = said) })) {
    const sum = createHash('sha256');
    let bytes = 0;
    let rows = 0;
    for await (const piece of pieces) {
      sum.update(piece);
      bytes += piece.length;
      for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows++;
    }
    found.push({ table, rows, bytes, sha256: sum.digest('hex') });
  }
  if (!manifest || !end) throw new BadArchive(`${file} is not whole.`);
  if ((manifest.store ?? 'community') !== store) throw new BadArchive(`${file} is a backup of the ${manifest.store ?? 'community'}, not of the ${store}.`);
  if (JSON.stringify(found) !== JSON.stringify(end)) throw new BadArchive(`${file}: the rows do not add up to what was written.`);
  return { ...manifest, copied: end, fileBytes: statSync(file).size };
}

type Listener = { manifest: (said: Manifest) => unknown; end: (said: Copied[]) => unknown };

/** The tables of a file one after the other; each table's pieces are read before the next. */
export async function* tablesIn(file: string, store: Store, listener: Listener): AsyncGenerator<{ table: string; pieces: AsyncGenerator<Buffer> }> {
  const frames = readArchive(file, passphrase(store));
  let next = await frames.next();
  while (!next.done) {
    const frame = next.value;
    if (!('said' in frame)) throw new BadArchive(`${file} has bytes where a table is named.`);
    if (frame.said.manifest) listener.manifest(frame.said.manifest as Manifest);
    if (frame.said.end) listener.end(frame.said.end as Copied[]);
    next = await frames.next();
    if (typeof frame.said.table !== 'string') continue;
    yield {
      table: frame.said.table,
      pieces: (async function* () {
        while (!next.done && 'bytes' in next.value) {
          const { bytes } = next.value;
          next = await frames.next();
          yield bytes;
        }
      })()
    };
  }
}

const isUsual = /^(alongside|vault)-\d{4}(?:-\d\d){4}\.backup(?:\.part-\d+)?$/; // one that was cut off on the way goes, too
const beginning = (store: Store) => (store === 'vault' ? 'vault' : 'alongside');

/** What a backup is called when nobody names it: of which store, and when. */
export const usualName = (store: Store, now = new Date()) => `${beginning(store)}-${now.toISOString().slice(0, 16).replace(/[T:]/g, '-')}.backup`;

/** The backups of a store in a folder that have their usual name. */
export const named = (folder: string, store: Store): string[] => (existsSync(folder) ? readdirSync(folder) : []).filter((name) => isUsual.exec(name)?.[1] === beginning(store));

/**
 * Deletes backups of a store that have their usual name and are older than so
 * many days; members were promised that what they took back or left behind is
 * in none for long. Answers with how many. What somebody named is theirs to delete.
 */
export function forgetOld(folder: string, store: Store, days: number, now = new Date()): number {
  const from = usualName(store, new Date(now.getTime() - days * 86_400_000));
  const old = named(folder, store).filter((name) => name < from);
  for (const name of old) rmSync(join(folder, name));
  return old.length;
}
