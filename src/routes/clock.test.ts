import { afterEach, describe, expect, vi } from 'vitest';
import { asHouse, sql } from '#db';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import * as telling from '#notices/telling';
import { scene } from '#test/scene';
import { zone } from '#ui/when';

afterEach(() => {
  vi.unstubAllEnvs();
  sayings.forget();
  presence.forget();
});

describe('the clock of the place (ACC-8)', () => {
  scene('is what the operator says, in every page and from the next one on; with nothing said it is UTC, also on a machine with another', async ({ iben }) => {
    vi.stubEnv('TZ', 'America/Lima');
    await import('../hooks.server');
    for (const timeZone of ['Asia/Kathmandu', 'Europe/Oslo', ''] as const) {
      await sayings.change(iben, 'en', { timeZone });
      await sayings.sayAnyway('nb'); // as the layout of every page does
      expect(zone()).toBe(timeZone || 'UTC');
    }
  });
  scene('says to which quarter of the day belongs what is told of a local group (ID-17)', async ({ ada, iben }) => {
    for (const timeZone of ['Asia/Kathmandu', 'Europe/Oslo', 'UTC']) {
      await sayings.change(iben, 'en', { timeZone });
      await asHouse(() => telling.tell([ada.id], { kind: 'place.ends', subject: '', cause: timeZone, isCoarse: true }));
      const [{ hour, clock, isLate }] = (await asHouse(() => sql<{ hour: number; clock: string; isLate: boolean }>`
        select extract(hour from shown_from at time zone ${timeZone})::int as hour, to_char(shown_from, 'MI:SS.US') as clock, shown_from <= now() and shown_from > now() - interval '7 hours' as is_late
          from notices.notices where cause = ${timeZone}`)) as [{ hour: number; clock: string; isLate: boolean }];
      expect([hour % 6, clock.slice(2), isLate], timeZone).toEqual([0, ':00.000000', true]);
    }
  });
});
