import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, type Refusal } from '#platform/answers';
import { arrive, arriveAgain } from '#members/arrivals';
import type { Member } from '#members/members';
import * as factors from '#members/factors';
import * as passes from '#members/passes';
import * as recoveries from '#members/recoveries';
import * as sessions from '#members/sessions';
import { signIn } from '#members/sign-ins';
import * as spareKeys from '#members/spare-keys';
import { scene } from '#test/scene';

const from = { address: '198.51.100.44', device: 'shared', deviceWords: 'a test' } as const;
const place = { language: 'en', conduct: { version: 'test', hash: 'test' }, moderation: { version: 'test', hash: 'test' } } as const;
const newPass = 'amber boat circle dragon';
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const sent = (fields: Record<string, string>) => ({ text: (name: string) => fields[name] ?? '', has: (name: string) => name in fields });
const formOf = (name: string) => ({ name, sentence: 'green kettle slow river', adult: 'on', once: randomUUID() });
const whose = async ({ token }: { token: string }) => (await sessions.enter(token))?.id;
const later = (member: { id: string }) => asHouse(() => sql`update members.keys set spare_made_at = spare_made_at - interval '16 minutes' where member_id = ${member.id}`);
const send = (fields: Record<string, string>) => arrive(sent(fields), place, from);

describe('the form of joining, sent again (NEW-1, NEW-3)', () => {
  scene('leads into the account it made, and shows the same spare key, which works', async () => {
    const form = formOf('Garden Lantern');
    const [first, second] = [await send(form), await send({ ...form, name: ' garden  LANTERN ' })];
    expect(await whose(second)).toBe(await whose(first));
    expect(second.spareKey).toBe(first.spareKey);
    expect(passes.hashSpareKey(first.spareKey)).not.toBe(passes.hashSpareKey((await send(formOf('Harbour Lantern'))).spareKey));
    expect((await spareKeys.use({ name: form.name, spareKey: second.spareKey, newPass }, from)).memberId).toBe(await whose(await begun(form.name)));
  });
  scene('goes on where the browser is in already, in one session', async () => {
    const form = formOf('Garden Lantern');
    const first = await send(form);
    const again = (await arriveAgain(sent(form), { ...from, instead: first.token }))!;
    expect(again.spareKey).toBe(first.spareKey);
    expect([await whose(first), await whose(again)]).toEqual([undefined, expect.any(String)]);
  });
  scene('is somebody else’s joining with another sentence, without the form’s own key, or with another', async () => {
    const form = formOf('Garden Lantern');
    await send(form);
    for (const other of [{ ...form, sentence: 'amber boat circle dragon' }, { ...form, once: randomUUID() }, { ...form, once: '' }, { ...form, once: 'x' }]) {
      const before = passes.hashes.count;
      expect(await refusalOf(send(other))).toBe('members.refused.nameTaken');
      if (other.once !== form.once) expect(passes.hashes.count - before, 'nothing is tried without it').toBe(0);
    }
  });
  scene('makes another account under another name', async () => {
    const form = formOf('Garden Lantern');
    const [first, second] = [await send(form), await send({ ...form, name: 'Harbour Lantern' })];
    expect(await whose(second)).not.toBe(await whose(first));
    expect(second.spareKey).not.toBe(first.spareKey);
  });
  scene('is too late after a quarter of an hour, and once the spare key is another', async () => {
    const form = formOf('Garden Lantern');
    const member = (await sessions.enter((await send(form)).token))!;
    await later(member);
    expect(await refusalOf(send(form))).toBe('members.refused.nameTaken');
    await spareKeys.renew(member);
    expect(await refusalOf(send(form))).toBe('members.refused.nameTaken');
  });
  scene('opens nothing in a browser in which they have left since, or that has locked itself (ACC-2)', async () => {
    const form = formOf('Garden Lantern');
    const { token } = await send(form);
    const member = (await sessions.enter(token))!;
    await sessions.lock(member);
    await expect(arrive(sent(form), place, { ...from, instead: token })).rejects.toThrow(NotFound);
    await sessions.endByToken(token);
    await expect(arrive(sent(form), place, { ...from, instead: token })).rejects.toThrow(NotFound);
    await later(member);
    await expect(arrive(sent(form), place, { ...from, instead: token }), 'also later').rejects.toThrow(NotFound);
  });
});

const begun = async (name: string) => ({ token: await signIn(name, newPass, from) });

