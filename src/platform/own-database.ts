/** Our own PostgreSQL in the data folder, for whoever does not name a server in DATABASE_URL. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { dataDir, setting } from '#platform/config';
import type { Server } from '#platform/postgres';
import { wrongAddresses } from '#platform/settings-check';

const isHere = (...names: string[]) => names.some((name) => existsSync(join(dataDir(), name)));
/** Whether an earlier start has made a database of ours: here, or as root where this says. */
const isMade = () => isHere('postgres', 'postgres-is-in');

/** Starts it, or joins the one that runs, and leaves its address where `databaseUrl` looks. Whoever has a server elsewhere never loads what this needs. */
export async function launchOurs(): Promise<Server> {
  const { launch } = await import('#platform/postgres');
  mkdirSync(dataDir(), { recursive: true });
  const server = await launch({ dir: dataDir(), isNew: !isMade() && !isHere('secret') && !setting('SECRET') });
  writeFileSync(join(dataDir(), 'database-url'), `${server.url}\n`, { mode: 0o600 });
  return server;
}

/**
 * For commands: does the work on the server that was named, else on ours, which
 * is stopped again if nobody else had started it. None is made where there is
 * none, unless that is meant: who forgot a setting would work on an empty one.
 */
export async function withDatabase<Result>(work: () => Promise<Result>, { made = false } = {}): Promise<Result> {
  const wrong = wrongAddresses();
  if (wrong.length) throw new Error(wrong.join('\n'));
  if (!made && !setting('DATABASE_URL') && !isMade()) {
    throw new Error(`There is no database in ${dataDir()}. Is that the DATA_DIR of the service? Commands need the same settings and the same account. If nothing was started here yet: npm start`);
  }
  const ours = setting('DATABASE_URL') ? undefined : await launchOurs();
  try {
    return await work();
  } finally {
    if (ours && !ours.adopted && !(await othersUseIt(ours.url))) await ours.stop();
  }
}

/** A second start on the same folder shares the database; the last one out stops it. Our own connections take a moment to be gone. */
export async function othersUseIt(url: string): Promise<boolean> {
  for (let tries = 0; tries < 10; tries++) {
    if (!(await othersAreSeen(url))) return false;
    await new Promise((wait) => setTimeout(wait, 100));
  }
  return true;
}

async function othersAreSeen(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  try {
    await client.connect();
    const { rows } = await client.query(`select 1 from pg_stat_activity where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid() limit 1`);
    return rows.length > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
