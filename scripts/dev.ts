/**
 * For developers: the embedded database and Vite's server, in one terminal.
 * `PORT=5173 DATA_DIR=data npm run dev`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createServer } from 'vite';
import { dataDir, setting } from '#platform/config';
import { launch } from '#platform/postgres';
import { prepare } from '#platform/prepare';

mkdirSync(dataDir(), { recursive: true });
const database = await launch({ dir: dataDir() });
writeFileSync(join(dataDir(), 'database-url'), `${database.url}\n`);
await prepare(database.url);
const { fillDemo } = setting('DEMO') === 'on' ? await import('../src/demo.ts') : { fillDemo: async () => false };
await fillDemo();
const server = await createServer({ server: { port: Number(setting('PORT')), strictPort: true } });
await server.listen();
server.printUrls();
const stop = async () => {
  await server.close();
  await database.stop();
  process.exit(0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
