/** One connection that hears of news (NOTIFY on a channel). Lost, it comes back; what was said meanwhile is missed. */
import pg from 'pg';
import { databaseUrl } from '#platform/config';

export type Ear = {
  ready: () => Promise<void>;
  /** It hears nothing, though it looks open: another in its place. */
  renew: () => void;
  stop: () => Promise<void>;
};

/** `away`: from now on something may be missed; `back`: it hears again. */
export function listening(channel: string, heard: (what: string) => void, { away, back }: { away?: () => void; back: () => void }): Ear {
  let client: pg.Client | undefined;
  let isOver = false;
  let isFirst = true;
  let ready = open();
  async function open(): Promise<void> {
    const fresh = new pg.Client({ connectionString: databaseUrl(), connectionTimeoutMillis: 5_000, application_name: 'alongside-live', options: '-c role=alongside_app' });
    fresh.on('notification', ({ payload }) => heard(payload ?? ''));
    fresh.on('error', () => {});
    fresh.once('end', () => {
      if (isOver) return;
      away?.();
      setTimeout(() => void (ready = open().catch(() => {})), 1_000).unref();
    });
    client = fresh;
    await fresh.connect();
    await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
    if (!isFirst) back();
    isFirst = false;
  }
  ready.catch(() => {});
  return {
    ready: () => ready,
    renew: () => client?.connection.stream.destroy(),
    stop: async () => {
      isOver = true;
      await client?.end().catch(() => {});
    }
  };
}
