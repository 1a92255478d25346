import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import * as agreements from '#house/agreements';
import * as hours from '#house/hours';
import * as pages from '#house/pages';
import * as sayings from '#house/sayings';
import * as clockings from '#house/clockings';
import { join, type Member } from '#members/members';
import { scene } from '#test/scene';

afterEach(() => sayings.forget());

describe('agreeing again (MOD-8)', () => {
  scene('is asked when the ways have changed, and once said holds in every language', async ({ ada, bo, iben }) => {
    const ways = async (who: Member) => (await agreements.given(who)).conduct;
    expect(await ways(ada)).toBe(false); // the cast said yes to a version of the tests
    const [{ hash }, { version: moderation }] = [await sayings.conduct('en'), (await pages.read('moderation', 'en'))!];
    for (let twice = 0; twice < 2; twice++) await agreements.agree(ada, { conduct: hash, moderation });
    expect([await ways(ada), await ways({ ...ada, language: 'nb' }), await ways(bo)]).toEqual([true, true, false]);
    await sayings.change(iben, 'en', { conduct: [{ title: 'Kind first', text: 'Always.' }], conductWhy: 'It was too long.' });
    await sayings.change(iben, 'nb', { conduct: [{ title: 'Vennlig først', text: 'Alltid.' }], conductWhy: 'Det var for langt.' });
    expect(await ways(ada)).toBe(false);
    await expect(agreements.agree(ada, { conduct: hash, moderation })).rejects.toMatchObject({ key: 'house.refused.conductChanged' });
    await expect(agreements.agree(ada, { conduct: (await sayings.conduct('en')).hash, moderation: '0' })).rejects.toMatchObject({ key: 'house.refused.conductChanged' });
    await agreements.agree(ada, { conduct: (await sayings.conduct('en')).hash, moderation });
    expect(await ways(ada)).toBe(true);
  });
  scene('is asked about how moderators work, of those who came before it changed', async ({ ada, bo }) => {
    const policy = async (who: Member, version: string, date: string) => (await agreements.given(who, { version, date })).moderation;
    expect([await policy(ada, '1', '2999-01-01'), (await agreements.given(ada)).moderation], 'the first came with the house').toEqual([true, true]);
    expect([await policy(ada, '2', '2999-01-01'), await policy(ada, '2', '2020-01-01')], 'who joined after it said yes to it').toEqual([false, true]);
    await asking(ada, () => sql`insert into members.consents (id, member_id, kind, version, text_hash, language) values (gen_random_uuid(), ${ada.id}, 'moderation', '2', 'moderation 2', 'en')`);
    expect([await policy(ada, '2', '2999-01-01'), await policy(bo, '2', '2999-01-01'), await policy(ada, '3', '2999-01-01')]).toEqual([true, false, false]);
    expect(await policy(ada, '3', '2020-01-01'), 'whoever said yes to a version said it to that one, whatever the day').toBe(false);
  });
  scene('is said yes to by joining, to the version of that moment', async ({ bo }) => {
    const { memberId } = await join({ name: 'Copper Kettle', pass: 'green kettle slow river', language: 'nb', adult: true, conduct: await sayings.conduct('nb'), moderation: { version: '1', hash: 'moderation 1' } });
    const given = (version: string) => agreements.given({ ...bo, id: memberId }, { version, date: '2020-01-01' });
    expect(await given('2'), 'joined under the first, after the second had its date').toEqual({ conduct: true, moderation: false });
    await agreements.agree({ ...bo, id: memberId, language: 'nb' }, { conduct: (await sayings.conduct('nb')).hash, moderation: (await agreements.toJoin('nb')).version });
    expect(await given((await agreements.toJoin('en')).version)).toEqual({ conduct: true, moderation: true });
  });
});

describe('how moderators work (MOD-8)', () => {
  it.each([
    ['en', 'Version 2, 22 November 2026', '86a2a6e9e3f7'],
    ['nb', 'Versjon 2, 22. november 2026', 'fd9033e4c372']
  ] as const)('has a version for these very words in %s, and says what changed in it', async (language, line, mark) => {
    const { version, date, html } = (await pages.read('moderation', language))!;
    expect({ version, date }).toEqual({ version: '2', date: '2026-11-22' });
    expect(html).toContain(line);
    expect(createHash('sha256').update(html).digest('hex').slice(0, 12), 'other words are another version: give it a number, a day and a line, in both languages').toBe(mark);
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
