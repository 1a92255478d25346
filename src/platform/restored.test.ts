/** What a restore does with the words said after the backup was made: by people about leaving for good, and of accounts that they rest. */
import { randomUUID } from 'node:crypto';
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownDatabase, type Own } from '#test/database';
import { ownFolder } from '#test/own-folder';

const dir = ownFolder('restored');
const file = join(dir, 'one.backup');
let own: Own;
let target: Own;
let erasures: typeof import('#platform/erasures');
let restoring: typeof import('#platform/restore');
let house: typeof import('#db').asHouse;
let people: Record<'rests' | 'wakes' | 'restsBefore' | 'stays' | 'leaves' | 'asks' | 'still' | 'older' | 'gone' | 'never', string>;

const member = async (days: number | undefined) => {
  const id = randomUUID();
  await own.query('insert into members.members (id) values ($1)', [id]);
  if (days !== undefined) await own.query(`insert into members.leavings (member_id, asked_at, due_at) values ($1, now() - interval '14 days' + $2 * interval '1 day', now() + $2 * interval '1 day')`, [id, days]);
  return id;
};
const leaving = async (from: Own) => (await from.query(`select member_id as id, round(extract(epoch from due_at - now()) / 86400)::int as days from members.leavings`)).map(({ id, days }) => [id, days]).sort();
const restored = async (wish: { ledger: string; noLedger?: boolean }) => {
  const [here] = await target.query(`select to_regclass('members.members') is not null as made`);
  if (here!.made) await target.query('delete from members.members');
  return restoring.restore(target.url, file, wish);
};
const say = (id: string, says: 'leaves' | 'stays' | 'rests' | 'wakes', at = new Date()) => house(() => erasures.rememberWord(id, { says, at }));

beforeAll(async () => {
  process.env.TEST_SERVER_URL = process.env.DATABASE_URL;
  process.env.BACKUP_PASSPHRASE = 'a long enough passphrase';
  [own, target] = [await ownDatabase('left_from'), await ownDatabase('left_to', { empty: true })];
  process.env.DATABASE_URL = own.url;
  const tools = await import('#platform/backup');
  [erasures, restoring] = [await import('#platform/erasures'), await import('#platform/restore')];
  house = (await import('#db')).asHouse;
  people = { stays: await member(-1), leaves: await member(-1), asks: await member(undefined), still: await member(3), older: await member(5), gone: await member(2), never: await member(undefined), rests: await member(2), wakes: await member(undefined), restsBefore: await member(undefined) };
  await own.query(`insert into members.recoveries (member_id, code_hash) values ($1, 'waits')`, [people.never]);
  await own.query(`insert into members.rests (member_id, since) select unnest($1::uuid[]), now() - interval '2 days'`, [[people.wakes, people.restsBefore]]);
  await own.query(`insert into members.roles (id, member_id, role) select gen_random_uuid(), unnest($1::uuid[]), 'host'`, [[people.rests, people.wakes, people.never]]);
  await own.query(`insert into members.sessions (id, member_id, token_hash, device, device_words, ends_at) values (gen_random_uuid(), $1, 'x', 'own', 'a phone', now() + interval '1 hour')`, [people.rests]);
  await tools.backup(own.url, file);
}, 60_000);
afterAll(async () => {
  const { disconnect } = await import('#db');
  await disconnect();
  for (const database of [own, target]) await database.drop();
  rmSync(dir, { recursive: true });
});

