import { spawn, type ChildProcess } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { looks, prepareQueue, silence } from '#platform/queue';
import { ownDatabase, type Own } from '#test/database';

let own: Own;
let db: typeof import('#db');
let carrying: typeof import('#platform/carrying');
let boss: PgBoss;

beforeAll(async () => {
  own = await ownDatabase('carrying');
  process.env.DATABASE_URL = own.url;
  db = await import('#db');
  carrying = await import('#platform/carrying');
  const { openQueue } = await import('#platform/queue');
  boss = await openQueue(own.url, { schedule: false, supervise: false });
  await own.query(`create table public.heard (room text, event_id bigint); grant all on public.heard to alongside_app; grant usage on schema public to alongside_app`);
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await db.disconnect();
  await own.drop();
});

const announce = async (name: string) => {
  const events = await import('#platform/events');
  await db.transaction(() => events.announce(name, { postId: 'p1' }));
};

describe('an event', () => {
  it('reaches every room that listens, with its ids and its time, and nobody else', async () => {
    const heard: unknown[] = [];
    const listening = { one: { 'a.b.c': async (event: unknown) => void heard.push(event) }, two: {}, three: { 'a.b.c': async () => void heard.push('three') } };
    await announce('a.b.c');
    await announce('a.b.other');
    expect(await carrying.takeOut(boss, listening)).toBe(2);
    expect(await carrying.hearOne(boss, listening)).toBe(true);
    expect(await carrying.hearOne(boss, listening)).toBe(true);
    expect(await carrying.hearOne(boss, listening)).toBe(false);
    expect(heard).toHaveLength(2);
    expect(heard).toContainEqual({ id: expect.any(Number), name: 'a.b.c', data: { postId: 'p1' }, at: expect.any(Date) });
  });

  it('has its effect in each room at once; where one goes wrong, only that room hears of it again', async () => {
    const heard: unknown[] = [];
    const keep = (room: string) => db.sql`insert into public.heard (room, event_id) values (${room}, 7)`;
    const listening = {
      first: { 'a.b.c': async (event: unknown) => void (heard.push(event), await keep('first')) },
      bad: { 'a.b.c': async () => { await keep('bad'); await db.sql`select 1 / 0`; } },
      last: { 'a.b.c': async () => void (await keep('last')) }
    };
    await announce('a.b.c');
    await announce('a.b.other');
    expect(await carrying.carryOne(boss, listening)).toBe(true);
    expect(await carrying.carryOne(boss, listening)).toBe(true);
    expect(await carrying.carryOne(boss, listening)).toBe(false);
    expect(heard).toEqual([{ id: expect.any(Number), name: 'a.b.c', data: { postId: 'p1' }, at: expect.any(Date) }]);
    expect(await own.query(`select room from public.heard where event_id = 7 order by room`)).toEqual([{ room: 'first' }, { room: 'last' }]);
    expect(await own.query(`select data->>'room' as room, start_after > now() as later from pgboss.job where name = 'heard' and state = 'created'`)).toEqual([{ room: 'bad', later: true }]);
    await own.query(`update pgboss.job_common set start_after = now() where name = 'heard'`);
    const again = { ...listening, bad: { 'a.b.c': async () => void (await keep('bad')) } };
    expect(await carrying.hearOne(boss, again)).toBe(true);
    expect(await own.query(`select room from public.heard where event_id = 7 order by room`)).toEqual([{ room: 'bad' }, { room: 'first' }, { room: 'last' }]);
    await own.query('delete from public.heard');
  });

  it('for which a room waits for a machine elsewhere is left to the turns for that, in the same transaction (MOD-9)', async () => {
    const { slowly } = await import('#platform/events');
    const heard: string[] = [];
    const listening = { mail: { 'a.b.c': slowly(async () => void heard.push('mail')) }, other: { 'a.b.c': async () => void heard.push('other') } };
    await announce('a.b.c');
    expect(await carrying.carryOne(boss, listening)).toBe(true);
    expect(heard).toEqual(['other']);
    await announce('a.b.c');
    expect(await carrying.takeOut(boss, listening)).toBe(1);
    while (await carrying.hearOne(boss, listening)) { /* what does not wait */ }
    expect(heard).toEqual(['other', 'other']);
    while (await carrying.hearOne(boss, listening, 'slow-heard')) { /* and what does */ }
    expect(heard).toEqual(['other', 'other', 'mail', 'mail']);
  });

  it('that was rolled back was never announced', async () => {
    const events = await import('#platform/events');
    await expect(db.transaction(async () => {
      await events.announce('a.b.c', {});
      throw new Error('no');
    })).rejects.toThrow('no');
    expect(await carrying.takeOut(boss, {})).toBe(0);
  });

  it('whose effect fails leaves nothing behind, is tried again, and becomes an alarm in the end', async () => {
    await own.query(`update pgboss.queue set retry_limit = 1, retry_delay = 0, retry_backoff = false where name = 'heard'`);
    let tries = 0;
    const listening = { one: { 'a.b.bad': async () => {
      tries++;
      await db.sql`insert into public.heard (room, event_id) values ('half', 1)`;
      throw new Error('somebody wrote this');
    } } };
    await announce('a.b.bad');
    await carrying.takeOut(boss, listening);
    expect(await carrying.hearOne(boss, listening)).toBe(true);
    expect(await carrying.hearOne(boss, listening)).toBe(true);
    expect(await carrying.hearOne(boss, listening)).toBe(false);
    expect(tries).toBe(2);
    expect(await own.query(`select 1 from public.heard where room = 'half'`)).toEqual([]);
    expect(await carrying.giveUpOne(boss)).toBe(true);
    const [alarm] = await own.query('select what, data from platform.alarms');
    expect(alarm).toMatchObject({ what: 'event.givenUp', data: { room: 'one', event: 'a.b.bad', postId: 'p1' } });
    expect(JSON.stringify(alarm)).not.toContain('somebody wrote');
  });
});

