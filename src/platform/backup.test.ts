import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownDatabase, type Own } from '#test/database';
import { ownFolder } from '#test/own-folder';

const dir = ownFolder('backup');
const file = join(dir, 'one.backup');
let own: Own;
let empty: Own;
let other: Own;
let tools: typeof import('#platform/backup');
let restoring: typeof import('#platform/restore');
let gone: string;
let stays: string;

/** Every row of every table, as text, in an order of its own. */
async function everything(database: Own): Promise<Record<string, string[]>> {
  const tables = await database.query(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema', 'pgboss', 'public') order by 1`);
  const rows: Record<string, string[]> = {};
  for (const { name } of tables) rows[String(name)] = (await database.query(`select t::text as row from ${String(name)} t order by 1`)).map(({ row }) => String(row).replace(/,"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.\d]*\+00"?\)$/, String(name) === 'platform.migrations' ? ')' : '$&'));
  return rows;
}

async function member(database: Own, name: string, text: string): Promise<string> {
  const [id, persona, thread] = [randomUUID(), randomUUID(), randomUUID()];
  await database.query(`insert into members.members (id) values ($1)`, [id]);
  await database.query(`insert into members.personas (id, member_id, space) values ($1, $2, 'forum')`, [persona, id]);
  await database.query(`insert into members.faces (persona_id, name, name_folded, code, seed) values ($1, $2, $3, $3, 's')`, [persona, name, name.toLowerCase()]);
  await database.query(`insert into forum.threads (id, code, board_id, persona_id, title, want, language) values ($1, $2, 1, $3, $4, 'listen', 'en')`, [thread, randomUUID().slice(0, 8), persona, text]);
  await database.query(`insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search) values ($1, $2, 1, $3, $4, $4, 'en', to_tsvector('simple', $4))`, [randomUUID(), thread, persona, text]);
  return id;
}

beforeAll(async () => {
  process.env.TEST_SERVER_URL = process.env.DATABASE_URL;
  process.env.BACKUP_PASSPHRASE = 'a long enough passphrase';
  own = await ownDatabase('backed_up');
  empty = await ownDatabase('restored_to', { empty: true });
  other = await ownDatabase('restored_again', { empty: true });
  process.env.DATABASE_URL = own.url;
  tools = await import('#platform/backup');
  restoring = await import('#platform/restore');
  stays = await member(own, 'Heron', 'Tabs\tand\nlines, \\N and “quotes” – 日本 🌿 \u202e');
  gone = await member(own, 'Wren', 'a secret of Wren');
  await own.query(`insert into platform.events (name, data) select 'x.y.z', jsonb_build_object('a', repeat(md5(n::text), n % 40)) from generate_series(1, 20000) n`);
});
afterAll(async () => {
  const { disconnect } = await import('#db');
  await disconnect();
  for (const database of [own, empty, other]) await database.drop();
  rmSync(dir, { recursive: true });
});

