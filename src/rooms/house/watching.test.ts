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
    // Three days are three times twenty-four hours, whatever time of day it was.
    expect(await watching.quietDays(later(2.99))).toBeUndefined();
    expect(await watching.quietDays(later(3.01))).toBe(3);
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
  scene('counts from the last hour somebody was there, not from the day’s first', async () => {
    const morning = new Date('2027-03-01T06:10:00Z');
    const after = (hours: number) => new Date(morning.getTime() + hours * 3_600_000);
    await watching.note(morning);
    await watching.note(after(15));
    await watching.note(after(12)); // heard late
    expect(await watching.quietDays(after(15 + 71))).toBeUndefined();
    expect(await watching.quietDays(after(15 + 73))).toBe(3);
  });
});
