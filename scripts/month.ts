/**
 * `npm run demo:month`: one month in the life of a community, replayed from a
 * seed, and the figures of it, counted from the rows.
 *
 *   npm run demo:month                                    300 members, 30 days, seed 1
 *   npm run demo:month -- --members 80 --days 14 --seed 7
 *   npm run demo:month -- --load                          and then the pages of its busiest hour, 20 times as fast, for 30 s
 *   npm run demo:month -- --load --times 1000             or 1000 times as fast
 *   DATA_DIR=data/month npm run demo:month -- --into      keeps it: DATA_DIR=data/month npm start shows it
 *
 * Without --into it has a PostgreSQL of its own in a temporary folder, and
 * nothing is left. With --into it uses DATABASE_URL or DATA_DIR: only where
 * nobody else can reach the place, and only if nobody has joined there.
 *
 * The same seed gives the same figures on any day. Everybody is made up, their
 * words are the demo community's own. The rows are moved by whole weeks, so
 * that the month ends in the last seven days.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { disconnect } from '#db';
import { dataDir, databaseUrl, isThisMachineAlone, ownerUrl, root, setting } from '#platform/config';
import { launchOurs } from '#platform/own-database';
import { launch } from '#platform/postgres';
import { prepare } from '#platform/prepare';
import { makeSecrets } from '#platform/secrets';
import { answeredOfHundred } from '#forum/answered';
import type { Rota, Shift } from '#house/duty-rules';
import { demoPass } from '../src/demo.ts';
import { deskOf } from './month-care.ts';
import { countedCare, fillDesk, type CareRows } from './month-care-rows.ts';
import { chanceOf } from './month-chance.ts';
import { figuresOf, type Figures } from './month-figures.ts';
import { askAround } from './month-load.ts';
import { day, type Options } from './month-people.ts';
import { careInWords, figuresInWords, loadInWords } from './month-print.ts';
import { counted, fill, isEmpty } from './month-rows.ts';
import { begins, live, mostDays, type Life, type World } from './month-rules.ts';

const read = <Shape>(...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8')) as Shape;

/** What a month is made of: the demo community's people, words and rota. */
export function theWorld(): World {
  const { timeZone, shifts } = read<{ timeZone: string; shifts: (Omit<Shift, 'day'> & { days: number[] })[] }>('demo', 'rota.json');
  return {
    known: read('demo', 'people.json'),
    nameWords: { en: read('src/rooms/members/name-words/en.json'), nb: read('src/rooms/members/name-words/nb.json') },
    rota: { timeZone, shifts: shifts.flatMap(({ days, ...shift }) => days.map((one) => ({ day: one, ...shift }))) } satisfies Rota,
    boards: readdirSync(join(root, 'demo/threads')).sort().map((file) => ({ board: file.replace('.json', ''), threads: read('demo/threads', file) }))
  };
}

/** How far to move a month that it ends in the last seven days: whole weeks, so that Mondays stay Mondays. */
export const movedBy = (days: number, now: number) => Math.floor((now - begins - days * day) / (7 * day)) * 7 * day;

export type Replayed = { life: Life; figures: Figures; houseFigure: number | undefined; care: CareRows };

/** Replays into the database that is connected, which has to be empty. */
export async function replay(options: Options, { now = Date.now(), passOf }: { now?: number; passOf?: (name: string) => string | undefined } = {}): Promise<Replayed> {
  if (!(await isEmpty())) throw new Error('There are people here already. Choose an empty place, such as DATA_DIR=data/month');
  const world = theWorld();
  const life = live(options, world);
  const moved = movedBy(options.days, now);
  await fill(life, moved, passOf);
  const team = life.people.filter(({ role }) => role === 'moderator' || role === 'steward').map(({ name }) => name);
  const written = life.threads.map(({ posts }, thread) => ({ thread, at: posts[0]!.at }));
  await fillDesk(deskOf(written, team, world.rota, begins, options.days, chanceOf(options.seed + 7)), life.threads.map(({ code }) => code), moved);
  const span = { begins: begins + moved, ends: begins + moved + options.days * day, moved };
  const rows = await counted(new Date(span.begins), new Date(span.ends));
  return { life, figures: figuresOf(rows, span, world.rota), houseFigure: await answeredOfHundred(new Date(span.ends)), care: await countedCare() };
}

function optionsOf(values: Record<string, string | boolean | undefined>): Options & { times: number } {
  const whole = (name: string, least: number, most: number) => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < least || value > most) throw new Error(`--${name} is a whole number from ${least} to ${most}`);
    return value;
  };
  return { members: whole('members', 12, 5_000), days: whole('days', 1, mostDays), seed: whole('seed', 0, 2 ** 31), times: whole('times', 1, 10_000) };
}

type Place = { url: string; dir: string; close: () => Promise<void> };

/** A database that is gone afterwards. */
async function ownPlace(): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), 'alongside-month-'));
  chmodSync(dir, 0o711); // run as root, PostgreSQL has an account of its own and has to get in
  const server = await launch({ dir });
  const data = join(dir, 'data');
  Object.assign(process.env, { DATABASE_URL: server.url, DATABASE_OWNER_URL: '', DATABASE_PASSWORD: '', DATABASE_OWNER_PASSWORD: '', DATA_DIR: data });
  return { url: server.url, dir: data, close: async () => {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  } };
}

/** The database the house itself would use. */
async function housePlace(): Promise<Place> {
  if (!isThisMachineAlone()) throw new Error('A month of made-up people is for a machine nobody else can reach: leave ORIGIN empty, and HOST at 127.0.0.1.');
  mkdirSync(dataDir(), { recursive: true });
  const server = setting('DATABASE_URL') ? undefined : await launchOurs();
  return { url: databaseUrl(), dir: dataDir(), close: async () => void (server && !server.adopted && (await server.stop())) };
}

/** PostgreSQL learns what is in the tables, as it does by itself after a while. */
async function analysed(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('vacuum analyze').finally(() => client.end());
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: {
    members: { type: 'string', default: '300' }, days: { type: 'string', default: '30' }, seed: { type: 'string', default: '1' },
    into: { type: 'boolean' }, load: { type: 'boolean' }, times: { type: 'string', default: '20' }
  } });
  const options = optionsOf(values);
  const place = await (values.into ? housePlace() : ownPlace());
  const close = async () => {
    await disconnect();
    await new Promise((wait) => setTimeout(wait, 100)); // connections take a moment to be gone
    await place.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close().finally(() => process.exit(1)));
  try {
    makeSecrets(); // whoever fills a place is its first start
    await prepare(ownerUrl());
    const begun = performance.now();
    const names = new Set(theWorld().known.map(({ name }) => name));
    const { life, figures, houseFigure, care } = await replay(options, { passOf: values.into ? (name) => (names.has(name) ? demoPass(name) : undefined) : undefined });
    console.log(figuresInWords(figures, houseFigure, options, (performance.now() - begun) / 1_000));
    console.log(careInWords(care));
    if (values.load) {
      await analysed(ownerUrl());
      console.log(loadInWords(await askAround(life, options.times, chanceOf(options.seed), place)));
    }
    if (values.into) console.log('\nKept. `npm start` with the same settings shows it; anybody of the demo community can be signed in as there.');
  } finally {
    await close();
  }
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) {
  await main().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
