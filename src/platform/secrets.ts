/**
 * The one secret of an installation.
 *
 * It seals second factors and keys the marks of people who left. It is made on
 * the first start, in a file only this account can read, and never shipped. A
 * secret somebody copied from an example is refused wherever others can reach us.
 */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { databaseUrl, dataDir, isThisMachineAlone, ownerUrl, setting } from '#platform/config';

const file = () => join(dataDir(), 'secret');

/** From SECRET or SECRET_FILE, else from DATA_DIR/secret, which is made when it is not there. */
export function secret(): string {
  const given = setting('SECRET');
  if (given) return given;
  if (!existsSync(file())) makeSecret();
  return readFileSync(file(), 'utf8').trim();
}

function makeSecret() {
  mkdirSync(dataDir(), { recursive: true });
  try {
    writeFileSync(file(), `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error; // another process of ours was first
  }
}

/** A key for one purpose; knowing it tells nothing about the secret or the other keys. */
export const keyFor = (purpose: string) => Buffer.from(hkdfSync('sha256', secret(), 'alongside', purpose, 32));

/** Says whether two places hold the same secret, without saying what it is. */
export const fingerprint = () => createHmac('sha256', keyFor('fingerprint')).update('alongside').digest('base64url').slice(0, 16);

const examples = /^(change.?me|secret|password|passphrase|example|test|default|placeholder|keyboard.?cat|alongside|replace|your|todo|xxx|1234)/i;

/** Sentences about secrets that are too easy to guess; empty when all is well. */
export function weakSecrets(): string[] {
  if (isThisMachineAlone()) return [];
  const wrong: string[] = [];
  const given = setting('SECRET');
  if (given && (given.length < 32 || examples.test(given))) wrong.push('SECRET is an example or shorter than 32 characters. Make one with: openssl rand -base64 32');
  const passphrase = setting('BACKUP_PASSPHRASE');
  if (passphrase && (passphrase.length < 16 || examples.test(passphrase))) wrong.push('BACKUP_PASSPHRASE is an example or shorter than 16 characters.');
  for (const [name, url] of [['DATABASE_URL', databaseUrl()], ['DATABASE_OWNER_URL', ownerUrl()]] as const) {
    const password = (setting(name) && new pg.Client({ connectionString: url }).password) || '';
    if (password && examples.test(password)) wrong.push(`The password for ${name} is an example.`);
  }
  return wrong;
}