describe('a restore', { timeout: 60_000 }, () => {
  it('erases nobody at once who was on the way out then, and lets nobody in by a code that may have been stopped since (ACC-13, ID-1)', async () => {
    const { said } = await restored({ ledger: '', noLedger: true });
    expect(said).toBe(0);
    const { stays, leaves, still, older, gone, rests } = people;
    expect(await leaving(target)).toEqual([stays, leaves, still, older, gone, rests].map((id) => [id, 14]).sort());
    expect(await target.query('select stopped_at is not null as stopped, done_at from members.recoveries')).toEqual([{ stopped: true, done_at: null }]);
  });
  it('goes by what each said last: who asked since leaves, who undid it since stays, and an older word changes nothing (ACC-13, ID-1)', async () => {
    const { stays, leaves, asks, still, older, gone, rests } = people;
    await say(older, 'stays', new Date(Date.now() - 86_400_000)); // asked again before the backup was made
    for (const says of ['leaves', 'stays'] as const) await say(stays, says);
    for (const says of ['stays', 'leaves'] as const) for (const one of [leaves, asks]) await say(one, says);
    await say(gone, 'stays');
    await house(() => erasures.rememberErasure(gone));
    appendFileSync(erasures.ledgerFile(), `stays ${erasures.markOf(still).slice(0, 20)}\nstays ${erasures.markOf(still)} not-a-day\n`); // cut short
    const { said, erased } = await restored({ ledger: erasures.ledgerFile() });
    expect([said, erased]).toEqual([2, 1]);
    const told = await target.query(`select name, data ->> 'memberId' as id from platform.events where name like 'members.leaving.%'`);
    expect(told.map(({ name, id }) => [name, id]).sort(), 'those on the desk hear of it (MOD-9)').toEqual([['members.leaving.asked', asks], ['members.leaving.undone', stays]].sort());
    expect(await leaving(target)).toEqual([leaves, asks, still, older, rests].map((id) => [id, 14]).sort());
    expect(await target.query('select 1 from members.members where id = $1', [gone])).toEqual([]);
  });
  it('goes by what was said last of accounts that rest: who has died since is not signed in, has no role and is not asked after, and who was woken is (MOD-9)', async () => {
    const { rests, wakes, restsBefore, never } = people;
    const resting = async () => (await target.query('select member_id as id from members.rests')).map(({ id }) => id).sort();
    await restored({ ledger: '', noLedger: true });
    expect(await resting(), 'without the ledger, as it was then').toEqual([wakes, restsBefore].sort());
    await say(restsBefore, 'wakes', new Date(Date.now() - 3 * 86_400_000)); // came to rest again before the backup was made
    for (const says of ['wakes', 'rests'] as const) await say(rests, says);
    for (const says of ['rests', 'wakes'] as const) await say(wakes, says);
    expect((await restored({ ledger: erasures.ledgerFile() })).rested).toBe(2);
    expect(await resting()).toEqual([rests, restsBefore].sort());
    expect(await target.query(`select since > now() - interval '1 hour' as is_late from members.rests where member_id = $1`, [rests])).toEqual([{ is_late: true }]);
    expect(await target.query('select ends_at > now() as open from members.sessions')).toEqual([{ open: false }]);
    expect(await target.query(`select data ->> 'memberId' as id from platform.events where name = 'members.rest.ended'`), 'what is due to them is due anew').toEqual([{ id: wakes }]);
    expect(await target.query('select member_id as id from members.ended_rests')).toEqual([{ id: wakes }]);
    expect((await target.query('select member_id as id from members.roles where ended_at is null')).map(({ id }) => id).sort()).toEqual([wakes, never].sort());
    expect(await target.query(`select data ->> 'memberId' as id from platform.events where name = 'members.role.ended'`)).toEqual([{ id: rests }]);
    expect(await target.query(`select data - 'made' as data from platform.alarms where what like 'backup.%'`), 'nobody is named to whoever reads the alarm').toEqual([{ data: {} }]);
  });
  it('reads a ledger in which no name and no id stands, and which holds as many marks as before (ID-1)', async () => {
    const { marks, words, rests } = erasures.readLedger(erasures.ledgerFile());
    expect([marks.size, words.size, rests.size]).toEqual([1, 5, 3]);
  });
});

describe('a word about leaving', () => {
  it('is taken although it cannot be written down, and the stewards hear of it (ACC-13)', async () => {
    process.env.DATA_DIR = '/dev/null/nowhere';
    process.env.SECRET = 'a secret of at least thirty-two letters';
    await say(people.never, 'leaves');
    delete process.env.SECRET;
    process.env.DATA_DIR = dir;
    expect(await own.query('select what from platform.alarms')).toEqual([{ what: 'ledger.broken' }]);
  });
});
