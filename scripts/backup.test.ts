/** The commands as somebody types them: what npm swallows, and what is one word too many. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const dir = mkdtempSync('/tmp/alongside-commands-');
const secret = 'a secret of the service, and long enough';
afterAll(() => rmSync(dir, { recursive: true }));

/** Runs a command of ours; answers with what it says when it does not work. */
const said = (words: string[], npm = false, settings: Record<string, string> = {}) => new Promise<string>((done) => {
  const [command, ...more] = npm ? ['npm', 'run', '--silent', ...words] : [process.execPath, 'scripts/backup.ts', ...words];
  const env = { ...process.env, DATA_DIR: dir, BACKUP_PASSPHRASE: 'a long enough passphrase', npm_config_loglevel: 'error', ...settings };
  execFile(command!, more, { env }, (error, out, err) => done(error ? err : `it worked: ${out}`));
});

describe('a command for backups', () => {
  it('refuses a word too many: it may be the ledger', async () => {
    expect(await said(['restore', 'some.backup', 'erasures.log'])).toContain('One file at a time, and "erasures.log" is one word too many');
  });
  it('says how to type an option it does not know', async () => {
    expect(await said(['restore', 'some.backup', '--leger', 'x'])).toMatch(/--leger.*\n.*npm run restore -- <file> --ledger <erasures.log>/);
  });
  it.each([
    ['a ledger', ['restore', 'some.backup', '--ledger', 'erasures.log']],
    ['a ledger in one word', ['restore', 'some.backup', '--ledger=erasures.log']],
    ['that there is none', ['restore', 'some.backup', '--no-ledger']],
    ['another secret', ['restore', 'some.backup', '--other-secret']],
    ['the vault', ['backup', '--vault']]
  ])('does nothing when npm keeps %s for itself, and says how it is meant', async (_, words) => {
    expect(await said(words, true)).toContain('npm kept an option for itself. Two dashes come before the options');
  });
  it('hears options after two dashes', async () => {
    expect(await said(['restore', '--', 'some.backup', '--ledger', 'erasures.log'], true)).toContain('some.backup is not there');
    expect(await said(['backup', '--', '--vault'], true)).toContain('VAULT_BACKUP_PASSPHRASE');
  });
  it.each([['backup'], ['steward'], ['migrate']])('%s makes no empty database where it finds none: the settings of the service are missing', async (verb) => {
    const elsewhere = join(dir, `without-${verb}`);
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'secret'), 'the secret of a service whose database is on another server'); // says nothing of a database here
    expect(await said([verb], true, { DATABASE_URL: '', VAULT_URL: '', DATA_DIR: elsewhere })).toContain(`There is no database in ${elsewhere}. Is that the DATA_DIR of the service?`);
    expect(existsSync(join(elsewhere, 'postgres'))).toBe(false);
  });
  it.each([['backup'], ['steward']])('%s makes no secret where it finds none, though it was told of the database (ID-1)', async (verb) => {
    const elsewhere = join(dir, `no-secret-${verb}`);
    const answer = await said([verb], true, { DATA_DIR: elsewhere });
    if (verb === 'backup') expect(answer).toMatch(/There is no secret: none is set, and .*no-secret-backup\/secret is not there\. Commands need the same settings/);
    expect(existsSync(join(elsewhere, 'secret')) || existsSync(join(elsewhere, 'vault-secret'))).toBe(false);
  });
  it('names a setting it cannot read, or read as an address, and shows no stack', async () => {
    expect(await said(['backup'], true, { BACKUP_PASSPHRASE: '', BACKUP_PASSPHRASE_FILE: '/nowhere/passphrase' })).toMatch(/^It did not work: BACKUP_PASSPHRASE_FILE names \/nowhere\/passphrase, which this account cannot read \(ENOENT\)\.\n$/);
    for (const verb of ['backup', 'steward', 'migrate']) {
      const answer = await said([verb], true, { DATABASE_URL: 'postgresql://web:a/b@db.example/alongside' });
      expect(answer).toContain('DATABASE_URL cannot be read as an address.');
      expect(answer).not.toMatch(/a\/b|\n\s+at /);
    }
  });
  it('keeps backups of the vault apart from the community’s, forgets those that lay beside them, and says where some still do', async () => {
    const [home, day] = [join(dir, 'vaulted'), (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10)];
    const [old, young, theirs] = [`vault-${day(31)}-03-15.backup`, `vault-${day(3)}-03-15.backup`, `alongside-${day(40)}-03-15.backup`];
    mkdirSync(join(home, 'backups'), { recursive: true });
    for (const name of [old, young, theirs]) writeFileSync(join(home, 'backups', name), '');
    const answer = await said(['backup', '--vault'], false, { DATA_DIR: home, VAULT_SECRET: secret, VAULT_BACKUP_PASSPHRASE: 'a passphrase of the vault, long enough' });
    expect(answer).toMatch(/it worked: Backed up and read back: .*\n.*\/vaulted\/vault-backups\/vault-[\d-]+\.backup\n1 backup older than 30 days is deleted here\./);
    expect(answer).toContain(`1 of the vault from before lies beside those of the community (${join(home, 'backups')})`);
    expect(readdirSync(join(home, 'backups')).sort()).toEqual([theirs, young].sort());
    expect(readdirSync(join(home, 'vault-backups'))).toHaveLength(1);
  });
  it('deletes what is older than a month, of its own kind and its own names alone, once the new one is whole', async () => {
    const folder = join(dir, 'kept', 'backups');
    const day = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    const [old, young, vaults, named] = [`alongside-${day(31)}-03-15.backup`, `alongside-${day(29)}-03-15.backup`, 'vault-2020-01-01-03-15.backup', 'before-the-move.backup'];
    mkdirSync(folder, { recursive: true });
    for (const name of [old, young, vaults, named]) writeFileSync(join(folder, name), '');
    expect(await said(['backup'], false, { SECRET: secret, DATA_DIR: join(dir, 'kept'), BACKUP_PASSPHRASE: 'short' })).toContain('BACKUP_PASSPHRASE');
    expect(readdirSync(folder)).toHaveLength(4);
    expect(await said(['backup'], false, { SECRET: secret, DATA_DIR: join(dir, 'kept') })).toContain('1 backup older than 30 days is deleted');
    expect(readdirSync(folder).filter((name) => [old, young, vaults, named].includes(name)).sort()).toEqual([young, named, vaults].sort());
    expect(await said(['backup', join(folder, 'one.backup')], false, { SECRET: secret, DATA_DIR: join(dir, 'kept'), BACKUP_DAYS: '1' })).toContain('it worked');
    expect(readdirSync(folder)).toContain(young);
  });
});
