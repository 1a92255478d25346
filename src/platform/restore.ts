/**
 * Restoring a backup into an empty database.
 *
 * The file is checked whole before anything is touched. The tables are made as
 * the backup knew them, filled in one transaction, and only then brought up to
 * this version. In that same transaction everybody who left for good since the
 * backup leaves again: nobody comes back with a restore. Into the vault they
 * come back for a quarter of an hour at most: its clock knows who has left. Who
 * has asked to leave since, or wants to stay after all, is as they last said,
 * and an account rests, or does not, as was last said of it.
 *
 * What members took back since the backup is known to nobody: what lets somebody
 * else see or do something is ended, and of the rest people are told. That this
 * is still to do comes with the rows, and keeps everybody out until it is done.
 */
import { existsSync } from 'node:fs';
import pg from 'pg';
import { BadArchive } from '#platform/archive';
import { tablesIn, tablesOf, verify, type Copied, type Summary } from '#platform/backup';
import { copyIn } from '#platform/copying';
import { markOf, readLedger, type Rest, type Word } from '#platform/erasures';
import { takeOurs } from '#platform/key-marks';
import { markOfLock, tryOpening, type Opening } from '#platform/locked';
import { all, migrate, type Store } from '#platform/migrate';
import { prepare } from '#platform/prepare';
import { owe, type Resting } from '#platform/restored';
import { fingerprint, fingerprintOf, hasSecret } from '#platform/secrets';

export type Wish = { ledger: string; /** There is none; people who left since the backup would be back. */ noLedger?: boolean; /** The old secret, or a key of SEAL_KEYS, is lost. */ otherSecret?: boolean };
export type Restored = { summary: Summary; erased: number; marks: number; /** Who has said since that they leave for good, or stay after all. */ said: number; /** Of whom it was said since that their account rests, or rests no more. */ rested: number; ran: string[]; /** Whether it was looked up who left since. */ ledgerRead: boolean; opening: Opening };

export async function restore(ownerUrl: string, file: string, wish: Wish): Promise<Restored> {
  const summary = await verify(file);
  fits(summary, 'community', wish.otherSecret);
  const ledgerRead = !wish.noLedger && isOurs(summary, 'community');
  const known: Known = ledgerRead ? knownIn(wish) : { marks: new Set(), words: new Map(), rests: new Map() };
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {}); // a lost connection is told to the statement that waits
  await client.connect();
  try {
    await isEmpty(client, 'members.members', 'There are members in this database.');
    await migrate(ownerUrl, { only: new Set(summary.migrations.map(({ name }) => name)) });
    await client.query('begin; set local statement_timeout = 0');
    await pour(client, file, 'community', summary);
    const { erased, marks } = await eraseAgain(client, known.marks);
    const said = await sayAgain(client, known.words, summary.made);
    const opening = await opened(client, wish.otherSecret);
    const resting = await restAgain(client, known.rests, summary.made);
    await owe(client, summary.made, resting);
    if (wish.otherSecret && (await client.query(`select to_regclass('platform.key_marks') is not null as is_there`)).rows[0].is_there) await takeOurs(client, 'community');
    await client.query('commit');
    const ran = await prepare(ownerUrl).catch((error: Error) => {
      throw new BadArchive(`The rows are in the database, but it is not ready for anybody: ${error.message}\nNobody is let in before it is. \`npm run migrate\` tries again, and so does a start; or empty the database and restore again.`);
    });
    if (wish.otherSecret) await takeOurs(client, 'community');
    await client.query('analyze');
    return { summary, erased, marks, said, rested: resting.rests.length + resting.wakes.length, ran, ledgerRead, opening };
  } finally {
    await client.end();
  }
}

