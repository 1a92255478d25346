/*
 * The copy of a plan on a device that is somebody's alone.
 *
 * A pair of keys is made on the device. The public one seals a newer plan
 * without asking for the PIN; the private one lies locked with the PIN
 * (PBKDF2, 600 000 rounds of SHA-256, as OWASP has it since 2023) and once more
 * with a key the browser never gives out, so that a copied file alone is not
 * enough. Each try is counted before it is made. The tenth wrong one erases.
 */
const rounds = 600000;
export const most = 10;
export const least = 6;
const secret = crypto.subtle;
export const works = Boolean(secret && globalThis.indexedDB);
const bytes = (text) => new TextEncoder().encode(text);
const random = (length) => crypto.getRandomValues(new Uint8Array(length));

const opened = () => new Promise((done, failed) => {
  const ask = indexedDB.open('kept', 1);
  ask.onupgradeneeded = () => ask.result.createObjectStore('copy');
  ask.onsuccess = () => done(ask.result);
  ask.onerror = () => failed(ask.error);
});

/* Reads the record and writes what `change` makes of it, in one stroke: two tabs cannot try at once. */
async function turn(change) {
  const db = await opened();
  try {
    return await new Promise((done, failed) => {
      const act = db.transaction('copy', 'readwrite');
      const store = act.objectStore('copy');
      let found;
      store.get('plan').onsuccess = ({ target }) => {
        found = target.result;
        const next = change?.(found);
        if (next === null) store.delete('plan');
        else if (next) store.put(next, 'plan');
      };
      act.oncomplete = () => done(found);
      act.onerror = act.onabort = () => failed(act.error);
    });
  } finally {
    db.close();
  }
}

export const kept = () => turn();
export const erase = () => turn(() => null);
/* Only the copy of this plan. Answers with whether there was one. */
export const eraseOf = async (id) => (await turn((now) => (now?.id === id ? null : undefined)))?.id === id;

async function pinKey(pin, salt) {
  const typed = await secret.importKey('raw', bytes(pin.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return secret.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, typed, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}
const close = async (key, plain) => {
  const iv = random(12);
  return { iv, sealed: await secret.encrypt({ name: 'AES-GCM', iv }, key, plain) };
};
const open = (key, { iv, sealed }) => secret.decrypt({ name: 'AES-GCM', iv }, key, sealed);

async function sealFor(publicKey, content) {
  const key = await secret.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
  return { ...(await close(key, bytes(JSON.stringify(content)))), wrapped: await secret.wrapKey('raw', key, publicKey, 'RSA-OAEP') };
}
async function unseal(privateKey, box) {
  const key = await secret.unwrapKey('raw', box.wrapped, privateKey, 'RSA-OAEP', 'AES-GCM', false, ['decrypt']);
  return JSON.parse(new TextDecoder().decode(await open(key, box)));
}

/* Keeps a copy behind a new PIN; an older copy goes. */
export async function keep(plan, pin) {
  const pair = await secret.generateKey({ name: 'RSA-OAEP', modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' }, true, ['wrapKey', 'unwrapKey']);
  const deviceKey = await secret.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  const salt = random(16);
  const inner = await close(await pinKey(pin, salt), await secret.exportKey('pkcs8', pair.privateKey));
  const lock = { ...(await close(deviceKey, inner.sealed)), inner: inner.iv };
  const publicKey = await secret.importKey('spki', await secret.exportKey('spki', pair.publicKey), { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['wrapKey']);
  const box = await sealFor(publicKey, plan);
  await turn(() => ({ id: plan.id, version: plan.version, salt, lock, deviceKey, publicKey, box, helped: [], tries: 0 }));
}

/*
 * The same plan as the page has it now, sealed again without the PIN: with the
 * plan's words may also have changed the numbers for help, how a number is read,
 * or the language. Nothing that stands beside the seal tells what is in it, so
 * each look at the plan seals anew. An older page, somebody else's plan, and a
 * copy that was kept anew meanwhile are left as they are.
 */
export async function renew(plan) {
  const isFor = (now) => now?.id === plan.id && now.version <= plan.version;
  const copy = await kept();
  if (!isFor(copy)) return;
  const box = await sealFor(copy.publicKey, plan);
  await turn((now) => (isFor(now) && String(now.salt) === String(copy.salt) ? { ...now, box, version: plan.version } : undefined));
}

/* The plan and what helped, or how many tries are left. With none left there is no copy any more. */
export async function unlock(pin) {
  let left = 0;
  const copy = await turn((now) => {
    if (!now) return undefined;
    left = most - now.tries - 1;
    return left < 0 ? null : { ...now, tries: now.tries + 1 };
  });
  if (!copy || left < 0) return { left: 0 };
  let privateKey;
  try {
    const inner = await open(copy.deviceKey, copy.lock);
    const plain = await open(await pinKey(pin, copy.salt), { iv: copy.lock.inner, sealed: inner });
    privateKey = await secret.importKey('pkcs8', plain, { name: 'RSA-OAEP', hash: 'SHA-256' }, false, ['unwrapKey']);
  } catch {
    if (left === 0) await erase();
    return { left };
  }
  await turn((now) => now && { ...now, tries: 0 });
  return { plan: await unseal(privateKey, copy.box), helped: await Promise.all(copy.helped.map((box) => unseal(privateKey, box))) };
}

/* "That helped a bit", sealed like the plan, on this device only. */
export async function helped(words) {
  const copy = await kept();
  if (!copy) return;
  const box = await sealFor(copy.publicKey, { words, day: new Date().toLocaleDateString('sv') });
  await turn((now) => now && { ...now, helped: [...now.helped.slice(-99), box] });
}
