import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Clock } from '#platform/carrying';
import { slowly, type Event } from '#platform/events';
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
  it('carries other events, each once, while a room waits for one, and that one when it answers (MOD-9, NEW-6)', async () => {
    const heard: string[] = [];
    let letGo = () => {};
    const silent = new Promise<void>((go) => (letGo = go));
    const hears = (name: string) => async ({ data }: Event) => void heard.push(`${name} ${String(data.n)}`);
    const isMail = ({ data }: Event) => data.by === 'mail';
    const mails = slowly(async (event) => {
      if (isMail(event)) {
        heard.push('knocks');
        await silent;
      }
      await hears('mail')(event);
    }, isMail);
    const tell = (n: number, by: string) => own.query(`insert into platform.events (name, data) values ('test.case.escalated', '${JSON.stringify({ n, by })}')`);
    for (const n of [1, 2, 3, 4, 5]) await tell(n, 'mail');
    await work({ listening: { one: { 'test.case.escalated': mails }, two: { 'test.case.escalated': hears('notice') } }, clocks: [] });
    try {
      await expect.poll(() => heard.filter((what) => what === 'knocks').length, { timeout: 20_000 }).toBe(2); // every turn there is for them is taken
      await own.query('notify events');
      await tell(6, 'here');
      await own.query('notify events');
      await expect.poll(() => heard.filter((what) => what !== 'knocks').sort(), { timeout: 20_000 }).toEqual(['mail 6', 'notice 1', 'notice 2', 'notice 3', 'notice 4', 'notice 5', 'notice 6']);
    } finally {
      letGo();
    }
    await expect.poll(() => heard.filter((what) => what.startsWith('mail')).sort(), { timeout: 20_000 }).toEqual([1, 2, 3, 4, 5, 6].map((n) => `mail ${n}`));
    await end();
    expect(await own.query(`select 1 from pgboss.job where name like '%heard' and state <> 'completed'`)).toEqual([]);
  });
  it('has an urgent knock by mail or by webhook among what may wait, and what is told here among the rest (MOD-9)', () => {
    const { isSlow } = house.listening.safety!['safety.case.escalated']!;
    const event = (channel: string) => ({ id: 1, name: 'safety.case.escalated', data: { channel }, at: new Date() });
    expect(['mail', 'webhook', 'notice'].map((channel) => isSlow!(event(channel)))).toEqual([true, true, false]);
    expect(house.listening.notices!['safety.case.escalated']!.isSlow).toBeUndefined();
  });
  it('has no clock of each minute among those that wait for somebody, and no mail, key or vault among the others', () => {
    const slow = house.clocks.filter(({ isSlow }) => isSlow);
    expect(slow.map(({ name }) => name).sort()).toEqual(['members.lock', 'messages.keys.lockAnew', 'notices.desk.tell', 'vault.forget', 'vault.settle']);
    expect(slow.filter(({ every }) => every === '* * * * *')).toEqual([]);
  });
});
