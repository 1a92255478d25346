import { afterAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import type { Refusal } from '#platform/answers';
import * as factors from '#members/factors';
import { join, type Member } from '#members/members';
import * as passes from '#members/passes';
import * as recoveries from '#members/recoveries';
import * as sessions from '#members/sessions';
import { signIn } from '#members/sign-ins';
import * as spareKeys from '#members/spare-keys';
import { passOf } from '#test/cast';
import { scene } from '#test/scene';

const from = { address: '198.51.100.9', device: 'shared', deviceWords: 'a test' } as const;
const newPass = 'amber boat circle dragon';
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const aDayLater = (member: Member) => asHouse(() => sql`
  update members.recoveries set asked_at = asked_at - interval '24 hours', due_at = due_at - interval '24 hours' where member_id = ${member.id}`);
const again = async (member: Member) => (await sessions.enter(await sessions.begin(member.id, 'own', '')))!;

describe('a recovery code (ID-1, ID-4)', () => {
  scene('is one of ten, each with more than 64 random bits, kept as hashes only', async ({ ada }) => {
    const codes = await recoveries.makeSheet(ada);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([2-9A-HJKMNP-TV-Z]{4}-){3}[2-9A-HJKMNP-TV-Z]{4}$/);
    expect(16 * Math.log2(30)).toBeGreaterThan(64);
    const rows = JSON.stringify(await asHouse(() => sql`select * from members.codes`));
    for (const code of codes) expect(rows).not.toContain(code.slice(0, 9));
    expect(await recoveries.left(ada)).toMatchObject({ left: 10, madeAt: expect.any(Date) });
  });
  scene('opens nothing for a day, while every device is told; then it sets a new sentence, once', async ({ ada }) => {
    const [code] = await recoveries.makeSheet(ada);
    expect((await again(ada)).recoveryAt).toBeNull();
    const { dueAt, isDue } = await recoveries.show('Ada', code!.toLowerCase().replaceAll('-', ' '), from.address);
    expect(isDue).toBe(false);
    expect(dueAt.getTime() - Date.now()).toBeGreaterThan(23.9 * 3_600_000);
    expect(await sql`select data from platform.events where name = 'members.recovery.asked'`).toEqual([{ data: { memberId: ada.id } }]);
    expect((await again(ada)).recoveryAt).toEqual(dueAt);
    expect(await refusalOf(recoveries.finish({ name: 'ada', code: code!, newPass }, from))).toBe('members.refused.code');
    await aDayLater(ada);
    expect(await recoveries.show('ada', code!, from.address)).toMatchObject({ isDue: true });
    const elsewhere = await sessions.begin(ada.id, 'own', '');
    const { token, spareKey } = await recoveries.finish({ name: 'ada', code: code!, newPass }, from);
    expect((await sessions.enter(token))).toMatchObject({ id: ada.id, recoveryAt: null });
    expect(await sessions.enter(elsewhere)).toBeUndefined();
    expect(await refusalOf(signIn('ada', passOf('ada'), from))).toBe('members.refused.signIn');
    expect(spareKey).toMatch(/^(\w{4}-){4}\w{4}$/);
    expect(await refusalOf(recoveries.finish({ name: 'ada', code: code!, newPass }, from))).toBe('members.refused.code');
    expect(await refusalOf(recoveries.show('ada', code!, from.address))).toBe('members.refused.code');
    expect(await recoveries.left(ada)).toMatchObject({ left: 9 });
  });
  it('used by two at the same moment begins one recovery, and sets one sentence', async () => {
    // Two connections, so not in a scene; the member is taken away by hand.
    const { memberId } = await join({ name: 'Two At Once Here', pass: passOf('two'), language: 'en', adult: true, keepName: true, conduct: { version: 'test', hash: 'test' } });
    const member = (await sessions.enter(await sessions.begin(memberId, 'own', '')))!;
    try {
      const [code] = await recoveries.makeSheet(member);
      const name = 'two at once here';
      const both = await Promise.all([recoveries.show(name, code!, from.address), recoveries.show(name, code!, '198.51.100.10')]);
      expect(both.map(({ isDue }) => isDue)).toEqual([false, false]);
      expect(await asHouse(() => sql`select 1 from members.recoveries where member_id = ${memberId}`)).toHaveLength(1);
      expect(await sql`select 1 from platform.events where name = 'members.recovery.asked' and data ->> 'memberId' = ${memberId}`).toHaveLength(1);
      await aDayLater(member);
      const ends = await Promise.allSettled([1, 2].map(() => recoveries.finish({ name, code: code!, newPass }, from)));
      expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    } finally {
      await asHouse(() => sql`delete from members.members where id = ${memberId}`);
    }
  });
  scene('is stopped from any device of the member, by nobody else, and is used up then', async ({ ada, bo }) => {
    const [code, second] = await recoveries.makeSheet(ada);
    await recoveries.show('ada', code!, from.address);
    await recoveries.stop(bo);
    expect((await again(ada)).recoveryAt).not.toBeNull();
    await recoveries.show('ada', second!, from.address);
    await recoveries.stop(await again(ada));
    await recoveries.stop(ada);
    expect((await again(ada)).recoveryAt).toBeNull();
    await aDayLater(ada);
    for (const one of [code!, second!]) {
      expect(await refusalOf(recoveries.show('ada', one, from.address))).toBe('members.refused.code');
      expect(await refusalOf(recoveries.finish({ name: 'ada', code: one, newPass }, from))).toBe('members.refused.code');
    }
    expect(await sql`select 1 from platform.events where name = 'members.recovery.stopped'`).toHaveLength(1);
    await signIn('ada', passOf('ada'), from);
  });
  scene('says the same, with the same work, for an unknown name, a wrong code, another’s code and one used up', async ({ ada, bo }) => {
    const [code] = await recoveries.makeSheet(ada);
    for (const [name, given] of [['Nobody At All', code], ['bo', code], ['ada', 'AAAA-BBBB-CCCC-DDDD'], ['ada', ''], ['', '']] as const) {
      expect(await refusalOf(recoveries.show(name, given!, from.address))).toBe('members.refused.code');
      const before = passes.hashes.count;
      expect(await refusalOf(recoveries.finish({ name, code: given!, newPass }, from))).toBe('members.refused.code');
      expect(passes.hashes.count - before).toBe(1);
    }
    expect((await again(ada)).recoveryAt).toBeNull();
    expect((await again(bo)).recoveryAt).toBeNull();
  });
  scene('stops being listened to after ten wrong ones for a name from one place, known or not; elsewhere the right one counts', async ({ ada }) => {
    const [code] = await recoveries.makeSheet(ada);
    for (const name of ['ada', 'Nobody At All']) {
      for (let at = 0; at < 10; at++) await refusalOf(recoveries.show(name, 'AAAA-BBBB-CCCC-DDDD', from.address));
      expect(await refusalOf(recoveries.show(name, code!, from.address))).toBe('members.refused.codeOften');
    }
    expect(await recoveries.show('ada', code!, '203.0.113.7')).toMatchObject({ isDue: false });
  });
  scene('does not go round a second factor', async ({ ada }) => {
    const [code] = await recoveries.makeSheet(ada);
    await factors.begin(ada, 'Alongside');
    await asHouse(() => sql`update members.second_factors set confirmed_at = now() where member_id = ${ada.id}`);
    await recoveries.show('ada', code!, from.address);
    await aDayLater(ada);
    const { token } = await recoveries.finish({ name: 'ada', code: code!, newPass }, from);
    expect(await sessions.enter(token)).toBeUndefined();
    expect(await sessions.waiting(token)).toMatchObject({ id: ada.id });
  });
  scene('waits a week for its owner, and no longer', async ({ ada }) => {
    const [code] = await recoveries.makeSheet(ada);
    await recoveries.show('ada', code!, from.address);
    await asHouse(() => sql`update members.recoveries set due_at = now() - interval '8 days' where member_id = ${ada.id}`);
    expect(await refusalOf(recoveries.show('ada', code!, from.address))).toBe('members.refused.code');
    expect(await refusalOf(recoveries.finish({ name: 'ada', code: code!, newPass }, from))).toBe('members.refused.code');
    expect((await again(ada)).recoveryAt).toBeNull();
  });
  scene('of an old sheet opens nothing, and one under way goes on', async ({ ada }) => {
    const [under, old] = await recoveries.makeSheet(ada);
    await recoveries.show('ada', under!, from.address);
    const fresh = await recoveries.makeSheet(ada);
    expect(await refusalOf(recoveries.show('ada', old!, from.address))).toBe('members.refused.code');
    expect(await recoveries.show('ada', under!, from.address)).toMatchObject({ isDue: false });
    expect((await recoveries.left(ada)).left).toBe(10);
    expect(await recoveries.show('ada', fresh[3]!, from.address)).toMatchObject({ isDue: false });
  });
});

describe('the spare key beside the sheet', () => {
  scene('can be taken away when there is a sheet, so that nobody gets in at once with a paper they found', async ({ ada }) => {
    const spareKey = await spareKeys.renew(ada);
    expect(await refusalOf(spareKeys.remove(ada))).toBe('members.refused.spareLast');
    const [code] = await recoveries.makeSheet(ada);
    await spareKeys.remove(ada);
    await spareKeys.remove(ada);
    expect(await refusalOf(spareKeys.use({ name: 'ada', spareKey, newPass }, from))).toBe('members.refused.spareKey');
    expect(await refusalOf(spareKeys.use({ name: 'ada', spareKey: '', newPass }, from))).toBe('members.refused.spareKey');
    await recoveries.show('ada', code!, from.address);
    await aDayLater(ada);
    expect((await recoveries.finish({ name: 'ada', code: code!, newPass }, from)).spareKey).toBeUndefined();
  });
});
afterAll(async () => {
  const { disconnect } = await import('#db');
  await disconnect();
});
