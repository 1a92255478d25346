/** The files of our secrets: whole or not there, made by a start alone. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { kept, makeSecrets, secret, spoiltSecrets, vaultSecret } from '#platform/secrets';
import { wrongSettings } from '#platform/settings-check';

const folders: string[] = [];
let dir: string;
const file = (name = 'secret') => join(dir, name);
beforeEach(() => {
  dir = mkdtempSync('/tmp/alongside-secrets-');
  folders.push(dir);
  process.env.DATA_DIR = dir;
});
afterAll(() => folders.forEach((one) => rmSync(one, { recursive: true })));

/** A process of its own that makes what is missing and says what it reads. */
const begun = (before = '') => new Promise<string>((done) => {
  const program = `import('#platform/secrets').then(({ makeSecrets, secret, vaultSecret }) => { makeSecrets(); console.log(secret(), vaultSecret()); })`;
  execFile('sh', ['-c', `${before} exec "${process.execPath}" -e "${program}"`], { env: { ...process.env, DATA_DIR: dir } }, (error, out, err) => done(error ? err : out));
});

describe('a secret', () => {
  it('is made by a start, for this account alone, and read by everybody after', () => {
    makeSecrets();
    expect([statSync(file()).mode & 0o777, statSync(file('vault-secret')).mode & 0o777]).toEqual([0o600, 0o600]);
    const before = [secret(), vaultSecret()];
    expect(before.every((one) => one.length === 43)).toBe(true);
    makeSecrets();
    expect([secret(), vaultSecret()]).toEqual(before);
    expect(readdirSync(dir).sort()).toEqual(['secret', 'vault-secret']);
  });
  it('is made by nobody who only wants to read it', () => {
    expect(() => secret()).toThrow(`There is no secret: none is set, and ${file()} is not there.`);
    expect(() => vaultSecret()).toThrow('only a start makes a secret');
    expect(readdirSync(dir)).toEqual([]);
  });
  it.each([['nothing', ''], ['a line break', '\n'], ['its beginning', 'x'.repeat(31)], ['less', 'abc\n'], ['zeroes after the power went', '\0'.repeat(44)]])('of which %s reached the disk is never taken for one, and a start says so (ID-1)', (_, text) => {
    writeFileSync(file(), text);
    expect(() => secret()).toThrow('is empty or cut short');
    expect(() => makeSecrets()).toThrow('is empty or cut short');
    expect(wrongSettings()).toEqual([expect.stringMatching(/^\/tmp\/.*\/secret is empty or cut short.*Put a copy of the right one in its place\./)]);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });
  it.each([`${'a'.repeat(43)}\n`, 'a'.repeat(43), 'b'.repeat(32), 'an old short one\n'])('that somebody brought is taken as it is: %j', (text) => {
    writeFileSync(file(), text);
    expect(secret()).toBe(text.trim());
    expect(spoiltSecrets()).toEqual([]);
  });
  it('of the vault’s account that is empty is said before anything starts, with what to do', () => {
    writeFileSync(file('vault-password'), '');
    expect(() => kept(file('vault-password'))).toThrow('Delete it; the next start makes another.');
    const url = process.env.DATABASE_URL;
    delete process.env.DATABASE_URL;
    expect(spoiltSecrets()).toEqual([expect.stringContaining('vault-password is empty or cut short')]);
    process.env.DATABASE_URL = url;
  });
  it('from a file that is empty is not replaced by another', () => {
    writeFileSync(file('given'), '');
    process.env.SECRET_FILE = file('given');
    expect(wrongSettings()).toEqual(['SECRET_FILE names a file that is empty.']);
    delete process.env.SECRET_FILE;
  });
  it('that does not fit on the disk leaves nothing with its name (ID-1)', async () => {
    expect(await begun(`trap '' XFSZ; ulimit -f 0;`)).toContain('EFBIG');
    expect(readdirSync(dir)).toEqual([]);
    expect(await begun(`ulimit -f 0;`), 'killed in the middle of it').not.toMatch(/\S{43} \S{43}/);
    expect([existsSync(file()), existsSync(file('vault-secret'))]).toEqual([false, false]);
    expect(await begun()).toMatch(/^\S{43} \S{43}\n$/);
  });
  it('is one and the same for processes that are first together', async () => {
    const said = await Promise.all(Array.from({ length: 6 }, () => begun()));
    expect(said[0]).toMatch(/^\S{43} \S{43}\n$/);
    expect(new Set(said).size).toBe(1);
    expect(readdirSync(dir).sort()).toEqual(['secret', 'vault-secret']);
  });
});
