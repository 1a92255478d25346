import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seal, unseal } from '#platform/seal';

describe('a sealed text', () => {
  it('opens in its place, whatever it says', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => unseal(seal(text, place), place) === text));
  });
  it('does not open in another place', () => {
    expect(() => unseal(seal('a', 'second_factors|secret|1'), 'second_factors|secret|2')).toThrow();
  });
  it('does not open when anything of it was changed', () => {
    const sealed = seal('a secret', 'here');
    sealed.split('.').slice(1).forEach((part, which, parts) => {
      const bytes = Buffer.from(part, 'base64url');
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes);
        changed[at]! ^= 1;
        expect(() => unseal(['s1', ...parts.with(which, changed.toString('base64url'))].join('.'), 'here')).toThrow();
      }
    });
    for (const odd of ['', 's1', 's1...', 's2.a.b.c', sealed.slice(0, -4)]) expect(() => unseal(odd, 'here')).toThrow();
  });
  it('looks different every time', () => {
    expect(new Set(Array.from({ length: 50 }, () => seal('a', 'here'))).size).toBe(50);
  });
});
