/**
 * Desk reaches: where somebody who works with members can be told by mail that
 * something waits.
 *
 * Off until they leave an address and prove it with a code. It is sealed, shown
 * to nobody else, and goes with one press, or with the account. What is sent
 * there has no content: no name, no word, no number of messages. It comes in
 * the hours they chose on days they work, at most once an hour, and not about
 * what they have looked at meanwhile.
 */
import { asHouse, asking, sql } from '#db';
import * as alarms from '#platform/alarms';
import { refuse } from '#platform/answers';
import type { Event } from '#platform/events';
import { told } from '#platform/log';
import * as mail from '#platform/mail';
import { hashOf, isAddress, newCode } from '#platform/mail-proofs';
import { seal, unseal } from '#platform/seal';
import { allow } from '#platform/tries';
import { isLanguage, type Language } from '#platform/words';
import * as answering from '#care/answering';
import type { Provider } from '#care/providers';
import * as overdue from '#messages/overdue';
import { workplace } from '#messages/threads';
import { isAtWork, isHours, pause, type Hours } from '#notices/desk-hours';

const place = (accountId: string) => `notices.desk_reaches|sealed_address|${accountId}`;

export type Reach = Hours & { address: string; isConfirmed: boolean };

/** My own, as I typed it. */
export async function mine(provider: Provider): Promise<Reach | undefined> {
  const [row] = await asking(provider, () => sql<Hours & { sealedAddress: string; isConfirmed: boolean }>`
    select sealed_address, confirmed_at is not null as is_confirmed, from_hour, until_hour from notices.desk_reaches where member_id = ${provider.id}`);
  if (!row) return undefined;
  const { sealedAddress, ...rest } = row;
  return { ...rest, address: unseal(sealedAddress, place(provider.id)) };
}

/** Keeps an address and sends a code to it. Said again, the old one is forgotten. */
export async function say(provider: Provider, given: string): Promise<void> {
  const address = given.trim();
  if (!mail.isSet()) refuse('notices.refused.noMail', 'address');
  if (!isAddress(address)) refuse('notices.refused.address', 'address');
  if (!(await allow('deskReach', provider.id, 5, 60))) refuse('notices.refused.oftenMail', 'address');
  const code = newCode();
  await mail.send(address, { kind: 'code', code }, provider.language, `code-${provider.providerId.slice(0, 8)}-${Date.now()}`).catch(() => refuse('notices.refused.mailFailed', 'address'));
  await asking(provider, () => sql`
    insert into notices.desk_reaches (provider_id, member_id, sealed_address, code_hash, code_until)
    values (${provider.providerId}, ${provider.id}, ${seal(address, place(provider.id))}, ${hashOf(provider.id, code)}, now() + interval '30 minutes')
    on conflict (provider_id) do update set sealed_address = excluded.sealed_address, code_hash = excluded.code_hash, code_until = excluded.code_until, confirmed_at = null, wanted_at = null`);
}

/** The code that came proves that it is theirs. It works once, for half an hour. */
export async function confirm(provider: Provider, given: string): Promise<void> {
  if (!(await allow('deskReachCode', provider.id, 8, 30))) refuse('notices.refused.oftenMail', 'code');
  const confirmed = await asking(provider, () => sql`
    update notices.desk_reaches set confirmed_at = now(), code_hash = null, code_until = null
     where member_id = ${provider.id} and code_hash = ${hashOf(provider.id, given)} and code_until > now() returning 1`);
  if (!confirmed.length) refuse('notices.refused.code', 'code');
}

/** From which hour until which. */
export async function choose(provider: Provider, hours: Hours): Promise<void> {
  if (!isHours(hours)) refuse('notices.refused.hours', 'untilHour');
  await asking(provider, () => sql`
    update notices.desk_reaches set from_hour = ${hours.fromHour}::int, until_hour = ${hours.untilHour}::int where member_id = ${provider.id}`);
}

export const forget = (provider: Provider) => asking(provider, () => sql`delete from notices.desk_reaches where member_id = ${provider.id}`);

/**
 * Something came, or went on: whoever it is with now wants to be told, and so
 * does the one it went on from. The moment is always a new one, so that whoever
 * is telling just now sees that something came meanwhile. For the reactors.
 */
export const note = ({ data }: Event): Promise<void> => asHouse(async () => {
  const those = await overdue.concerned({ messageId: String(data.messageId ?? ''), conversationId: String(data.conversationId ?? '') });
  await sql`update notices.desk_reaches set wanted_at = greatest(date_trunc('milliseconds', clock_timestamp()), wanted_at + interval '1 millisecond') where provider_id = any(${those}::uuid[]) and confirmed_at is not null`;
});

type Wanting = Hours & { providerId: string; memberId: string; sealedAddress: string; language: string; wantedAt: Date };

/**
 * Tells whoever may be told now. What nobody took stays, raises an alarm and is
 * tried again; one that fails holds up no other, and where there is no server to
 * be reached nobody else is tried in this round. Answers with how many were told.
 */
export async function tell(now = new Date()): Promise<number> {
  if (!mail.isSet()) return 0;
  const [rows, here] = [await asHouse(() => sql<Wanting>`
    select r.provider_id, r.member_id, r.sealed_address, r.from_hour, r.until_hour, r.wanted_at, m.language
      from notices.desk_reaches r join members.members m on m.id = r.member_id
     where r.wanted_at is not null and r.confirmed_at is not null and (r.told_at is null or r.told_at <= ${now}::timestamptz - make_interval(mins => ${pause}::int))
     order by r.wanted_at limit 500`), await workplace()];
  const [days, waiting] = [await answering.days(rows.map(({ providerId }) => providerId)), await overdue.waitingWith(rows.map(({ providerId }) => providerId))];
  let count = 0;
  for (const row of rows) {
    const theirs = days.get(row.providerId);
    if (!theirs || !isAtWork(theirs, row, now, here)) continue;
    if (!waiting.has(row.providerId)) await settle(row, null);
    else {
      const answer = await knock(row);
      if (answer === 'unreachable') break;
      if (answer === 'failed') continue;
      await settle(row, now);
      count++;
    }
  }
  return count;
}

async function knock({ memberId, providerId, sealedAddress, language, wantedAt }: Wanting): Promise<'taken' | 'failed' | 'unreachable'> {
  try {
    await mail.send(unseal(sealedAddress, place(memberId)), { kind: 'desk' }, isLanguage(language) ? language : ('en' satisfies Language), `desk-${providerId.slice(0, 8)}-${wantedAt.getTime()}`);
    return 'taken';
  } catch (error) {
    await alarms.raise('mail.failing', { code: String(told(error).code ?? 'unknown') });
    return mail.isUnreachable(error) ? 'unreachable' : 'failed';
  }
}

/** What came meanwhile is told another time, and not before the pause after this one is over. */
const settle = ({ providerId, wantedAt }: Wanting, at: Date | null) => asHouse(() => sql`
  update notices.desk_reaches set wanted_at = case when wanted_at <> ${wantedAt} then wanted_at end, told_at = coalesce(${at}::timestamptz, told_at) where provider_id = ${providerId}`);
