/**
 * Keys of conversations.
 *
 * Each conversation has a key of its own, locked under one of the operator's.
 * It goes with the conversation; what it sealed opens in its own place alone,
 * here and in no other conversation.
 */
import { randomBytes } from 'node:crypto';
import { asHouse, sql } from '#db';
import { lock, lockNow, unlock, type Locked } from '#platform/locks';
import { seal, sealBytes, unseal, unsealBytes } from '#platform/seal';

export type ConversationKey = { readonly id: string; readonly key: Buffer };
const placeOf = (id: string) => `messages.conversations|${id}`;

export async function make(id: string): Promise<Locked & { of: ConversationKey }> {
  const key = randomBytes(32);
  return { ...(await lock(key, placeOf(id))), of: { id, key } };
}

export const keyOf = async ({ id, lock: name, locked }: Locked & { id: string }): Promise<ConversationKey> => ({ id, key: await unlock({ lock: name, locked }, placeOf(id)) });

/** `place` names the column and the row; the conversation is part of it. */
export const close = ({ id, key }: ConversationKey, place: string, text: string): string => seal(text, `${place}|${id}`, key);
export const open = ({ id, key }: ConversationKey, place: string, sealed: string): string => unseal(sealed, `${place}|${id}`, key);
export const closeBytes = ({ id, key }: ConversationKey, place: string, bytes: Buffer): Buffer => sealBytes(bytes, `${place}|${id}`, key);
export const openBytes = ({ id, key }: ConversationKey, place: string, sealed: Buffer): Buffer => unsealBytes(sealed, `${place}|${id}`, key);

/** Locks anew, under the operator's newest key, what another one locks. Answers with how many. In the clock. */
export async function lockAnew(most = 200): Promise<number> {
  const old = await asHouse(() => sql<Locked & { id: string }>`select id, lock, locked from messages.conversations where lock <> ${lockNow()} order by id limit ${most}`);
  for (const one of old) {
    const fresh = await lock(await unlock(one, placeOf(one.id)), placeOf(one.id));
    await asHouse(() => sql`update messages.conversations set lock = ${fresh.lock}, locked = ${fresh.locked} where id = ${one.id} and locked = ${one.locked}`);
  }
  return old.length;
}
