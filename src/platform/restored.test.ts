/** What a restore does with the words people said about leaving for good after the backup was made. */
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
let people: Record<'stays' | 'leaves' | 'asks' | 'still' | 'older' | 'gone' | 'never', string>;

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
const say = (id: string, says: 'leaves' | 'stays', at = new Date()) => house(() => erasures.rememberWord(id, { says, at }));

beforeAll(async () => {
  process.env.TEST_SERVER_URL = process.env.DATABASE_URL;
  process.env.BACKUP_PASSPHRASE = 'a long enough passphrase';
  [own, target] = [await ownDatabase('left_from'), await ownDatabase('left_to', { empty: true })];
  process.env.DATABASE_URL = own.url;
  const tools = await import('#platform/backup');
  [erasures, restoring] = [await import('#platform/erasures'), await import('#platform/restore')];
  house = (await import('#db')).asHouse;
  people = { stays: await member(-1), leaves: await member(-1), asks: await member(undefined), still: await member(3), older: await member(5), gone: await member(2), never: await member(undefined) };
  await own.query(`insert into members.recoveries (member_id, code_hash) values ($1, 'waits')`, [people.never]);
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
    const { stays, leaves, still, older, gone } = people;
    expect(await leaving(target)).toEqual([stays, leaves, still, older, gone].map((id) => [id, 14]).sort());
    expect(await target.query('select stopped_at is not null as stopped, done_at from members.recoveries')).toEqual([{ stopped: true, done_at: null }]);
  });
  it('goes by what each said last: who asked since leaves, who undid it since stays, and an older word changes nothing (ACC-13, ID-1)', async () => {
    const { stays, leaves, asks, still, older, gone } = people;
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
    expect(await leaving(target)).toEqual([leaves, asks, still, older].map((id) => [id, 14]).sort());
    expect(await target.query('select 1 from members.members where id = $1', [gone])).toEqual([]);
  });
  it('reads a ledger in which no name and no id stands, and which holds as many marks as before (ID-1)', async () => {
    const { marks, words } = erasures.readLedger(erasures.ledgerFile());
    expect([marks.size, words.size]).toEqual([1, 5]);
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
