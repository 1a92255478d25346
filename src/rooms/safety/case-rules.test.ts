import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { after, higher, isHeld, isLowering, isRaise, laneOf, lanes, levels, moves, signalKinds, stateAt, states, weightOf, weightsOf, type Level, type Move, type State } from '#safety/case-rules';

const level = fc.constantFrom(...levels);
const move = fc.constantFrom(...moves);
const sign = fc.record({ kind: fc.constantFrom(...signalKinds), flags: fc.subarray(['method_detail', 'identity_leak', 'commercial', 'abuse', 'something_new']) });

describe('the states of a case', () => {
  it.each<[State, Move, State | undefined]>([
    ['open', 'claim', 'claimed'], ['open', 'close', undefined], ['open', 'act', undefined], ['open', 'release', undefined],
    ['claimed', 'act', 'acting'], ['claimed', 'close', 'closed'], ['claimed', 'lapse', 'open'], ['acting', 'claim', 'acting'],
    ['acting', 'release', 'open'], ['closed', 'claim', undefined], ['closed', 'signal', undefined], ['closed', 'reopen', 'open'], ['open', 'accept', 'claimed']
  ])('%s, %s: %s', (from, made, to) => expect(after(from, made)).toBe(to));
  it('whatever is done, in whatever order, a case is in one of its states, and a closed one only opens again', () => {
    fc.assert(fc.property(fc.array(move, { maxLength: 60 }), (made) => {
      let state: State = 'open';
      for (const one of made) {
        const next = after(state, one);
        if (state === 'closed') expect(next === undefined || (one === 'reopen' && next === 'open')).toBe(true);
        if (next === 'closed') expect(state === 'claimed' || state === 'acting').toBe(true); // nobody closes what nobody holds
        state = next ?? state;
        expect(states).toContain(state);
      }
    }));
  });
  it('a lease that has run out is none', () => {
    fc.assert(fc.property(fc.constantFrom(...states), fc.boolean(), fc.integer({ min: -3600, max: 3600 }), (state, isBy, seconds) => {
      const now = new Date();
      const held = { state, claimedBy: isBy ? 'somebody' : null, claimedUntil: new Date(now.getTime() + seconds * 1000) };
      expect(isHeld(held, now)).toBe((state === 'claimed' || state === 'acting') && isBy && seconds > 0);
      if (state !== 'closed' && !isHeld(held, now)) expect(stateAt(held, now)).toBe('open');
    }));
  });
});

describe('how pressing a case is', () => {
  it('the higher of any two is one of them, whichever comes first; raising and lowering are never both', () => {
    fc.assert(fc.property(level, level, (one, other) => {
      expect(higher(one, other)).toBe(higher(other, one));
      expect([one, other]).toContain(higher(one, other));
      expect(isLowering(one, higher(one, other))).toBe(false);
      expect(isRaise(one, other) && isLowering(one, other)).toBe(false);
    }));
  });
  it('however many signals come, in whatever order, the level is the most pressing of them', () => {
    fc.assert(fc.property(fc.array(level, { minLength: 1 }), (said) => {
      const worst = [...said].sort((a, b) => levels.indexOf(a) - levels.indexOf(b))[0];
      expect(said.reduce<Level>((so, one) => higher(so, one), 'none')).toBe(worst);
    }));
  });
});

describe('the lanes', () => {
  it.each<[Level, Parameters<typeof laneOf>[1], string]>([
    ['urgent', [{ kind: 'report', flags: [] }], 'risk'],
    ['concern', [{ kind: 'triage', flags: [] }], 'risk'],
    ['unassessed', [{ kind: 'triage', flags: [] }], 'risk'],
    ['low', [{ kind: 'triage', flags: [] }], 'unread'],
    ['low', [{ kind: 'triage', flags: ['commercial'] }], 'reported'],
    ['none', [{ kind: 'triage', flags: ['method_detail'] }], 'held'],
    ['low', [{ kind: 'report', flags: [] }, { kind: 'jigsaw', flags: [] }], 'reported'],
    ['none', [{ kind: 'jigsaw', flags: [] }], 'shows'],
    ['low', [{ kind: 'appeal', flags: [] }], 'appeal'],
    ['concern', [{ kind: 'appeal', flags: [] }], 'risk'],
    ['none', [{ kind: 'sample', flags: [] }], 'unread'],
    ['low', [{ kind: 'adverse', flags: [] }], 'adverse'],
    ['none', [{ kind: 'told', flags: [] }], 'told'],
    ['low', [{ kind: 'told', flags: [] }], 'told'],
    ['concern', [{ kind: 'told', flags: [] }], 'risk'],
    ['low', [{ kind: 'told', flags: ['abuse'] }], 'reported'],
    ['low', [{ kind: 'told', flags: [] }, { kind: 'report', flags: [] }], 'reported'],
    ['low', [{ kind: 'triage', flags: [] }, { kind: 'asked', flags: [] }], 'reported']
  ])('%s, %j: %s', (of, signs, lane) => expect(laneOf(of, signs)).toBe(lane));
  it('hold every case, and whoever may be at risk stands first whatever else was said', () => {
    fc.assert(fc.property(level, fc.array(sign), (of, signs) => {
      const lane = laneOf(of, signs);
      expect(lanes).toContain(lane);
      if (of === 'urgent' || of === 'concern' || of === 'unassessed') expect(lane).toBe('risk');
      const [from, to] = weightsOf(lane);
      expect(weightOf(lane, of)).toBeGreaterThanOrEqual(from);
      expect(weightOf(lane, of)).toBeLessThanOrEqual(to);
    }));
  });
});
