/** Taking the link of an invitation: the form with which somebody who works with members comes in, and its second press. (NEW-3, ID-1) */
import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as invitations from '#care/invitations';
import * as organisations from '#care/organisations';
import { sentAgain } from '#members/sent-again';
import type { Steward } from '#members/members';
import * as sessions from '#members/sessions';
import * as spareKeys from '#members/spare-keys';
import { theCast } from '#test/cast';
import { scene } from '#test/scene';

const from = { address: '198.51.100.44', device: 'shared', deviceWords: 'a test' } as const;
const linkOf = async (iben: Steward, name: string) => invitations.offer(iben, { organisationId: await organisations.add(iben, { name, reach: '' }) });
const formOf = (signInName: string) => ({ name: 'Kari Nes', role: 'nurse', signInName, pass: 'seven green boats at the quay', language: 'en' as const, once: randomUUID() });
const whose = async ({ token }: { token: string }) => (await sessions.whoever(token)).work?.id;
const later = (id: string | undefined) => asHouse(() => sql`update members.keys set spare_made_at = spare_made_at - interval '16 minutes' where member_id = ${id!}`);

describe('the form that takes an invitation to work here, sent again (NEW-3, ID-1)', () => {
  scene('comes in as well, into the account it made, and shows the same spare key, which works', async ({ iben }) => {
    const [link, form] = [await linkOf(iben, 'Pressed Twice'), formOf('kari@twice.example')];
    const first = await invitations.arrive(link, form, from);
    const second = await invitations.arrive(link, { ...form, signInName: ' KARI@twice.example ' }, from);
    expect(await whose(first)).toEqual(expect.any(String));
    expect([await whose(second), second.spareKey]).toEqual([await whose(first), first.spareKey]);
    const who = (await whose(second))!;
    const made = await asHouse(() => sql<{ id: string }>`select id from care.providers where account_id = ${who}`);
    expect(made).toHaveLength(1);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'care.provider.joined' and data ->> 'providerId' = ${made[0]!.id}`)).toHaveLength(1);
    const used = await spareKeys.use({ name: form.signInName, spareKey: second.spareKey, newPass: 'amber boat circle dragon', once: randomUUID() }, from);
    expect(await whose(used)).toEqual(used.memberId);
  });
  scene('goes on where the browser is in already, in one session', async ({ iben }) => {
    const [link, form] = [await linkOf(iben, 'Loaded Again'), formOf('kari@again.example')];
    const first = await invitations.arrive(link, form, from);
    const again = (await invitations.arriveAgain(link, form, { ...from, instead: first.token }))!;
    expect(again.spareKey).toBe(first.spareKey);
    expect([await whose(first), await whose(again)]).toEqual([undefined, expect.any(String)]);
  });
  scene('opens nothing with another sentence, another link, without the form’s own key, too late, or once they have left there', async ({ iben }) => {
    const [link, form] = [await linkOf(iben, 'One'), formOf('kari@one.example')];
    const first = await invitations.arrive(link, form, from);
    for (const other of [{ ...form, pass: 'amber boat circle dragon' }, { ...form, once: randomUUID() }, { ...form, once: '' }, { ...form, signInName: 'ola@one.example' }]) {
      await expect(invitations.arrive(link, other, from)).rejects.toBeInstanceOf(NotFound);
    }
    await expect(invitations.arrive('x'.repeat(43), form, from)).rejects.toBeInstanceOf(NotFound);
    await sessions.endByToken(first.token);
    await expect(invitations.arrive(link, form, { ...from, instead: first.token }), 'somebody else may be pressing Back').rejects.toBeInstanceOf(NotFound);
    const again = await invitations.arrive(link, form, from);
    await later(await whose(again));
    await expect(invitations.arrive(link, form, from)).rejects.toBeInstanceOf(NotFound);
    expect(await sentAgain({ name: form.signInName, pass: form.pass, spareKey: first.spareKey }, from), 'nor is it a form of members').toBeUndefined();
  });
  scene('without it every form makes a key of chance', async ({ iben }) => {
    const { once: _, ...form } = formOf('kari@chance.example');
    const link = await linkOf(iben, 'Chance');
    const first = await invitations.arrive(link, form, from);
    expect(first.spareKey).toMatch(/^(\w{4}-){4}\w{4}$/);
    await expect(invitations.arrive(link, form, from)).rejects.toBeInstanceOf(NotFound);
  });
});

describe('two taps at the same moment, over two connections', () => {
  const made: string[] = [];
  afterAll(() => asHouse(async () => {
    await sql`update care.organisations set ended_at = now() where id in (select organisation_id from care.providers where account_id = any(${made}::uuid[]))`;
    await sql`update care.providers set left_at = now() where account_id = any(${made}::uuid[])`;
    await sql`delete from members.members where id = any(${made}::uuid[])`;
  }));
  it('make one account, and both are shown the same', async () => {
    const { iben } = await theCast();
    const mark = Date.now().toString(36);
    const [link, form] = [await linkOf(iben, `Tapped ${mark}`), formOf(`tapped-${mark}@clinic.example`)];
    const answers = await Promise.all([1, 2, 3].map(() => invitations.arrive(link, form, from)));
    const who = await Promise.all(answers.map(whose));
    made.push(...new Set(who.filter((id) => id !== undefined)));
    expect([made.length, new Set(who).size, new Set(answers.map(({ spareKey }) => spareKey)).size]).toEqual([1, 1, 1]);
  });
});
