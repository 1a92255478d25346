/**
 * Invitations of providers: one-time links that a steward, or a lead of an
 * organisation, hands to somebody who is to work with members. A link is for
 * one organisation, works once and for a week, and is kept as a hash. Whoever
 * made it has to be what they were then: with a steward's role, or a lead's
 * leaving, their links end.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { asHouse, isUuid, sql } from '#db';
import { NotFound, notFound, refuse } from '#platform/answers';
import { isThisMachineAlone } from '#platform/config';
import { announce } from '#platform/events';
import { allow } from '#platform/tries';
import type { Language } from '#platform/words';
import * as identities from '#members/identities';
import type { Steward } from '#members/members';
import { foldName } from '#members/name-rules';
import * as passes from '#members/passes';
import { sentAgain } from '#members/sent-again';
import * as sessions from '#members/sessions';
import type { From } from '#members/sign-ins';
import * as accounts from '#members/work-accounts';
import { lineOf } from '#care/provider-rules';
import type { Lead } from '#care/providers';

const hash = (token: string) => createHash('sha256').update(token).digest();
/** A door takes so many knocks an hour from one place. */
const mostKnocks = 60;

type Inviting = { organisationId: string; isLead?: boolean };

/** Answers with the token of the link. A lead invites to their own organisation, and to no other. */
export async function offer(asker: Steward | Lead, { organisationId, isLead = false }: Inviting): Promise<string> {
  const own = 'organisationId' in asker ? asker.organisationId : organisationId;
  if (!isUuid(own)) notFound();
  const token = randomBytes(32).toString('base64url');
  const made = await asHouse(() => sql`
    insert into care.invitations (id, token_hash, organisation_id, is_lead, made_by, ends_at)
    select ${randomUUID()}, ${hash(token)}, o.id, ${isLead}, ${asker.id}, now() + interval '7 days' from care.organisations o where o.id = ${own} and o.ended_at is null returning id`);
  if (!made.length) notFound();
  return token;
}

export type Open = { id: string; organisation: string; isLead: boolean; endsAt: Date };

/** Links that still work: a steward sees all, a lead those of their organisation. */
export const open = (asker: Steward | Lead) => {
  const own = 'organisationId' in asker ? asker.organisationId : null;
  return asHouse(() => sql<Open>`
    select i.id, o.name as organisation, i.is_lead, i.ends_at from care.invitations i join care.organisations o on o.id = i.organisation_id
     where i.used_at is null and i.ends_at > now() and care.is_vouched(i) and (${own}::uuid is null or i.organisation_id = ${own}::uuid) order by i.ends_at`);
};

export const takeBack = (asker: Steward | Lead, id: string): Promise<void> => {
  const own = 'organisationId' in asker ? asker.organisationId : null;
  return asHouse(async () => {
    const ended = await sql`
      update care.invitations set ends_at = now() where id::text = ${id} and used_at is null and ends_at > now() and (${own}::uuid is null or organisation_id = ${own}::uuid) returning id`;
    if (!ended.length) notFound();
  });
};

export type Read = { organisation: string; isLead: boolean };

/** What a link is for. After many knocks from one place every link looks like one that does not work. */
export async function knock(token: string, address: string, isCounted = !isThisMachineAlone()): Promise<Read | undefined> {
  const isAllowed = !isCounted || (await allow('care.invite', address, mostKnocks, 60));
  const [found] = await asHouse(() => sql<Read>`
    select o.name as organisation, i.is_lead from care.invitations i join care.organisations o on o.id = i.organisation_id
     where i.token_hash = ${hash(token)} and i.used_at is null and i.ends_at > now() and care.is_vouched(i)`);
  return isAllowed ? found : undefined;
}

export type Joining = { name: string; role: string; signInName: string; pass: string; language: Language; /** The form's own key. */ once?: string };
type Joined = { token: string; spareKey: string };

/** The same form by the same link makes the same one. */
const spareKeyOf = (token: string, { once, signInName }: Pick<Joining, 'once' | 'signInName'>) => passes.spareKeyOf(once, foldName(signInName.slice(0, 200)), token);

/** Takes the invitation and comes in. The same form sent again comes in as well, and is shown the same spare key (`sent-again`). */
export const arrive = (token: string, joining: Joining, from: From, trip?: string): Promise<Joined> =>
  begin(token, joining, from, trip).catch(async (caught: unknown) => {
    const again = caught instanceof NotFound ? await arriveAgain(token, joining, from) : undefined; // taken by themselves, a moment ago
    if (!again) throw caught;
    return again;
  });

/** Nobody, where this form has not taken this link just now. */
export async function arriveAgain(token: string, joining: Joining, from: From): Promise<Joined | undefined> {
  const spareKey = spareKeyOf(token, joining);
  const again = await sentAgain({ name: joining.signInName, pass: joining.pass, spareKey }, from);
  return again && { token: again.token, spareKey };
}

async function begin(token: string, joining: Joining, from: From, trip: string | undefined): Promise<Joined> {
  if (!(await knock(token, from.address))) notFound();
  const { accountId, spareKey } = await take(token, joining, trip);
  return { token: await sessions.begin(accountId, from.device, from.deviceWords, { instead: from.instead }), spareKey };
}

/**
 * Takes the invitation: an account and a provider, all or nothing. `trip`: who
 * came back from a provider of identities brings it, and it is joined to the
 * account. Answers with the account and the spare key, shown once.
 */
export async function take(token: string, joining: Joining, trip?: string): Promise<{ accountId: string; providerId: string; spareKey: string }> {
  const [name, role] = [lineOf(joining.name, 'name', 80), lineOf(joining.role, 'role', 60)];
  lineOf(joining.signInName, 'signInName', 120, { mayBeEmpty: true }); // what is too short has a sentence of its own
  return asHouse(async () => {
    const [used] = await sql<{ organisationId: string; isLead: boolean }>`
      update care.invitations i set used_at = now() where i.token_hash = ${hash(token)} and i.used_at is null and i.ends_at > now() and care.is_vouched(i) returning i.organisation_id, i.is_lead`;
    if (!used) notFound();
    const { id: accountId, spareKey } = await accounts.open({ ...joining, name, spareKey: spareKeyOf(token, joining) });
    if (trip) await identities.settle(accountId, trip);
    const providerId = randomUUID();
    const kept = await sql`
      insert into care.providers (id, account_id, organisation_id, name, role, check_word, language, lead_since)
      values (${providerId}, ${accountId}, ${used.organisationId}, ${name}, ${role}, ${await freshWord(used.organisationId, joining.language)}, ${joining.language}, case when ${used.isLead} then now() end)
      on conflict do nothing returning id`;
    if (!kept.length) refuse('care.refused.again');
    await announce('care.provider.joined', { providerId });
    return { accountId, providerId, spareKey };
  });
}

/** A word nobody else of the organisation has: one of 512, two when many are taken. */
async function freshWord(organisationId: string, language: string): Promise<string> {
  const taken = new Set((await sql<{ checkWord: string }>`select check_word from care.providers where organisation_id = ${organisationId}`).map(({ checkWord }) => checkWord));
  for (let tries = 0; tries < 20; tries++) {
    const word = passes.makeSentence(language).split(' ').slice(0, taken.size > 200 ? 2 : 1).join(' ');
    if (!taken.has(word)) return word;
  }
  return passes.makeSentence(language);
}
