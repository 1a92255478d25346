/**
 * Passkeys: getting in with the fingerprint, face or PIN of one's own device.
 *
 * A passkey is added while signed in, on a device that is just mine. The device
 * proves it was looked at (user verification), so a passkey also counts as the
 * second factor. Challenges are single use and live five minutes. What the
 * device is told about the member is a mark that leads nowhere else.
 */
import { createHmac, randomBytes } from 'node:crypto';
import type * as Webauthn from '@simplewebauthn/server';
import { asHouse, asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { isThisMachineAlone, origin, setting } from '#platform/config';
import { announce } from '#platform/events';
import { keyFor } from '#platform/secrets';
import { allow, minutesToWait } from '#platform/tries';
import type { Account } from '#members/members';
import * as sessions from '#members/sessions';
import type { From } from '#members/sign-ins';

type Answer = Parameters<typeof Webauthn.verifyRegistrationResponse>[0]['response'] & Parameters<typeof Webauthn.verifyAuthenticationResponse>[0]['response'];

/** Loaded when somebody first has to do with a passkey: it is large, and many places never do. */
const webauthn = () => import('@simplewebauthn/server');

/** The site a passkey belongs to: the public address, or this machine. */
const site = () => {
  const address = origin() || `http://localhost:${setting('PORT')}`;
  return { origin: address, id: new URL(address).hostname };
};
// Ed25519, ECDSA with P-256, RSA: what phones, computers and keys make today.
const supportedAlgorithmIDs = [-8, -7, -257];
const markOf = (memberId: string) => createHmac('sha256', keyFor('passkeys')).update(memberId).digest();

async function challenge(memberId: string | null): Promise<Uint8Array<ArrayBuffer>> {
  const made = randomBytes(32);
  await asHouse(() => sql`insert into members.challenges (challenge, member_id) values (${made.toString('base64url')}, ${memberId})`);
  return new Uint8Array(made);
}

/** Uses a challenge up. It must be young, and made for this member, or for a sign-in by nobody yet. */
const spend = (memberId: string | null) => async (given: string): Promise<boolean> => {
  const spent = await asHouse(() => sql`
    delete from members.challenges
     where challenge = ${given} and member_id is not distinct from ${memberId} and made_at > now() - interval '5 minutes' returning 1 as spent`);
  return spent.length > 0;
};

function readAnswer(response: string): Answer {
  if (response.length > 20_000) refuse('members.refused.passkey');
  try {
    const answer = JSON.parse(response) as Answer | null;
    if (typeof answer?.id === 'string' && typeof answer.response === 'object') return answer;
  } catch {
    // said below
  }
  return refuse('members.refused.passkey');
}

/** The library throws on anything that does not fit; to the person all of it is one sentence. */
const verified = <Result>(work: Promise<Result>): Promise<Result> => work.catch(() => refuse('members.refused.passkey'));

/** What the browser needs to make a passkey for this member. */
export async function offer(member: Account, serviceName: string) {
  const known = await of(member);
  return (await webauthn()).generateRegistrationOptions({
    rpName: serviceName, rpID: site().id, userName: member.name, userDisplayName: member.name, userID: new Uint8Array(markOf(member.id)),
    challenge: await challenge(member.id), supportedAlgorithmIDs, excludeCredentials: known.map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' }
  });
}

/**
 * Staff who have a passkey show it before they add or take away a second
 * factor: with the sentence alone somebody else could put theirs in its place.
 */
export async function proveFactor(member: Account): Promise<void> {
  if (member.roles.length === 0 || member.session.factorAt) return;
  if ((await of(member)).length) refuse('members.refused.factorFirst');
}

/** Keeps a passkey the device has made. `words`: what the member calls it. */
export async function add(member: Account, response: string, words: string): Promise<void> {
  await proveFactor(member);
  const answer = readAnswer(response);
  const { origin: expectedOrigin, id: expectedRPID } = site();
  const { registrationInfo } = await verified((await webauthn()).verifyRegistrationResponse({
    response: answer, expectedChallenge: spend(member.id), expectedOrigin, expectedRPID, supportedAlgorithmIDs, requireUserVerification: false
  }));
  if (!registrationInfo) refuse('members.refused.passkey');
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  await asking(member, async () => {
    const [{ count } = { count: 0 }] = await sql<{ count: number }>`select count(*)::int as count from members.passkeys where member_id = ${member.id}`;
    if (count >= 20) refuse('members.refused.passkeysMany');
    const kept = await sql`
      insert into members.passkeys (id, member_id, public_key, counter, transports, words)
      values (${id}, ${member.id}, ${Buffer.from(publicKey)}, ${counter}, ${transports.map(String)}::text[], ${[...tidy(words)].slice(0, longestName).join('')})
      on conflict (id) do nothing returning id`;
    if (!kept.length) refuse('members.refused.passkeyKnown');
    await announce('members.passkey.added', { memberId: member.id });
  });
}

/** What the browser needs to sign somebody in whose name it does not know yet. */
export async function ask(address: string) {
  if (!isThisMachineAlone() && !(await allow('passkey.ask', address, 120, 15))) refuse('members.refused.signInOften', undefined, { count: await minutesToWait('passkey.ask', address, 15) });
  return (await webauthn()).generateAuthenticationOptions({ rpID: site().id, challenge: await challenge(null), userVerification: 'preferred' });
}

type Shown = { memberId: string; isVerified: boolean };

/** Whose passkey this is, after its signature was checked. A counter that runs backwards is a copied key. */
async function show(response: string): Promise<Shown> {
  const answer = readAnswer(response);
  const [known] = await asHouse(() => sql<{ id: string; memberId: string; publicKey: Buffer; counter: number }>`
    select id, member_id, public_key, counter from members.passkeys where id = ${answer.id}`);
  if (!known) return refuse('members.refused.passkey');
  const { origin: expectedOrigin, id: expectedRPID } = site();
  const { verified: fits, authenticationInfo } = await verified((await webauthn()).verifyAuthenticationResponse({
    response: answer, expectedChallenge: spend(null), expectedOrigin, expectedRPID, requireUserVerification: false,
    credential: { id: known.id, publicKey: new Uint8Array(known.publicKey), counter: known.counter }
  }));
  if (!fits) refuse('members.refused.passkey');
  await asHouse(() => sql`
    update members.passkeys set counter = greatest(counter, ${authenticationInfo.newCounter}), used_at = now() where id = ${known.id}`);
  return { memberId: known.memberId, isVerified: authenticationInfo.userVerified };
}

/** Signs in with a passkey and returns the token for the cookie. */
export async function signIn(response: string, from: From): Promise<string> {
  const { memberId, isVerified } = await show(response);
  return sessions.begin(memberId, from.device, from.deviceWords, { factor: isVerified, instead: from.instead });
}

/** A passkey instead of a code. It must be this member's own, and the device must have looked. */
export async function stepUp(memberId: string, sessionId: string, response: string) {
  const shown = await show(response);
  if (shown.memberId !== memberId || !shown.isVerified) refuse('members.refused.passkey');
  return sessions.stepUp(memberId, sessionId);
}

export type Passkey = { id: string; words: string; madeAt: Date; usedAt: Date | null };

export const of = (member: { id: string }) => asking(member, () => sql<Passkey>`
  select id, words, made_at, used_at from members.passkeys where member_id = ${member.id} order by made_at`);

const tidy = (words: string) => words.normalize('NFKC').replace(/[\p{C}\s]+/gu, ' ').trim();
/** What somebody calls a device, at most. */
const longestName = 40;

export async function name(member: Account, id: string, words: string): Promise<void> {
  if ([...tidy(words)].length > longestName) refuse('members.refused.maskLong', 'words', { most: longestName });
  const named = await asking(member, () => sql`
    update members.passkeys set words = ${tidy(words)} where id = ${id} and member_id = ${member.id} returning id`);
  if (!named.length) notFound();
}

/** Takes one of mine away. One that is gone is gone, and said once. */
export async function remove(member: Account, id: string): Promise<void> {
  await proveFactor(member);
  await asking(member, async () => {
    const gone = await sql`delete from members.passkeys where id = ${id} and member_id = ${member.id} returning id`;
    if (gone.length) await announce('members.passkey.removed', { memberId: member.id });
  });
}

/** Challenges nobody answered. */
export const sweep = () => asHouse(() => sql`delete from members.challenges where made_at < now() - interval '5 minutes'`);
