import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { turns } from '#platform/turns';

const moment = () => new Promise<void>((done) => setImmediate(done));

describe('taking turns (PERF)', () => {
  it('never works on more than a few at once, does everything once, and lets those who wait go in the order they came', () => fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.record({ long: fc.integer({ min: 0, max: 3 }), fails: fc.boolean() }), { maxLength: 30 }), async (most, asked) => {
      const { inTurn, waiting } = turns(most);
      let [now, peak] = [0, 0];
      const begun: number[] = [];
      const ends = await Promise.allSettled(asked.map(({ long, fails }, n) => inTurn(`somebody ${n}`, async () => {
        begun.push(n);
        peak = Math.max(peak, ++now);
        for (let at = 0; at < long; at++) await moment();
        now--;
        if (fails) throw new Error(`${n}`);
        return n;
      })));
      expect(peak).toBeLessThanOrEqual(most);
      expect(begun).toEqual(asked.map((_, n) => n));
      expect(ends.map(({ status }) => status)).toEqual(asked.map(({ fails }) => (fails ? 'rejected' : 'fulfilled')));
      expect(waiting()).toBe(0);
      expect(await inTurn('later', async () => 'at once')).toBe('at once');
    }), { numRuns: 60 }));
  it('lets nobody wait behind all that one person asked for', async () => {
    const { inTurn } = turns(1);
    const done: string[] = [];
    const ask = (who: string) => inTurn(who, async () => { await moment(); done.push(who); });
    await Promise.all([...Array.from({ length: 5 }, () => ask('ada')), ask('bo'), ask('cleo'), ask('bo')]);
    expect(done).toEqual(['ada', 'ada', 'bo', 'cleo', 'ada', 'bo', 'ada', 'ada']);
  });
  it('gives a turn back that throws at once', async () => {
    const { inTurn } = turns(1);
    await expect(inTurn('ada', () => { throw new Error('no'); })).rejects.toThrow('no');
    expect(await inTurn('ada', async () => 1)).toBe(1);
  });
});
