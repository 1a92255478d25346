/**
 * Signing in through a provider of identities, behind the pseudonym.
 *
 * What is kept is a keyed hash of issuer and subject: enough to know the same
 * person again, nothing to know them by. One identity belongs to one member.
 * Somebody new comes back to the join page, where they choose a name as
 * everybody does. Two providers' words about one person are never put together.
 *
 * A trip belongs to the browser that set out, by a cookie; it comes back once,
 * within ten minutes. A forged, replayed or foreign way back finds no trip.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { refuse } from '#platform/answers';
import { isThisMachineAlone } from '#platform/config';
import { announce } from '#platform/events';
import { warn } from '#platform/log';
import { keyFor } from '#platform/secrets';
import { allow, minutesToWait } from '#platform/tries';
import type { Account } from '#members/members';
import { adultIn, levelIn, presets, type Claims, type Provider } from '#members/provider-rules';
import { all, find, meet, protocol, wayBack } from '#members/providers';

const hash = (token: string) => createHash('sha256').update(token).digest();
const markOf = (issuer: string, subject: string) => createHmac('sha256', keyFor('identities')).update(`${issuer}\n${subject}`).digest('base64url');

export type Wish = { device: 'shared' | 'own'; next: string; address: string; /** Who adds this way in; nobody, when signing in. */ member?: Account | undefined };

/** Sets out: answers with the provider's address and the token for the browser's cookie. Refuses when the provider does not answer. */
export async function setOut(provider: Provider, { device, next, address, member }: Wish): Promise<{ address: string; token: string }> {
  if (!isThisMachineAlone() && !(await allow('identity.ask', address, 60, 15))) refuse('members.refused.signInOften', undefined, { count: await minutesToWait('identity.ask', address, 15) });
  const oidc = await protocol();
  const [token, state, nonce, verifier] = [randomBytes(32).toString('base64url'), oidc.randomState(), oidc.randomNonce(), oidc.randomPKCECodeVerifier()];
  const preset = presets[provider.kind];
  const asked = {
    redirect_uri: wayBack(provider), scope: provider.scope, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
    ...preset.ask(provider.levels)
  };
  const there = await meet(provider).then(async (config) => (preset.par && config.serverMetadata().pushed_authorization_request_endpoint
    ? oidc.buildAuthorizationUrlWithPAR(config, asked) : oidc.buildAuthorizationUrl(config, asked))).catch((error: Error) => away(provider, error));
  await asHouse(() => sql`
    insert into members.trips (browser_hash, provider, state, nonce, verifier, device, next, member_id)
    values (${hash(token)}, ${provider.id}, ${state}, ${nonce}, ${verifier}, ${device}, ${next}, ${member?.id ?? null})`);
  return { address: there.href, token };
}

function away(provider: Provider, error: Error & { code?: string }): never {
  warn('a provider of identities does not answer', { provider: provider.id, name: error.name, code: error.code });
  return refuse('members.refused.identity.away', undefined, { name: provider.name });
}

type Trip = { state: string; nonce: string; verifier: string; device: 'shared' | 'own'; next: string; memberId: string | null };
export type Back = { device: 'shared' | 'own'; next: string; level: string; adult: boolean | undefined } & (
  | { as: 'member'; memberId: string; isStrong: boolean } | { as: 'new' } | { as: 'added' });

/**
 * Comes back. Refuses with a reason in plain words; which check a token failed
 * is said to nobody but the log. `member` is whoever is signed in in this browser.
 */
export async function comeBack(provider: Provider, token: string | undefined, search: string, member?: Account): Promise<Back> {
  const [trip] = await asHouse(() => sql<Trip>`
    update members.trips set back_at = now()
     where browser_hash = ${hash(token ?? '')} and provider = ${provider.id} and back_at is null and asked_at > now() - interval '10 minutes'
    returning state, nonce, verifier, device, next, member_id`);
  if (!trip || (trip.memberId !== null && trip.memberId !== member?.id)) return refuse('members.refused.identity.late');
  const { issuer, subject, level, adult } = await believed(provider, trip, search);
  const mark = markOf(issuer, subject);
  if (adult === false && trip.memberId !== null) refuse('members.refused.identity.young');
  const found = { device: trip.device, next: trip.next, level, adult };
  if (trip.memberId !== null) {
    await link({ id: trip.memberId }, provider.id, mark, level);
    return { ...found, as: 'added' };
  }
  const [known] = await asHouse(() => sql<{ memberId: string }>`
    update members.identities set used_at = now(), level = ${level} where mark = ${mark} returning member_id`);
  if (known) return { ...found, as: 'member', memberId: known.memberId, isStrong: provider.strong.includes(level) };
  if (adult === false) refuse('members.refused.identity.young');
  await asHouse(() => sql`update members.trips set mark = ${mark}, level = ${level}, adult = ${adult ?? null} where browser_hash = ${hash(token!)}`);
  return { ...found, as: 'new' };
}

