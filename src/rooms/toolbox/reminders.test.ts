import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { Refusal } from '#platform/answers';
import { timeOf } from '#toolbox/day-rules';
import * as reminders from '#toolbox/reminders';
import { scene } from '#test/scene';

describe('a time as people write it', () => {
  it.each([['8', '08:00'], ['8:30', '08:30'], ['08.05', '08:05'], [' 20:00 ', '20:00'], ['24', undefined], ['8:60', undefined], ['soon', undefined], ['', undefined]])('%s is %s', (text, at) => expect(timeOf(text)).toBe(at));
});

describe('a reminder (TOOL-5)', () => {
  const at = (iso: string) => asHouse(() => reminders.tell(new Date(iso)));
  const inOslo = (memberId: string) => asHouse(() => sql`update toolbox.reminders set time_zone = 'Europe/Oslo', told_on = null where member_id = ${memberId}`);
  scene('is told once a day, on the wall’s clock, also when summer time moves it, and never hours late', async ({ ada }) => {
    await reminders.set(ada, '8');
    await inOslo(ada.id);
    expect(await at('2026-03-28T06:59:00Z')).toBe(0);
    expect([await at('2026-03-28T07:01:00Z'), await at('2026-03-28T07:06:00Z')]).toEqual([1, 0]);
    expect(await at('2026-03-29T05:59:00Z')).toBe(0);
    expect(await at('2026-03-29T06:00:00Z')).toBe(1);
    expect(await at('2026-03-30T08:30:00Z')).toBe(0);
    const [said] = await asHouse(() => sql<{ data: Record<string, unknown> }>`select data from platform.events where name = 'toolbox.reminder.due' order by id limit 1`);
    expect(Object.keys(said!.data).sort()).toEqual(['cause', 'memberId']);
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
