import { generate } from 'otplib';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { Refusal } from '#platform/answers';
import * as factors from '#members/factors';
import * as sessions from '#members/sessions';
import { signIn } from '#members/sign-ins';
import type { Member } from '#members/members';
import { passOf } from '#test/cast';
import { scene } from '#test/scene';

const from = { address: '198.51.100.9', device: 'own', deviceWords: '' } as const;
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const now = () => Math.floor(Date.now() / 1000);
const codeOf = (secret: string, later = 0) => generate({ secret: secret.replaceAll(' ', ''), epoch: now() + later });
/** A session without the factor, as after a sign-in with the sentence alone. */
const half = async (member: Member) => {
  const token = await sessions.begin(member.id, 'own', '');
  const open = await sessions.enter(token);
  return open ?? { ...member, session: { ...member.session, id: (await sessions.waiting(token))!.sessionId } };
};
async function enrolled(member: Member) {
  const { secret } = await factors.begin(member, 'Alongside');
  const before = await half(member);
  await factors.confirm(before, await codeOf(secret, -30));
  return secret;
}

describe('a second factor', () => {
  scene('shows the same secret until it is confirmed, and never again', async ({ hanna }) => {
    const first = await factors.begin(hanna, 'Alongside');
    expect((await factors.begin(hanna, 'Alongside')).secret).toBe(first.secret);
    expect(first).toMatchObject({ secret: expect.stringMatching(/^([A-Z2-7]{4} ?)+$/), picture: expect.stringMatching(/^(M\d+ \d+h1v1h-1z)+$/) });
    const before = await half(hanna);
    const { token } = await factors.confirm(before, await codeOf(first.secret));
    expect((await sessions.enter(token))!.session.factorAt).toBeInstanceOf(Date);
    expect(await refusalOf(factors.begin(hanna, 'Alongside'))).toBe('members.refused.factorKnown');
  });
  scene('is sealed in the table, for this member alone', async ({ hanna, mio }) => {
    const { secret } = await factors.begin(hanna, 'Alongside');
    const [row] = await asHouse(() => sql<{ sealedSecret: string }>`select sealed_secret from members.second_factors where member_id = ${hanna.id}`);
    expect(row!.sealedSecret).not.toContain(secret.replaceAll(' ', ''));
    await asHouse(() => sql`insert into members.second_factors (member_id, sealed_secret) values (${mio.id}, ${row!.sealedSecret})`);
    await expect(factors.begin(mio, 'Alongside')).rejects.toThrow();
    expect(await asking(mio, () => sql`select 1 from members.second_factors where member_id = ${hanna.id}`)).toEqual([]);
  });
  scene('is asked for at every sign-in from then on: nothing opens before it (ID-1)', async ({ hanna }) => {
    const secret = await enrolled(hanna);
    const token = await signIn('hanna', passOf('hanna'), from);
    expect(await sessions.enter(token)).toBeUndefined();
    expect(await sessions.lastHolder(token)).toBeUndefined();
    const waiting = (await sessions.waiting(token))!;
    expect(waiting).toMatchObject({ id: hanna.id, name: 'hanna' });
    expect(await refusalOf(factors.show(waiting, waiting.sessionId, '000000'))).toBe('members.refused.factor');
    const stepped = await factors.show(waiting, waiting.sessionId, ` ${(await codeOf(secret)).replace(/^(...)/, '$1 ')} `);
    expect((await sessions.enter(stepped.token))?.id).toBe(hanna.id);
    expect([await sessions.enter(token), await sessions.waiting(token)]).toEqual([undefined, undefined]);
  });
  scene('waits ten minutes, no longer', async ({ hanna }) => {
    await enrolled(hanna);
    const token = await signIn('hanna', passOf('hanna'), from);
    await asHouse(() => sql`update members.sessions set made_at = now() - interval '11 minutes' where member_id = ${hanna.id} and factor_asked_at is not null`);
    expect(await sessions.waiting(token)).toBeUndefined();
  });
  scene('takes a code once, and none that is older than one used', async ({ hanna }) => {
    const { secret } = await factors.begin(hanna, 'Alongside');
    const [a, b, c] = [await half(hanna), await half(hanna), await half(hanna)];
    const [older, code, newer, tooNew] = await Promise.all([codeOf(secret, -30), codeOf(secret), codeOf(secret, 30), codeOf(secret, 90)]);
    await factors.confirm(a, code);
    expect(await refusalOf(factors.show(b, b.session.id, code))).toBe('members.refused.factorUsed');
    expect(await refusalOf(factors.show(b, b.session.id, older))).toMatch(/^members\.refused\.factor(Used)?$/); // it may have grown too old meanwhile
    expect(await refusalOf(factors.show(b, b.session.id, tooNew))).toBe('members.refused.factor');
    await factors.show(c, c.session.id, newer);
  });
  scene('stops after ten tries, also the right one', async ({ hanna }) => {
    const secret = await enrolled(hanna);
    const before = await half(hanna);
    for (let at = 0; at < 9; at++) expect(await refusalOf(factors.show(before, before.session.id, 'abc'))).toBe('members.refused.factor');
    expect(await refusalOf(factors.show(before, before.session.id, await codeOf(secret)))).toBe('members.refused.factorOften');
  });
  scene('of one member opens nothing of another', async ({ hanna, mio }) => {
    const secret = await enrolled(hanna);
    await enrolled(mio);
    const before = await half(mio);
    expect(await refusalOf(factors.show(mio, before.session.id, await codeOf(secret)))).toBe('members.refused.factor');
    await expect(factors.show(hanna, before.session.id, await codeOf(secret))).rejects.toThrow();
  });
  scene('is taken away with a code of it, and then not asked for', async ({ hanna }) => {
    const secret = await enrolled(hanna);
    expect(await refusalOf(factors.remove(hanna, '123'))).toBe('members.refused.factor');
    await factors.remove(hanna, await codeOf(secret));
    expect(await sessions.enter(await signIn('hanna', passOf('hanna'), from))).toBeDefined();
  });
  scene('that nobody has cannot be shown', async ({ ada }) => {
    expect(await refusalOf(factors.show(ada, ada.session.id, '123456'))).toBe('members.refused.factor');
  });
});
