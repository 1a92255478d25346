import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '#platform/carrying';
import { end } from '#platform/ending';
import { ownHouse, type OwnHouse } from '#test/own-house';
import { house, work } from '../worker.ts';

describe('the worker, while a clock waits for a machine that does not answer (NEW-6)', () => {
  let own: OwnHouse;
  beforeAll(async () => void (own = await ownHouse('slow')), 60_000);
  afterAll(() => own.drop());

  it('rings the others', async () => {
    const rung: string[] = [];
    let letGo = () => {};
    const silent = new Promise<void>((go) => (letGo = go));
    const clock = (name: string, run: () => Promise<unknown>, isSlow = false): Clock => ({
      name, every: '* * * * *', isSlow, run: async () => {
        rung.push(name);
        await run();
      }
    });
    await work({ listening: {}, clocks: [clock('a.silent', () => silent, true), clock('b.urgent', async () => {}), clock('c.urgent', async () => {})] });
    try {
      await expect.poll(() => [...rung].sort()).toEqual(['a.silent', 'b.urgent', 'c.urgent']);
      await own.query(`insert into pgboss.job (name, data) values ('clocks', '{"clock": "b.urgent"}')`);
      await expect.poll(() => rung.filter((name) => name === 'b.urgent').length).toBe(2);
    } finally {
      letGo();
      await end();
    }
  });
  it('has no clock of each minute among those that wait for somebody, and no mail, key or vault among the others', () => {
    const slow = house.clocks.filter(({ isSlow }) => isSlow);
    expect(slow.map(({ name }) => name).sort()).toEqual(['members.lock', 'messages.keys.lockAnew', 'notices.desk.tell', 'vault.forget', 'vault.settle']);
    expect(slow.filter(({ every }) => every === '* * * * *')).toEqual([]);
  });
});
