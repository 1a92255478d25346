/**
 * Sealing what a member keeps for themselves.
 *
 * Each member has a key of their own, made when something is first sealed. It
 * lies locked under a key of the operator's (`#platform/locks`) and goes with
 * the member: after that nobody can read what it sealed, here or in a backup.
 * A sealed thing says where it belongs and opens nowhere else, for nobody else.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { asHouse, asking, sql } from '#db';
import { lock, lockNow, unlock, type Locked } from '#platform/locks';
import { seal, unseal } from '#platform/seal';
import type { Member } from '#members/members';

declare const proof: unique symbol;
/** One member's own key, for the length of a request. Only `keyOf` makes one. */
export type MemberKey = { readonly memberId: string; readonly key: Buffer; readonly [proof]: true };

const placeOf = (memberId: string) => `members.seals|${memberId}`;

/** Asked anew each time: a key that was destroyed a moment ago opens nothing. */
export const keyOf = async (member: Pick<Member, 'id'>): Promise<MemberKey> => keyFrom(member, (await kept(member)) ?? (await make(member)));

/** The same from a row that a statement of the asker's brought along, where another statement would cost too much. */
export const keyFrom = async (member: Pick<Member, 'id'>, found: Locked): Promise<MemberKey> =>
  ({ memberId: member.id, key: await opened(found, placeOf(member.id)) }) as MemberKey;

const kept = async (member: Pick<Member, 'id'>): Promise<Locked | undefined> =>
  (await asking(member, () => sql<Locked>`select lock, locked from members.seals where member_id = ${member.id}`))[0];

/** Of two first sealings at once, one key stays. */
async function make(member: Pick<Member, 'id'>): Promise<Locked> {
  const fresh = await lock(randomBytes(32), placeOf(member.id));
  await asking(member, () => sql`
    insert into members.seals (member_id, lock, locked) values (${member.id}, ${fresh.lock}, ${fresh.locked}) on conflict (member_id) do nothing`);
  return (await kept(member))!;
}

/** A key service is asked at most once a minute for each key that is in use; the row must still be there. */
const lately = new Map<string, { key: Buffer; until: number }>();

async function opened(found: Locked, place: string): Promise<Buffer> {
  if (!found.lock.startsWith('service:')) return unlock(found, place);
  const now = Date.now();
  const known = lately.get(found.locked);
  if (known && known.until > now) return known.key;
  const key = await unlock(found, place);
  if (lately.size > 500) for (const [one, { until }] of lately) if (until <= now || lately.size > 400) lately.delete(one);
  lately.set(found.locked, { key, until: now + 60_000 });
  return key;
}

/** `place` names the table, the column and the row; the member is part of it. */
export const close = ({ memberId, key }: MemberKey, place: string, content: unknown): string => seal(JSON.stringify(content), `${place}|${memberId}`, key);

/** Throws when it was sealed for another place, by another member, or was changed. */
export const open = <Shape>({ memberId, key }: MemberKey, place: string, sealed: string): Shape => JSON.parse(unseal(sealed, `${place}|${memberId}`, key)) as Shape;

/** The same for the same word of the same member, and meaning nothing without their key: to find again what is sealed. */
export const markOf = ({ key }: MemberKey, word: string): string => createHmac('sha256', key).update(`mark|${word}`).digest('base64url');

/** Locks anew, under the operator's newest key, what another one locks. Members notice nothing. Answers with how many. */
export async function lockAnew(most = 200): Promise<number> {
  const old = await asHouse(() => sql<Locked & { memberId: string }>`
    select member_id, lock, locked from members.seals where lock <> ${lockNow()} order by member_id limit ${most}`);
  for (const { memberId, ...locked } of old) {
    const fresh = await lock(await unlock(locked, placeOf(memberId)), placeOf(memberId));
    await asHouse(() => sql`
      update members.seals set lock = ${fresh.lock}, locked = ${fresh.locked}, locked_at = now() where member_id = ${memberId} and locked = ${locked.locked}`);
  }
  return old.length;
}
