/** The desk in a simulated week: nobody above what is enough, and every urgent case with an owner, a time and an outcome (NEW-6). */
import { describe, expect, it } from 'vitest';
import { caps } from '#team/care-rules';
import { careOf, deskOf, loadAt } from './month-care.ts';
import { chanceOf } from './month-chance.ts';
import { day, hour } from './month-people.ts';
import { begins } from './month-rules.ts';
import { theWorld } from './month.ts';

const { rota } = theWorld();
const team = ['Lee', 'Myrull', 'Iben'];
/** A week of threads, some at night. */
const week = (seed: number, many = 200) => {
  const chance = chanceOf(seed);
  const written = Array.from({ length: many }, (_, thread) => ({ thread, at: begins + chance.next() * 7 * day }));
  return deskOf(written, team, rota, begins, 7, chance);
};

describe('a simulated week at the desk', () => {
  it.each(Array.from({ length: 25 }, (_, seed) => seed + 1))('ends with nobody above the cap and no urgent case left (seed %s)', (seed) => {
    const desk = week(seed);
    const care = careOf(desk);
    expect(care).toMatchObject({ withoutOwner: 0, withoutTime: 0, withoutOutcome: 0, aboveCap: [] });
    expect(care.mostMinutes).toBeLessThanOrEqual(caps.dayMinutes);
    expect(care.mostHeavy).toBeLessThanOrEqual(caps.heavyInDay);
    expect(care.longestWait, 'minutes an urgent case waited').toBeLessThanOrEqual(45);
    for (const { owner, second, told } of desk.heavy) {
      expect(owner).not.toBe(second);
      expect(told.length, 'somebody was told').toBeGreaterThan(0);
    }
    for (const { breaks, from, to } of desk.clocked) if (to - from > hour) expect(breaks.length).toBeGreaterThan(0);
  });
  it('is the same for the same seed, and has urgent cases in it', () => {
    expect(week(3)).toEqual(week(3));
    expect(careOf(week(3)).urgent).toBeGreaterThan(0);
  });
  it('notices somebody who is above the cap', () => {
    const desk = week(1);
    const [one] = desk.heavy.filter(({ level }) => level === 'urgent');
    const at = one!.takenAt;
    const overworked = { ...desk, heavy: [...desk.heavy, ...[1, 2, 3, 4, 5, 6].map((many) => ({ ...one!, thread: -many, takenAt: at + many }))] };
    expect(careOf(overworked).aboveCap.length).toBeGreaterThan(0);
    expect(loadAt(overworked, one!.owner, at + 7).heavyToday).toBeGreaterThan(caps.heavyInDay);
  });
});
