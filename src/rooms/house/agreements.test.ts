import { afterEach, describe, expect } from 'vitest';
import { asHouse } from '#db';
import * as agreements from '#house/agreements';
import * as hours from '#house/hours';
import * as sayings from '#house/sayings';
import * as clockings from '#house/clockings';
import { scene } from '#test/scene';

afterEach(() => sayings.forget());

describe('agreeing again (MOD-8)', () => {
  scene('is asked when the ways have changed, and once said holds in every language', async ({ ada, bo, iben }) => {
    expect(await agreements.isAgreed(ada)).toBe(false); // the cast said yes to a version of the tests
    const { hash } = await sayings.conduct('en');
    for (let twice = 0; twice < 2; twice++) await agreements.agree(ada, hash);
    expect([await agreements.isAgreed(ada), await agreements.isAgreed({ ...ada, language: 'nb' }), await agreements.isAgreed(bo)]).toEqual([true, true, false]);
    await sayings.change(iben, 'en', { conduct: [{ title: 'Kind first', text: 'Always.' }] });
    await sayings.change(iben, 'nb', { conduct: [{ title: 'Vennlig først', text: 'Alltid.' }] });
    expect(await agreements.isAgreed(ada)).toBe(false);
    await expect(agreements.agree(ada, hash)).rejects.toMatchObject({ key: 'house.refused.conductChanged' });
    await agreements.agree(ada, (await sayings.conduct('en')).hash);
    expect(await agreements.isAgreed(ada)).toBe(true);
  });
});

describe('hours with somebody here', () => {
  scene('are counted once however many were here together', async ({ hanna, mio }) => {
    const start = new Date('2026-03-02T08:00:00Z');
    await clockings.clockIn(hanna, 120, start);
    await clockings.clockIn(mio, 60, new Date('2026-03-02T09:00:00Z'));
    expect(await asHouse(() => hours.staffed(new Date('2026-03-01'), new Date('2026-04-01')))).toBe(2);
    expect(await asHouse(() => hours.staffed(new Date('2026-02-01'), new Date('2026-03-01')))).toBe(0);
  });
});
