/** Our own PostgreSQL in the data folder, for whoever does not name a server in DATABASE_URL. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, setting } from '#platform/config';
import type { Server } from '#platform/postgres';

/** Whether an earlier start has left something of ours here. As root it may say only where the database is. */
const isBegun = () => ['postgres', 'postgres-is-in', 'secret'].some((name) => existsSync(join(dataDir(), name)));

/** Starts it, or joins the one that runs, and leaves its address where `databaseUrl` looks. Whoever has a server elsewhere never loads what this needs. */
export async function launchOurs(): Promise<Server> {
  const { launch } = await import('#platform/postgres');
  mkdirSync(dataDir(), { recursive: true });
  const server = await launch({ dir: dataDir(), isNew: !isBegun() && !setting('SECRET') });
  writeFileSync(join(dataDir(), 'database-url'), `${server.url}\n`, { mode: 0o600 });
  return server;
}

/**
 * For commands: does the work on the server that was named, else on ours, which
 * is stopped again if nobody else had started it. None is made where there is
 * none, unless that is meant: who forgot a setting would work on an empty one.
 */
export async function withDatabase<Result>(work: () => Promise<Result>, { made = false } = {}): Promise<Result> {
  if (!made && !setting('DATABASE_URL') && !isBegun()) {
    throw new Error(`There is no database in ${dataDir()}. Is that the DATA_DIR of the service? Commands need the same settings and the same account. If nothing was started here yet: npm start`);
  }
  const ours = setting('DATABASE_URL') ? undefined : await launchOurs();
  try {
    return await work();
  } finally {
    if (ours && !ours.adopted) await ours.stop();
  }
}
