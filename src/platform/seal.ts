/**
 * Sealing: what the database keeps and may not read by itself.
 *
 * AES-256-GCM under a key made from this installation's secret, with a fresh
 * nonce each time. `place` says where the sealed text belongs (table, column,
 * row): moved to another place it does not open. The vault brings a key of its own.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { keyFor } from '#platform/secrets';

const kind = 'aes-256-gcm';
const version = 's1';
let kept: Buffer | undefined;
const ours = () => (kept ??= keyFor('seal'));

export function seal(text: string, place: string, key = ours()): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(kind, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [version, ...[nonce, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** Throws when a letter of it was changed, when it stood in another place, or when the secret is another one. */
export function unseal(sealed: string, place: string, key = ours()): string {
  const [said, ...parts] = sealed.split('.');
  const [nonce, text, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (said !== version || nonce?.length !== 12 || !text || tag?.length !== 16) throw new Error('not a sealed text');
  const decipher = createDecipheriv(kind, key, nonce, { authTagLength: 16 }).setAAD(Buffer.from(place)).setAuthTag(tag);
  return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
}

/** The same for bytes, such as a picture: nonce, mark and what is sealed, one after the other. */
export function sealBytes(bytes: Buffer, place: string, key = ours()): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(kind, key, nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function unsealBytes(sealed: Buffer, place: string, key = ours()): Buffer {
  if (sealed.length < 28) throw new Error('not a sealed picture');
  const decipher = createDecipheriv(kind, key, sealed.subarray(0, 12), { authTagLength: 16 }).setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
