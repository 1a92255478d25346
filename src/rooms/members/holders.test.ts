/** Who holds a token is known, and known no more as soon as anything about them changes. On a database of its own: what is undone is never told. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asHouse, sql, statements } from '#db';
import * as holders from '#members/holders';
import { join } from '#members/members';
import * as sessions from '#members/sessions';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
let ear: { stop: () => Promise<void> };
beforeAll(async () => {
  own = await ownHouse('holders');
  ear = holders.listen();
}, 60_000);
afterAll(async () => {
  await ear.stop();
  await own.drop();
});

let memberId: string;
let token: string;
let count = 0;
beforeEach(async () => {
  ({ memberId } = await join({ name: `Willow Cup ${++count}`, pass: 'green kettle slow river', language: 'en', adult: true, conduct: { version: 't', hash: 't' } }));
  token = await sessions.begin(memberId, 'own', 'a test');
});

const asks = async (work: () => Promise<unknown>) => {
  const before = statements.count;
  await work();
  return statements.count - before;
};
/** Known from here on: the next page asks nothing. */
const known = async () => {
  await expect.poll(async () => { await sessions.whoever(token); return holders.known(token); }).toBeDefined(); // a word of joining may still be on its way
  await expect.poll(() => asks(() => sessions.whoever(token))).toBe(0);
};

describe('who holds a token (ACC-1, ACC-13)', () => {
  it('is asked once, and known for the pages after it', async () => {
    await known();
    expect((await sessions.enter(token))?.id).toBe(memberId);
  });

  it.each([
    ['a session that ended', () => sql`update members.sessions set ends_at = now() where member_id = ${memberId}`],
    ['a session that was locked', () => sql`update members.sessions set seen_at = now() - interval '1 hour' where member_id = ${memberId}`],
    ['how the day is', () => sql`update members.sessions set day = 'bad', day_until = now() + interval '1 hour' where member_id = ${memberId}`],
    ['a second factor shown', () => sql`update members.sessions set factor_at = now() where member_id = ${memberId}`],
    ['a session taken away', () => sql`delete from members.sessions where member_id = ${memberId}`],
    ['a look that was chosen', () => sql`insert into members.settings (member_id, theme) values (${memberId}, 'dark') on conflict (member_id) do update set theme = 'dark'`],
    ['a language', () => sql`update members.members set language = 'nb' where id = ${memberId}`],
    ['a break', () => sql`update members.members set paused_at = now() where id = ${memberId}`],
    ['a pause that moderators gave', () => sql`update members.members set suspended_until = now() + interval '1 day' where id = ${memberId}`],
    ['a name', () => sql`update members.faces set name = 'Another Cup', name_folded = 'anothercup' || code where persona_id = (select id from members.personas where member_id = ${memberId})`],
    ['a role given', () => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${memberId}, 'host')`],
    ['a wish to leave', () => sql`insert into members.leavings (member_id, due_at) values (${memberId}, now() + interval '14 days')`],
    ['somebody who is gone', () => sql`delete from members.members where id = ${memberId}`]
  ])('is asked anew after %s', async (_, change) => {
    await known();
    await asHouse(change);
    await expect.poll(() => holders.known(token)).toBeUndefined();
  });

  it('is asked each time where they have a role here (MOD-1)', async () => {
    await asHouse(() => sql`insert into members.roles (id, member_id, role) values (gen_random_uuid(), ${memberId}, 'host')`);
    await expect.poll(async () => (await sessions.enter(token))!.roles).toEqual(['host']);
    for (let pages = 0; pages < 3; pages++) expect(await asks(() => sessions.whoever(token))).toBeGreaterThan(0);
    await asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${memberId}`);
    expect((await sessions.enter(token))!.roles).toEqual([]);
  });

  it('is asked each time while they are paused, so that its end holds at once (MOD-2)', async () => {
    await asHouse(() => sql`update members.members set suspended_until = now() + interval '1 day' where id = ${memberId}`);
    await expect.poll(async () => (await sessions.enter(token))!.suspendedUntil).not.toBeNull();
    expect(holders.known(token)).toBeUndefined();
    await asHouse(() => sql`update members.members set suspended_until = null where id = ${memberId}`);
    expect((await sessions.enter(token))!.suspendedUntil).toBeNull();
  });

  it('is asked each time where they are at work', async () => {
    const work = { id: randomUUID() } as never;
    await holders.keep('a-token', async () => ({ whoever: { member: undefined, work }, holdsFor: 60_000 }));
    expect(holders.known('a-token')).toBeUndefined();
  });

  it('hears of every table that is read for it', async () => {
    const [{ source }] = (await own.query(`select prosrc as source from pg_proc where oid = 'members.enter'::regproc`)) as [{ source: string }];
    const read = new Set([...source.matchAll(/(?:from|join) members\.(\w+)/g)].map(([, table]) => table));
    const told = await own.query(`select tgrelid::regclass::text as table from pg_trigger where tgname = 'told_of'`);
    expect(new Set(told.map(({ table }) => String(table).replace('members.', '')))).toEqual(read);
  });

  it('is not kept where something changed while it was read', async () => {
    const late = await holders.keep(token, async () => {
      const found = { whoever: await sessions.whoever(token), holdsFor: 60_000 };
      holders.forget(token);
      return found;
    });
    expect(late.member?.id).toBe(memberId);
    expect(holders.known(token)).toBeUndefined();
  });

  it('is not kept where it was read before our own word came back', async () => {
    const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 13_000);
    await holders.keep(token, async () => {
      const whoever = await sessions.whoever(token);
      later.mockRestore();
      return { whoever, holdsFor: 60_000 };
    });
    expect(holders.known(token)).toBeUndefined();
  });

  it('is kept no longer than the session goes without being noted as in use: an eighth of its quiet minutes', async () => {
    await asHouse(() => sql`insert into members.settings (member_id, lock_after) values (${memberId}, 2) on conflict (member_id) do update set lock_after = 2`);
    const [row] = (await own.query(`select holds_for from members.enter((select token_hash from members.sessions where member_id = '${memberId}'))`)) as [{ holds_for: number }];
    expect(row.holds_for).toBeGreaterThan(0);
    expect(row.holds_for).toBeLessThanOrEqual(15_000);
  });

  it('may be changed by no page', async () => {
    await known();
    const { looks, session } = (await sessions.enter(token))!;
    expect(() => { looks.theme = 'dark'; }).toThrow(TypeError);
    expect(Object.isFrozen(session)).toBe(true);
  });

  it('is asked each time where the word of changes does not reach us', async () => {
    await known();
    await own.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'alongside-live' and datname = current_database()`);
    await expect.poll(() => holders.known(token)).toBeUndefined();
    await asHouse(() => sql`update members.members set language = 'nb' where id = ${memberId}`);
    expect((await sessions.enter(token))?.language).toBe('nb');
    await known(); // and known again once it does
  });

  it('is asked each time where no word has come back for a while, though the line looks open', async () => {
    await known();
    const now = performance.now.bind(performance);
    const later = vi.spyOn(performance, 'now').mockImplementation(() => now() + 13_000);
    try {
      expect(holders.known(token)).toBeUndefined();
      expect(await asks(() => sessions.whoever(token))).toBe(1);
      expect(holders.known(token)).toBeUndefined();
    } finally {
      later.mockRestore();
    }
  });
});
