import { describe, expect, it } from 'vitest';
import { lookBy } from '#safety/look-rules';

const at = (clock: string) => new Date(`2026-11-21T${clock}:00Z`);
const stretch = (from: string, to: string, day = 21) => ({ from: new Date(`2026-11-${day}T${from}:00Z`).getTime(), to: new Date(`2026-11-${day}T${to}:00Z`).getTime() });
const day = [stretch('08:00', '21:00'), stretch('08:00', '21:00', 22)];

describe('by when a person looks (safety guide §2.2)', () => {
  it.each([
    ['urgent', '12:00', true, '2026-11-21T12:15'],
    ['urgent', '20:55', true, '2026-11-22T08:10'], // the last five minutes of a shift are not a quarter of an hour
    ['urgent', '03:00', false, '2026-11-21T08:15'],
    ['urgent', '21:00', false, '2026-11-22T08:15'],
    ['concern', '12:00', true, '2026-11-21T14:00'],
    ['concern', '03:00', false, '2026-11-21T09:00'],
    ['unassessed', '03:00', false, '2026-11-21T09:00']
  ] as const)('%s at %s: somebody here is %s, %s', (level, clock, isHere, by) => {
    expect(lookBy(level, day, at(clock))).toEqual({ isHere, by: new Date(`${by}:00Z`) });
  });
  it('promises nothing when nobody is planned', () => {
    expect(lookBy('urgent', [], at('12:00'))).toEqual({ isHere: false, by: undefined });
    expect(lookBy('urgent', [stretch('08:00', '09:00')], at('12:00'))).toEqual({ isHere: false, by: undefined });
  });
});
