import { describe, expect, it } from 'vitest';
import { accessOf, facts, factNames, meets, needs } from '#gatherings/access-rules';
import { kindsFor, missing, trouble, type Plan } from '#gatherings/gathering-rules';
import { isBareAddress, readsLikeHome } from '#gatherings/home-rules';

const access = Object.fromEntries(factNames.map((fact) => [fact, facts[fact][0]]));
export const plan: Plan = {
  kind: 'coffee', way: 'place', title: '', what: 'Coffee.', language: 'en', seats: 9, least: 3, minutes: 90, cost: 'What you drink.', leaving: 'Any time.', hostWords: 'A grey hat.', sameHost: false, guestWords: '',
  near: 'By the harbour', transport: 'Bus 12.', parking: 'Two places.', access, accessWords: '', lateHours: 0, placeKind: 'library', placeName: 'Library café', address: '2 Quay Street', finding: 'Past the desk.', link: ''
};

describe('what is said before others see a gathering (MEET-6)', () => {
  it.each(['what', 'cost', 'leaving', 'hostWords', 'near', 'transport', 'parking', 'placeName', 'finding', 'placeKind'] as const)('%s is asked for', (field) => {
    expect(missing(plan, 2)).toEqual([]);
    expect(missing({ ...plan, [field]: '' }, 2)).toEqual([field]);
  });
  it.each(factNames)('so is %s, from a closed list', (fact) => {
    const { [fact]: _, ...rest } = access;
    expect(missing({ ...plan, access: rest }, 2)).toEqual([fact]);
    expect(accessOf(() => 'anything')).toEqual({});
  });
  it('on the phone no place is asked for; at a clinic the guest is; and nobody hosts alone', () => {
    expect(missing({ ...plan, way: 'phone', near: '', transport: '', parking: '', placeName: '', finding: '', placeKind: '', access: {} }, 2)).toEqual([]);
    expect(missing({ ...plan, kind: 'groupClinic' }, 2)).toEqual(['guestWords']);
    expect(missing(plan, 1)).toEqual(['cohost']);
  });
  it('there are three to nine seats, a few more at most, and many only where people listen (MEET-2)', () => {
    expect(trouble({ ...plan, seats: 13 })).toMatchObject({ key: 'seats' });
    expect(trouble({ ...plan, seats: 2 })).toMatchObject({ key: 'seats' });
    expect(trouble({ ...plan, seats: NaN })).toMatchObject({ key: 'seats' });
    expect(trouble({ ...plan, kind: 'groupTalk', seats: 200 })).toBeUndefined();
    expect(kindsFor(false)).not.toContain('groupClinic');
  });
  it('the list can be searched for every need, and what is on the phone meets them all', () => {
    for (const need of needs) {
      expect(meets({ access, way: 'place' }, [need]), need).toBe(true);
      expect(meets({ access: {}, way: 'place' }, [need]), need).toBe(false);
      expect(meets({ access: {}, way: 'phone' }, [need]), need).toBe(true);
    }
    expect(meets({ access: { ...access, steps: 'few' }, way: 'both' }, ['steps'])).toBe(false);
  });
});

describe('somebody’s home', () => {
  it.each(['my flat', 'My kitchen, come round the back', 'at mine', 'Anna’s house', "at Tom's flat", 'Flat 3, 12 High Street', 'hjemme hos Kari', 'hos meg', 'Stua mi', 'min leilighet', 'Storgata 5, H0201', 'leil. 12', 'our garden'])('is refused: %s', (words) => {
    expect(readsLikeHome(words)).toBe(true);
    expect(trouble({ ...plan, placeName: words })).toMatchObject({ key: 'home', field: 'placeName' });
  });
  it.each(['Library café', 'The Old Coffee House', 'Community house', 'Folkets Hus', 'Grendehuset', 'The Flat Iron café', 'Kafé Hagen', 'St Mary’s church hall', 'Home Farm tea room', 'Husfliden kafé', 'Flatåsen bibliotek'])('%s is none', (words) => {
    expect(readsLikeHome(words)).toBe(false);
    expect(trouble({ ...plan, placeName: words })).toBeUndefined();
  });
  it('a street and a number alone is no place to look for', () => {
    for (const bare of ['12 High Street', 'Storgata 5', 'Storgata 5 B, 9900 Kirkenes']) expect(isBareAddress(bare), bare).toBe(true);
    for (const named of ['Library café', 'Café 12 on the square', 'Kulturhuset']) expect(isBareAddress(named), named).toBe(false);
  });
});
