/**
 * The two secrets of an installation.
 *
 * From the first come the key that locks members' keys where the operator gave no
 * other, the one that seals names, addresses and second factors, and those of marks:
 * with another secret all of that is lost. The second
 * is the vault's: whoever has only one of them learns nothing about who somebody
 * really is. Each is made on the first start, in a file only this account can
 * read, and never shipped. A secret somebody copied from an example is refused wherever others can reach us.
 */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { databaseUrl, dataDir, isThisMachineAlone, ownerUrl, setting, vaultUrl } from '#platform/config';
import type { Store } from '#platform/migrate';

/** From SECRET or SECRET_FILE, else from DATA_DIR/secret, which is made when it is not there. */
export const secret = (): string => setting('SECRET') || kept(join(dataDir(), 'secret'));

/** The vault's own, from VAULT_SECRET or VAULT_SECRET_FILE, else from DATA_DIR/vault-secret. */
export const vaultSecret = (): string => setting('VAULT_SECRET') || kept(join(dataDir(), 'vault-secret'));

/** What is in this file; chance, when it is not there yet. */
export function kept(file: string): string {
  if (!existsSync(file)) make(file);
  return readFileSync(file, 'utf8').trim();
}

function make(file: string) {
  mkdirSync(dirname(file), { recursive: true });
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error; // another process of ours was first
  }
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
