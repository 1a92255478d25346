/**
 * One connection that hears of news (NOTIFY on a channel). Lost, it comes back,
 * and says that something may have been missed. It is asked for a sign of life
 * every few seconds: a connection that is cut somewhere on the way looks open.
 */
import pg from 'pg';
import { databaseUrl } from '#platform/config';

export type Ear = {
  ready: () => Promise<void>;
  /** Whether what was said until some seconds ago has been heard for certain. */
  isSure: () => boolean;
  stop: () => Promise<void>;
};

/** Milliseconds between two signs of life, and how long one may be owed. */
const beat = 5_000;
const patience = 12_000;

/** `missed`: the connection was away for a while, and is back. */
export function listening(channel: string, heard: (what: string) => void, missed: () => void): Ear {
  let client: pg.Client | undefined;
  let isOver = false;
  let isFirst = true;
  let answeredAt = -Infinity;
  let ready = open();
  async function open(): Promise<void> {
    const fresh = new pg.Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, keepAlive: true, application_name: 'alongside-live', options: '-c role=alongside_app' });
    fresh.on('notification', ({ payload }) => heard(payload ?? ''));
    fresh.on('error', () => {});
    fresh.once('end', () => {
      if (client === fresh) answeredAt = -Infinity;
      if (isOver) return;
      setTimeout(() => void (ready = open().catch(() => {})), 1_000).unref();
    });
    client = fresh;
    await fresh.connect();
    await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
    if (!isFirst) missed();
    isFirst = false;
    answeredAt = performance.now();
  }
  ready.catch(() => {});
  const timer = setInterval(() => {
    const asked = client;
    if (!asked || answeredAt === -Infinity) return;
    if (performance.now() - answeredAt > patience) return void asked.end().catch(() => {});
    asked.query('select 1').then(() => { if (client === asked) answeredAt = performance.now(); }, () => {});
  }, beat);
  timer.unref();
  return {
    ready: () => ready,
    isSure: () => performance.now() - answeredAt < patience,
    stop: async () => {
      isOver = true;
      clearInterval(timer);
      await client?.end().catch(() => {});
    }
  };
}