describe('a backup', { timeout: 60_000 }, () => {
  it('is one encrypted file for this account alone, whole or not there', async () => {
    const summary = await tools.backup(own.url, file);
    expect(summary.copied.find(({ table }) => table === 'platform.events')?.rows).toBe(20000);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file).includes('Wren')).toBe(false);
    expect(readdirSync(dir).filter((name) => name.includes('.part'))).toEqual([]);
    await expect(tools.backup(own.url, file)).rejects.toThrow('never written over');
  });
  it.each([['SECRET', 'community'], ['VAULT_SECRET', 'vault']] as const)('is not made under another %s than the one that sealed the rows: it could not be restored (ID-1)', async (name, store) => {
    const { takeOursAt } = await import('#platform/key-marks');
    const sealed = store === 'vault' ? await ownDatabase('backed_up_vault', { empty: true }) : own;
    if (store === 'vault') await (await import('#platform/migrate')).migrate(sealed.url, { store });
    process.env.VAULT_BACKUP_PASSPHRASE = 'another passphrase, long enough';
    await takeOursAt(sealed.url, store);
    const to = join(dir, `${store}-wrong.backup`);
    process.env[name] = 'a secret that somebody set for the cron alone';
    await expect(tools.backup(sealed.url, to, store)).rejects.toThrow(/^No backup was made\. The (database|vault) was sealed with another secret than this one: put the one from before back.* Commands need the same settings and the same account as the service\.$/);
    delete process.env[name];
    expect(readdirSync(dir).filter((one) => one.includes('wrong'))).toEqual([]);
    await tools.backup(sealed.url, to, store);
    rmSync(to);
    await (store === 'vault' ? sealed.drop() : sealed.query('delete from platform.key_marks'));
  });
  it('of rows from before there were marks is not made under a secret that opens none of them', async () => {
    await own.query(`insert into members.seals (member_id, lock, locked) values ($1, 'secret', 's1.locked.with.another')`, [stays]);
    await expect(tools.backup(own.url, join(dir, 'shut.backup'))).rejects.toThrow('No backup was made. The database was sealed with another secret');
    await own.query('delete from members.seals');
  });
  it('is verified without a database, and not with another passphrase', async () => {
    await expect(tools.verify(file)).resolves.toMatchObject({ copied: expect.any(Array) });
    process.env.BACKUP_PASSPHRASE = 'another long passphrase';
    await expect(tools.verify(file)).rejects.toThrow('the passphrase is another one');
    process.env.BACKUP_PASSPHRASE = 'a long enough passphrase';
  });
  it.each([
    ['cut short', (whole: Buffer) => whole.subarray(0, whole.length - 40)],
    ['changed in one bit', (whole: Buffer) => { const changed = Buffer.from(whole); changed[changed.length - 30]! ^= 1; return changed; }],
    ['without its first piece', (whole: Buffer) => Buffer.concat([whole.subarray(0, whole.indexOf(10) + 1), whole.subarray(whole.indexOf(10) + 1 + 4 + whole.readUInt32BE(whole.indexOf(10) + 1) + 16)])],
    ['something else altogether', () => Buffer.from('hello')]
  ])('that is %s is refused in a sentence, and nothing is touched', async (_, spoil) => {
    const bad = join(dir, 'bad.backup');
    writeFileSync(bad, spoil(readFileSync(file)));
    await expect(tools.verify(bad)).rejects.toThrow(/cut short|not a backup|changed|not whole|middle/);
    await expect(restoring.restore(empty.url, bad, { ledger: '', noLedger: true })).rejects.toThrow();
    expect(await empty.query(`select 1 from pg_namespace where nspname = 'members'`)).toEqual([]);
  });
});