describe('the form of the spare key, sent again (ID-1, NEW-3)', () => {
  const lost = async (member: Member) => ({ name: member.name, spareKey: await spareKeys.renew(member), newPass, once: randomUUID() });

  scene('comes in with the sentence it set, and shows the same new key', async ({ ada }) => {
    const form = await lost(ada);
    const [first, second] = [await spareKeys.use(form, from), await spareKeys.use(form, from)];
    expect(await whose(second)).toBe(ada.id);
    expect(second.spareKey).toBe(first.spareKey);
    expect(await sql`select 1 from platform.events where name = 'members.spareKey.used' and data ->> 'memberId' = ${ada.id}`).toHaveLength(1);
    await spareKeys.use({ ...form, spareKey: second.spareKey, once: randomUUID() }, from);
  });
  scene('opens nothing with another sentence, another key, or from another form', async ({ ada }) => {
    const form = await lost(ada);
    await spareKeys.use(form, from);
    for (const other of [{ newPass: 'eagle forest garden harbour' }, { spareKey: passes.makeSpareKey() }, { once: randomUUID() }, { once: '' }, { name: 'bo' }]) {
      expect(await refusalOf(spareKeys.use({ ...form, ...other }, from)), JSON.stringify(Object.keys(other))).toBe('members.refused.spareKey');
    }
    await later(ada);
    expect(await refusalOf(spareKeys.use(form, from))).toBe('members.refused.spareKey');
  });
  scene('still asks for the second factor', async ({ ada }) => {
    await factors.begin(ada, 'Alongside');
    await asHouse(() => sql`update members.second_factors set confirmed_at = now() where member_id = ${ada.id}`);
    const form = await lost(ada);
    await spareKeys.use(form, from);
    const { token } = await spareKeys.use(form, from);
    expect(await sessions.enter(token)).toBeUndefined();
    expect(await sessions.waiting(token)).toMatchObject({ id: ada.id });
  });
  scene('opens nothing where they have left since; what ended there before does not count', async ({ ada }) => {
    const form = await lost(ada);
    const old = await sessions.begin(ada.id, 'own', '');
    await asHouse(() => sql`update members.sessions set made_at = now() - interval '1 day' where member_id = ${ada.id}`);
    const { token } = await spareKeys.use(form, { ...from, instead: old });
    expect(await whose(await spareKeys.use(form, { ...from, instead: old }))).toBe(ada.id);
    await sessions.endByToken(token);
    await expect(spareKeys.use(form, { ...from, instead: token })).rejects.toThrow(NotFound);
  });
  scene('is the same for a code from the sheet', async ({ ada }) => {
    const [code] = await recoveries.makeSheet(ada);
    await recoveries.show('ada', code!, from.address);
    await asHouse(() => sql`update members.recoveries set asked_at = asked_at - interval '1 day', due_at = due_at - interval '1 day' where member_id = ${ada.id}`);
    const form = { name: 'ada', code: code!, newPass, once: randomUUID() };
    const [first, second] = [await recoveries.finish(form, from), await recoveries.finish(form, from)];
    expect([await whose(second), second.spareKey]).toEqual([ada.id, first.spareKey]);
    expect(await refusalOf(recoveries.finish({ ...form, newPass: 'eagle forest garden harbour' }, from))).toBe('members.refused.code');
  });
});

describe('two taps at the same moment, over two connections', () => {
  const made: string[] = [];
  afterAll(() => asHouse(() => sql`delete from members.members where id = any(${made}::uuid[])`));
  const fields = { ...formOf(`Tapped ${Date.now().toString(36)}`), keepName: 'on' };

  it('on Join make one member, and both are shown the same', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => arrive(sent(fields), place, from)));
    const who = await Promise.all(answers.map(whose));
    made.push(...who.filter((id) => id !== undefined));
    expect([new Set(who).size, new Set(answers.map(({ spareKey }) => spareKey)).size]).toEqual([1, 1]);
  });
  it('on the spare key change it once, and both are shown the same', async () => {
    const joined = await arrive(sent(fields), place, from);
    const form = { name: fields.name, spareKey: joined.spareKey, newPass, once: randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => spareKeys.use(form, from)));
    expect(new Set(answers.map(({ spareKey }) => spareKey)).size).toBe(1);
    expect((await Promise.all(answers.map(whose))).filter((id) => id === made[0]).length).toBeGreaterThan(0);
  });
});
