/**
 * The queue: pg-boss, in the same database.
 *
 * `heard` holds one job for each event and each room that listens for it;
 * `clocks` holds what time does; `slow-heard` and `slow-clocks` hold what of
 * either waits for a machine elsewhere (mail, a webhook, keys, the vault), so
 * that nothing else waits for that; `given-up` holds what kept going wrong,
 * which becomes an alarm. The tables belong to the owner and are made before
 * anybody is let in; the worker reads and writes them as the app's role.
 */
import pg from 'pg';
import type { ConstructorOptions, PgBoss } from 'pg-boss';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/config';
import { told, warn } from '#platform/log';

const schema = 'pgboss';
/** A job that fails is tried again after 5 s, 10 s, 20 s …, for about a day at most. */
const patience = { retryLimit: 12, retryDelay: 5, retryBackoff: true, retryDelayMax: 3 * 3600 };
/** A clock that is at work says so every few seconds (`carrying`). One that has said nothing for so long belonged to a worker that was killed; the shortest that pg-boss takes is ten. */
export const silence = 15;
const ofClocks = { policy: 'stately', heartbeatSeconds: silence, retryLimit: 3, retryDelay: 30, retryBackoff: true, deadLetter: 'given-up', deleteAfterSeconds: 3_600 } as const;
const queues = [
  { name: 'given-up', deleteAfterSeconds: 86_400 },
  { name: 'heard', ...patience, deadLetter: 'given-up', expireInSeconds: 300, deleteAfterSeconds: 3_600 },
  { name: 'slow-heard', ...patience, deadLetter: 'given-up', expireInSeconds: 300, deleteAfterSeconds: 3_600 },
  // One waiting and one running of each kind, never a heap of them after a night asleep. One that was cut off is missed for less than a minute (`looks`); one that hangs for two.
  { name: 'clocks', ...ofClocks, expireInSeconds: 120 },
  { name: 'slow-clocks', ...ofClocks, expireInSeconds: 900 }
] as const;

/** What the tables were made by and for; kept as a comment on the schema, so that an ordinary start does not load pg-boss for it. */
function edition(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/pg-boss/package.json'), 'utf8')) as { version: string };
  return `pg-boss ${version} ${JSON.stringify(queues)}`;
}

/** Makes or renews the queue's tables, as their owner. Runs behind the lock of the migrations. */
export async function prepareQueue(owner: pg.Client, ownerUrl: string): Promise<void> {
  const wanted = edition();
  const { rows } = await owner.query<{ made: string | null }>(`select obj_description(oid, 'pg_namespace') as made from pg_namespace where nspname = 'pgboss'`);
  if (rows[0]?.made === wanted) return;
  const { PgBoss: Boss } = await import('pg-boss');
  const boss = new Boss({ connectionString: ownerUrl, schema, max: 2, schedule: true, supervise: false, reindex: false, monitorVacuum: false });
  boss.on('error', (error) => warn('queue', told(error)));
  await boss.start();
  const known = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const { name, ...options } of queues) {
    if (known.has(name)) await boss.updateQueue(name, 'policy' in options ? (({ policy: _policy, ...rest }) => rest)(options) : options);
    else await boss.createQueue(name, options);
  }
  await boss.stop({ graceful: false });
  await owner.query(`
    grant usage on schema pgboss to alongside_app;
    grant select, insert, update, delete on all tables in schema pgboss to alongside_app;
    grant usage on all sequences in schema pgboss to alongside_app;
    grant execute on all functions in schema pgboss to alongside_app`);
  await owner.query(`comment on schema pgboss is ${pg.escapeLiteral(wanted)}`);
}

/**
 * How often it looks, in seconds: for what was cut off, which the next look but
 * one knows of; each look counts, for the second is the shorter; and at what it
 * remembers of the queues, by which it passes over the clocks that are at work.
 */
export const looks = { superviseIntervalSeconds: 10, monitorIntervalSeconds: 5, queueCacheIntervalSeconds: 5 } as const;

/** pg-boss as the worker uses it: it makes no tables, and it keeps the time. */
export async function openQueue(url: string, options: Partial<ConstructorOptions> = {}): Promise<PgBoss> {
  const { PgBoss: Boss } = await import('pg-boss');
  const boss = new Boss({
    connectionString: url,
    options: '-c role=alongside_app',
    application_name: 'alongside-queue',
    schema,
    max: 2,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    ...looks,
    ...options
  } as ConstructorOptions);
  boss.on('error', (error) => warn('queue', told(error)));
  await boss.start();
  return boss;
}
