/** What must be true of a database before anybody is let in: every table, the queue's own, and the app's way in. */
import pg from 'pg';
import { databaseUrl } from '#platform/config';
import { migrate } from '#platform/migrate';
import { prepareQueue } from '#platform/queue';

/** Two starts do not meet: the second waits and finds everything done. Answers with the migrations that ran. */
export async function prepare(ownerUrl: string, appUrl = databaseUrl()): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 });
  owner.on('error', () => {}); // a lost connection is told to the statement that waits
  await owner.connect();
  try {
    await owner.query('select pg_advisory_lock(7202)');
    const ran = await migrate(ownerUrl);
    await prepareQueue(owner, ownerUrl);
    if (appUrl && appUrl !== ownerUrl) await letIn(owner, appUrl);
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
