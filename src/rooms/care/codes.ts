/**
 * Codes: what stands on a card that a provider hands to somebody.
 *
 * A card names the provider and nobody else. Whoever holds it may say yes to a
 * tie, once. A used code is deleted, so that a used one, an old one, one taken
 * back and a guess are one answer, also for whoever made the card: a provider
 * never learns which card was used, or whether one was.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { asHouse, asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { isThisMachineAlone } from '#platform/config';
import { keyFor } from '#platform/secrets';
import { allow, minutesToWait } from '#platform/tries';
import type { Member } from '#members/members';
import * as accounts from '#members/work-accounts';
import { codeOf, makeCode } from '#care/code-rules';
import type { Days, Facts } from '#care/provider-rules';
import type { Provider } from '#care/providers';

const hashOf = (code: string) => createHmac('sha256', keyFor('care.codes')).update(code).digest('base64url');
export type Kind = 'card' | 'link';
/** How long each can be used. */
const daysOf: Record<Kind, number> = { card: 90, link: 14 };
const mostCards = 40;

export type Made = { batchId: string; codes: string[]; endsAt: Date };

/** Makes cards to print, or one link to hand over. The codes are told now and kept nowhere in clear. */
export async function make(provider: Provider, kind: Kind, count = 1): Promise<Made> {
  if (!Number.isInteger(count) || count < 1 || count > mostCards) refuse('care.refused.count', 'count', { most: mostCards });
  if (!(await allow('care.make', provider.providerId, 20, 60))) refuse('care.refused.manyCards', 'count', { count: await minutesToWait('care.make', provider.providerId, 60) });
  const [batchId, codes, identity] = [randomUUID(), Array.from({ length: count }, makeCode), await accounts.identityOf(provider)];
  return asHouse(async () => {
    const [batch] = await sql<{ endsAt: Date }>`
      insert into care.batches (id, provider_id, kind, count, identity, ends_at)
      values (${batchId}, ${provider.providerId}, ${kind}, ${count}, ${identity}, now() + make_interval(days => ${daysOf[kind]}::int)) returning ends_at`;
    await sql`insert into care.codes (code_hash, batch_id) select unnest(${codes.map(hashOf)}::text[]), ${batchId}::uuid`;
    return { batchId, codes, endsAt: batch!.endsAt };
  });
}

export type Batch = { id: string; kind: Kind; count: number; madeAt: Date; endsAt: Date };

/** What was made and still works as a whole; never which of it was used. */
export const batches = (provider: Provider) => asking(provider, () => sql<Batch>`
  select id, kind, count, made_at, ends_at from care.batches
   where provider_id = ${provider.providerId} and taken_back_at is null and ends_at > now() order by made_at desc limit 60`);

/** Nobody can use them any more. Ties that were made stay. */
export const takeBack = (provider: Provider, batchId: string): Promise<void> => asHouse(async () => {
  if (!isUuid(batchId)) notFound();
  const [gone] = await sql`update care.batches set taken_back_at = now() where id = ${batchId} and provider_id = ${provider.providerId} and taken_back_at is null returning id`;
  if (!gone) notFound();
  await sql`delete from care.codes where batch_id = ${batchId}`;
});

/** Ten tries in a quarter of an hour for one member, sixty an hour from one place. Ask before a transaction. */
export async function limit(member: Member, address: string, isCounted = !isThisMachineAlone()): Promise<void> {
  if (!(await allow('care.code', member.id, 10, 15))) refuse('care.refused.codeOften', 'card', { count: await minutesToWait('care.code', member.id, 15) });
  if (isCounted && !(await allow('care.place', address, 60, 60))) refuse('care.refused.codeOften', 'card', { count: await minutesToWait('care.place', address, 60) });
}

export type Card = Facts & Pick<Days, 'replyDays' | 'workingDays'> & { providerId: string; identity: string };

/** Whose card it is. One answer for everything that is not a card in force. */
export async function read(_: Member, said: string): Promise<Card> {
  const code = codeOf(said);
  const [card] = code ? await asHouse(() => sql<Card>`
    select p.id as provider_id, p.name, p.role, p.check_word, o.name as organisation, p.reply_days, p.working_days, b.identity
      from care.codes c join care.batches b on b.id = c.batch_id join care.providers p on p.id = b.provider_id join care.organisations o on o.id = p.organisation_id
     where c.code_hash = ${hashOf(code)} and b.ends_at > now() and b.taken_back_at is null and p.left_at is null`) : [];
  return card ?? refuse('care.refused.code', 'card');
}

/** Uses a code up. Of two at once one gets it. Inside the transaction of the yes. */
export async function spend(member: Member, said: string): Promise<Card> {
  const card = await read(member, said);
  const used = await asHouse(() => sql`delete from care.codes where code_hash = ${hashOf(codeOf(said)!)} returning 1 as used`);
  return used.length ? card : refuse('care.refused.code', 'card');
}

/** Codes whose time is over are forgotten. */
export const sweep = () => asHouse(() => sql`delete from care.codes c using care.batches b where b.id = c.batch_id and b.ends_at < now()`);
