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

/** Sealed letters come out of base64 into here, one after the other: five years of notes are two thousand of them. Nothing that was opened is ever in it. */
let desk = Buffer.allocUnsafeSlow(4096);
const [nonceAt, tagAt, placeAt] = [0, 12, 28];

/** Throws when a letter of it was changed, when it stood in another place, or when the secret is another one. */
export function unseal(sealed: string, place: string, key = ours()): string {
  const end = sealed.length - 23; // the last point; 22 letters of a mark come after it
  const room = placeAt + 3 * place.length + sealed.length;
  if (desk.length < room) desk = Buffer.allocUnsafeSlow(Math.max(room, 2 * desk.length));
  const isWhole = sealed.startsWith(`${version}.`) && sealed[19] === '.' && end >= 20 && sealed.indexOf('.', 20) === end
    && desk.write(sealed.slice(3, 19), nonceAt, 'base64url') === 12 && desk.write(sealed.slice(end + 1), tagAt, 'base64url') === 16;
  if (!isWhole) throw new Error('not a sealed text');
  const textAt = placeAt + desk.write(place, placeAt, 'utf8');
  const textEnd = textAt + desk.write(sealed.slice(20, end), textAt, 'base64url');
  const decipher = createDecipheriv(kind, key, desk.subarray(nonceAt, tagAt), { authTagLength: 16 }).setAAD(desk.subarray(placeAt, textAt)).setAuthTag(desk.subarray(tagAt, placeAt));
  const opened = decipher.update(desk.subarray(textAt, textEnd));
  decipher.final(); // throws unless all of it is as it was sealed; in this mode it adds nothing
  return opened.toString('utf8');
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
