/*
 * Check-ins written without a signal, and forms of My space that could not be
 * sent, on a device that is somebody's alone.
 * Each is sealed with a key that only closes; the one that opens lies with the
 * member's papers. They go when there is a signal and the member is signed in,
 * each under the name of the form it was written in, so that what is sent twice
 * counts once. Two that were written in one form have one name and are both
 * sent: nobody can tell here whether they say the same. One that is not taken stays.
 */
const secret = globalThis.crypto?.subtle;
export const works = Boolean(secret);
const bytes = (text) => new TextEncoder().encode(text);
const to64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
const from64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const read = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise;
  } catch {
    return otherwise;
  }
};
const write = (letters) => (letters.length ? localStorage.setItem('letters', JSON.stringify(letters)) : localStorage.removeItem('letters'));

export const letterbox = () => read('letterbox', undefined);
export const setUp = (box) => localStorage.setItem('letterbox', JSON.stringify(box));
/* The box of the one whose mark this is; none where it is another's, or nobody's. */
export const boxOf = (mark) => (mark && letterbox()?.of === mark ? letterbox() : undefined);
export const waiting = () => read('letters', []);

const two = (number) => String(number).padStart(2, '0');
const dayOf = (at) => `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
/* With the day it means, and for today the time, as this device's clock has them: it may arrive days later. "Today" is ticked beforehand: whoever fills in a box means the day in the boxes. */
export function dated(fields, at = new Date()) {
  if ((!fields.when || fields.when === 'today') && [fields.day, fields.month, fields.year].some((box) => box?.trim())) return { ...fields, when: 'other' };
  if (fields.when === 'yesterday') return { ...fields, when: dayOf(new Date(at.getFullYear(), at.getMonth(), at.getDate() - 1)) };
  return fields.when && fields.when !== 'today' ? fields : { ...fields, when: dayOf(at), at: `${two(at.getHours())}:${two(at.getMinutes())}` };
}

/* Seals what was written for the one whose box it is and lets it wait. `once` is the form's own name, so that it and the form itself count once. Answers with the letter. */
export async function keep({ box, key }, fields, once = crypto.randomUUID()) {
  const curve = { name: 'ECDH', namedCurve: 'P-256' };
  const mine = await secret.generateKey(curve, true, ['deriveBits']);
  const shared = await secret.deriveBits({ name: 'ECDH', public: await secret.importKey('spki', from64(key), curve, false, []) }, mine.privateKey, 256);
  const about = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytes(`alongside letter|${box}|${once}`) };
  const closing = await secret.deriveKey(about, await secret.importKey('raw', shared, 'HKDF', false, ['deriveKey']), { name: 'AES-GCM', length: 256 }, false, ['encrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const said = dated(fields);
  const sealed = await secret.encrypt({ name: 'AES-GCM', iv }, closing, bytes(JSON.stringify(said)));
  const letter = { v: 1, box, once, from: to64(await secret.exportKey('spki', mine.publicKey)), iv: to64(iv), sealed: to64(sealed) };
  write([...waiting(), letter]);
  return letter;
}
/* A letter is known by what was made for it alone. */
const isSame = (one) => (other) => one.iv === other.iv;
export const isWaiting = (letter) => waiting().some(isSame(letter));

/* The same for a form of My space as it was sent, under its own name where it has one. */
export async function keepForm(box, place, fields) {
  const named = fields.find(([name]) => name === 'once')?.[1] ?? '';
  const once = /^[\w-]{8,60}$/.test(named) ? named : crypto.randomUUID();
  return keep(box, { place, fields }, once);
}

/* What became of it on this page so far: how many arrived, and where what waits to be looked at is found. */
const told = { arrived: 0, looks: [] };
async function sendAll() {
  for (const letter of waiting()) {
    try {
      const body = new URLSearchParams({ letter: JSON.stringify(letter) });
      const { status, headers } = await fetch('/space/note/later', { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout?.(60_000) });
      if (status === 401) break;
      if (status !== 204 && status !== 202) continue;
      if (status === 202) told.looks.push(headers.get('location'));
      else told.arrived++;
    } catch {
      break; // no signal after all
    }
    write(waiting().filter((one) => !isSame(letter)(one)));
  }
  return told;
}
/* Sends what waits, one after the other; what is another's stays. Asked twice on one page, the second waits for the first, so that nothing goes twice. Answers with what became of it on this page. */
let going = Promise.resolve();
export const send = () => (going = going.then(sendAll, sendAll));
/* Words that did not arrive may be several, and stand on one page; of what two devices wrote, the last. */
export const lookAt = (looks) => looks.find((one) => one === '/space/unsent') ?? looks.at(-1);
