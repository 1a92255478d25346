/**
 * Arriving: what the join page sends, read and judged, and the first session.
 *
 * Only the fields named here are read; an id or a role in the form is as if it
 * were not there. No puzzle keeps programs out: a field nobody sees, and a
 * number of joinings an hour from one address that a whole clinic can share.
 * Whoever came back from a provider of identities as somebody new brings a
 * `trip`; who they are goes to the new member in the same transaction.
 *
 * The same form sent again leads into the account it made (`sent-again`).
 */
import { asHouse } from '#db';
import { isThisMachineAlone } from '#platform/config';
import { Refusal, refuse } from '#platform/answers';
import { allow, minutesToWait } from '#platform/tries';
import type { Language } from '#platform/words';
import * as identities from '#members/identities';
import { check, join, type Joining } from '#members/members';
import { foldName } from '#members/name-rules';
import { wishedPass } from '#members/pass-rules';
import * as passes from '#members/passes';
import { sentAgain } from '#members/sent-again';
import * as sessions from '#members/sessions';
import type { From } from '#members/sign-ins';

type Sent = { text: (name: string) => string; has: (name: string) => boolean };
type Said = { version: string; hash: string };
type Place = { language: Language; conduct: Said; moderation: Said };

const anHour = 60;

export type Arrived = { token: string; spareKey: string; proved: identities.Arriving | undefined };

const nameIn = (sent: Sent) => sent.text('choose') || sent.text('name');

export async function arrive(sent: Sent, { language, conduct, moderation }: Place, from: From, trip?: string): Promise<Arrived> {
  if (sent.text('website') !== '') refuse('members.refused.hidden');
  const agreed = sent.has('adult');
  const joining = {
    name: nameIn(sent), pass: wishedPass(sent), seed: sent.text('seed'), once: sent.text('once'),
    keepName: sent.has('keepName'), adult: agreed, conduct: agreed ? conduct : undefined, moderation, language
  };
  return begin(joining, from, trip).catch(async (caught: unknown) => {
    const isTaken = caught instanceof Refusal && caught.key === 'members.refused.nameTaken';
    const again = isTaken ? await arriveAgain(sent, from) : undefined; // taken by themselves, a moment ago
    if (!again) throw caught;
    return again;
  });
}

/** Nobody, where this form has not made an account just now. */
export async function arriveAgain(sent: Sent, from: From): Promise<Arrived | undefined> {
  const spareKey = passes.spareKeyOf(sent.text('once'), foldName(nameIn(sent)));
  const again = await sentAgain({ name: nameIn(sent), pass: wishedPass(sent), spareKey }, from);
  return again && { token: again.token, spareKey, proved: undefined };
}

async function begin(joining: Joining, from: From, trip: string | undefined): Promise<Arrived> {
  await check(joining); // before the counting: putting a mistake right costs nothing
  if (!isThisMachineAlone() && !(await allow('join', from.address, 20, anHour))) refuse('members.refused.joinOften', undefined, { count: await minutesToWait('join', from.address, anHour) });
  const { memberId, spareKey, proved } = await asHouse(async () => {
    const joined = await join(joining);
    return { ...joined, proved: trip ? await identities.settle(joined.memberId, trip) : undefined };
  });
  return { token: await sessions.begin(memberId, from.device, from.deviceWords, { instead: from.instead }), spareKey, proved };
}
