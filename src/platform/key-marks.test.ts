/** A start with other keys than the rows were sealed with. (ID-1, NEW-6) */
import { rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '#platform/migrate';
import { ownDatabase, type Own } from '#test/database';
import { ownFolder } from '#test/own-folder';

const dir = ownFolder('key-marks');
const [one, another] = ['the secret of the first start, and long', 'a secret somebody made up, and as long'];
const [spring, other] = [1, 2].map((fill) => `spring ${Buffer.alloc(32, fill).toString('base64')}`) as [string, string];
let own: Own;
let marks: typeof import('#platform/key-marks');
let vault: string;
let ownVault: Own;

beforeAll(async () => {
  Object.assign(process.env, { TEST_SERVER_URL: process.env.DATABASE_URL, VAULT: 'off' });
  own = await ownDatabase('key_marks');
  ownVault = await ownDatabase('key_marks_vault', { empty: true });
  vault = ownVault.url;
  process.env.DATABASE_URL = own.url;
  marks = await import('#platform/key-marks');
});
beforeEach(() => void (process.env.SECRET = one));
afterEach(async () => {
  for (const name of ['SECRET', 'SEAL_KEYS', 'VAULT_SECRET']) delete process.env[name];
  process.env.VAULT = 'off';
  await own.query('delete from platform.key_marks');
  await own.query('delete from members.members');
});
afterAll(async () => {
  for (const database of [own, ownVault]) await database.drop();
  rmSync(dir, { recursive: true });
});

const others = (settings: Record<string, string> = {}) => {
  Object.assign(process.env, settings);
  return marks.otherKeys();
};

describe('a start', { timeout: 60_000 }, () => {
  it('writes down which secret seals, by a mark that tells nothing; the same one is taken again', async () => {
    expect([await others(), await others()]).toEqual([[], []]);
    const rows = await own.query('select name, mark from platform.key_marks');
    expect(rows).toEqual([{ name: 'secret', mark: expect.stringMatching(/^[\w-]{16}$/) }]);
    expect(JSON.stringify(rows)).not.toContain(one);
  });
  it('with another secret is refused in a sentence that names the setting to put back, and changes nothing (ID-1)', async () => {
    await others();
    const before = await own.query('select name, mark, at from platform.key_marks');
    const said = await others({ SECRET: another });
    expect(said).toEqual([expect.stringMatching(/^The database was sealed with another secret than this one: put the one from before back \(SECRET, or the file DATA_DIR\/secret\)\./)]);
    expect(said.join()).not.toContain(another);
    expect(await own.query('select name, mark, at from platform.key_marks')).toEqual(before);
    expect(await others({ SECRET: one })).toEqual([]);
  });
  it('with another key under a name of SEAL_KEYS is refused; one more key is not', async () => {
    expect(await others()).toEqual([]);
    expect(await others({ SEAL_KEYS: spring })).toEqual([]);
    expect(await others({ SEAL_KEYS: other })).toEqual([expect.stringContaining('another key "spring" than the one in SEAL_KEYS')]);
    expect(await others({ SEAL_KEYS: `${spring}\nsummer ${Buffer.alloc(32, 3).toString('base64')}` })).toEqual([]);
    expect(await others({ SEAL_KEYS: '' }), 'one that locks nothing new may leave').toEqual([]);
  });
  it('on rows from before there were marks writes them once, unless what lies there does not open', async () => {
    const id = randomUUID();
    await own.query('insert into members.members (id) values ($1)', [id]);
    await own.query(`insert into members.seals (member_id, lock, locked) values ($1, 'secret', 's1.locked.with.another')`, [id]);
    expect(await others()).toEqual([expect.stringContaining('another secret')]);
    expect(await own.query('select 1 from platform.key_marks')).toEqual([]);
    const { lock } = await import('#platform/locks');
    const { lock: name, locked } = await lock(Buffer.alloc(32, 7), `members.seals|${id}`);
    await own.query('update members.seals set lock = $1, locked = $2', [name, locked]);
    expect(await others()).toEqual([]);
    expect(await own.query('select name from platform.key_marks')).toEqual([{ name: 'secret' }]);
  });
  it('on rows of which some are from a secret that was lost long ago is let in, each time', async () => {
    const { lock } = await import('#platform/locks');
    for (let at = 0; at < 4; at++) {
      const id = randomUUID();
      const { lock: name, locked } = await lock(Buffer.alloc(32, 7), `members.seals|${id}`);
      await own.query('insert into members.members (id) values ($1)', [id]);
      await own.query('insert into members.seals (member_id, lock, locked) values ($1, $2, $3)', [id, name, at === 0 ? locked : 's1.locked.with.another']);
    }
    for (let again = 0; again < 8; again++) {
      expect(await others()).toEqual([]);
      await own.query('delete from platform.key_marks');
    }
  });
  it('twice at once with two secrets lets one of them in', async () => {
    const first = others();
    process.env.SECRET = another;
    const answers = await Promise.all([first, marks.otherKeys()]);
    expect(answers.filter((said) => said.length === 0).length).toBeGreaterThan(0);
    expect(await own.query('select 1 from platform.key_marks')).toHaveLength(1);
  });
  it('after the one from before was lost for good is let in with the new one, once somebody said so', async () => {
    await others({ SEAL_KEYS: spring });
    await others({ SECRET: another, SEAL_KEYS: '' });
    await marks.takeOursAt(own.url, 'community');
    expect(await others()).toEqual([]);
    expect(await others({ SECRET: one })).toHaveLength(1);
    expect(await own.query('select name from platform.key_marks')).toEqual([{ name: 'secret' }]);
  });
  it('changes no mark: the app has no right to', async () => {
    await others();
    expect(await own.query(`select has_table_privilege('alongside_app', 'platform.key_marks', 'update') or has_table_privilege('alongside_app', 'platform.key_marks', 'delete') as may`)).toEqual([{ may: false }]);
  });
});

describe('the vault', { timeout: 60_000 }, () => {
  it('has a mark of its own, and a start with another secret of the vault is refused', async () => {
    await migrate(vault, { store: 'vault' });
    Object.assign(process.env, { VAULT: 'on', VAULT_URL: vault });
    await marks.takeOursAt(vault, 'vault');
    expect(await others({ VAULT_SECRET: one })).toEqual([expect.stringMatching(/^The vault was sealed with another secret.*\(VAULT_SECRET, or the file DATA_DIR\/vault-secret\)/)]);
    expect(await others({ VAULT_SECRET: '' })).toEqual([]);
  });
  it('that does not answer keeps nobody from the community', async () => {
    Object.assign(process.env, { VAULT: 'on', VAULT_URL: vault.replace(/host=[^&]+/, 'host=%2Ftmp%2Fnobody-here') });
    expect(await marks.otherKeys()).toEqual([]);
  });
});
