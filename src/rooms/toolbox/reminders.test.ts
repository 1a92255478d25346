import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { Refusal } from '#platform/answers';
import * as ownClock from '#members/own-clock';
import * as days from '#toolbox/days';
import * as reminders from '#toolbox/reminders';
import { scene } from '#test/scene';

describe('a reminder (TOOL-5)', () => {
  const at = (iso: string) => asHouse(() => reminders.tell(new Date(iso)));
  const long = (memberId: string) => asHouse(() => sql`update toolbox.reminders set told_on = '2026-01-01' where member_id = ${memberId}`);
  scene('is told once a day, on the wall’s clock, also when summer time moves it, and never hours late', async ({ ada }) => {
    await ownClock.choose(ada, 'Europe/Oslo');
    await reminders.set(ada, '8');
    await long(ada.id);
    expect(await at('2026-03-28T06:59:00Z')).toBe(0);
    expect([await at('2026-03-28T07:01:00Z'), await at('2026-03-28T07:06:00Z')]).toEqual([1, 0]);
    expect(await at('2026-03-29T05:59:00Z')).toBe(0);
    expect(await at('2026-03-29T06:00:00Z')).toBe(1);
    expect(await at('2026-03-30T08:30:00Z')).toBe(0);
    const [said] = await asHouse(() => sql<{ data: Record<string, unknown> }>`select data from platform.events where name = 'toolbox.reminder.due' order by id limit 1`);
    expect(Object.keys(said!.data).sort()).toEqual(['cause', 'memberId']);
  });
  scene('shortly before midnight is told, shortly after it, and once', async ({ ada }) => {
    await ownClock.choose(ada, 'Europe/Oslo');
    await reminders.set(ada, '23:58');
    await long(ada.id);
    expect([await at('2026-03-10T22:55:00Z'), await at('2026-03-10T23:00:00Z'), await at('2026-03-10T23:05:00Z')]).toEqual([0, 1, 0]);
    expect([await at('2026-03-12T01:00:00Z'), await at('2026-03-12T23:00:00Z')]).toEqual([0, 1]);
  });
  scene('is told by the clock its member has now, not by the one it was set by', async ({ ada }) => {
    await ownClock.choose(ada, 'Europe/Oslo');
    await reminders.set(ada, '8');
    await long(ada.id);
    await ownClock.choose(ada, 'America/New_York');
    expect([await at('2026-03-28T07:01:00Z'), await at('2026-03-28T12:01:00Z')]).toEqual([0, 1]);
    await ownClock.choose(ada, '');
    const { timeZone } = await days.now(ada);
    const eight = new Date('2026-04-02T08:00:00Z');
    const ahead = new Date(eight.toLocaleString('en-US', { timeZone })).getTime() - new Date(eight.toLocaleString('en-US', { timeZone: 'UTC' })).getTime();
    expect(await at(new Date(eight.getTime() - ahead).toISOString())).toBe(1);
  });
  scene('is not told for a time that had passed when it was set', async ({ ada }) => {
    const now = await days.now(ada);
    await reminders.set(ada, now.time);
    expect(await asHouse(() => reminders.tell(new Date()))).toBe(0);
  });
  scene('is set and stopped by its own member only, once for each time', async ({ ada, bo }) => {
    await expect(reminders.set(ada, 'soon')).rejects.toThrow(Refusal);
    for (const time of ['8', '8:00']) await reminders.set(ada, time);
    const [one] = await reminders.of(ada);
    expect(await reminders.of(ada)).toHaveLength(1);
    expect(await reminders.of(bo)).toEqual([]);
    await reminders.drop(bo, one!.id);
    expect(await reminders.of(ada)).toHaveLength(1);
    await reminders.drop(ada, one!.id);
    expect(await asking(ada, () => sql`select 1 from toolbox.reminders`)).toEqual([]);
  });
});
