import type { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runClock, setClocks, type Clock } from '#platform/carrying';
import { isInOrder, watchHealth, type Order } from '#platform/health';
import { ownHouse, type OwnHouse } from '#test/own-house';

const each = (name: string, run: Clock['run'] = async () => {}): Clock => ({ name, every: '* * * * *', run });
let own: OwnHouse;
let boss: PgBoss;

/** What is said of the house by an app that has been awake for so many seconds. */
async function order(awake: number): Promise<Order> {
  const health = watchHealth(() => own.url, undefined, () => awake);
  return health.order().finally(health.stop);
}

beforeAll(async () => {
  own = await ownHouse('healthy');
  await own.query('delete from platform.events');
  const { openQueue } = await import('#platform/queue');
  boss = await openQueue(own.url, { schedule: false, supervise: false });
});
afterAll(async () => {
  await boss.stop({ graceful: false });
  await own.drop();
});

describe('a worker', () => {
  it('that never came is noticed, after the time a start may take, though nothing has happened yet (NEW-6)', async () => {
    expect(isInOrder(await order(100))).toBe(true);
    const late = await order(600);
    expect(late).toMatchObject({ outboxSeconds: 0, queueSeconds: 0, clockSeconds: 600 });
    expect(isInOrder(late)).toBe(false);
  });
  it('that rings its clocks is in order', async () => {
    const clocks = [each('a.each'), each('b.each'), { ...each('c.daily'), every: '5 4 * * *' }];
    await setClocks(boss, clocks);
    while (await runClock(boss, clocks)) { /* until all have */ }
    const now = await order(6_000);
    expect(now.clockSeconds).toBeLessThan(60);
    expect(isInOrder(now)).toBe(true);
  });
  it('that died in a quiet night is noticed, though no event and no job waits', async () => {
    await own.query(`update pgboss.job set completed_on = now() - interval '10 minutes'`);
    const late = await order(6_000);
    expect(late.queueSeconds).toBe(0);
    expect(late.clockSeconds).toBeGreaterThanOrEqual(600);
    expect(isInOrder(late)).toBe(false);
  });
  it('one of whose clocks keeps going wrong is noticed, while the others ring', async () => {
    await own.query(`update pgboss.schedule set created_on = now() - interval '1 day'`);
    const clocks = [each('a.each'), each('b.each', () => Promise.reject(new Error('no')))];
    for (const { name } of clocks) await boss.send('clocks', { clock: name }, { singletonKey: name });
    while (await runClock(boss, clocks)) { /* until all have */ }
    expect((await order(6_000)).clockSeconds).toBeGreaterThanOrEqual(600);
  });
});
