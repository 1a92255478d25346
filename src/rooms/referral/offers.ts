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
import { keysOf } from '#platform/form-keys';
import { seal, unseal } from '#platform/seal';
import { allow, minutesToWait } from '#platform/tries';
import type { Steward } from '#members/members';
import { deeds, type Offer } from '#referral/way-rules';

const place = (id: string) => `referral.offers|sealed|${id}`;
const line = (text: string) => text.replace(/\s+/g, ' ').trim();

/** In letters. Nothing is cut: what is longer comes back to whoever wrote it. */
export const longest = { name: 100, workplace: 160, reach: 160, words: 2_000 } as const;

/** Refuses what nobody could answer, or would not be kept whole. The same form sent twice is one offer; put right and sent again by somebody who went back, it is another one. `isCounted` as for arrivals. */
export async function make(given: Offer, { address, once, isCounted = !isThisMachineAlone() }: { address: string; once: string; isCounted?: boolean }): Promise<void> {
  const offer: Offer = {
    deeds: deeds.filter((deed) => given.deeds.includes(deed)), name: line(given.name), workplace: line(given.workplace), reach: line(given.reach), words: given.words.trim()
  };
  if (!offer.deeds.length) refuse('referral.refused.deeds', 'deeds');
  if (offer.reach.length < 5 || !/@|\d{5}/.test(offer.reach.replace(/[\s-]/g, ''))) refuse('referral.refused.reach', 'reach');
  for (const field of ['name', 'workplace', 'reach', 'words'] as const) if ([...offer[field]].length > longest[field]) refuse('referral.refused.long', field, { most: longest[field] });
  if (isCounted && !(await allow('offer', address, 6, 60))) refuse('referral.refused.often', undefined, { count: await minutesToWait('offer', address, 60) });
  const [id, words] = [randomUUID(), JSON.stringify(offer)];
  const key = once ? keysOf(once.slice(0, 80), words)[1]! : null; // of the form and of what it says: nobody is told "sent" about words that were left out
  await sql`insert into referral.offers (id, sealed, once) values (${id}, ${seal(words, place(id))}, ${key}) on conflict (once) do nothing`;
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
