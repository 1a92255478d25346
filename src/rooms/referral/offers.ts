/**
 * Offers: a clinician would come to a session, give a talk, help with a
 * meeting. (REF-2) Read by stewards alone and sealed until then; put away, it
 * is gone, and after a year it goes by itself. No alarm rings: somebody looks
 * when they have time, and the page says so.
 */
import { randomUUID } from 'node:crypto';
import { isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { isThisMachineAlone } from '#platform/config';
import { seal, unseal } from '#platform/seal';
import { allow, minutesToWait } from '#platform/tries';
import type { Steward } from '#members/members';
import { deeds, type Offer } from '#referral/way-rules';

const place = (id: string) => `referral.offers|sealed|${id}`;
const line = (text: string, most: number) => [...text.replace(/\s+/g, ' ').trim()].slice(0, most).join('');

/** Refuses what nobody could answer. The same form sent twice is one offer. `isCounted` as for arrivals. */
export async function make(given: Offer, { address, once, isCounted = !isThisMachineAlone() }: { address: string; once: string; isCounted?: boolean }): Promise<void> {
  const offer: Offer = {
    deeds: deeds.filter((deed) => given.deeds.includes(deed)), name: line(given.name, 100), workplace: line(given.workplace, 160), reach: line(given.reach, 160), words: given.words.trim().slice(0, 2_000)
  };
  if (!offer.deeds.length) refuse('referral.refused.deeds', 'deeds');
  if (offer.reach.length < 5 || !/@|\d{5}/.test(offer.reach.replace(/[\s-]/g, ''))) refuse('referral.refused.reach', 'reach');
  if (isCounted && !(await allow('offer', address, 6, 60))) refuse('referral.refused.often', undefined, { count: minutesToWait(60) });
  const id = randomUUID();
  await sql`insert into referral.offers (id, sealed, once) values (${id}, ${seal(JSON.stringify(offer), place(id))}, ${once.slice(0, 80) || null}) on conflict (once) do nothing`;
}

export type Made = Offer & { id: string; madeOn: string };

/** What waits, oldest first. */
export const all = async (_: Steward): Promise<Made[]> =>
  (await sql<{ id: string; sealed: string; madeOn: string }>`select id, sealed, made_on::text as made_on from referral.offers order by made_on, id limit 200`)
    .map(({ id, sealed, madeOn }) => ({ id, madeOn, ...(JSON.parse(unseal(sealed, place(id))) as Offer) }));

/** Dealt with: it is deleted. */
export async function putAway(_: Steward, id: string): Promise<void> {
  const gone = isUuid(id) ? await sql`delete from referral.offers where id = ${id} returning id` : [];
  if (!gone.length) notFound();
}

/** After a year nobody waits for an answer any more. */
export const forgetOld = () => sql`delete from referral.offers where made_on < current_date - 365`;
