/**
 * Providers: people of an organisation who work with members.
 *
 * A provider has a work account and no name in the community. Members know
 * them by name, role, organisation and a check word, so that two of one name
 * are told apart. They say within how many working days they answer, when they
 * are away, and who covers meanwhile. Whoever leaves loses everything in the
 * same stroke: the account, every tie, every share; who covers is noted with the
 * ties, so that what was written is not lost (`care.provider.left`).
 */
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { dayIn } from '#platform/days';
import { announce } from '#platform/events';
import type { Language } from '#platform/words';
import type { Steward } from '#members/members';
import * as accounts from '#members/work-accounts';
import type { WorkAccount } from '#members/work-accounts';
import { lineOf, replyDaysOf, workingDaysOf, type Days, type Facts } from '#care/provider-rules';

declare const proof: unique symbol;
/** The asker at the provider's desk. `id` is the account, for queries; `providerId` is who they are to members. */
export type Provider = Facts & Days & {
  readonly id: string; readonly providerId: string; readonly organisationId: string; readonly language: Language;
  readonly isLead: boolean; readonly coverId: string | null; /** A program of the clinic asks in their name: what it looks at says so. */ readonly isProgram?: true; readonly [proof]: 'provider';
};
/** A provider who answers for their organisation. */
export type Lead = Provider & { readonly [proof]: 'provider' };
export const asLead = (provider: Provider): Lead | undefined => (provider.isLead ? (provider as Lead) : undefined);

/** Who has this work account, as long as they have not left. */
export async function enter(account: WorkAccount): Promise<Provider | undefined> {
  const [row] = await asking(account, () => sql<Omit<Provider, 'id' | 'language' | typeof proof>>`
    select p.id as provider_id, p.organisation_id, p.name, p.role, p.check_word, o.name as organisation, p.lead_since is not null as is_lead,
           p.cover_id, p.reply_days, p.working_days, p.absent_from::text as absent_from, p.absent_until::text as absent_until
      from care.providers p join care.organisations o on o.id = p.organisation_id
     where p.account_id = ${account.id} and p.left_at is null`);
  return row && ({ id: account.id, language: account.language, ...row } as Provider);
}

export type Colleague = Facts & Days & { id: string; isLead: boolean; isMe: boolean; coverId: string | null };

/** Everybody of the same organisation. */
export const colleagues = (provider: Provider) => asking(provider, () => sql<Colleague>`
  select p.id, p.name, p.role, p.check_word, o.name as organisation, p.lead_since is not null as is_lead, p.id = ${provider.providerId} as is_me,
         p.cover_id, p.reply_days, p.working_days, p.absent_from::text as absent_from, p.absent_until::text as absent_until
    from care.providers p join care.organisations o on o.id = p.organisation_id
   where p.organisation_id = ${provider.organisationId} and p.left_at is null order by p.name, p.role`);

type Sent = { text: (name: string) => string; all: (name: string) => string[] };

/** Role, reply time and working days, in their own words. The name stays: members said yes to that one. */
export async function describe(provider: Provider, sent: Sent): Promise<void> {
  const [role, replyDays, workingDays] = [lineOf(sent.text('role'), 'role', 60), replyDaysOf(sent.text('replyDays')), workingDaysOf(sent.all('workingDays'))];
  await asking(provider, () => sql`
    update care.providers set role = ${role}, reply_days = ${replyDays}, working_days = ${workingDays}::int[] where id = ${provider.providerId}`);
}

/** Away from a day to a day, both included; empty is not away. Who covers is a colleague who is still here. */
export async function beAway(provider: Provider, { from, until, cover }: { from: string; until: string; cover: string }): Promise<void> {
  const isAway = from !== '' || until !== '';
  const [first, last] = [dayIn(from), dayIn(until)];
  if (isAway && !first) refuse('care.refused.day', 'from');
  if (isAway && (!last || last < first!)) refuse('care.refused.untilDay', 'until');
  const known = cover ? (await colleagues(provider)).find(({ id, isMe }) => id === cover && !isMe) : undefined;
  if (cover && !known) refuse('care.refused.cover', 'cover');
  await asking(provider, async () => {
    await sql`
      update care.providers set absent_from = ${first ?? null}::date, absent_until = ${last ?? null}::date, cover_id = ${known?.id ?? null}
       where id = ${provider.providerId}`;
    await announce('care.provider.away', { providerId: provider.providerId });
  });
}

/** Goes by themselves. */
export const leave = (provider: Provider): Promise<void> => asHouse(() => goNow(provider.providerId));

/** A lead ends somebody of their own organisation, a steward anybody. */
export const end = (asker: Lead | Steward, providerId: string): Promise<void> => asHouse(async () => {
  if (!isUuid(providerId)) notFound();
  const organisationId = 'organisationId' in asker ? asker.organisationId : null;
  const [found] = await sql`
    select 1 from care.providers where id = ${providerId} and left_at is null and (${organisationId}::uuid is null or organisation_id = ${organisationId}::uuid)`;
  if (!found) notFound();
  await goNow(providerId);
});

/** Whoever has no account any more has left: a restored backup knows only that the account is gone. In the clock. */
export const goWithTheirAccounts = (): Promise<void> => asHouse(async () => {
  for (const { id } of await sql<{ id: string }>`select id from care.providers where account_id is null and left_at is null for update`) await goNow(id);
});

/** All at once: shares, ties, account. Who covers is a colleague they named, else a lead of the organisation. Twice is once. */
async function goNow(providerId: string): Promise<void> {
  const [gone] = await sql<{ accountId: string | null; coverId: string | null }>`
    update care.providers p set left_at = now(), lead_since = null, absent_from = null, absent_until = null where p.id = ${providerId} and p.left_at is null
    returning p.account_id, (select c.id from care.providers c where c.organisation_id = p.organisation_id and c.left_at is null and c.id <> p.id and (c.id = p.cover_id or c.lead_since is not null)
                              order by c.id = p.cover_id desc nulls last, c.lead_since limit 1) as cover_id`;
  if (!gone) return;
  const ties = await sql<{ tieId: string; memberId: string }>`
    update care.ties set ended_at = now(), ended_by = 'left', passed_to = ${gone.coverId} where provider_id = ${providerId} and ended_at is null returning id as tie_id, member_id`;
  await sql`update care.grants set revoked_at = now() where provider_id = ${providerId} and revoked_at is null`; // after the ties: what was given in this moment is here now
  for (const tie of ties) await announce('care.tie.ended', { ...tie, by: 'left' });
  await sql`update care.batches set taken_back_at = now() where provider_id = ${providerId} and taken_back_at is null`;
  await sql`delete from care.codes c using care.batches b where b.id = c.batch_id and b.provider_id = ${providerId}`;
  await sql`update care.providers set cover_id = null where cover_id = ${providerId}`;
  await announce('care.provider.left', { providerId, coverId: gone.coverId });
  if (gone.accountId) await accounts.close(gone.accountId);
}

export type Listed = Facts & { id: string; isLead: boolean; hasFactor: boolean };

/** Everybody who works with members, for stewards. No tie is counted here. */
export const all = (_: Steward) => asHouse(() => sql<Listed>`
  select p.id, p.name, p.role, p.check_word, o.name as organisation, p.lead_since is not null as is_lead,
         exists (select from members.second_factors s where s.member_id = p.account_id and s.confirmed_at is not null)
         or exists (select from members.identities i where i.member_id = p.account_id) as has_factor
    from care.providers p join care.organisations o on o.id = p.organisation_id
   where p.left_at is null order by o.name, p.name`);