/** The provider's answer, checked: issuer, audience, signature, nonce, time, the code used once, and the level. */
async function believed(provider: Provider, { state, nonce, verifier }: Trip, search: string) {
  const config = await meet(provider).catch((error: Error) => away(provider, error));
  const oidc = await protocol();
  const tokens = await oidc.authorizationCodeGrant(config, new URL(wayBack(provider) + search), { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true })
    .catch((error: Error & { code?: string; error?: string }) => {
      if (error.error === 'access_denied' || error.error === 'login_required' || error.error === 'interaction_required') return refuse('members.refused.identity.stopped', undefined, { name: provider.name });
      warn('an answer from a provider of identities was not believed', { provider: provider.id, name: error.name, code: error.code ?? error.error });
      return refuse('members.refused.identity.odd', undefined, { name: provider.name });
    });
  const claims = tokens.claims()!;
  const level = levelIn(provider, claims);
  if (level === undefined) return refuse('members.refused.identity.level', undefined, { name: provider.name });
  const more: Claims = provider.age ? await oidc.fetchUserInfo(config, tokens.access_token, claims.sub).catch(() => ({})) : {};
  return { issuer: claims.iss, subject: claims.sub, level, adult: adultIn(provider, level, { ...more, ...(claims.birthdate ? { birthdate: claims.birthdate } : {}) }, new Date()) };
}

async function link(member: { id: string }, provider: string, mark: string, level: string): Promise<void> {
  await asHouse(async () => {
    const [kept] = await sql`
      insert into members.identities (mark, member_id, provider, level) values (${mark}, ${member.id}, ${provider}, ${level})
      on conflict do nothing returning 1 as kept`;
    if (kept) return announce('members.identity.linked', { memberId: member.id });
    const [mine] = await sql`select 1 as mine from members.identities where mark = ${mark} and member_id = ${member.id}`;
    if (!mine) refuse('members.refused.identity.taken');
  });
}

export type Arriving = { provider: string; level: string; adult: boolean | undefined };

/** Whether this browser came back from a provider as somebody new, within half an hour: for the join page. */
export async function arriving(token: string | undefined): Promise<Arriving | undefined> {
  if (!token) return undefined;
  const [row] = await asHouse(() => sql<{ provider: string; level: string; adult: boolean | null }>`
    select provider, level, adult from members.trips where browser_hash = ${hash(token)} and mark is not null and back_at > now() - interval '30 minutes'`);
  return row && { ...row, adult: row.adult ?? undefined };
}

/** Gives the identity to the member who has just joined; once, in the transaction of the joining. */
export async function settle(memberId: string, token: string): Promise<Arriving | undefined> {
  return asHouse(async () => {
    const [row] = await sql<{ provider: string; level: string; adult: boolean | null; mark: string }>`
      delete from members.trips where browser_hash = ${hash(token)} and mark is not null and back_at > now() - interval '30 minutes' returning provider, level, adult, mark`;
    if (!row) return undefined;
    await link({ id: memberId }, row.provider, row.mark, row.level);
    return { provider: row.provider, level: row.level, adult: row.adult ?? undefined };
  });
}

export type Identity = { provider: string; madeAt: Date; usedAt: Date };

export const of = (member: Account) => asking(member, () => sql<Identity>`
  select provider, made_at, used_at from members.identities where member_id = ${member.id} order by made_at`);

/** A provider as a way in: `usedAt` where it is one already. */
export type Way = { id: string; name: string; usedAt: Date | undefined };

/** The ways in somebody has, then those they may add. */
export async function ways(member: Account): Promise<Way[]> {
  const mine = await of(member);
  const others = all().filter(({ id }) => !mine.some(({ provider }) => provider === id));
  return [...mine.map(({ provider, usedAt }) => ({ id: provider, name: find(provider)?.name ?? provider, usedAt })), ...others.map(({ id, name }) => ({ id, name, usedAt: undefined }))];
}

/** The pass-sentence is still there, so nobody locks themselves out. One that is gone is gone, and said once. */
export async function remove(member: Account, provider: string): Promise<void> {
  await asking(member, async () => {
    const gone = await sql`delete from members.identities where member_id = ${member.id} and provider = ${provider} returning 1 as gone`;
    if (gone.length) await announce('members.identity.removed', { memberId: member.id });
  });
}

/** Trips nobody came back from. */
export const sweep = () => asHouse(() => sql`delete from members.trips where asked_at < now() - interval '1 hour'`);
