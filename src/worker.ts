/**
 * Events and clocks.
 *
 * Runs inside the web process on one machine, or alone as `node src/worker.ts`.
 * A room that listens, or that time does something to, is named here.
 */
import pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { disconnect } from '#db';
import { raise } from '#platform/alarms';
import { carryOne, giveUpOne, hearOne, runClock, setClocks, takeOut, type Clock, type Listening } from '#platform/carrying';
import { databaseUrl, unreadableSettings } from '#platform/config';
import { demoInPublic } from '#platform/demo-mark';
import { atEnd, end } from '#platform/ending';
import { mendLedger } from '#platform/erasures';
import { otherKeys } from '#platform/key-marks';
import { note, told, warn } from '#platform/log';
import { openQueue } from '#platform/queue';
import { isOwed } from '#platform/restored';
import { makeSecrets, spoiltSecrets } from '#platform/secrets';
import { wrongAddresses } from '#platform/settings-check';
import * as careClock from '#care/clock';
import * as circlesClock from '#circles/clock';
import * as circlesReactors from '#circles/reactors';
import * as exchangeReactors from '#exchange/reactors';
import * as forumClock from '#forum/clock';
import * as gatheringsClock from '#gatherings/clock';
import * as gatheringsReactors from '#gatherings/reactors';
import * as houseClock from '#house/clock';
import * as membersClock from '#members/clock';
import * as leaving from '#members/leaving';
import * as noticesClock from '#notices/clock';
import * as noticesReactors from '#notices/reactors';
import * as messagesClock from '#messages/clock';
import * as messagesReactors from '#messages/reactors';
import * as referralClock from '#referral/clock';
import * as safetyClock from '#safety/clock';
import * as toolboxClock from '#toolbox/clock';
import { wake } from '#triage/encoder';
import * as vaultClock from '#vault/clock';
import * as safetyReactors from '#safety/reactors';

type Rooms = { listening: Listening; clocks: Clock[] };
export const house: Rooms = {
  listening: {
    circles: circlesReactors.reactors,
    exchange: exchangeReactors.reactors,
    gatherings: gatheringsReactors.reactors,
    messages: messagesReactors.reactors,
    notices: noticesReactors.reactors,
    safety: safetyReactors.reactors
  },
  clocks: [
    ...membersClock.clocks,
    ...houseClock.clocks,
    ...careClock.clocks,
    ...vaultClock.clocks(leaving.everybodyHere),
    ...forumClock.clocks,
    ...gatheringsClock.clocks,
    ...circlesClock.clocks,
    ...toolboxClock.clocks,
    ...messagesClock.clocks,
    ...referralClock.clocks,
    ...safetyClock.clocks,
    ...noticesClock.clocks
  ]
};

const tick = 2_000;

/** Starts and returns at once; a database that is away is waited for. Ends with the process. */
export async function work(rooms: Rooms = house): Promise<void> {
  const ended = new AbortController();
  const working = keepWorking(rooms, ended.signal);
  atEnd('worker', async () => {
    ended.abort();
    await working;
  });
}

async function keepWorking(rooms: Rooms, ended: AbortSignal): Promise<void> {
  let patience = 500;
  while (!ended.aborted) {
    try {
      await workUntil(rooms, ended);
      patience = 500;
    } catch (error) {
      warn('worker starts again', told(error));
      await pause(patience, ended);
      patience = Math.min(patience * 2, 10_000);
    }
  }
}

/** One connection's worth of work: until it is lost or the process ends. */
async function workUntil({ listening, clocks }: Rooms, ended: AbortSignal): Promise<void> {
  const bells = { outbox: hangBell(ended), queue: hangBell(ended), errands: hangBell(ended), clock: hangBell(ended), slow: hangBell(ended, 5 * tick) };
  const stop = () => Object.values(bells).forEach((bell) => bell.stop()); // one that stumbles calls the others back, too
  const ear = await listen(bells.outbox, stop);
  let boss: PgBoss | undefined;
  try {
    if (await isOwed(ear)) throw new Error('a restore has not been ended');
    boss = await openQueue(databaseUrl());
    await mendLedger().catch((error: unknown) => raise('ledger.broken', { ...told(error) })); // events and clocks go on
    await setClocks(boss, clocks);
    void wake();
    note('worker is awake', { rooms: Object.keys(listening).length, clocks: clocks.length });
    const queue = boss;
    await Promise.all([
      inTurn(bells.outbox, () => carry(queue, listening)),
      inTurn(bells.outbox, () => carry(queue, listening)),
      inTurn(bells.queue, () => hearOne(queue, listening)),
      inTurn(bells.errands, () => hearOne(queue, listening, 'slow-heard')), // two: a knock that nobody answers has another go past it
      inTurn(bells.errands, () => hearOne(queue, listening, 'slow-heard')),
      inTurn(bells.clock, async () => (await runClock(queue, clocks)) || giveUpOne(queue)),
      inTurn(bells.slow, () => runClock(queue, clocks, 'slow-clocks')) // nothing above waits for a machine elsewhere
    ]);
  } finally {
    stop();
    await boss?.stop({ graceful: false }).catch(() => {});
    await ear.end().catch(() => {});
  }
}

