/**
 * The mark of the demo community.
 *
 * Its people are made up, and their pass-sentences are printed for all to see:
 * whoever reads them is its steward. So a database into which they were ever
 * poured is for this machine alone. Wherever others could come in, a start with
 * it is refused in a sentence, and pages that were open already are closed.
 */
import pg from 'pg';
import { sql } from '#db';
import { databaseUrl, isThisMachineAlone } from '#platform/config';

/** In the transaction that pours them in. */
export const markDemo = () => sql`select platform.mark_demo()`;

/** Whether they were ever poured in here. */
export const isMarked = async (): Promise<boolean> => (await sql`select 1 from platform.demo limit 1`).length > 0;

/** Whether others could sign in as somebody of the demo here. Where its table is not made yet, neither are its people. */
export async function isDemoInPublic(client: pg.Client): Promise<boolean> {
  if (isThisMachineAlone()) return false;
  const { rows } = await client.query<{ marked: boolean }>('select exists (select from platform.demo) as marked')
    .catch((error: { code?: string }) => error.code === '42P01' ? { rows: [{ marked: false }] } : Promise.reject(error));
  return rows[0]!.marked;
}

/** The same for a start, once the tables are made: a sentence, or nothing. Throws when the database is away. */
export async function demoInPublic(): Promise<string[]> {
  if (isThisMachineAlone()) return [];
  const client = new pg.Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, options: '-c role=alongside_app' });
  client.on('error', () => {}); // a lost connection is told to the statement that waits
  await client.connect();
  try {
    if (!(await isDemoInPublic(client))) return [];
    return ['This database holds the demo community, and anybody can sign in as its people, the steward too. It is for this machine alone (ORIGIN empty, HOST=127.0.0.1). For a real place take another DATA_DIR, or another database.'];
  } finally {
    await client.end().catch(() => {});
  }
}
