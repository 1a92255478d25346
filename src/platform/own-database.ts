/** Our own PostgreSQL in the data folder, for whoever does not name a server in DATABASE_URL. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataDir, setting } from '#platform/config';
import type { Server } from '#platform/postgres';

/** Starts it, or joins the one that runs, and leaves its address where `databaseUrl` looks. Whoever has a server elsewhere never loads what this needs. */
export async function launchOurs(): Promise<Server> {
  const { launch } = await import('#platform/postgres');
  mkdirSync(dataDir(), { recursive: true });
  const server = await launch({ dir: dataDir() });
  writeFileSync(join(dataDir(), 'database-url'), `${server.url}\n`, { mode: 0o600 });
  return server;
}

/** For commands: does the work on the server that was named, else on ours, which is stopped again if nobody else had started it. */
export async function withDatabase<Result>(work: () => Promise<Result>): Promise<Result> {
  const ours = setting('DATABASE_URL') ? undefined : await launchOurs();
  try {
    return await work();
  } finally {
    if (ours && !ours.adopted) await ours.stop();
  }
}
