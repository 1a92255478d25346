/**
 * Letterboxes: check-ins written without a signal, and forms of My space that
 * could not be sent.
 *
 * They wait on a device the member called theirs alone, sealed with the public
 * half of a pair of keys; the other half lies sealed among the member's papers.
 * So nobody who holds the device can read what waits on it, not even its owner,
 * until they are signed in and it has arrived. A letter that is sent twice,
 * from two tabs or after an answer was lost, counts once; a letter from a page
 * somebody went back to, with other words than went from it before, is kept as well.
 */
import { createHmac, webcrypto } from 'node:crypto';
import { notFound, Refusal, refuse } from '#platform/answers';
import { keyFor } from '#platform/secrets';
import type { Member } from '#members/members';
import * as checkIns from '#toolbox/check-ins';
import { checkInForm, formIn, letterOf, type Letter } from '#toolbox/letter-rules';
import * as papers from '#toolbox/papers';
import type { Form } from '#toolbox/unsent-rules';

const { subtle } = webcrypto;
const curve = { name: 'ECDH', namedCurve: 'P-256' };
const from64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));
const to64 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('base64');

type Kept = { what: 'letterbox'; publicKey: string; privateKey: string };
/** What a device is given: which box, the key that only closes, and the mark of the one it is for. */
export type Letterbox = { box: string; key: string; of: string };

let markKey: Buffer | undefined;
/**
 * By which a page says whose it is, so that a device seals nothing for somebody
 * else. It tells nobody who that is. On a device others use there is none.
 */
export const markOf = ({ id, session }: Pick<Member, 'id' | 'session'>): string =>
  session.device === 'own' ? createHmac('sha256', (markKey ??= keyFor('letterboxes'))).update(id).digest('base64url').slice(0, 12) : '';

const found = async (member: Member) => (await papers.of<Kept>(member, 'choice')).find(({ content }) => content.what === 'letterbox');

async function make(member: Member): Promise<void> {
  const pair = await subtle.generateKey(curve, true, ['deriveBits']) as webcrypto.CryptoKeyPair;
  const content: Kept = { what: 'letterbox', publicKey: to64(await subtle.exportKey('spki', pair.publicKey)), privateKey: to64(await subtle.exportKey('pkcs8', pair.privateKey)) };
  await papers.add(member, 'choice', content, { once: 'letterbox' });
}

/** The member's box, for a device of their own. The same one for all their devices. */
export async function of(member: Member): Promise<Letterbox | undefined> {
  if (member.session.device !== 'own') return undefined;
  let known = await found(member);
  if (!known) {
    await make(member);
    known = (await found(member))!;
  }
  return { box: known.id, key: known.content.publicKey, of: markOf(member) };
}

/** As the device did it: both halves agree on bits, and those make the key of this one letter. */
async function opened(privateKey: string, { box, once, from, iv, sealed }: Letter): Promise<unknown> {
  const [mine, theirs] = await Promise.all([subtle.importKey('pkcs8', from64(privateKey), curve, false, ['deriveBits']), subtle.importKey('spki', from64(from), curve, false, [])]);
  const shared = await subtle.importKey('raw', await subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256), 'HKDF', false, ['deriveKey']);
  const about = new TextEncoder().encode(`alongside letter|${box}|${once}`);
  const key = await subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: about }, shared, { name: 'AES-GCM', length: 256 }, false, ['decrypt']);
  return JSON.parse(Buffer.from(await subtle.decrypt({ name: 'AES-GCM', iv: from64(iv) }, key, from64(sealed))).toString());
}

/**
 * What waited has arrived. A check-in is kept at once; a form is answered with,
 * to be sent to where it was meant for, and so is a check-in that is refused: its
 * member cannot read it on the device, and has to be able to mend it. Somebody else's box is not there; what
 * cannot be read is refused, and stays on the device.
 */
export async function deliver(member: Member, text: string): Promise<Form | undefined> {
  const letter = letterOf(text) ?? refuse('toolbox.refused.letter');
  const kept = await found(member);
  if (kept?.id !== letter.box) notFound();
  const said = await opened(kept.content.privateKey, letter).catch(() => refuse('toolbox.refused.letter'));
  const fields = said && typeof said === 'object' ? (said as Record<string, unknown>) : {};
  const form = formIn(fields);
  if (form === 'none') refuse('toolbox.refused.letter');
  if (form) return form;
  const read = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  try {
    await checkIns.keep(member, read, { form: letter.once, at: read('at'), isSeen: false });
    return undefined;
  } catch (caught) {
    const asForm = caught instanceof Refusal ? checkInForm(fields, letter.once) : undefined;
    if (!asForm) throw caught;
    return asForm;
  }
}
