import { afterAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { Refusal } from '#platform/answers';
import { join } from '#members/members';
import * as passes from '#members/passes';
import * as sessions from '#members/sessions';
import { signIn } from '#members/sign-ins';
import * as spareKeys from '#members/spare-keys';
import { passOf } from '#test/cast';
import { scene } from '#test/scene';

const from = { address: '198.51.100.7', device: 'shared', deviceWords: 'a test' } as const;
const newPass = 'amber boat circle dragon';
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const hashesOf = async (work: () => Promise<unknown>) => {
  const before = passes.hashes.count;
  await work().catch(() => {});
  return passes.hashes.count - before;
};

describe('a spare key', () => {
  scene('lets in once, sets a new sentence, ends every session and is told of (ID-1)', async ({ ada }) => {
    const spareKey = await spareKeys.renew(ada);
    const elsewhere = await sessions.begin(ada.id, 'own', '');
    const used = await spareKeys.use({ name: 'Ada', spareKey: spareKey.toLowerCase().replaceAll('-', ' '), newPass }, from);
    expect((await sessions.enter(used.token))?.id).toBe(ada.id);
    expect(await sessions.enter(elsewhere)).toBeUndefined();
    expect(await refusalOf(spareKeys.use({ name: 'ada', spareKey, newPass }, from))).toBe('members.refused.spareKey');
    expect(await refusalOf(signIn('ada', passOf('ada'), from))).toBe('members.refused.signIn');
    expect(await sessions.enter(await signIn('ada', newPass, from))).toBeDefined();
    expect(await sql`select data from platform.events where name = 'members.spareKey.used' and data ->> 'memberId' = ${ada.id}`).toEqual([{ data: { memberId: ada.id } }]);
    expect(used.spareKey).not.toBe(spareKey);
    await spareKeys.use({ name: 'ada', spareKey: used.spareKey, newPass }, from);
  });
  scene('opens nothing for another name, and the answer and the work are the same for an unknown one', async ({ ada }) => {
    const spareKey = await spareKeys.renew(ada);
    for (const name of ['bo', 'Nobody At All', '']) {
      expect(await refusalOf(spareKeys.use({ name, spareKey, newPass }, from))).toBe('members.refused.spareKey');
      expect(await hashesOf(() => spareKeys.use({ name, spareKey, newPass }, from))).toBe(1);
    }
    expect(await refusalOf(spareKeys.use({ name: 'ada', spareKey: '', newPass }, from))).toBe('members.refused.spareKey');
  });
  scene('is spent by nobody who offers a sentence that is too easy', async ({ ada }) => {
    const spareKey = await spareKeys.renew(ada);
    expect(await refusalOf(spareKeys.use({ name: 'ada', spareKey, newPass: 'short' }, from))).toBe('members.refused.passShort');
    await spareKeys.use({ name: 'ada', spareKey, newPass }, from);
  });
  scene('stops after ten wrong ones for one name from one place', async ({ ada }) => {
    const spareKey = await spareKeys.renew(ada);
    for (let at = 0; at < 10; at++) await refusalOf(spareKeys.use({ name: 'ada', spareKey: passes.makeSpareKey(), newPass }, from));
    expect(await refusalOf(spareKeys.use({ name: 'ada', spareKey, newPass }, from))).toBe('members.refused.spareKeyOften');
    await spareKeys.use({ name: 'ada', spareKey, newPass }, { ...from, address: '203.0.113.7' });
  });
  scene('replaced by a new one opens nothing any more', async ({ ada }) => {
    const old = await spareKeys.renew(ada);
    await spareKeys.renew(ada);
    expect(await refusalOf(spareKeys.use({ name: 'ada', spareKey: old, newPass }, from))).toBe('members.refused.spareKey');
  });
});

describe('two at once, over two connections', () => {
  const made: string[] = [];
  const mark = Date.now().toString(36);
  const name = `Race ${mark}`;
  const joining = (of: string) => join({ name: of, pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' } });
  afterAll(() => asHouse(() => sql`delete from members.members where id = any(${made}::uuid[])`));

  it('cannot both join under one name', async () => {
    const answers = await Promise.allSettled([joining(name), joining(` ${name.toUpperCase()}`), joining(name.replace('a', 'á'))]);
    for (const answer of answers) if (answer.status === 'fulfilled') made.push(answer.value.memberId);
    expect(made).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ key: 'members.refused.nameTaken' });
  });
  it('cannot both use one spare key: one wins, the other is told nothing', async () => {
    const keyed = `Second ${mark}`;
    const { memberId, spareKey } = await joining(keyed);
    made.push(memberId);
    const uses = ['amber boat circle dragon', 'eagle forest garden harbour', 'island jacket kitten lemon'].map((pass) => spareKeys.use({ name: keyed, spareKey, newPass: pass }, from));
    const answers = await Promise.allSettled(uses);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ key: 'members.refused.spareKey' });
    const open = await asHouse(() => sql`select 1 from members.sessions where member_id = ${memberId} and ends_at > now()`);
    expect(open).toHaveLength(1);
  });
});