describe('a restore', { timeout: 90_000 }, () => {
  it('asks for the ledger of those who left', async () => {
    await expect(restoring.restore(empty.url, file, { ledger: join(dir, 'none.log') })).rejects.toThrow('There is no ledger');
  });
  it('gives the same rows in an empty database, and counts on from there', async () => {
    const { erased } = await restoring.restore(empty.url, file, { ledger: '', noLedger: true });
    expect(erased).toBe(0);
    expect(await empty.query(`delete from platform.alarms returning what`)).toEqual([{ what: 'backup.restored' }]);
    expect(await empty.query(`delete from platform.events where name like 'platform.%' returning name`)).toEqual([{ name: 'platform.backup.restored' }]);
    expect(await everything(empty)).toEqual(await everything(own));
    const [next] = await empty.query(`insert into platform.events (name, data) values ('n', '{}') returning id`);
    expect(Number(next!.id)).toBe(20002);
    expect(await empty.query(`select 1 from pg_constraint where contype = 'f' and not convalidated`)).toEqual([]);
    expect(await empty.query(`select 1 from pg_trigger where not tgisinternal and tgenabled <> 'O'`)).toEqual([]);
  });
  it('fills columns by their names: a place that was upgraded has them in another order than a new one', async () => {
    const [upgraded, fresh] = [await ownDatabase('upgraded'), await ownDatabase('anew', { empty: true })];
    await upgraded.query(`insert into platform.alarms (what, data) values ('x.y', '{"id": 7}')`);
    await upgraded.query(`alter table platform.alarms rename data to before`);
    await upgraded.query(`alter table platform.alarms add data jsonb not null default '{}'`);
    await upgraded.query(`update platform.alarms set data = before`);
    await upgraded.query(`alter table platform.alarms drop before`);
    await tools.backup(upgraded.url, join(dir, 'upgraded.backup'));
    await restoring.restore(fresh.url, join(dir, 'upgraded.backup'), { ledger: '', noLedger: true });
    expect(await fresh.query(`select data from platform.alarms where what = 'x.y'`)).toEqual([{ data: { id: 7 } }]);
    for (const database of [upgraded, fresh]) await database.drop();
  });
  it('refuses a database with members in it', async () => {
    await expect(restoring.restore(own.url, file, { ledger: '', noLedger: true })).rejects.toThrow('There are members in this database');
  });
  it('does not bring back somebody who left after the backup (ID-1)', async () => {
    const { rememberErasure, ledgerFile } = await import('#platform/erasures');
    const { asHouse } = await import('#db');
    await asHouse(() => rememberErasure(gone));
    await own.query('delete from members.members where id = $1', [gone]);
    expect(readFileSync(ledgerFile(), 'utf8')).not.toContain(gone);
    const { erased } = await restoring.restore(other.url, file, { ledger: ledgerFile() });
    expect(erased).toBe(1);
    expect(await other.query('select id from members.members')).toEqual([{ id: stays }]);
    const all = JSON.stringify(await everything(other));
    expect(all.includes('Wren') || all.includes(gone)).toBe(false);
    expect(all.includes('日本')).toBe(true);
  });
  it('finds a ledger that a full disk cut short at its first line put aside and written anew from the database (ID-1)', async () => {
    const { ledgerFile, mendLedger, readLedger, markOf } = await import('#platform/erasures');
    for (const cut of ['', 'alongside era', `alongside era\n${'x'.repeat(43)} 2026-11-22\n`]) {
      writeFileSync(ledgerFile(), cut);
      await mendLedger();
      expect(readLedger(ledgerFile()).marks.has(markOf(gone))).toBe(true);
    }
    expect(readdirSync(dir).filter((name) => name.startsWith('erasures-cut-short-')).length).toBeGreaterThan(0);
  });
  const ended = ['care.grants where revoked_at is null', 'exchange.tokens where revoked_at is null', 'gatherings.calendars where revoked_at is null', 'messages.conversations where team_at is not null'];
  const inForce = async (database: Own) => Promise.all(ended.map(async (rows) => (await database.query(`select 1 from ${rows}`)).length));
  const shared = join(dir, 'shared.backup');
  it('leaves nothing shared, no address and no token in force: what was taken back since is known to nobody (MSG-4, ID-1)', async () => {
    const [organisation, provider, tie] = [randomUUID(), randomUUID(), randomUUID()];
    await own.query(`insert into care.organisations (id, name) values ($1, 'a clinic')`, [organisation]);
    await own.query(`insert into care.providers (id, organisation_id, name, role, check_word) values ($1, $2, 'Sol', 'nurse', 'harbour')`, [provider, organisation]);
    await own.query(`insert into care.ties (id, member_id, provider_id, sealed_name, identity) values ($1, $2, $3, '', 'factor')`, [tie, stays, provider]);
    await own.query(`insert into care.grants (id, tie_id, member_id, provider_id, kind, ends_at, last_day) values ($1, $2, $3, $4, 'week', now() + interval '9 days', current_date + 8)`, [randomUUID(), tie, stays, provider]);
    await own.query(`insert into exchange.tokens (id, provider_id, token_hash, label, scopes, ends_at) values ($1, $2, 'x', 'a program', '{people}', now() + interval '90 days')`, [randomUUID(), provider]);
    const letters = randomUUID();
    const locked = await (await import('#platform/locks')).lock(Buffer.alloc(32, 7), `messages.conversations|${letters}`);
    await own.query(`insert into gatherings.calendars (id, member_id, token_hash, words) values ($1, $2, 'x', 'Library')`, [randomUUID(), stays]);
    await own.query(`insert into messages.conversations (id, tie_id, member_id, provider_id, organisation_id, kind, lock, locked, sealed_subject, team_at, once) values ($1, $2, $3, $4, $5, 'care', $6, $7, '', now(), 'x')`, [letters, tie, stays, provider, organisation, locked.lock, locked.locked]);
    expect(await inForce(own)).toEqual([1, 1, 1, 1]);
    await tools.backup(own.url, shared);
    await own.query('delete from messages.conversations'); // for this backup alone
    await other.query('delete from members.members');
    await restoring.restore(other.url, shared, { ledger: '', noLedger: true });
    expect(await inForce(other)).toEqual([0, 0, 0, 0]);
    for (const table of ['care.grants', 'gatherings.calendars', 'messages.conversations']) expect(await other.query(`select count(*)::int as n from ${table}`), table).toEqual([{ n: 1 }]);
  });
  it('that stumbles after the rows are in lets nobody in: whatever starts next ends what was shared first, or says why it does not start (MSG-4, ID-1)', async () => {
    const { watchHealth } = await import('#platform/health');
    const { prepare } = await import('#platform/prepare');
    await other.query('delete from members.members');
    await other.query('delete from platform.alarms');
    await other.query(`create schema late; create function late.restored() returns void language plpgsql as $$ begin raise 'no room left'; end $$`);
    await expect(restoring.restore(other.url, shared, { ledger: '', noLedger: true })).rejects.toThrow(/The rows are in the database, but .*no room left.*\nNobody is let in/);
    const health = watchHealth(() => other.url);
    const isOpen = async () => [(await health.order()).migrations, health.isUp()];
    expect([await isOpen(), await inForce(other)]).toEqual([[false, false], [1, 1, 1, 1]]);
    await expect(prepare(other.url)).rejects.toThrow('A backup was restored, and what members took back since could not be ended (no room left). Nobody is let in until it is.');
    expect(await other.query('select what from platform.alarms')).toEqual([{ what: 'backup.restoring' }]);
    await other.query('create or replace function late.restored() returns void language sql as $$ $$');
    for (let twice = 0; twice < 2; twice++) await prepare(other.url);
    expect([await isOpen(), await inForce(other)]).toEqual([[true, true], [0, 0, 0, 0]]);
    const { made } = await tools.verify(shared);
    expect(await other.query('select what, data from platform.alarms')).toEqual([{ what: 'backup.restored', data: { made } }]);
    expect(await other.query(`select data from platform.events where name = 'platform.backup.restored'`)).toEqual([{ data: { made } }]);
    await health.stop();
  });
  it('without any secret says to put the backup’s in place, and makes none', async () => {
    const elsewhere = join(dir, 'fresh');
    process.env.DATA_DIR = elsewhere;
    for (const otherSecret of [false, true]) await expect(restoring.restore(other.url, file, { ledger: '', noLedger: true, otherSecret })).rejects.toThrow(/There is no secret here\. Put the one of the backup in place first/);
    expect(existsSync(join(elsewhere, 'secret'))).toBe(false);
    process.env.DATA_DIR = dir;
  });
  it('says so when the secret is another one, and what is lost with it (ID-1)', async () => {
    process.env.SECRET = 'another secret of at least thirty-two letters';
    await expect(restoring.restore(other.url, file, { ledger: '', noLedger: true })).rejects.toThrow(/another secret.*plans for hard times.*letters.*--other-secret/s);
    delete process.env.SECRET;
  });
});

