/** Before all tests: a real PostgreSQL, every migration, and the cast. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '#platform/postgres';
import { prepare } from '#platform/prepare';
import { makeSecrets } from '#platform/secrets';

export default async function setup() {
  const dir = mkdtempSync(join('/tmp', 'alongside-test-'));
  chmodSync(dir, 0o711); // run as root, PostgreSQL has an account of its own and has to get in
  const server = await launch({ dir, careless: true });
  process.env.DATABASE_URL = server.url;
  process.env.VAULT_URL = server.vaultUrl;
  process.env.DATA_DIR = join(dir, 'house'); // nothing a test writes lands in somebody's own folder
  makeSecrets();
  await prepare(server.url);
  const { makeCast } = await import('#test/cast');
  await makeCast();
  const { disconnect } = await import('#db');
  await disconnect();
  return async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}
