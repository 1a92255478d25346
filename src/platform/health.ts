/**
 * Is the database there, and is the house in order?
 *
 * One connection of its own asks every few seconds. When a page meets a lost
 * database it says so here at once; until the database answers again nobody
 * waits for it. An embedded one that died is started again. One in which a
 * restore has not been ended counts as lost: nobody is let in. Nor into one in
 * which the demo community has come to stand where others come in.
 */
import pg from 'pg';
import { isDemoInPublic } from '#platform/demo-mark';
import { all } from '#platform/migrate';
import { warn, note, told } from '#platform/log';
import { isOwed } from '#platform/restored';

export type Order = { database: boolean; migrations: boolean; outboxSeconds: number; queueSeconds: number; /** How long a clock that rings each minute has not rung. */ clockSeconds: number; alarms: number };
export type Health = { isUp: () => boolean; suspect: () => void; order: () => Promise<Order>; stop: () => Promise<void> };
/** How old the oldest event may be before we call ourselves not ready. */
export const latest = 120;
/** How long a clock of each minute may be silent, and how long a start may take: only the worker makes its jobs, so nothing waits where no worker is. */
const silent = 240;

const nothing: Order = { database: false, migrations: false, outboxSeconds: 0, queueSeconds: 0, clockSeconds: 0, alarms: 0 };

/** `awake` says for how many seconds we have been here. */
export function watchHealth(url: () => string, revive?: () => Promise<unknown>, awake = () => process.uptime()): Health {
  let client: pg.Client | undefined;
  let up = true;
  let ended = false;
  let timer: NodeJS.Timeout;
  let asking: Promise<void> | undefined;

  const ask = () => (asking ??= once().finally(() => (asking = undefined)));
  const later = () => {
    clearTimeout(timer);
    if (!ended) (timer = setTimeout(ask, up ? 5_000 : 500)).unref();
  };
  async function once() {
    try {
      client ??= await opened(url(), () => {
        lose();
        void ask();
      });
      const owed = await isOwed(client);
      if (up && owed) warn('a restore has not been ended, and nobody is let in: npm run migrate, or start again');
      const isDemo = await isDemoInPublic(client);
      if (up && isDemo) warn('the database holds the demo community, and nobody is let in: it is for this machine alone');
      const isFit = !owed && !isDemo;
      if (!up && isFit) note('database answers again');
      up = isFit;
    } catch (error) {
      if (up) warn('database does not answer', told(error));
      up = false;
      lose();
      if (revive && !ended) await revive().catch((fault: Error) => warn('database did not start', told(fault)));
    }
    later();
  }
  function lose() {
    const lost = client;
    client = undefined;
    lost?.end().catch(() => {});
  }
  later();
  return {
    isUp: () => up,
    suspect: () => void ask(),
    order: async () => {
      await ask();
      if (!client) return nothing;
      return order(client, awake()).catch((error: unknown) => {
        warn('the order of the house is not known', told(error));
        return { ...nothing, database: true };
      });
    },
    stop: async () => {
      ended = true;
      clearTimeout(timer);
      await asking;
      lose();
    }
  };
}

async function opened(url: string, onLost: () => void): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 5_000, application_name: 'alongside-health', options: '-c role=alongside_app' });
  client.on('error', onLost);
  await client.connect();
  return client;
}

async function order(client: pg.Client, awake: number): Promise<Order> {
  const { rows: ran } = await client.query<{ name: string; checksum: string }>('select name, checksum from platform.migrations');
  const { rows: [late] } = await client.query<{ outbox: string | null; alarms: string }>(`
    select extract(epoch from now() - (select at from platform.events order by id limit 1)) as outbox,
           (select count(*) from (select 1 from platform.alarms where seen_at is null limit 1000) unseen) as alarms`);
  const { rows: [queue] } = await client.query<{ oldest: string | null }>(`
    select extract(epoch from now() - min(start_after)) as oldest from pgboss.job where state < 'active' and start_after < now()`);
  const { rows: [clock] } = await client.query<{ silent: string | null }>(`
    select extract(epoch from now() - min(rung)) as silent from (
      select coalesce(max(j.completed_on), s.created_on) as rung
        from pgboss.schedule s left join pgboss.job j on j.name = 'clocks' and j.state = 'completed' and j.data->>'clock' = s.key
       where s.name = 'clocks' and s.cron = '* * * * *' group by s.name, s.key) clocks`);
  const known = new Map(ran.map(({ name, checksum }) => [name, checksum]));
  return {
    database: true,
    migrations: !(await isOwed(client)) && all().every(({ name, checksum }) => known.get(name) === checksum),
    outboxSeconds: Math.round(Number(late?.outbox ?? 0)),
    queueSeconds: Math.max(0, Math.round(Number(queue?.oldest ?? 0))),
    clockSeconds: Math.max(0, Math.round(Math.min(awake, Number(clock?.silent ?? awake)))),
    alarms: Number(late?.alarms ?? 0)
  };
}

export const isInOrder = (order: Order) => order.database && order.migrations && order.outboxSeconds < latest && order.queueSeconds < latest && order.clockSeconds < silent;