describe('the operator’s keys', { timeout: 90_000 }, () => {
  const [spring, another] = [`spring ${Buffer.alloc(32, 1).toString('base64')}`, `spring ${Buffer.alloc(32, 2).toString('base64')}`];
  const sealed = join(dir, 'sealed.backup');
  let target: Own;
  beforeAll(async () => {
    const { lock } = await import('#platform/locks');
    process.env.SEAL_KEYS = spring;
    const { lock: name, locked } = await lock(Buffer.alloc(32, 7), `members.seals|${stays}`);
    await own.query('insert into members.seals (member_id, lock, locked) values ($1, $2, $3)', [stays, name, locked]);
    await tools.backup(own.url, sealed);
    target = await ownDatabase('restored_sealed', { empty: true });
  });
  afterAll(async () => {
    delete process.env.SEAL_KEYS;
    await target.drop();
  });
  it('are named in the backup, which does not hold them', async () => {
    expect(Object.keys((await tools.verify(sealed)).locks!)).toEqual(['spring']);
    expect(JSON.stringify(await tools.verify(sealed))).not.toContain(spring.slice(7));
  });
  it.each([['missing', ''], ['another of that name', another]])('refuse a restore when one is %s, before anything is touched (ID-1)', async (_, keys) => {
    process.env.SEAL_KEYS = keys;
    await expect(restoring.restore(target.url, sealed, { ledger: '', noLedger: true })).rejects.toThrow('keys of SEAL_KEYS that are not here: "spring"');
    expect(await target.query(`select 1 from pg_namespace where nspname = 'members'`)).toEqual([]);
    process.env.SEAL_KEYS = spring;
  });
  it('open one of each kind before a restore is kept, and say what does not open where one is lost', async () => {
    await own.query(`update members.seals set locked = 's1.AAAAAAAAAAAAAAAA.AAAA.AAAAAAAAAAAAAAAAAAAAAA'`);
    const spoilt = join(dir, 'spoilt.backup');
    await tools.backup(own.url, spoilt);
    await expect(restoring.restore(target.url, spoilt, { ledger: '', noLedger: true })).rejects.toThrow('A key of members.seals does not open with "spring"');
    expect((await restoring.restore(target.url, sealed, { ledger: '', noLedger: true })).opening).toEqual({ opened: 1, closed: [] });
    await target.query('delete from members.members');
    const { opening } = await restoring.restore(target.url, spoilt, { ledger: '', noLedger: true, otherSecret: true });
    expect(opening).toEqual({ opened: 0, closed: [{ lock: 'spring', table: 'members.seals', keys: 1 }] });
    expect((await target.query('select name from platform.key_marks order by name')).map(({ name }) => name), 'whose loss is accepted is not asked for at the next start').toEqual(['secret', 'spring']);
  });
});
