import { afterEach, describe, expect } from 'vitest';
import { sql } from '#db';
import * as posting from '#house/posting';
import * as sayings from '#house/sayings';
import * as watching from '#house/watching';
import { scene } from '#test/scene';

afterEach(() => {
  sayings.forget();
  watching.forget();
});
const later = (days: number) => new Date(Date.now() + days * 24 * 3_600_000);

describe('a place nobody watches over (NEW-4)', () => {
  scene('is for reading and help only after as many days as the operator says, and opens again with the first moderator', async ({ iben }) => {
    await watching.note();
    expect(await watching.quietDays()).toBeUndefined();
    expect(await watching.quietDays(later(3))).toBeUndefined();
    expect(await watching.quietDays(later(5))).toBe(5);
    expect(await posting.now(later(5))).toMatchObject({ mode: 'reading', quietDays: 5 });
    await sayings.change(iben, 'en', { quietDays: 10 });
    expect((await posting.now(later(5))).quietDays).toBeUndefined();
    await sayings.change(iben, 'en', { quietDays: 1 });
    expect((await posting.now(later(5))).mode).toBe('reading');
    await watching.note(later(5));
    expect((await posting.now(later(5))).quietDays).toBeUndefined();
  });
  scene('counts a day once, and by nobody’s name', async () => {
    await watching.note();
    watching.forget();
    await watching.note();
    expect(await sql`select * from house.watch_days where day = current_date`).toHaveLength(1);
  });
});