/** The same for the vault. Who has left since is taken out when the worker's clock next runs. */
export async function restoreVault(vaultUrl: string, file: string): Promise<Pick<Restored, 'summary' | 'ran'>> {
  const summary = await verify(file, 'vault');
  fits(summary, 'vault');
  const client = new pg.Client({ connectionString: vaultUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    await isEmpty(client, 'vault.people', 'There is somebody in this vault.');
    await migrate(vaultUrl, { store: 'vault', only: new Set(summary.migrations.map(({ name }) => name)) });
    await client.query('begin; set local statement_timeout = 0');
    await pour(client, file, 'vault', summary);
    await client.query('commit');
    return { summary, ran: await migrate(vaultUrl, { store: 'vault' }) };
  } finally {
    await client.end();
  }
}

/** What can be known to go wrong is said before anything is touched. */
function fits(summary: Summary, store: Store, otherSecret?: boolean): void {
  const ours = new Map(all(store).map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum } of summary.migrations) {
    if (!ours.has(name)) throw new BadArchive(`The backup was made by a newer version (${name}). Install that version first.`);
    if (ours.get(name) !== checksum) throw new BadArchive(`The backup was made by another version (${name} differs). Install that version first.`);
  }
  if (!hasSecret(store)) throw new BadArchive(`There is no secret here. ${store === 'vault' ? 'Put the one of the backup in place first (VAULT_SECRET, or the file DATA_DIR/vault-secret).' : 'Put the one of the backup in place first (SECRET, or the file DATA_DIR/secret). If it is lost for good, put a new one there: openssl rand -base64 32'}`);
  if (otherSecret) return;
  if (!isOurs(summary, store)) {
    throw new BadArchive(store === 'vault' ? 'The backup belongs to another secret of the vault. Put the old one in place first (VAULT_SECRET, or the file DATA_DIR/vault-secret); with another one nothing in it can ever be read.' :
      `The backup belongs to another secret. Put the old one in place first (SECRET, or the file DATA_DIR/secret). ${whatIsLost}`);
  }
  const missing = Object.entries(summary.locks ?? {}).filter(([name, mark]) => !isHere(name, mark)).map(([name]) => `"${name}"`);
  if (missing.length) throw new BadArchive(`The backup needs keys of SEAL_KEYS that are not here: ${missing.join(', ')}. Put them in place first. Without them nobody can read what members keep for themselves, or letters with providers. If they are lost for good: --other-secret.`);
}

/** Said before it is done: who has lost a secret may still find it. */
const whatIsLost = 'With another one nobody can ever read again what members keep for themselves (notes, plans for hard times), and letters with providers, unless a key of SEAL_KEYS locks them; ' +
  'nor the names providers know them by, words between two at gatherings, cheers, addresses of staff and second factors. Cards, recovery codes and sign-ins by a provider of identities stop working. ' +
  'Pages that show such things do not open for whoever has some. The ledger of erasures cannot be read. If the secret is lost for good: --other-secret. More in docs/self-hosting.md, "A secret or a key that is lost, or may be known".';

/** Without a mark (a service's key, or one that was not there when the backup was made) its name has to do. */
const isHere = (name: string, mark: string) => markOfLock(name) !== undefined && (mark === '' || markOfLock(name) === mark);

const isOurs = (summary: Summary, store: Store) => summary.secret === fingerprintOf(store);

/** One key of each kind is opened before the rows are kept: marks may be right and what they stand for spoilt. */
async function opened(client: pg.Client, otherSecret?: boolean): Promise<Opening> {
  const opening = await tryOpening(client);
  const [closed] = opening.closed;
  if (closed && !otherSecret) throw new BadArchive(`A key of ${closed.table} does not open with "${closed.lock}" (${closed.keys} are locked with it). Look at SECRET, SEAL_KEYS and SEAL_SERVICE; nothing was restored. If that key is lost for good: --other-secret.`);
  return opening;
}

type Known = { marks: Set<string>; words: Map<string, Word>; rests: Map<string, Rest> };

function knownIn({ ledger }: Wish): Known {
  if (!existsSync(ledger)) throw new BadArchive(`There is no ledger at ${ledger}. It says who left after the backup was made; give it: npm run restore -- <file> --ledger <erasures.log>. If nobody left, or it is lost: --no-ledger.`);
  const read = readLedger(ledger);
  if (read.fingerprint !== fingerprint()) throw new BadArchive(`${ledger} belongs to another secret.`);
  return read;
}

async function isEmpty(client: pg.Client, name: 'members.members' | 'vault.people', because: string): Promise<void> {
  const { rows: [table] } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name]);
  if (!table?.there) return;
  const { rows } = await client.query(`select 1 from ${name} limit 1`);
  if (rows.length) throw new BadArchive(`${because} A restore needs an empty one; nothing was changed.`);
}

