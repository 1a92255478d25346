import { describe, expect, it } from 'vitest';
import { isLeaveTo, leaveAddress, leaveNames, leaveTargets } from '#house/leave-rules';

describe('the way out', () => {
  it('leads only where the list says, whatever is wished (no open redirect)', () => {
    const all = Object.values(leaveTargets).flatMap((target) => Object.values(target)) as string[];
    for (const wish of [...leaveNames, '', undefined, 'https://evil.example', '//evil.example', '__proto__', 'constructor', 'weather ', '\u0000']) {
      expect(all).toContain(leaveAddress('en', wish));
      expect(all).toContain(leaveAddress('nb', wish));
    }
  });
  it('is a member’s own choice before the operator’s, and the weather before nothing', () => {
    expect(leaveAddress('en', 'news', 'search')).toBe(leaveTargets.news.en);
    expect(leaveAddress('en', undefined, 'search')).toBe(leaveTargets.search.en);
    expect(leaveAddress('nb')).toBe(leaveTargets.weather.nb);
  });
  it('goes over https, to places that say nothing about health', () => {
    for (const target of Object.values(leaveTargets).flatMap((one) => Object.values(one))) expect(target).toMatch(/^https:\/\/[a-z.]+\/[a-z]*$/);
    expect(isLeaveTo('toString')).toBe(false);
  });
});
