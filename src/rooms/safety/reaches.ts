/**
 * Reaches: where somebody on the team can be told that something waits.
 *
 * Nobody has to leave an address. One that is left is sealed, is confirmed with
 * a code before anything is sent to it, is shown to nobody else, and goes with
 * one press. What is sent there has no content (`platform/mail`).
 */
import { asHouse, asking, sql } from '#db';
import { refuse } from '#platform/answers';
import * as mail from '#platform/mail';
import { hashOf, isAddress, newCode } from '#platform/mail-proofs';
import { seal, unseal } from '#platform/seal';
import { allow } from '#platform/tries';
import { isLanguage, type Language } from '#platform/words';
import type { Host } from '#members/members';

const place = (memberId: string) => `safety.reaches|sealed_address|${memberId}`;

export type Reach = { address: string; isConfirmed: boolean };

/** My own, as I typed it. */
export async function mine(host: Host): Promise<Reach | undefined> {
  const [row] = await asking(host, () => sql<{ sealedAddress: string; isConfirmed: boolean }>`
    select sealed_address, confirmed_at is not null as is_confirmed from safety.reaches where member_id = ${host.id}`);
  return row && { address: unseal(row.sealedAddress, place(host.id)), isConfirmed: row.isConfirmed };
}

/** Keeps an address and sends a code to it. Said again, the old one is forgotten. */
export async function say(host: Host, given: string): Promise<void> {
  const address = given.trim();
  if (!mail.isSet()) refuse('safety.refused.noMail', 'address');
  if (!isAddress(address)) refuse('safety.refused.address', 'address');
  if (!(await allow('reach', host.id, 5, 60))) refuse('safety.refused.oftenMail', 'address');
  const code = newCode();
  await mail.send(address, { kind: 'code', code }, host.language, `code-${host.session.id}-${Date.now()}`).catch(() => refuse('safety.refused.mailFailed', 'address'));
  await asking(host, () => sql`
    insert into safety.reaches (member_id, sealed_address, code_hash, code_until)
    values (${host.id}, ${seal(address, place(host.id))}, ${hashOf(host.id, code)}, now() + interval '30 minutes')
    on conflict (member_id) do update set sealed_address = excluded.sealed_address, code_hash = excluded.code_hash, code_until = excluded.code_until, confirmed_at = null`);
}

/** The code that came proves that it is theirs. It works once, for half an hour. */
export async function confirm(host: Host, given: string): Promise<void> {
  if (!(await allow('reachCode', host.id, 8, 30))) refuse('safety.refused.oftenMail', 'code');
  const confirmed = await asking(host, () => sql`
    update safety.reaches set confirmed_at = now(), code_hash = null, code_until = null
     where member_id = ${host.id} and code_hash = ${hashOf(host.id, given)} and code_until > now() returning 1`);
  if (!confirmed.length) refuse('safety.refused.code', 'code');
}

export const forget = (host: Host) => asking(host, () => sql`delete from safety.reaches where member_id = ${host.id}`);

/** For the house that sends. */
export const confirmed = (memberId: string): Promise<{ address: string; language: Language } | undefined> =>
  asHouse(async () => {
    const [row] = await sql<{ sealedAddress: string; language: string }>`
      select r.sealed_address, m.language from safety.reaches r join members.members m on m.id = r.member_id
       where r.member_id = ${memberId} and r.confirmed_at is not null`;
    return row && { address: unseal(row.sealedAddress, place(memberId)), language: isLanguage(row.language) ? row.language : 'en' };
  });
