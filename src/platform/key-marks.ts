/**
 * Which keys sealed what lies in a database.
 *
 * The first start that may seal leaves a mark of each of its keys there, and so
 * does the first one after an upgrade. A later start with other keys is refused
 * in a sentence before anybody is let in: what was kept could not be read, what
 * is written from then on could not be read when the right ones are back, and
 * whoever left for good would be known by other marks. Whoever has lost a
 * secret for good says so once, and begins with the new one.
 */
import pg from 'pg';
import { databaseUrl, vaultUrl } from '#platform/config';
import { markOfLock, opensAny } from '#platform/locked';
import { ring } from '#platform/locks';
import { told, warn } from '#platform/log';
import type { Store } from '#platform/migrate';
import { fingerprintOf } from '#platform/secrets';
import { troubleOf } from '#platform/trouble';

const tableOf: Record<Store, string> = { community: 'platform.key_marks', vault: 'vault.key_marks' };

/** Ours, by name. A key service keeps its own, and knows them by their versions. */
function ours(store: Store): Map<string, string> {
  const marks = new Map([['secret', fingerprintOf(store)]]);
  if (store === 'community') for (const name of ring().keys()) if (name !== 'secret') marks.set(name, markOfLock(name)!);
  return marks;
}

const whatIsLost = 'More in docs/self-hosting.md, "A secret or a key that is lost, or may be known".';

function sentence(store: Store, name: string): string {
  if (name !== 'secret') return `The database was sealed with another key "${name}" than the one in SEAL_KEYS: put the one from before back under that name. ${whatIsLost}`;
  return store === 'vault' ? `The vault was sealed with another secret than this one: put the one from before back (VAULT_SECRET, or the file DATA_DIR/vault-secret). ${whatIsLost}` :
    `The database was sealed with another secret than this one: put the one from before back (SECRET, or the file DATA_DIR/secret). ${whatIsLost}`;
}

/**
 * Sentences about keys that are others than before; empty when all is well, and
 * then every key of ours has its mark. Throws when the community's database is
 * away; a vault that does not answer keeps nobody from the community.
 */
export async function otherKeys(): Promise<string[]> {
  const others = await compared(databaseUrl(), 'community');
  if (!vaultUrl()) return others;
  return [...others, ...await compared(vaultUrl(), 'vault').catch((error: { code?: string }) => {
    if (troubleOf(error) !== 'lost' && error.code !== noSuchTable) throw error;
    warn('the vault does not answer', told(error));
    return [];
  })];
}

/** A vault whose tables could not be made yet. */
const noSuchTable = '42P01';

/** Of two first starts at once one writes the marks, and the other reads them. */
const compared = (url: string, store: Store): Promise<string[]> => connected(url, store === 'community' ? '-c role=alongside_app' : '', async (client) => {
  await client.query(`begin; select set_config('app.asker', 'house', true)`);
  const [here, table] = [ours(store), tableOf[store]];
  const isShut = await shut(client, store, await marksIn(client, store));
  await client.query(`insert into ${table} (name, mark) select * from unnest($1::text[], $2::text[]) on conflict do nothing`, [[...here.keys()], [...here.values()]]);
  const others = differing(here, await marksIn(client, store), isShut);
  await client.query(others.length ? 'rollback' : 'commit');
  return others.map((name) => sentence(store, name));
});

type Marks = ReadonlyMap<string, string>;

const marksIn = async (client: pg.Client, store: Store): Promise<Marks> =>
  new Map((await client.query<{ name: string; mark: string }>(`select name, mark from ${tableOf[store]}`)).rows.map(({ name, mark }) => [name, mark]));

/** From before there were marks: what was locked with the secret says whether it is this one. Some of it may be from one that was lost; if any opens, this one has been in use. */
const shut = async (client: pg.Client, store: Store, marks: Marks): Promise<boolean> => store === 'community' && !marks.has('secret') && (await opensAny(client, 'secret')) === false;

const differing = (here: Marks, marks: Marks, isShut: boolean): string[] =>
  [...here].filter(([name, mark]) => (marks.has(name) && marks.get(name) !== mark) || (name === 'secret' && isShut)).map(([name]) => name);

/** For a command that only reads: the same sentences, as the owner, and no mark is left. */
export async function sealedWithOthers(client: pg.Client, store: Store): Promise<string[]> {
  const { rows: [table] } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [tableOf[store]]);
  const marks = table!.there ? await marksIn(client, store) : new Map<string, string>();
  return differing(ours(store), marks, await shut(client, store, marks)).map((name) => sentence(store, name));
}

/** Those from before are lost for good: from now on ours are the right ones. As the owner. */
export async function takeOurs(client: pg.Client, store: Store): Promise<void> {
  const [here, table] = [ours(store), tableOf[store]];
  await client.query(`delete from ${table} where name <> all($1::text[])`, [[...here.keys()]]);
  await client.query(`
    insert into ${table} (name, mark) select * from unnest($1::text[], $2::text[])
    on conflict (name) do update set mark = excluded.mark, at = now()`, [[...here.keys()], [...here.values()]]);
}

/** The same for a command, which has the owner's address. */
export const takeOursAt = (url: string, store: Store): Promise<void> => connected(url, '', (client) => takeOurs(client, store));

async function connected<Result>(url: string, options: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, options });
  client.on('error', () => {}); // a lost connection is told to the statement that waits
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}
