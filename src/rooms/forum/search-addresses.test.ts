/** What somebody looks for stands in no address that another can read. [ACC-2, PEER-17] */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sealBytes } from '#platform/seal';
import type { Member } from '#members/members';
import * as addresses from '#forum/search-addresses';
import { asked, longestSearch } from '#forum/search-rules';

const [ada, bo] = ['ada', 'bo'].map((id) => ({ id, language: 'en' }) as Member) as [Member, Member];
const what = (query: string) => asked(new URLSearchParams(query), 'en');

describe('what somebody looks for, sealed', () => {
  it('comes back to them as it was, words and filters, and looks another way each time (ACC-2)', () => {
    const asking = what('q=am i going to die %26 when&who=hosts&board=rest&when=month&language=nb&kind=saved');
    const [one, other] = [addresses.sealed(ada, asking), addresses.sealed(ada, asking)];
    expect(one).not.toBe(other);
    for (const sealed of [one, other]) expect(addresses.opened(ada, sealed)).toEqual(asking);
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (words) => {
      const said = asked(new URLSearchParams({ q: words }), 'en');
      const sealed = addresses.sealed(ada, said);
      expect(sealed).toMatch(/^[\w-]+$/);
      expect(addresses.opened(ada, sealed)).toEqual(said);
    }));
  });
  it('holds no word of it, nor how long the words are (ACC-2)', () => {
    const lengths = ['q=a', 'q=fibromyalgia', 'q=am i going to die', 'q='].map((query) => addresses.sealed(ada, what(query)).length);
    expect(new Set(lengths).size).toBe(1);
    const sealed = addresses.sealed(ada, what('q=fibromyalgia'));
    expect(Buffer.from(sealed, 'base64url').toString('latin1') + sealed).not.toMatch(/fibro|"q"/);
    expect(addresses.sealed(ada, what(`q=${encodeURIComponent('界'.repeat(longestSearch * 20))}`)).length, 'no address is longer than a door lets in').toBeLessThan(5_000);
  });
  it('opens for nobody else, under no other secret, neither cut nor changed (ACC-2)', () => {
    const sealed = addresses.sealed(ada, what('q=fibromyalgia'));
    const changed = [...sealed].map((letter, at) => sealed.slice(0, at) + (letter === 'A' ? 'B' : 'A') + sealed.slice(at + 1)).filter((_, at) => at < sealed.length - 1);
    const others = sealBytes(Buffer.from('{"q":"fibromyalgia"}'), 'search ada', randomBytes(32)).toString('base64url');
    expect(addresses.opened(bo, sealed)).toBeUndefined();
    for (const none of [...changed, others, sealed.slice(0, -4), sealed.slice(4), `${sealed}A`, `${sealed}"><script>`, '', 'A', '%00', '🌧️', 'x'.repeat(9_000)]) expect(addresses.opened(ada, none), none.slice(0, 40)).toBeUndefined();
  });
  it('for whoever signs in next opens for as long as that may take, and says no word of it either (ACC-2)', () => {
    const from = new URLSearchParams('q=am i going to die&who=hosts&board=rest');
    const now = Date.now();
    const sealed = addresses.sealedForNext(from, now);
    expect(Buffer.from(sealed, 'base64url').toString('latin1') + sealed).not.toMatch(/die|"q"/);
    expect(addresses.openedByNext(ada, sealed, now + 29 * 60_000)).toEqual(asked(from, 'en'));
    expect(addresses.openedByNext({ ...ada, language: 'nb' }, sealed, now)?.language, 'in their own language, where it did not say one').toBe('nb');
    expect(addresses.openedByNext(ada, addresses.sealedForNext(new URLSearchParams('q=x&language=nb')))?.language).toBe('nb');
    expect(addresses.openedByNext(ada, sealed, now + 30 * 60_000)).toBeUndefined();
    expect([addresses.opened(ada, sealed), addresses.openedByNext(ada, addresses.sealed(ada, what('q=x')))], 'the one is not the other').toEqual([undefined, undefined]);
  });
});
