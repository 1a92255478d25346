/**
 * The whole house on one machine: database, pages, events.
 *
 * `npm start` comes here when everything is installed and built. In a container
 * it is `node server.ts` with DATABASE_URL set.
 */
import { spawn } from 'node:child_process';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { disconnect } from '#db';
import { watchBreath } from '#platform/busy';
import { databaseUrl, isThisMachineAlone, origin, ownerUrl, setting, unreadableSettings } from '#platform/config';
import { demoInPublic } from '#platform/demo-mark';
import { end } from '#platform/ending';
import { watchHealth } from '#platform/health';
import { keepHelpFresh } from '#platform/kept-help';
import { otherKeys } from '#platform/key-marks';
import { note, told, warn } from '#platform/log';
import { serveMetrics } from '#platform/metrics';
import { launchOurs, othersUseIt } from '#platform/own-database';
import type { Server as Database } from '#platform/postgres';
import { makeSecrets } from '#platform/secrets';
import { serve, type House, type Pages } from '#platform/serving';
import { doubtful, wrongSettings } from '#platform/settings-check';
import { troubleOf } from '#platform/trouble';
import * as rooms from '#circles/listening';
import { leaveAddress } from '#house/leave-rules';
import { wrongProviders } from '#members/providers';

const say = (line = '') => console.log(line);
const stopWith = (...sentences: string[]): never => {
  for (const sentence of sentences) console.error(sentence);
  process.exit(1);
};

const wrong = wrongSettings();
if (!unreadableSettings().length) wrong.push(...wrongProviders());
if (wrong.length) stopWith('Alongside has not started:', ...wrong.map((sentence) => `- ${sentence}`));
const host = setting('HOST');
const port = Number(setting('PORT'));
const isEmbedded = setting('DATABASE_URL') === '';
const isDemo = isThisMachineAlone() && setting('DEMO') === 'on';
await portIsFree();

let ending = false;
let database: Database | undefined;
let server: Server | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void finish(signal));
if (isEmbedded) await startDatabase().catch((error: Error) => stopWith('The embedded database did not start.', error.message));
await madeSecrets();

