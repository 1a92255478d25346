import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { Refusal } from '#platform/answers';
import { allow } from '#platform/tries';
import { arrive } from '#members/arrivals';
import { deviceOf, deviceWords } from '#members/device-rules';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import * as sessions from '#members/sessions';
import { forgiveHere, limit, signIn, unlock } from '#members/sign-ins';
import * as spareKeys from '#members/spare-keys';
import { passOf } from '#test/cast';
import { scene } from '#test/scene';

const from = { address: '198.51.100.1', device: 'own', deviceWords: 'a test' } as const;
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const hashesOf = async (work: () => Promise<unknown>) => {
  const before = passes.hashes.count;
  await work().catch(() => {});
  return passes.hashes.count - before;
};

describe('signing in', () => {
  scene('works with the name in any writing and the sentence in any spacing (ID-3)', async ({ ada }) => {
    const token = await signIn(' ADA ', `  ${passOf('ada').toUpperCase().replace(' ', '   ')}`, from);
    expect((await sessions.enter(token))?.id).toBe(ada.id);
  });
  scene('gives one answer, and does the same work, for an unknown name and a wrong sentence (ID-1)', async () => {
    const unknown = () => signIn('Nobody At All', passOf('ada'), from);
    const wrong = () => signIn('ada', passOf('bo'), from);
    expect([await refusalOf(unknown()), await refusalOf(wrong())]).toEqual(['members.refused.signIn', 'members.refused.signIn']);
    expect([await hashesOf(unknown), await hashesOf(wrong)]).toEqual([1, 1]);
  });
  scene('is not a way to pass bad input on: blank, huge, control characters, emoji', async () => {
    for (const odd of ['', '   ', 'a'.repeat(1_000_000), '\u0000\u0007', '🫖'.repeat(10_000), '\u202eada', "' or 1=1 --"]) {
      expect(await refusalOf(signIn(odd, odd, { ...from, address: odd.slice(0, 5) }))).toBe('members.refused.signIn');
    }
  });
  scene('stops after ten wrong tries for one name from one place, and says how long to wait', async () => {
    for (let at = 0; at < 10; at++) expect(await refusalOf(signIn('ada', 'wrong sentence wrong', from))).toBe('members.refused.signIn');
    await expect(signIn('ada', passOf('ada'), from)).rejects.toMatchObject({ key: 'members.refused.signInOften', values: { count: expect.any(Number) } });
    expect(await hashesOf(() => signIn('ada', passOf('ada'), from))).toBe(0);
  });
  scene('is kept from nobody by a stranger who tries their name: their own place, their locked device and their spare key let them in (ID-1)', async ({ ada }) => {
    const spareKey = await spareKeys.renew(ada);
    const token = await sessions.begin(ada.id, 'shared', '');
    await sessions.lock((await sessions.enter(token))!);
    for (let at = 0; at < 30; at++) await refusalOf(limit('signIn', 'ada', '203.0.113.1'));
    for (let at = 0; at < 30; at++) await refusalOf(limit('spareKey', 'ada', '203.0.113.1'));
    expect(await sessions.enter((await unlock(token, passOf('ada'), from)).token)).toMatchObject({ id: ada.id });
    expect(await sessions.enter(await signIn('ada', passOf('ada'), from))).toMatchObject({ id: ada.id });
    await spareKeys.use({ name: 'ada', spareKey, newPass: 'amber boat circle dragon' }, from);
  });
  scene('of one name is tried two hundred times from everywhere together, known or not; one place adds ten at most', async ({ ada }) => {
    for (const name of ['ada', 'nobody at all']) {
      for (let at = 0; at < 200; at++) await allow('signIn.name', foldName(name), 200, 15);
      expect(await refusalOf(signIn(name, passOf('ada'), from))).toBe('members.refused.signInOften');
      expect(await hashesOf(() => signIn(name, passOf('ada'), from))).toBe(0);
    }
    for (let at = 0; at < 30; at++) await refusalOf(signIn('bo', 'wrong', { ...from, address: '203.0.113.9' }));
    expect([await allow('signIn.name', 'bo', 11, 15), await allow('signIn.name', 'bo', 11, 15)]).toEqual([true, false]);
    const spareKey = await spareKeys.renew(ada);
    await spareKeys.use({ name: 'ada', spareKey, newPass: 'amber boat circle dragon' }, from);
  });
  scene('of one name adds ten from one line, however many places it has; a key or a code has each of them (ID-1)', async () => {
    const line = (at: number) => `2001:db8:1:${(0x200 + at).toString(16)}::1`;
    const fine = async (kind: string) => (await Promise.all(Array.from({ length: 12 }, (_, at) => refusalOf(limit(kind, 'ada', line(at)))))).filter((key) => key === undefined).length;
    expect([await fine('signIn'), await fine('spareKey')]).toEqual([10, 12]);
    expect(await refusalOf(limit('signIn', 'ada', '2001:db8:2::1'))).toBeUndefined();
    await forgiveHere('signIn', 'ada', line(200));
    expect(await fine('signIn')).toBe(10);
  });
  scene('forgets mistakes once it worked', async () => {
    for (let round = 0; round < 2; round++) {
      for (let at = 0; at < 6; at++) await refusalOf(signIn('bo', 'wrong sentence wrong', from));
      await signIn('bo', passOf('bo'), from);
    }
  });
  scene('always begins a new session; the one the browser had ends, also a planted one', async ({ cleo }) => {
    const planted = await sessions.begin(cleo.id, 'own', 'a test');
    const token = await signIn('ada', passOf('ada'), { ...from, instead: planted });
    expect(token).not.toBe(planted);
    expect(await sessions.enter(planted)).toBeUndefined();
  });
});

