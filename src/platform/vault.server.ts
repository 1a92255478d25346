/**
 * The way into the vault: another database, under an account that can see
 * nothing else, as the community's account cannot see the vault.
 *
 * Only the room `vault` comes here (a test says so). There is no asker and no
 * open transaction to join: each statement is whole by itself.
 */
import pg from 'pg';
import { inPool } from '#db';
import { vaultUrl } from '#platform/config';
import { atEnd } from '#platform/ending';

let pool: pg.Pool | undefined;

function connect(): pg.Pool {
  if (pool) return pool;
  atEnd('vault pool', disconnect);
  pool = new pg.Pool({
    connectionString: vaultUrl(),
    max: 2,
    options: '-c statement_timeout=5s -c idle_in_transaction_session_timeout=10s',
    application_name: 'alongside-vault',
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000
  });
  // A connection may break at any time; the statement that waits is told, and the next one gets another.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

export const sql = <Shape = Record<string, unknown>>(parts: TemplateStringsArray, ...values: unknown[]): Promise<Shape[]> => inPool<Shape>(connect(), parts, values);

export async function disconnect(): Promise<void> {
  const ending = pool;
  pool = undefined;
  await ending?.end();
}