const patience = `select name, expire_seconds as seconds, heartbeat_seconds as silence from pgboss.queue where name like '%clocks' order by name`;
const asWished = [{ name: 'clocks', seconds: 120, silence: 15 }, { name: 'slow-clocks', seconds: 900, silence: 15 }];

describe('a clock', () => {
  it('runs what it is for, once for each time it is rung, and not at all when it is gone', async () => {
    let rung = 0;
    const clocks = [{ name: 'test.tick', every: '* * * * *', run: async () => void rung++ }];
    await carrying.setClocks(boss, clocks);
    await carrying.setClocks(boss, clocks);
    expect(await carrying.runClock(boss, clocks)).toBe(true);
    expect(await carrying.runClock(boss, clocks)).toBe(false);
    expect(rung).toBe(1);
    await carrying.setClocks(boss, []);
    expect(await boss.getSchedules('clocks')).toEqual([]);
  });

  it('that waits for a machine elsewhere has a queue of its own, and leaves the one it was in before (NEW-6)', async () => {
    const rung: string[] = [];
    const each = (name: string) => ({ name, every: '* * * * *', run: async () => void rung.push(name) });
    await carrying.setClocks(boss, [each('test.mail'), each('test.tick')]);
    const clocks = [{ ...each('test.mail'), isSlow: true }, each('test.tick')];
    await carrying.setClocks(boss, clocks);
    expect([await boss.getSchedules('clocks'), await boss.getSchedules('slow-clocks')].map((all) => all.map(({ key }) => key))).toEqual([['test.tick'], ['test.mail']]);
    while (await carrying.runClock(boss, clocks)) { /* until all have */ }
    expect(rung).toEqual(['test.tick']);
    while (await carrying.runClock(boss, clocks, 'slow-clocks')) { /* until all have */ }
    expect(rung).toEqual(['test.tick', 'test.mail']);
    await carrying.setClocks(boss, []);
    expect(await own.query(patience), 'one that was cut off is soon run again').toEqual(asWished);
  });

  it('keeps to the newest patience where its queue is from before', async () => {
    await own.query(`update pgboss.queue set expire_seconds = 900 where name = 'clocks'; update pgboss.queue set heartbeat_seconds = null; delete from pgboss.job_common where name like 'slow-%'; delete from pgboss.queue where name like 'slow-%'; comment on schema pgboss is 'of before'`);
    const owner = new pg.Client({ connectionString: own.url });
    await owner.connect();
    await prepareQueue(owner, own.url).finally(() => owner.end());
    expect(await own.query(patience)).toEqual(asWished);
    expect(await own.query(`select name from pgboss.queue where name like '%heard' order by name`)).toEqual([{ name: 'heard' }, { name: 'slow-heard' }]);
  });

  it('says that it is at work for as long as it is, so that nobody rings it beside (REL)', async () => {
    const heartbeat = async () => (await own.query(`select heartbeat_on as at from pgboss.job where name = 'clocks' and state = 'active'`))[0]?.at as Date | undefined;
    let [began, later]: (Date | undefined)[] = [];
    const run = async () => {
      began = await heartbeat();
      await expect.poll(async () => Number(later = await heartbeat()) > Number(began)).toBe(true);
    };
    const clocks = [{ name: 'test.long', every: '* * * * *', run }];
    await carrying.setClocks(boss, clocks);
    expect(await carrying.runClock(boss, clocks, 'clocks', 10)).toBe(true);
    expect([began, later]).toEqual([expect.any(Date), expect.any(Date)]);
    expect(await heartbeat()).toBeUndefined();
    await carrying.setClocks(boss, []);
  });

  it('whose worker was killed is rung by the next as soon as nothing was heard of it for its silence, and not before (REL)', { timeout: 60_000 }, async () => {
    await own.query(`delete from pgboss.job where name = 'clocks'`);
    const child = await awake(own.url, 'src/test/ringer.ts');
    child.kill('SIGKILL');
    await new Promise((gone) => child.once('exit', gone));
    let rung = 0;
    const clocks = [{ name: 'test.hung', every: '* * * * *', run: async () => void rung++ }];
    await carrying.setClocks(boss, clocks); // as a start does
    const look = async () => {
      await own.query('update pgboss.queue set monitor_claim_on = null, monitor_on = null');
      await boss.supervise('clocks');
    };
    await own.query(`update pgboss.job set heartbeat_on = now() - make_interval(secs => heartbeat_seconds - 5) where name = 'clocks' and state = 'active'`);
    await look();
    expect(await carrying.runClock(boss, clocks)).toBe(false);
    const silent = await own.query(`update pgboss.job set heartbeat_on = now() - make_interval(secs => heartbeat_seconds + 1) where name = 'clocks' and state = 'active' returning 1`);
    expect(silent).toHaveLength(1);
    for (let looked = 0; looked < 2; looked++) await look(); // the second knows that nobody is at it any more
    await expect.poll(() => carrying.runClock(boss, clocks), { timeout: 30_000 }).toBe(true);
    expect(rung).toBe(1);
    const { superviseIntervalSeconds, monitorIntervalSeconds, queueCacheIntervalSeconds } = looks;
    expect(silence + 2 * superviseIntervalSeconds + queueCacheIntervalSeconds, 'at the most, in seconds').toBeLessThanOrEqual(40);
    expect(monitorIntervalSeconds).toBeLessThan(superviseIntervalSeconds);
    expect(3 * carrying.beat).toBeLessThan(silence * 1_000);
    await carrying.setClocks(boss, []);
    await own.query(`delete from pgboss.job where name = 'clocks'`);
  });

  it('goes on with a long work for a while, and leaves the rest for the next time', async () => {
    let left = 5;
    await carrying.forAWhile(async () => Math.max(0, left--), 0);
    expect(left).toBe(4);
    await carrying.forAWhile(async () => Math.max(0, left--));
    expect(left).toBe(-1);
  });

  it('that keeps going wrong becomes an alarm, without a word of what went wrong', async () => {
    await own.query(`delete from platform.alarms; update pgboss.queue set retry_limit = 1, retry_delay = 0, retry_backoff = false where name = 'clocks'`);
    const said = vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
    const clocks = [{ name: 'test.stuck', every: '* * * * *', run: () => Promise.reject(new Error('somebody wrote this')) }];
    await carrying.setClocks(boss, clocks);
    for (const _ of [1, 2]) expect(await carrying.runClock(boss, clocks)).toBe(true);
    expect(await carrying.giveUpOne(boss)).toBe(true);
    const lines = said.mock.calls.join();
    said.mockRestore();
    expect(await own.query('select what, data from platform.alarms')).toEqual([{ what: 'clock.givenUp', data: expect.objectContaining({ clock: 'test.stuck' }) }]);
    expect(lines).toContain('test.stuck');
    expect(lines).not.toContain('somebody wrote');
    await carrying.setClocks(boss, []);
  });
});

describe('a worker that is killed again and again', () => {
  it('still carries each event to each room exactly once (REL)', { timeout: 300_000 }, async () => {
    await own.query(`delete from public.heard; insert into platform.events (name, data) select 'test.thing.happened', '{}' from generate_series(1, 400)`);
    const heard = async () => Number((await own.query('select count(*) as times from public.heard'))[0]!.times);
    let kills = 0;
    for (let round = 0; round < 40 && (await heard()) < 800; round++) {
      const child = await awake(own.url);
      await new Promise((wait) => setTimeout(wait, round < 6 ? 100 + Math.random() * 300 : 2_000));
      child.kill('SIGKILL');
      kills++;
    }
    expect(kills).toBeGreaterThan(5);
    expect(await own.query(`select room, event_id, count(*) from public.heard group by 1, 2 having count(*) <> 1`)).toEqual([]);
    expect(await heard()).toBe(800);
    expect(await own.query('select 1 from platform.events')).toEqual([]);
  });
});

function awake(url: string, program = 'src/test/listener.ts'): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program], { env: { ...process.env, DATABASE_URL: url }, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((ready) => child.stdout!.once('data', () => ready(child)));
}
