/**
 * Carrying events from those who announce to those who listen.
 *
 * An event leaves the outbox and has its effect in each listening room in one
 * transaction. Where that goes wrong in a room, a job in the queue stands for
 * it in the same transaction. A job is taken, its effect made and its end
 * written in one transaction, too. So a worker that is killed at any moment
 * loses no event, and what a reactor writes in the database is written once.
 */
import { asHouse, executeSql, sql } from '#db';
import type { PgBoss } from 'pg-boss';
import type { Event, Reactors } from '#platform/events';
import { note, told, warn } from '#platform/log';

/** `isSlow`: it waits for a machine elsewhere, and has a queue and a turn of its own. */
export type Clock = { name: string; every: string; isSlow?: boolean; run: () => Promise<void> };
export const clockQueues = ['clocks', 'slow-clocks'] as const;
export type ClockQueue = (typeof clockQueues)[number];
const queueOf = ({ isSlow }: Clock): ClockQueue => (isSlow ? 'slow-clocks' : 'clocks');
/** Room → what it does when it hears something. */
export type Listening = Record<string, Reactors>;
const here = { db: { executeSql } };

/** Each kind of event has its own turns: what waits for a machine elsewhere, and all the rest. */
export type HeardQueue = 'heard' | 'slow-heard';
const turnOf = (listening: Listening, room: string, event: Event): HeardQueue => (listening[room]![event.name]!.isSlow?.(event) ? 'slow-heard' : 'heard');

type Heard = { room: string; event: Omit<Event, 'at'> & { at: string } };

const listeners = (listening: Listening, { name }: Event) => Object.keys(listening).filter((room) => listening[room]![name]);
/** A first try that went wrong is followed by a second after these seconds, as the queue does it. */
const again = 5;

/**
 * Takes the oldest event out and does at once what each room does when it
 * hears it, so that an event sees the queue only where something went wrong, or
 * where a room waits for a machine elsewhere. Answers whether there was one.
 */
export const carryOne = (boss: PgBoss, listening: Listening): Promise<boolean> =>
  asHouse(async () => {
    const [event] = await sql<Event>`
      delete from platform.events where id = (select id from platform.events order by id limit 1 for update skip locked)
      returning id, name, data, at`;
    if (!event) return false;
    for (const room of listeners(listening, event)) {
      const turn = turnOf(listening, room, event);
      if (turn === 'slow-heard') {
        await boss.insert(turn, [{ data: { room, event } }], here);
        continue;
      }
      const marked = executeSql('savepoint hearing'); // on its way together with what the room asks first
      marked.catch(() => {}); // awaited below
      try {
        await listening[room]![event.name]!(event);
        await marked;
      } catch (error) {
        await marked;
        await executeSql('rollback to savepoint hearing');
        warn('a reactor went wrong', { room, event: event.name, id: event.id, ...told(error) });
        await boss.insert('heard', [{ data: { room, event }, startAfter: again }], here);
      }
    }
    return true;
  });

/** Moves what was announced into the queue, a hundred at a time: for events that could not be carried at once. Answers with how many there were. */
export const takeOut = (boss: PgBoss, listening: Listening): Promise<number> =>
  asHouse(async () => {
    const events = await sql<Event>`
      with taken as (select id from platform.events order by id limit 100 for update skip locked)
      delete from platform.events e using taken where e.id = taken.id
      returning e.id, e.name, e.data, e.at`;
    events.sort((a, b) => a.id - b.id);
    const jobs = events.flatMap((event) => listeners(listening, event).map((room) => ({ turn: turnOf(listening, room, event), data: { room, event } })));
    for (const queue of ['heard', 'slow-heard'] as const) {
      const those = jobs.filter(({ turn }) => turn === queue).map(({ data }) => ({ data }));
      if (those.length) await boss.insert(queue, those, here);
    }
    return events.length;
  });

/** Takes one job, does what is to be done, and says so, all or nothing. Answers whether there was one. */
export const hearOne = (boss: PgBoss, listening: Listening, queue: HeardQueue = 'heard'): Promise<boolean> =>
  asHouse(async () => {
    const [job] = await boss.fetch<Heard>(queue, here);
    if (!job) return false;
    const { room, event } = job.data;
    const react = listening[room]?.[event.name];
    await executeSql('savepoint hearing');
    try {
      await react?.({ ...event, at: new Date(event.at) });
      await boss.complete(queue, job.id, null, here);
    } catch (error) {
      // Undone, and written down as failed, in the same transaction: the next try comes later.
      await executeSql('rollback to savepoint hearing');
      warn('a reactor went wrong', { room, event: event.name, id: event.id, ...told(error) });
      await boss.fail(queue, job.id, { code: told(error).code ?? null }, here);
    }
    return true;
  });

/** What was given up on becomes an alarm that a steward sees. */
export const giveUpOne = (boss: PgBoss): Promise<boolean> =>
  asHouse(async () => {
    const [job] = await boss.fetch<Partial<Heard> & { clock?: string }>('given-up', here);
    if (!job) return false;
    const { room = '', event, clock = '' } = job.data;
    warn('given up', { room, event: event?.name, id: event?.id, clock });
    await sql`insert into platform.alarms (what, data)
      values (${clock ? 'clock.givenUp' : 'event.givenUp'}, ${JSON.stringify({ room, clock, event: event?.name ?? null, id: event?.id ?? null, ...event?.data })})`;
    await boss.complete('given-up', job.id, null, here);
    return true;
  });

/** A clock at work says so this often: some times in the silence after which it counts as cut off (`queue`). */
export const beat = 4_000;

/**
 * Clocks open their own transactions; one that is cut short is run again, so
 * they too may run twice. While one runs it says that it does, so that nobody
 * rings it beside, and one whose worker was killed is soon missed.
 */
export async function runClock(boss: PgBoss, clocks: Clock[], queue: ClockQueue = 'clocks', every = beat): Promise<boolean> {
  const [job] = await boss.fetch<{ clock: string }>(queue);
  if (!job) return false;
  const began = performance.now();
  const beating = setInterval(() => void boss.touch(queue, job.id).catch((error: unknown) => warn('a clock was not heard', told(error))), every);
  try {
    await clocks.find((clock) => clock.name === job.data.clock && queueOf(clock) === queue)?.run();
    await boss.complete(queue, job.id);
    note('clock', { clock: job.data.clock, ms: Math.round(performance.now() - began) });
  } catch (error) {
    warn('a clock went wrong', { clock: job.data.clock, ...told(error) });
    await boss.fail(queue, job.id, { code: told(error).code ?? null });
  } finally {
    clearInterval(beating);
  }
  return true;
}

/** For a clock: one batch after another until there is none, for a minute at most; the rest is for the next time. */
export async function forAWhile(batch: () => Promise<number>, most = 60_000): Promise<void> {
  const until = performance.now() + most;
  while ((await batch()) > 0 && performance.now() < until) { /* until all are */ }
}

/** The clocks as this version knows them; one that is gone is not rung any more. */
export async function setClocks(boss: PgBoss, clocks: Clock[]): Promise<void> {
  for (const queue of clockQueues) {
    const those = clocks.filter((clock) => queueOf(clock) === queue);
    const old = await boss.getSchedules(queue);
    for (const { key } of old) if (key && !those.some(({ name }) => name === key)) await boss.unschedule(queue, key);
    for (const { name, every } of those) {
      await boss.schedule(queue, every, { clock: name }, { key: name, singletonKey: name, tz: 'UTC' });
      await boss.send(queue, { clock: name }, { singletonKey: name }); // what was missed while nobody was awake
    }
  }
}
