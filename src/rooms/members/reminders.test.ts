import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as reminders from '#members/reminders';
import { inPlace, yes } from '#test/names';
import { scene } from '#test/scene';

describe('a reminder (ID-8)', () => {
  scene('comes at its moment, is put away once, and the quiet one comes back after a season', async ({ ada, bo, cleo, hanna, iben }) => {
    expect(await reminders.due(ada, ['post', 'season'])).toBe('post');
    await reminders.putAway(ada, 'post');
    expect(await reminders.due(ada, ['post', 'season'])).toBeUndefined();
    expect(await reminders.due(bo, ['post'])).toBe('post');
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    expect(await reminders.due(ada, ['reveal'])).toBeUndefined();
    await yes(here, ada, bo);
    await yes(here, bo, ada);
    expect([await reminders.due(ada, ['reveal']), await reminders.due(bo, ['reveal']), await reminders.due(cleo, ['reveal'])]).toEqual(['reveal', 'reveal', undefined]);
    await reminders.putAway(ada, 'reveal');
    expect(await reminders.due(ada, ['reveal'])).toBeUndefined();
    await asHouse(() => sql`update members.reminders set on_day = current_date - 91 where member_id = ${ada.id}`);
    expect(await reminders.due(ada, ['season'])).toBe('season');
    await expect(reminders.putAway(ada, 'nonsense')).rejects.toBeInstanceOf(NotFound);
  });
});