describe('an address', () => {
  const inPublic = async (work: () => Promise<void>) => {
    process.env.ORIGIN = 'https://talk.example.org';
    try { await work(); } finally { delete process.env.ORIGIN; }
  };
  scene('may try fifty times in a quarter of an hour, whatever the names, and its neighbour is not held to it', () => inPublic(async () => {
    for (let at = 0; at < 50; at++) await limit('signIn', `name ${at}`, '2001:db8::1');
    expect(await refusalOf(limit('signIn', 'another', '2001:db8::2'))).toBe('members.refused.signInOften');
    await limit('signIn', 'another', '2001:db8:0:1::1');
  }));
  scene('may send twenty people in an hour, and mistakes put right do not count', () => inPublic(async () => {
    const sent = (fields: Record<string, string>) => ({ text: (name: string) => fields[name] ?? '', has: (name: string) => name in fields });
    const place = { language: 'en', conduct: { version: 'test', hash: 'test' }, moderation: { version: 'test', hash: 'test' } } as const;
    for (let at = 0; at < 30; at++) await refusalOf(arrive(sent({ name: '' }), place, from));
    for (let at = 0; at < 20; at++) await allow('join', from.address, 20, 60);
    const late = arrive(sent({ name: 'Garden Lantern', sentence: 'green kettle slow river', adult: 'on' }), place, from);
    await expect(late).rejects.toMatchObject({ key: 'members.refused.joinOften', values: { count: expect.any(Number) } });
  }));
});

describe('a device', () => {
  it.each([
    ['Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0', 'Firefox · Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1', 'Safari · iPhone'],
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0', 'Edge · Windows'],
    ['<script>alert(1)</script>', ''],
    [null, '']
  ])('%s is %s', (agent, words) => expect(deviceWords(agent)).toBe(words));
  it('is shared unless it was said to be own', () => expect(['own', 'shared', '', 'OWN', 'x'].map(deviceOf)).toEqual(['own', 'shared', 'shared', 'shared', 'shared']));
});

describe('arriving', () => {
  const sent = (fields: Record<string, string>) => ({ text: (name: string) => fields[name] ?? '', has: (name: string) => name in fields });
  const place = { language: 'en', conduct: { version: 'test', hash: 'test' }, moderation: { version: 'test', hash: 'test' } } as const;
  const fields = { name: 'Garden Lantern', sentence: 'green kettle slow river', adult: 'on', seed: '0123456789ab' };

  scene('reads only what the page asks for: a role, an id or a date in the form is as if it were not there', async ({ ada }) => {
    const { token } = await arrive(sent({ ...fields, role: 'steward', roles: 'steward', memberId: ada.id, personaId: ada.personaId, id: ada.id, joinedAt: '2000-01-01', code: ada.code }), place, from);
    const member = await sessions.enter(token);
    expect(member).toMatchObject({ name: 'Garden Lantern', roles: [], seed: '0123456789ab', session: { factorAt: null, device: 'own' } });
    expect([member!.id, member!.personaId, member!.code]).not.toContain(ada.id);
    expect(member!.code).not.toBe(ada.code);
  });
  scene('refuses what fills in the hidden field, and who is not 18 or does not agree', async () => {
    expect(await refusalOf(arrive(sent({ ...fields, website: 'https://x.example' }), place, from))).toBe('members.refused.hidden');
    expect(await refusalOf(arrive(sent({ name: fields.name, sentence: fields.sentence }), place, from))).toBe('members.refused.adult');
  });
  scene('takes a pattern only in our own writing', async () => {
    const { token } = await arrive(sent({ ...fields, seed: '"><script>' }), place, from);
    expect((await sessions.enter(token))!.seed).toMatch(/^[0-9a-f]{12}$/);
  });
  scene('keeps the version of the six ways that was agreed to, and that of how moderators work (ACC-11, MOD-8)', async () => {
    const { token } = await arrive(sent(fields), { ...place, conduct: { version: '2026-11-21', hash: 'abc' }, moderation: { version: '2', hash: 'moderation 2' } }, from);
    const member = await sessions.enter(token);
    expect(await asHouse(() => sql`select kind, version, text_hash from members.consents where member_id = ${member!.id} order by kind`)).toEqual([{ kind: 'conduct', version: '2026-11-21', textHash: 'abc' }, { kind: 'moderation', version: '2', textHash: 'moderation 2' }]);
  });
});