/** What cannot be carried at once goes to the queue, where each try stands for itself. */
async function carry(boss: PgBoss, listening: Listening): Promise<boolean> {
  try {
    return await carryOne(boss, listening);
  } catch (error) {
    warn('an event was not carried at once', told(error));
    return (await takeOut(boss, listening)) > 0;
  }
}

/** One for each time the bell was rung; then sleep until it rings again. */
async function inTurn(bell: Bell, one: () => Promise<boolean>): Promise<void> {
  while (!bell.isOver()) {
    if (bell.take()) bell.done(await one());
    else await bell.rung();
  }
}

type Bell = {
  ring: () => void; rung: () => Promise<void>; isOver: () => boolean; stop: () => void;
  /** Whether there is something to do, as far as the bell knows. */
  take: () => boolean;
  /** Whether there was. */
  done: (wasThere: boolean) => void;
};

/**
 * Wakes whoever waits: one for each thing somebody announced, so that one thing
 * is looked for once. Every two seconds (or `every`) all is looked through until
 * nothing is left, also what nobody rang for.
 */
function hangBell(ended: AbortSignal, every = tick): Bell {
  let over = ended.aborted;
  let [due, isLookingThrough] = [1, true];
  const waiting: (() => void)[] = [];
  const wake = () => { for (let times = due; times > 0 && waiting.length; times--) waiting.shift()!(); };
  const ring = () => {
    due++;
    wake();
  };
  const timer = setInterval(() => {
    [due, isLookingThrough] = [Math.max(due, 1), true];
    wake();
  }, every);
  const stop = () => {
    over = true;
    clearInterval(timer);
    waiting.splice(0).forEach((go) => go());
  };
  ended.addEventListener('abort', stop, { once: true });
  return {
    ring, stop, isOver: () => over,
    take: () => due > 0 && due-- > 0,
    done: (wasThere) => {
      isLookingThrough &&= wasThere;
      if (isLookingThrough) due = Math.max(due, 2); // the other one may help
      wake();
    },
    rung: () => new Promise((go) => (over || due > 0 ? go() : waiting.push(go)))
  };
}

async function listen(bell: Bell, stop: () => void): Promise<pg.Client> {
  const ear = new pg.Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, application_name: 'alongside-ear', options: '-c role=alongside_app' });
  ear.on('notification', () => bell.ring());
  ear.on('error', stop);
  await ear.connect();
  await ear.query('listen events');
  return ear;
}

const pause = (ms: number, ended: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
    ended.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
  });

/** Alone, as the app: nothing is done with the demo community where others come in, nor with what was sealed with another key than ours. A database that is away is waited for. */
async function recognise(): Promise<void> {
  for (;;) {
    const others = await unfit().catch((error: unknown) => void warn('waiting for the database', told(error)));
    if (others?.length === 0) return;
    if (others) stopWith(others);
    await new Promise((wait) => setTimeout(wait, 1_000));
  }
}

async function unfit(): Promise<string[]> {
  const demo = await demoInPublic();
  return demo.length ? demo : otherKeys();
}

/** Settings that cannot be read, or a secret that cannot be made, do not come right by waiting. */
function ready(): void {
  const wrong = unreadableSettings();
  if (!wrong.length) wrong.push(...wrongAddresses(), ...spoiltSecrets());
  try {
    if (!wrong.length) makeSecrets();
  } catch (error) {
    wrong.push(`A secret could not be made: ${(error as Error).message}`);
  }
  if (wrong.length) stopWith(wrong);
}

function stopWith(sentences: string[]): never {
  for (const sentence of ['The worker has not started:', ...sentences.map((one) => `- ${one}`)]) console.error(sentence);
  process.exit(1);
}

if (import.meta.main) {
  ready();
  await recognise();
  atEnd('database pool', disconnect);
  await work();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, async () => {
      setTimeout(() => process.exit(1), 10_000).unref();
      await end();
      process.exit(0);
    });
  }
}
