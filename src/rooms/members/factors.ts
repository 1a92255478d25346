/**
 * The second factor: a code of six digits from an app, new every half minute.
 *
 * Staff have one before they open a desk; everybody else may. Its secret is
 * sealed. A code works once, also within its half minute, and one half minute
 * before or after counts, because clocks differ. Who has a confirmed factor
 * shows it at every sign-in before anything opens.
 */
import { generateSecret, generateURI, verify } from 'otplib';
import { asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { announce } from '#platform/events';
import { draw } from '#platform/qr';
import { seal, unseal } from '#platform/seal';
import { allow, minutesToWait } from '#platform/tries';
import { proveFactor } from '#members/passkeys';
import type { Account } from '#members/members';
import * as sessions from '#members/sessions';

const place = (memberId: string) => `members.second_factors|sealed_secret|${memberId}`;

export async function isConfirmed(member: { id: string }): Promise<boolean> {
  const [row] = await asking(member, () => sql`select 1 from members.second_factors where member_id = ${member.id} and confirmed_at is not null`);
  return row !== undefined;
}

export type Enrolment = { secret: string; /** The dark squares of a picture to scan, as an SVG path. */ picture: string; size: number };

/** A secret to put into an app. Loading the page again shows the same one, until it is confirmed; then never again. */
export async function begin(member: Account, serviceName: string): Promise<Enrolment> {
  await proveFactor(member);
  const [row] = await asking(member, () => sql<{ sealedSecret: string; confirmedAt: Date | null }>`
    insert into members.second_factors (member_id, sealed_secret) values (${member.id}, ${seal(generateSecret(), place(member.id))})
    on conflict (member_id) do update set made_at = second_factors.made_at
    returning sealed_secret, confirmed_at`);
  if (row!.confirmedAt) refuse('members.refused.factorKnown');
  const secret = unseal(row!.sealedSecret, place(member.id));
  return { secret: secret.replace(/(.{4})(?=.)/g, '$1 '), ...draw(generateURI({ issuer: serviceName, label: member.name, secret })) };
}

/**
 * Uses a code up: right, not used before, and not one of too many tries.
 * The statement that notes the step is the one that decides, so of two uses of
 * one code at once only the first counts.
 */
async function spend(member: { id: string }, given: string): Promise<void> {
  if (!(await allow('factor', member.id, 10, 15))) refuse('members.refused.factorOften', 'code', { count: await minutesToWait('factor', member.id, 15) });
  const code = given.replace(/\s/g, '');
  const [row] = await asking(member, () => sql<{ sealedSecret: string }>`select sealed_secret from members.second_factors where member_id = ${member.id}`);
  if (!row || !/^\d{6}$/.test(code)) return refuse('members.refused.factor', 'code');
  const answer = await verify({ token: code, secret: unseal(row.sealedSecret, place(member.id)), epochTolerance: 30 });
  if (!answer.valid || !('timeStep' in answer)) return refuse('members.refused.factor', 'code');
  const used = await asking(member, () => sql`
    update members.second_factors set last_step = ${answer.timeStep}
     where member_id = ${member.id} and last_step < ${answer.timeStep} returning member_id`);
  if (!used.length) refuse('members.refused.factorUsed', 'code');
}

/** The first right code: from now on it is asked for at every sign-in. This session goes on, under a new token. */
export async function confirm(member: Account, code: string) {
  await proveFactor(member);
  if (await isConfirmed(member)) refuse('members.refused.factorKnown');
  await spend(member, code);
  await asking(member, async () => {
    const [confirmed] = await sql`
      update members.second_factors set confirmed_at = now() where member_id = ${member.id} and confirmed_at is null returning member_id`;
    if (confirmed) await announce('members.factor.confirmed', { memberId: member.id });
  });
  return sessions.stepUp(member.id, member.session.id);
}

/** A code at sign-in, or before a desk, from somebody who is signed in or waits with the first half shown. */
export async function show(member: { id: string }, sessionId: string, code: string) {
  if (!(await isConfirmed(member))) refuse('members.refused.factor', 'code');
  await spend(member, code);
  return sessions.stepUp(member.id, sessionId);
}

/** Shows a code once more, for what is serious: the session stays as it is. */
export const again = (member: Account, code: string): Promise<void> => spend(member, code);

/** Takes the second factor away; whoever does it shows a code of it once more. */
export async function remove(member: Account, code: string): Promise<void> {
  await spend(member, code);
  await asking(member, async () => {
    await sql`delete from members.second_factors where member_id = ${member.id}`;
    await announce('members.factor.removed', { memberId: member.id });
  });
}