/** Rules between tables and triggers are put aside while rows come in, and checked at the end; the owner may do that. */
async function pour(client: pg.Client, file: string, store: Store, { copied, tables: written }: Summary): Promise<void> {
  const tables = new Map((await tablesOf(client)).map(({ table, columns }) => [table, columns]));
  const writtenIn = new Map(written.map(({ table, columns }) => [table, columns]));
  const { rows: rules } = await client.query<{ table: string; name: string; rule: string }>(`
    select conrelid::regclass::text as "table", quote_ident(conname) as name, pg_get_constraintdef(oid) as rule
      from pg_constraint where contype = 'f' and connamespace::regnamespace::text not in ('pgboss', 'public')`);
  for (const { table, name } of rules) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const table of tables.keys()) await client.query(`alter table ${table} disable trigger user`);
  await client.query(`truncate ${[...tables.keys()].join(', ')}`); // rows the migrations put there are in the backup, too
  let expected: Copied[] = copied;
  for await (const { table, pieces } of tablesIn(file, store, { manifest: () => {}, end: (said) => (expected = said) })) {
    const [here, columns] = [tables.get(table), writtenIn.get(table)];
    if (!here) throw new BadArchive(`The backup has a table this database lacks: ${table}.`);
    // A place that was upgraded has its columns in the order in which they came, which need not be the order of a new one.
    if (!columns || sorted(columns) !== sorted(here)) throw new BadArchive(`${table} has other columns in the backup than in this database.`);
    await copyIn(client, table, columns, pieces);
  }
  for (const { table, rows } of expected) {
    const { rows: [counted] } = await client.query<{ there: string }>(`select count(*) as there from ${table}`);
    if (Number(counted?.there) !== rows) throw new BadArchive(`${table}: ${rows} rows in the backup, ${counted?.there} in the database.`);
  }
  for (const { table, name, rule } of rules) await client.query(`alter table ${table} add constraint ${name} ${rule}`);
  for (const table of tables.keys()) await client.query(`alter table ${table} enable trigger user`);
  await countOn(client);
}

const sorted = (columns: string) => columns.split(', ').sort().join(', ');

/** Numbers that the database gives out go on after the highest one there is. */
async function countOn(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(`
    select format('%I.%I', table_schema, table_name) as "table", quote_ident(column_name) as column,
           pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) as sequence
      from information_schema.columns
     where table_schema not in ('pg_catalog', 'information_schema', 'pgboss', 'public')
       and pg_get_serial_sequence(format('%I.%I', table_schema, table_name), column_name) is not null`);
  for (const { table, column, sequence } of rows) {
    await client.query(`select setval($1, coalesce((select max(${column}) from ${table}), 1), exists (select from ${table}))`, [sequence]);
  }
}

/** Everybody whose mark is in the ledger or in the backup goes, as they went before: with everything that hangs on them. */
async function eraseAgain(client: pg.Client, known: Set<string>): Promise<{ erased: number; marks: number }> {
  const { rows: before } = await client.query<{ mark: string }>('select mark from platform.erasures');
  const marks = new Set([...known, ...before.map(({ mark }) => mark)]);
  const { rows: members } = await client.query<{ id: string }>('select id from members.members');
  const gone = members.map(({ id }) => id).filter((id) => marks.has(markOf(id)));
  for (const id of gone) await client.query('delete from members.members where id = $1', [id]);
  await client.query('insert into platform.erasures (mark) select unnest($1::text[]) on conflict do nothing', [[...marks]]);
  return { erased: gone.length, marks: marks.size };
}

/** A word written down just before the moment of the backup may be too young to be in it. */
const justBefore = 60_000;
const isOlder = ({ at }: { at: Date }, made: string) => at.getTime() < Date.parse(made) - justBefore;

/** Who has said since the backup that they leave for good is on the way again, and who wants to stay after all is not. An older word is in the backup, with what became of it. */
async function sayAgain(client: pg.Client, words: Map<string, Word>, made: string): Promise<number> {
  const { rows: members } = await client.query<{ id: string }>('select id from members.members');
  const { rows: [{ canSay }] } = await client.query(`select to_regprocedure('platform.announce(text, jsonb)') is not null as "canSay"`); // not in the oldest backups
  let said = 0;
  for (const { id } of words.size ? members : []) {
    const word = words.get(markOf(id));
    if (!word || isOlder(word, made)) continue;
    const { rowCount } = word.says === 'leaves'
      ? await client.query(`insert into members.leavings (member_id, asked_at, due_at) values ($1, $2, $2::timestamptz + interval '14 days') on conflict do nothing`, [id, word.at])
      : await client.query('delete from members.leavings where member_id = $1', [id]);
    if (!rowCount) continue;
    said++;
    // Whoever is told of it has only heard what was said before the backup.
    if (canSay) await client.query(`select platform.announce($1, jsonb_build_object('memberId', $2::uuid))`, [word.says === 'leaves' ? 'members.leaving.asked' : 'members.leaving.undone', id]);
  }
  return said;
}

/** Whose account has come to rest since the backup, and whose rests no more. The backup may be from before there were rests: it is taken up when every table is of this version. */
async function restAgain(client: pg.Client, rests: Map<string, Rest>, made: string): Promise<Resting> {
  const { rows: members } = await client.query<{ id: string }>('select id from members.members');
  const said = members.flatMap(({ id }) => {
    const rest = rests.size ? rests.get(markOf(id)) : undefined;
    return rest && !isOlder(rest, made) ? [{ id, ...rest }] : [];
  });
  return { rests: said.flatMap(({ id, says, at }) => (says === 'rests' ? [{ id, since: at }] : [])), wakes: said.flatMap(({ id, says }) => (says === 'wakes' ? [id] : [])) };
}
