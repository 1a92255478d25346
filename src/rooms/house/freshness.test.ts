/** What another process of the same house changes holds here within the minute, also when nobody asked for a page meanwhile. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ownHouse, type OwnHouse } from '#test/own-house';
import * as clockings from '#house/clockings';
import { keptOr } from '#house/freshness';
import * as posting from '#house/posting';
import * as sayings from '#house/sayings';

let own: OwnHouse;
beforeAll(async () => {
  own = await ownHouse('within_the_minute');
}, 60_000);
afterEach(() => void vi.restoreAllMocks());
afterAll(() => own.drop());
/** A minute in which nobody asks for anything. */
function quietly(): void {
  const later = Date.now() + 59_000;
  vi.spyOn(Date, 'now').mockReturnValue(later);
}

describe('within the minute (MOD-11)', () => {
  it('somebody who went home at another process is not here any more, and what the operator chose there holds', async () => {
    const day = (new Date().getUTCDay() + 2) % 7 + 1;
    await sayings.change(own.cast.iben, 'en', { afterHours: 'queue', timeZone: 'UTC', shifts: [{ day, from: '09:00', to: '12:00', names: ['hanna'] }] });
    await clockings.clockIn(own.cast.hanna, 60);
    expect((await posting.now()).mode).toBe('open');
    await own.query('update house.clockings set out_at = now() where out_at is null');
    expect((await posting.now()).mode, 'nobody has told this process').toBe('open');
    quietly();
    expect((await posting.now()).mode).toBe('queue');
    await own.query(`update house.sayings set value = '"reading"' where name = 'afterHours'`);
    quietly();
    expect((await posting.now()).mode).toBe('reading');
  });
  it('a database that does not answer leaves what was last read standing, and nobody waits long for it', async () => {
    const kept = { at: Date.now() - 120_000 };
    const began = performance.now();
    expect(await keptOr(kept, new Promise(() => {}))).toBe(kept);
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await keptOr(kept, Promise.reject(new Error('away')))).toBe(kept);
    expect(keptOr({ at: Date.now() }, new Promise(() => {})), 'what is young is not waited for').not.toBeInstanceOf(Promise);
  });
});
