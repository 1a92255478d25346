/**
 * The two secrets of an installation.
 *
 * From the first come the key that locks members' keys where the operator gave no
 * other, the one that seals names, addresses and second factors, and those of marks:
 * with another secret all of that is lost. The second
 * is the vault's: whoever has only one of them learns nothing about who somebody
 * really is. Each is made by the first start, in a file only this account can
 * read, and never shipped: commands read it, and make none. A file of which only a beginning reached the disk
 * is never taken for a secret. One somebody copied from an example is refused wherever others can reach us.
 */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { databaseUrl, dataDir, isThisMachineAlone, ownerUrl, setting, vaultUrl } from '#platform/config';
import type { Store } from '#platform/migrate';

const ourFile = (name: 'secret' | 'vault-secret' | 'vault-password') => join(dataDir(), name);

/** From SECRET or SECRET_FILE, else from DATA_DIR/secret. */
export const secret = (): string => setting('SECRET') || read(ourFile('secret'));

/** The vault's own, from VAULT_SECRET or VAULT_SECRET_FILE, else from DATA_DIR/vault-secret. */
export const vaultSecret = (): string => setting('VAULT_SECRET') || read(ourFile('vault-secret'));

/** Whether there is one at all. */
export const hasSecret = (store: Store): boolean =>
  store === 'vault' ? setting('VAULT_SECRET') !== '' || existsSync(ourFile('vault-secret')) : setting('SECRET') !== '' || existsSync(ourFile('secret'));

/** Makes what is not there yet. For starts alone, while somebody is looking: what a command made would be another than the one in use. */
export function makeSecrets(): void {
  if (!setting('SECRET')) make(ourFile('secret'));
  if (vaultUrl() && !setting('VAULT_SECRET')) make(ourFile('vault-secret'));
  secret();
  if (vaultUrl()) vaultSecret();
}

/** What is in this file; chance, when it is not there yet. */
export function kept(file: string): string {
  make(file);
  return read(file);
}

function read(file: string): string {
  if (!existsSync(file)) throw new Error(`There is no secret: none is set, and ${file} is not there. Commands need the same settings and the same account as the service; only a start makes a secret (npm start).`);
  const text = readFileSync(file, 'utf8');
  if (!isWhole(text)) throw new Error(`${file} is empty or cut short, as when a disk was full. ${wayOut(file)}`);
  return text.trim();
}

/** What we write ends with a line break, so that what stops before it shows. */
const isWhole = (text: string) => !text.includes('\0') && (text.trim().length >= 32 || (text.trim().length >= 16 && text.endsWith('\n')));

/** Deleting is safe to say: a start with another secret than the rows were sealed with is refused. */
const wayOut = (file: string) => (file.endsWith('password') ? 'Delete it; the next start makes another.' :
  'Put a copy of the right one in its place. If there never was one, because this is the first start: delete it, and the next start makes another. If it is your own and whole: end it with a line break.');

/** Whole and on the disk before it has its name; of two processes that are first one gives it, and both read that one. */
function make(file: string): void {
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  const part = `${file}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(part, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    name(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}

function name(part: string, file: string): void {
  try {
    linkSync(part, file);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EEXIST') return; // another process of ours was first
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(code ?? '')) throw error;
    if (!existsSync(file)) renameSync(part, file); // a volume that knows no links
  }
  if (process.platform === 'win32') return; // knows no folders that can be flushed
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/** Sentences about files of secrets that are there and cannot be used; empty when all is well. */
export function spoiltSecrets(): string[] {
  const isVault = setting('VAULT') === 'on';
  const empty = ['SECRET', 'VAULT_SECRET'].filter((one) => !process.env[one] && process.env[`${one}_FILE`] && !setting(one)).map((one) => `${one}_FILE names a file that is empty.`);
  const files = [...(setting('SECRET') ? [] : [ourFile('secret')]), ...(isVault && !setting('VAULT_SECRET') ? [ourFile('vault-secret')] : []), ...(isVault && !setting('DATABASE_URL') ? [ourFile('vault-password')] : [])];
  return [...empty, ...files.filter((file) => existsSync(file)).flatMap((file) => {
    try {
      read(file);
      return [];
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return [code ? `${file} cannot be read by this account (${code}).` : message];
    }
  })];
}

/** A key for one purpose; knowing it tells nothing about the secret or the other keys. */
export const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret(), 'alongside', purpose, 32));

/** The same from the vault's secret. */
export const vaultKeyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', vaultSecret(), 'alongside vault', purpose, 32));

/** Says whether two places hold the same secret, without saying what it is. */
export const fingerprint = (key = keyFor) => createHmac('sha256', key('fingerprint')).update('alongside').digest('base64url').slice(0, 16);

/** Which secret the rows of a store were sealed with, without saying what it is. */
export const fingerprintOf = (store: Store) => fingerprint(store === 'vault' ? vaultKeyFor : keyFor);

const examples = /^(change.?me|secret|password|passphrase|example|test|default|placeholder|keyboard.?cat|alongside|replace|your|todo|xxx|1234)/i;

/** Sentences about secrets that are too easy to guess; empty when all is well. */
export function weakSecrets(): string[] {
  if (isThisMachineAlone()) return [];
  const wrong: string[] = [];
  const given = setting('SECRET');
  if (given && (given.length < 32 || examples.test(given))) wrong.push('SECRET is an example or shorter than 32 characters. Make one with: openssl rand -base64 32');
  const vaults = setting('VAULT_SECRET');
  if (vaults && (vaults.length < 32 || examples.test(vaults))) wrong.push('VAULT_SECRET is an example or shorter than 32 characters. Make one with: openssl rand -base64 32');
  if (vaults && vaults === given) wrong.push('VAULT_SECRET and SECRET are the same. Whoever finds one would have both.');
  for (const name of ['BACKUP_PASSPHRASE', 'VAULT_BACKUP_PASSPHRASE']) {
    const passphrase = setting(name);
    if (passphrase && (passphrase.length < 16 || examples.test(passphrase))) wrong.push(`${name} is an example or shorter than 16 characters.`);
  }
  for (const [name, url] of [['DATABASE_URL', databaseUrl()], ['DATABASE_OWNER_URL', ownerUrl()], ['VAULT_URL', vaultUrl()]] as const) {
    const password = (setting(name) && new pg.Client({ connectionString: url }).password) || '';
    if (password && examples.test(password)) wrong.push(`The password for ${name} is an example.`);
  }
  return wrong;
}