const health = watchHealth(databaseUrl, isEmbedded ? startDatabase : undefined);
const house: House = { health, isBusy: watchBreath(Number(setting('BUSY_LAG'))).isBusy, isEnding: () => ending, leaveTo: (language) => leaveAddress(language === 'nb' ? 'nb' : 'en') };
server = serve(house);
const ran = await prepared();
// Filled before the pages open: they read what the operator says as soon as they are there.
if (ran.length && isDemo) await demo('fill');
await openPages();
await listening();
keepHelpFresh(`http://${host.includes(':') ? `[${host}]` : host}:${port}`);
if (setting('METRICS_PORT')) await serveMetrics(Number(setting('METRICS_PORT')), setting('METRICS_HOST'), async () => {
  const { outboxSeconds, queueSeconds, clockSeconds, alarms, database: up } = await health.order();
  return { database_up: Number(up), outbox_oldest_seconds: outboxSeconds, queue_oldest_seconds: queueSeconds, clock_silent_seconds: clockSeconds, alarms_unseen: alarms };
}).catch((error: Error) => warn('no metrics', told(error)));
await greet();
// What only the start needed goes back to the system, once: some twenty MB less while nobody is there. It takes less than a blink.
setTimeout(() => globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' }), 1_500).unref();

async function portIsFree(): Promise<void> {
  const probe = createServer();
  await new Promise<void>((free, taken) => probe.once('error', taken).listen(port, host, free)).catch((error: { code?: string }) => stopWith(
    error.code === 'EADDRINUSE' ? `Port ${port} is taken. Is Alongside running already? Stop it, or choose another port: PORT=3001 npm start`
      : `Listening on ${host}:${port} is not possible (${error.code}).`));
  await new Promise((closed) => probe.close(closed));
}

/** The embedded server, started or adopted; also after it died. */
async function startDatabase(): Promise<void> {
  if (ending) return;
  database = await launchOurs();
}

/** Now, while somebody is looking, not at the first need. */
async function madeSecrets(): Promise<void> {
  try {
    makeSecrets();
  } catch (error) {
    if (database && !database.adopted) await database.stop();
    stopWith('Alongside has not started:', `- A secret could not be made or read: ${(error as Error).message}`);
  }
}

/** Every table as this version needs it. A server elsewhere that does not answer yet is waited for, and visitors are told. */
async function prepared(): Promise<string[]> {
  const { prepare } = await import('#platform/prepare');
  for (;;) {
    try {
      const ran = setting('MIGRATE') === 'start' ? await prepare(ownerUrl()) : await preparedApart();
      const demo = await demoInPublic();
      const unfit = demo.length ? demo : await otherKeys(); // what is not to be served gets no marks of ours either
      if (unfit.length) await refuse('Alongside has not started:', ...unfit.map((sentence) => `- ${sentence}`));
      return ran;
    } catch (error) {
      if (troubleOf(error) !== 'lost') stopWith('The database could not be made ready.', (error as Error).message);
      warn('waiting for the database', told(error));
      health.suspect();
      await listening();
      await new Promise((wait) => setTimeout(wait, 1_000));
    }
  }
}

/** With MIGRATE=apart somebody else makes the tables; until then it is as if there were no database. */
async function preparedApart(): Promise<string[]> {
  if ((await health.order()).migrations) return [];
  throw Object.assign(new Error('the tables are not up to date'), { code: 'ECONNREFUSED' });
}

/** Not to be served as it is: says why, and leaves nothing running that only we need. */
async function refuse(...sentences: string[]): Promise<never> {
  for (const sentence of sentences) console.error(sentence);
  return finish('refused', 1);
}

async function openPages(): Promise<void> {
  // Kit reads these when it is loaded. The door (`serving`) has let nothing larger in than the page takes. The headers they name are set by us for every request, never by a visitor.
  Object.assign(process.env, { PROTOCOL_HEADER: 'x-forwarded-proto', ADDRESS_HEADER: 'x-client-address', BODY_SIZE_LIMIT: '10M' });
  const built = new URL('./build/handler.js', import.meta.url).href;
  const { handler } = (await import(built).catch((error: Error & { code?: string }) =>
    stopWith(error.code === 'ERR_MODULE_NOT_FOUND' ? 'There is no build yet. Run: npm start' : String(error.stack)))) as { handler: Pages };
  house.pages = handler;
  house.live = rooms.open();
}

async function listening(): Promise<void> {
  const door = server!;
  if (!door.listening) await new Promise<void>((heard) => door.listen(port, host, 4_096, heard));
}

/** The demo community has its own process: what it needs once does not stay in memory. */
function demo(what: 'fill' | 'people'): Promise<void> {
  const child = spawn(process.execPath, ['scripts/demo.ts', what], { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done) => child.once('exit', (code) => {
    if (code) warn('the demo community is not whole', { code });
    done();
  }));
}

async function greet(): Promise<void> {
  note('ready', { ms: Math.round(performance.now()), embedded: isEmbedded });
  const place = origin() || `http://localhost:${port}`;
  if (isDemo) await demo('people');
  say(`\nAlongside is open: ${place}`);
  for (const sentence of doubtful()) say(sentence);
  if (!isDemo) say('If there is no steward yet: npm run steward');
  say('Stop with Ctrl-C. Nothing is lost.\n');
}

/** Nobody new comes in, everybody who is in is answered, then the rest goes. Ten seconds at most. */
async function finish(signal: string, code = 0): Promise<never> {
  if (ending) return new Promise<never>(() => {}); // under way already
  ending = true;
  note('ending', { signal });
  setTimeout(() => process.exit(1), 10_000).unref();
  const door = server;
  setTimeout(() => door?.closeAllConnections(), 7_000).unref();
  await house.live?.close(); // who listens comes back and hears what they missed
  if (door?.listening) await new Promise<void>((closed) => door.close(() => closed()));
  await end();
  await disconnect();
  if (door) await health.stop();
  if (database && !(await othersUseIt(database.url))) await database.stop();
  process.exit(code);
}
