/**
 * Events and clocks.
 *
 * Runs inside the web process on one machine, or alone as `node src/worker.ts`.
 * A room that listens, or that time does something to, is named here.
 */
import pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { disconnect } from '#db';
import { giveUpOne, hearOne, runClock, setClocks, takeOut, type Clock, type Listening } from '#platform/carrying';
import { databaseUrl } from '#platform/config';
import { atEnd, end } from '#platform/ending';
import { mendLedger } from '#platform/erasures';
import { note, told, warn } from '#platform/log';
import { openQueue } from '#platform/queue';
import * as careClock from '#care/clock';
import * as circlesClock from '#circles/clock';
import * as circlesReactors from '#circles/reactors';
import * as forumClock from '#forum/clock';
import * as gatheringsClock from '#gatherings/clock';
import * as houseClock from '#house/clock';
import * as membersClock from '#members/clock';
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
const house: Rooms = {
  listening: {
    circles: circlesReactors.reactors,
    messages: messagesReactors.reactors,
    notices: noticesReactors.reactors,
    safety: safetyReactors.reactors
  },
  clocks: [
    ...membersClock.clocks,
    ...houseClock.clocks,
    ...careClock.clocks,
    ...vaultClock.clocks,
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
  const bell = hangBell(ended);
  const ear = await listen(bell);
  let boss: PgBoss | undefined;
  try {
    boss = await openQueue(databaseUrl());
    await mendLedger();
    await setClocks(boss, clocks);
    void wake();
    note('worker is awake', { rooms: Object.keys(listening).length, clocks: clocks.length });
    const queue = boss;
    await Promise.all([
      inTurn(bell, () => takeOut(queue, listening).then((moved) => (moved && bell.ring(), moved > 0))),
      inTurn(bell, () => hearOne(queue, listening)),
      inTurn(bell, () => hearOne(queue, listening)),
      inTurn(bell, async () => (await runClock(queue, clocks)) || giveUpOne(queue))
    ]);
  } finally {
    bell.stop();
    await boss?.stop({ graceful: false }).catch(() => {});
    await ear.end().catch(() => {});
  }
}

/** As long as there is something, the next; then sleep until the bell. */
async function inTurn(bell: Bell, one: () => Promise<boolean>): Promise<void> {
  try {
    while (!bell.isOver()) if (!(await one())) await bell.rung();
  } finally {
    bell.stop(); // one that stumbles calls the others back, too
  }
}

type Bell = { ring: () => void; rung: () => Promise<void>; isOver: () => boolean; stop: () => void };

/** Wakes whoever waits: when somebody announced something, and every two seconds. */
function hangBell(ended: AbortSignal): Bell {
  let over = ended.aborted;
  const waiting: (() => void)[] = [];
  const ring = () => waiting.splice(0).forEach((wake) => wake());
  const timer = setInterval(ring, tick);
  const stop = () => {
    over = true;
    clearInterval(timer);
    ring();
  };
  ended.addEventListener('abort', stop, { once: true });
  return { ring, stop, isOver: () => over, rung: () => new Promise((wake) => (over ? wake() : waiting.push(wake))) };
}

async function listen(bell: Bell): Promise<pg.Client> {
  const ear = new pg.Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, application_name: 'alongside-ear' });
  ear.on('notification', () => bell.ring());
  ear.on('error', () => bell.stop());
  await ear.connect();
  await ear.query('listen events');
  return ear;
}

const pause = (ms: number, ended: AbortSignal) =>
  new Promise<void>((done) => {
    const timer = setTimeout(done, ms);
    ended.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
  });

if (import.meta.main) {
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
