/** What must be true of a database before anybody is let in: every table, the queue's own, and the app's way in. */
import pg from 'pg';
import { databaseUrl, vaultUrl } from '#platform/config';
import { told, warn } from '#platform/log';
import { migrate } from '#platform/migrate';
import { prepareQueue } from '#platform/queue';
import { pay } from '#platform/restored';
import { troubleOf } from '#platform/trouble';

/** Two starts do not meet: the second waits and finds everything done. Answers with the migrations that ran. */
export async function prepare(ownerUrl: string, appUrl = databaseUrl()): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  owner.on('error', () => {}); // a lost connection is told to the statement that waits
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock(7202)');
    const ran = await migrate(ownerUrl);
    await pay(owner); // what a restore left to end, before anybody is let in
    await prepareQueue(owner, ownerUrl);
    if (appUrl && appUrl !== ownerUrl) await letIn(owner, appUrl);
    if (vaultUrl()) ran.push(...(await prepareVault(vaultUrl(), [ownerUrl, appUrl])));
    return ran;
  } finally {
    await owner.end();
  }
}

/** The account the app signs in with may take the app's role, and nothing else. */
async function letIn(owner: pg.Client, appUrl: string): Promise<void> {
  const user = new pg.Client({ connectionString: appUrl }).user ?? '';
  const { rows } = await owner.query<{ may: boolean }>(`select pg_has_role(rolname, 'alongside_app', 'member') as may from pg_roles where rolname = $1`, [user]);
  if (rows[0] && !rows[0].may) await owner.query(`grant alongside_app to ${pg.escapeIdentifier(user)}`);
}

/**
 * The vault's tables, and proof that nothing else gets in: whoever can read the
 * community must be turned away at the vault's door, or nobody is let in at all.
 * A vault that does not answer keeps nobody from the community.
 */
async function prepareVault(vault: string, others: string[]): Promise<string[]> {
  try {
    const ran = await migrate(vault, { store: 'vault' });
    for (const other of others.filter(Boolean)) if (await opens(vault, other)) throw new Error('The vault opens to the account of the community. Give it an account of its own, and take the right to connect from everybody else: docs/self-hosting.md, "The vault".');
    return ran;
  } catch (error) {
    if (troubleOf(error) !== 'lost') throw error;
    warn('the vault does not answer', told(error));
    return [];
  }
}

/** Whether the account of one address gets into the database of another. */
async function opens(vault: string, other: string): Promise<boolean> {
  const [theirs, account] = [new pg.Client({ connectionString: vault }), new pg.Client({ connectionString: other })];
  const { host, port, database, ssl } = theirs;
  const stranger = new pg.Client({ host, port, database, ssl, user: account.user, password: account.password ?? '', connectionTimeoutMillis: 5_000 } as pg.ClientConfig);
  stranger.on('error', () => {});
  try {
    await stranger.connect();
    return true;
  } catch (error) {
    if (troubleOf(error) === 'lost') throw error;
    return false;
  } finally {
    await stranger.end().catch(() => {});
  }
}
