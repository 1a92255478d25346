/**
 * Tokens: a program of a clinic asks as one provider, for what they allowed it.
 *
 * It sees what that provider's pages would show them, by the same verbs: the
 * same ties, the same grants, the same openings that members read. A token is
 * shown once and kept as a hash; it ends by itself, with the provider, and with
 * the pass-sentence it was made under: whoever sets a new one may do so because
 * somebody else knew the old one. Signing out other devices ends none.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import type { Event } from '#platform/events';
import { allow } from '#platform/tries';
import type { Language } from '#platform/words';
import * as providers from '#care/providers';
import type { Provider } from '#care/providers';
import type { WorkAccount } from '#members/work-accounts';
import { bearerOf, daysOf, most, pace, scopesOf, type Scope } from '#exchange/token-rules';

const hash = (token: string) => createHash('sha256').update(token).digest();

export type Token = { id: string; label: string; scopes: Scope[]; madeAt: Date; endsAt: Date; usedOn: string | null };
export type Ended = Pick<Token, 'id' | 'label' | 'usedOn'> & { endedAt: Date };

/** Those in force, the newest first. */
export const of = (provider: Provider): Promise<Token[]> => asking(provider, () => sql<Token>`
  select t.id, t.label, t.scopes, t.made_at, t.ends_at, t.used_on::text as used_on from exchange.tokens t join members.keys k on k.member_id = ${provider.id}
   where t.provider_id = ${provider.providerId} and t.revoked_at is null and t.ends_at > now() and t.made_at > coalesce(k.pass_set_at, '-infinity') order by t.made_at desc, t.id`);

/** Those that ended with an older pass-sentence, until the day they would have ended by themselves: a program may still be trying one. */
export const ended = (provider: Provider): Promise<Ended[]> => asking(provider, () => sql<Ended>`
  select t.id, t.label, t.used_on::text as used_on, coalesce(t.revoked_at, k.pass_set_at) as ended_at from exchange.tokens t join members.keys k on k.member_id = ${provider.id}
   where t.provider_id = ${provider.providerId} and t.ends_at > now() and (t.ended_by = 'pass' or (t.revoked_at is null and t.made_at <= k.pass_set_at)) order by ended_at desc, t.made_at desc, t.id`);

/** A pass-sentence is new: it is written down that those made before are over, and since when. They open nothing from that moment on, also while nobody writes. */
export const endOlder = async ({ data }: Event): Promise<void> => void (await sql`select exchange.end_older(${String(data.memberId)}::uuid)`);

/** Makes one and answers with it, this one time. */
export async function make(provider: Provider, given: { label: string; scopes: readonly string[]; days: string }): Promise<string> {
  const label = given.label.replace(/\s+/g, ' ').trim();
  if (!label || [...label].length > 60) refuse('exchange.refused.label', 'label');
  const wanted = scopesOf(given.scopes);
  if (!wanted.length) refuse('exchange.refused.scopes', 'scopes');
  if ((await of(provider)).length >= most) refuse('exchange.refused.many', 'label', { most });
  const token = `alongside_${randomBytes(32).toString('base64url')}`;
  await asking(provider, () => sql`
    insert into exchange.tokens (id, provider_id, token_hash, label, scopes, ends_at)
    values (${randomUUID()}, ${provider.providerId}, ${hash(token)}, ${label}, ${wanted as string[]}::text[], now() + make_interval(days => ${daysOf(given.days)}::int))`);
  return token;
}

/** From now on it opens nothing. Twice is once. */
export async function takeBack(provider: Provider, id: string): Promise<void> {
  if (!isUuid(id)) notFound();
  const [gone] = await asking(provider, () => sql`
    update exchange.tokens set revoked_at = coalesce(revoked_at, now()), ended_by = coalesce(ended_by, 'provider') where id = ${id} and provider_id = ${provider.providerId} returning 1 as gone`);
  if (!gone) notFound();
}

export type Entering = { provider: Provider; scopes: Scope[]; may: (scope: Scope) => boolean };

/** Who a request's header stands for. Nothing for a token that is wrong, over, taken back, of an older pass-sentence, or of somebody who left: they are one answer. */
export async function enter(header: string | null): Promise<Entering | 'often' | undefined> {
  const token = bearerOf(header);
  if (!token) return undefined;
  const [row] = await sql<{ accountId: string; scopes: Scope[]; language: Language }>`select account_id, scopes, language from exchange.enter(${hash(token)})`;
  if (!row) return undefined;
  if (!(await allow('exchange', token, pace, 10))) return 'often';
  const provider = await providers.enter({ id: row.accountId, language: row.language } as WorkAccount);
  if (!provider) return undefined;
  await asking(provider, () => sql`update exchange.tokens set used_on = current_date where token_hash = ${hash(token)} and used_on is distinct from current_date`);
  return { provider: { ...provider, isProgram: true }, scopes: row.scopes, may: (scope) => row.scopes.includes(scope) };
}

/** What a program's own key for one answer counts as: whole, however long it is, and one provider's alone. */
export const onceOf = ({ providerId }: Provider, key: string): string => `api ${createHash('sha256').update(`${providerId} ${key}`).digest('base64url')}`;
