/**
 * Locks: the operator's keys, which lock the keys of members.
 *
 * From SEAL_KEYS (a file of lines `name key`, the last one locks, all of them
 * open), or from a key service that speaks the transit interface of HashiCorp
 * Vault and OpenBao, so that the key never comes here; else one made from the
 * installation's secret. What is locked says which key it needs.
 */
import { keyFor } from '#platform/secrets';
import { seal, unseal } from '#platform/seal';
import { setting } from '#platform/config';

/** `lock` names the operator's key. */
export type Locked = { lock: string; locked: string };

const service = () => setting('SEAL_SERVICE').replace(/\/$/, '');

let own: Buffer | undefined;
let read: { lines: string; keys: ReadonlyMap<string, Buffer> } | undefined;

/** The operator's own keys by name, in the order they stand; 32 bytes each. Read anew when the lines are others: a provider's inbox asks two hundred times. */
export function ring(lines = setting('SEAL_KEYS')): ReadonlyMap<string, Buffer> {
  if (read?.lines !== lines) read = { lines, keys: keysIn(lines) };
  return read.keys;
}

const keysIn = (lines: string): ReadonlyMap<string, Buffer> => new Map([['secret', (own ??= keyFor('lock'))], ...named(lines)]);

/** Throws when a line is no key. */
export function named(lines: string): Map<string, Buffer> {
  const keys = new Map<string, Buffer>();
  for (const line of lines.split('\n').map((one) => one.trim()).filter((one) => one && !one.startsWith('#'))) {
    const [name = '', text = ''] = line.split(/\s+/);
    const key = Buffer.from(text, 'base64');
    if (!/^[a-z0-9-]{1,40}$/.test(name) || name === 'secret' || key.length !== 32) throw new Error('SEAL_KEYS: each line is a name and 32 bytes in base64');
    keys.set(name, key);
  }
  return keys;
}

/** The name of the key that locks from now on. */
export const lockNow = () => (service() ? `service:${setting('SEAL_SERVICE_KEY')}` : [...ring().keys()].at(-1)!);

/** Locks a key; `place` says whose it is, and it opens nowhere else. */
export async function lock(key: Buffer, place: string): Promise<Locked> {
  const name = lockNow();
  if (!name.startsWith('service:')) return { lock: name, locked: seal(key.toString('base64'), place, ring().get(name)!) };
  const { ciphertext } = await asked('encrypt', name.slice(8), { plaintext: key.toString('base64'), associated_data: Buffer.from(place).toString('base64') });
  return { lock: name, locked: ciphertext! };
}

export async function unlock({ lock: name, locked }: Locked, place: string): Promise<Buffer> {
  if (!name.startsWith('service:')) {
    const key = ring().get(name);
    if (!key) throw new Error(`SEAL_KEYS no longer holds the key "${name}"`);
    return Buffer.from(unseal(locked, place, key), 'base64');
  }
  const { plaintext } = await asked('decrypt', name.slice(8), { ciphertext: locked, associated_data: Buffer.from(place).toString('base64') });
  return Buffer.from(plaintext!, 'base64');
}

type Said = { ciphertext?: string; plaintext?: string };

async function asked(verb: 'encrypt' | 'decrypt', key: string, body: object): Promise<Said> {
  const answer = await fetch(`${service()}/${verb}/${encodeURIComponent(key)}`, {
    method: 'POST', headers: { 'content-type': 'application/json', 'x-vault-token': setting('SEAL_SERVICE_TOKEN') }, body: JSON.stringify(body), signal: AbortSignal.timeout(4_000)
  });
  if (!answer.ok) throw new Error(`the key service said ${answer.status}`);
  return ((await answer.json()) as { data: Said }).data;
}
