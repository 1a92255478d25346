/** What is shared until a day is over with that day, by the clock the page says it by. [TOOL-9] */
import { expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as ties from '#care/ties';
import * as sayings from '#house/sayings';
import * as ownClock from '#members/own-clock';
import * as sheets from '#toolbox/sheets';
import { scene } from '#test/scene';
import { actions as sheet } from '../sheet/[id]/+page.server.ts';
import { actions as sharing } from './[tie]/+page.server.ts';

scene('a share ends at midnight of the place, or of the clock its member chose (TOOL-9)', async ({ ada, iben }) => {
  const tie = (await ties.of(ada))[0]!.id;
  const until = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const press = async (act: (event: never) => unknown, params: Record<string, string>, fields: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const url = new URL('http://localhost/');
    await expect(Promise.resolve(act({ request: new Request(url, { method: 'POST', body }), locals: { member: ada, language: 'en' }, params, url } as never))).rejects.toMatchObject({ status: 303 });
  };
  const id = await sheets.add(ada, (name) => (name === 'say' ? 'The knee' : ''), () => []);
  await sayings.change(iben, 'en', { timeZone: 'Europe/Oslo' });
  for (const [own, zone] of [['', 'Europe/Oslo'], ['Pacific/Honolulu', 'Pacific/Honolulu']] as const) {
    await ownClock.choose(ada, own);
    await press(sharing.share, { tie }, { kind: 'week', days: 'until', until });
    await press(sheet.share, { id }, { tie });
    const ends = await asHouse(() => sql`select kind, ends_at = (last_day + 1)::timestamp at time zone ${zone} as is_midnight, ends_at > now() + interval '29 days' as is_ahead from care.grants where member_id = ${ada.id} and revoked_at is null order by kind`);
    expect(ends, zone).toEqual([{ kind: 'questions', isMidnight: true, isAhead: true }, { kind: 'week', isMidnight: true, isAhead: true }]);
  }
});
