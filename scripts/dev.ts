/**
 * For developers: the embedded database and Vite's server, in one terminal.
 * `PORT=5173 DATA_DIR=data npm run dev`
 */
import { createServer } from 'vite';
import { isThisMachineAlone, setting } from '#platform/config';
import { demoInPublic } from '#platform/demo-mark';
import { launchOurs } from '#platform/own-database';
import { prepare } from '#platform/prepare';
import { makeSecrets } from '#platform/secrets';

const database = await launchOurs();
makeSecrets();
await prepare(database.url);
const refused = await demoInPublic();
if (refused.length) {
  await database.stop();
  throw new Error(refused.join('\n'));
}
const { fillDemo } = isThisMachineAlone() && setting('DEMO') === 'on' ? await import('../src/demo.ts') : { fillDemo: async () => false };
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
