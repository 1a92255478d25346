import { describe, expect, it } from 'vitest';
import { sql } from '#db';
import { metricsText } from '#platform/metrics';
import { allow, forgive, left, minutesToWait, placeOf } from '#platform/tries';
import { scene } from '#test/scene';

describe('a place', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::FFFF:cb00:7109', '203.0.113.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::99', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['a name', 'a name'],
    ['', '']
  ])('of %s is %s', (who, place) => expect(placeOf(who)).toBe(place));
  it('is as wide as is asked for', () => expect(['203.0.113.9', '::ffff:203.0.113.9', '2001:db8:1:2::99', '2001:db8::1', 'a name'].map((who) => placeOf(who, 48))).toEqual(['203.0.113.9', '203.0.113.9', '2001:db8:1::/48', '2001:db8:0::/48', 'a name']));
});

describe('a try', () => {
  scene('is counted for one thing and one place, and forgiven', async () => {
    const tried = async (what: string, who: string) => allow(what, who, 2, 15);
    expect([await tried('a', '203.0.113.9'), await tried('a', '203.0.113.9'), await tried('a', '203.0.113.9')]).toEqual([true, true, false]);
    expect(await tried('b', '203.0.113.9')).toBe(true);
    expect(await tried('a', '203.0.113.8')).toBe(true);
    await forgive('a', '203.0.113.9');
    expect(await tried('a', '203.0.113.9')).toBe(true);
  });
  scene('says how many more there may be, and counts nothing by it', async () => {
    expect([await left('l', 'x', 2, 15), await left('l', 'x', 2, 15)]).toEqual([2, 2]);
    const rest: number[] = [];
    for (let at = 0; at < 3; at++) {
      await allow('l', 'x', 2, 15);
      rest.push(await left('l', 'x', 2, 15));
    }
    expect([...rest, await left('l', 'y', 2, 15), await left('l', 'x', 2, 0)]).toEqual([1, 0, 0, 2, 2]);
  });
  scene('too many is recorded once a window, by what was tried and not by whom', async () => {
    const recorded = () => Number(/^alongside_tried_too_often_total (\d+)$/m.exec(metricsText({}))?.[1] ?? 0);
    const before = recorded();
    for (let at = 0; at < 6; at++) await allow('e', '203.0.113.9', 2, 15);
    expect(recorded()).toBe(before + 1);
    expect(metricsText({})).not.toContain('203.0.113');
  });
  scene('keeps no address', async () => {
    await allow('c', '203.0.113.9', 2, 15);
    const [row] = await sql<{ who: string }>`select who from platform.tries where what = 'c'`;
    expect(row!.who).toMatch(/^[\w-]{22}$/);
  });
  scene('waits until its window ends, which began with the first of them', async () => {
    const passed = (what: string, minutes: number) => sql`update platform.tries set began_at = began_at - make_interval(secs => ${minutes * 60}) where what = ${what}`;
    for (const fine of [true, true, false]) expect(await allow('d', 'somebody', 2, 15)).toBe(fine);
    expect(await minutesToWait('d', 'somebody', 15)).toBe(15);
    await passed('d', 14.5);
    expect([await allow('d', 'somebody', 2, 15), await minutesToWait('d', 'somebody', 15)]).toEqual([false, 1]);
    await passed('d', 0.6);
    expect([await allow('d', 'somebody', 2, 15), await minutesToWait('d', 'somebody', 15)]).toEqual([true, 15]);
  });
});
