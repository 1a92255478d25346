/** A database of a test's own, on the server all tests share: for what cannot be rolled back. */
import pg from 'pg';
import { prepare } from '#platform/prepare';

export type Own = { url: string; query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>; drop: () => Promise<void> };

export async function ownDatabase(name: string, { empty = false } = {}): Promise<Own> {
  const shared = process.env.TEST_SERVER_URL ?? process.env.DATABASE_URL!;
  await once(shared, `drop database if exists ${name} with (force)`);
  await once(shared, `create database ${name}`);
  const url = shared.replace(/(@[^/]*\/)[^?]+/, `$1${name}`);
  if (!empty) await prepare(url);
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  return {
    url,
    query: async (text, values) => (await pool.query(text, values)).rows,
    drop: async () => {
      await pool.end();
      await once(shared, `drop database if exists ${name} with (force)`);
    }
  };
}

async function once(url: string, text: string) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text).finally(() => client.end());
}
