import { createHash } from 'node:crypto';
import { unlock } from '#members/sign-ins';
import * as settings from '#members/settings';
import { passOf } from '#test/cast';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as sessions from '#members/sessions';
import { scene } from '#test/scene';

const back = (token: string, minutes: number) => asHouse(() => sql`
  update members.sessions set seen_at = seen_at - make_interval(mins => ${minutes}::int), made_at = made_at - make_interval(mins => ${minutes}::int)
   where token_hash = sha256(convert_to(${token}, 'UTF8'))`);

describe('a session', () => {
  scene('is over after ten quiet minutes on a shared device and thirty on one’s own (ID-1)', async ({ ada }) => {
    const [shared, own] = [await sessions.begin(ada.id, 'shared', ''), await sessions.begin(ada.id, 'own', '')];
    await back(shared, 9);
    await back(own, 29);
    expect([await sessions.enter(shared), await sessions.enter(own)].map((member) => member?.id)).toEqual([ada.id, ada.id]);
    await back(shared, 11);
    await back(own, 31);
    expect([await sessions.enter(shared), await sessions.enter(own)]).toEqual([undefined, undefined]);
  });
  scene('is over after twelve hours, however busy', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', '');
    await asHouse(() => sql`update members.sessions set ends_at = now() - interval '1 second' where token_hash = sha256(convert_to(${token}, 'UTF8'))`);
    expect(await sessions.enter(token)).toBeUndefined();
  });
  scene('cannot be used again after signing out', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', '');
    expect(await sessions.enter(token)).toBeDefined();
    await sessions.endByToken(token);
    expect(await sessions.enter(token)).toBeUndefined();
  });
  scene('is kept as a hash, and no other word opens it', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', '');
    const rows = await asHouse(() => sql<{ tokenHash: Buffer }>`select token_hash from members.sessions where member_id = ${ada.id}`);
    expect(rows.every(({ tokenHash }) => tokenHash.length === 32 && !tokenHash.includes(token))).toBe(true);
    for (const odd of ['', 'x', `${token}x`, token.slice(0, -1), token.toLowerCase(), '\u0000'.repeat(43), '🫖'.repeat(43)]) expect(await sessions.enter(odd)).toBeUndefined();
  });
  scene('is listed and ended by its own member only', async ({ ada, bo }) => {
    const token = await sessions.begin(ada.id, 'shared', 'Firefox · Android');
    const [device] = (await sessions.of(ada)).filter(({ deviceWords }) => deviceWords === 'Firefox · Android');
    expect((await sessions.of(bo)).map(({ id }) => id)).not.toContain(device!.id);
    await expect(sessions.end(bo, device!.id)).rejects.toThrow(NotFound);
    await expect(sessions.end(ada, 'not-an-id')).rejects.toThrow(NotFound);
    await sessions.end(ada, device!.id);
    await sessions.end(ada, device!.id); // a double tap
    expect(await sessions.enter(token)).toBeUndefined();
  });
  scene('of others stays when mine are ended; the one in use stays too', async ({ ada, bo }) => {
    const token = await sessions.begin(ada.id, 'own', '');
    const theirs = await sessions.begin(bo.id, 'own', '');
    await sessions.endOthers(ada);
    expect(await sessions.enter(token)).toBeUndefined();
    expect((await sessions.enter(theirs))?.id).toBe(bo.id);
    expect((await sessions.of(ada)).map(({ id }) => id)).toEqual([ada.session.id]);
  });
  scene('goes on under a new token when more was shown, once, and with the old end', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', 'a phone');
    const before = (await sessions.enter(token))!.session;
    const stepped = await sessions.stepUp(ada.id, before.id);
    expect(await sessions.enter(token)).toBeUndefined();
    expect((await sessions.enter(stepped.token))!.session).toMatchObject({ device: 'own', factorAt: expect.any(Date) });
    await expect(sessions.stepUp(ada.id, before.id)).rejects.toThrow(NotFound);
    const ends = await asHouse(() => sql`select 1 from members.sessions where member_id = ${ada.id} and ends_at > now() + interval '12 hours'`);
    expect(ends).toEqual([]);
  });
  scene('cannot be stepped up by somebody else', async ({ ada, bo }) => {
    await expect(sessions.stepUp(bo.id, ada.session.id)).rejects.toThrow(NotFound);
  });
  scene('that ran out still says whose words they were, for a week', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'shared', '');
    await back(token, 60);
    expect(await sessions.enter(token)).toBeUndefined();
    expect(await sessions.lastHolder(token)).toEqual({ id: ada.id, personaId: ada.personaId });
    await back(token, 8 * 24 * 60);
    expect(await sessions.lastHolder(token)).toBeUndefined();
    await sessions.sweep();
    expect(await asHouse(() => sql`select 1 from members.sessions where token_hash = sha256(convert_to(${token}, 'UTF8'))`)).toEqual([]);
  });
});

describe('how today is', () => {
  scene('holds until four in the morning by the clock of the place, whatever clock the machine has (VAR-1)', async ({ ada }) => {
    for (const timeZone of ['UTC', 'Europe/Oslo', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland']) {
      await sessions.sayDay(ada, 'bad', timeZone);
      const [{ clock, isNext }] = (await asHouse(() => sql<{ clock: string; isNext: boolean }>`
        select to_char(day_until at time zone ${timeZone}, 'HH24:MI') as clock, day_until > now() and day_until <= now() + interval '25 hours' as is_next from members.sessions where id = ${ada.session.id}`)) as [{ clock: string; isNext: boolean }];
      expect([clock, isNext], timeZone).toEqual(['04:00', true]);
    }
  });
});

describe('a device that nobody touched for a while (ACC-2)', () => {
  const from = { address: '198.51.100.33', device: 'shared', deviceWords: 'a test' } as const;
  const quiet = (token: string, minutes: number) => asHouse(() => sql`
    update members.sessions set seen_at = now() - make_interval(mins => ${minutes}) where token_hash = ${createHash('sha256').update(token).digest()}`);
  const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: { key?: string }) => error.key);

  scene('is locked, not signed out: the sentence opens it again, under a new token, with the day as it was', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', '');
    const before = (await sessions.enter(token))!;
    await sessions.sayDay(before, 'bad', 'UTC');
    expect(await sessions.locked(token)).toBeUndefined();
    await quiet(token, 31);
    expect(await sessions.enter(token)).toBeUndefined();
    expect(await sessions.locked(token)).toMatchObject({ memberId: ada.id, device: 'own', language: 'en' });
    const { token: fresh, device } = await unlock(token, passOf('ada'), from);
    expect(device).toBe('own');
    expect(await sessions.enter(fresh)).toMatchObject({ id: ada.id, session: { device: 'own', day: 'bad', factorAt: null } });
    await quiet(token, 0);
    expect(await sessions.enter(token), 'the old token is worth nothing').toBeUndefined();
    expect(await refusalOf(unlock(token, passOf('ada'), from))).toBe('members.refused.lockOver');
  });
  scene('opens to nobody else’s sentence, and counts the tries', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'shared', '');
    await quiet(token, 11);
    for (let at = 0; at < 10; at++) expect(await refusalOf(unlock(token, passOf('bo'), from))).toBe('members.refused.unlock');
    expect(await refusalOf(unlock(token, passOf('ada'), { ...from, address: '203.0.113.7' }))).toBe('members.refused.signInOften');
    expect(await sessions.enter(token)).toBeUndefined();
    const another = await sessions.begin(ada.id, 'shared', '');
    await quiet(another, 11);
    expect(await sessions.enter((await unlock(another, passOf('ada'), from)).token), 'another device counts its own').toMatchObject({ id: ada.id });
  });
  scene('is not opened by a token that was signed out, never was, ran out, or is in use', async ({ ada }) => {
    const inUse = await sessions.begin(ada.id, 'shared', '');
    const out = await sessions.begin(ada.id, 'shared', '');
    await quiet(out, 11);
    await sessions.endByToken(out);
    const old = await sessions.begin(ada.id, 'shared', '');
    await asHouse(() => sql`update members.sessions set ends_at = now() - interval '1 second', seen_at = now() - interval '1 hour' where token_hash = ${createHash('sha256').update(old).digest()}`);
    for (const token of [inUse, out, old, 'x'.repeat(43), '', undefined]) expect(await refusalOf(unlock(token, passOf('ada'), from))).toBe('members.refused.lockOver');
  });
  scene('asks for a second factor anew', async ({ ada }) => {
    await asHouse(() => sql`insert into members.second_factors (member_id, sealed_secret, confirmed_at) values (${ada.id}, 'x', now())`);
    const token = await sessions.begin(ada.id, 'shared', '', { factor: true });
    await quiet(token, 11);
    const { token: fresh } = await unlock(token, passOf('ada'), from);
    expect(await sessions.enter(fresh)).toBeUndefined();
    expect(await sessions.waiting(fresh)).toMatchObject({ id: ada.id });
  });
  scene('closes sooner when the member wishes, never later, and at once when a page says so', async ({ ada, bo }) => {
    const discretion = { cover: 'Notes', leaveTo: 'news', leaveBy: 'keys', coverPage: false };
    await settings.keepDiscretion(ada, { ...discretion, lockAfter: 2 });
    await settings.keepDiscretion(bo, { ...discretion, lockAfter: 15 });
    const [adas, bos] = [await sessions.begin(ada.id, 'own', ''), await sessions.begin(bo.id, 'shared', '')];
    expect(sessions.quietMinutes((await sessions.enter(adas))!)).toBe(2);
    expect(sessions.quietMinutes((await sessions.enter(bos))!)).toBe(10);
    await quiet(adas, 3);
    await quiet(bos, 11);
    expect(await sessions.enter(adas)).toBeUndefined();
    expect(await sessions.enter(bos)).toBeUndefined();
    expect(await sessions.locked(adas)).toMatchObject({ cover: 'Notes', leaveTo: 'news' });
    const now = await sessions.begin(ada.id, 'own', '');
    await sessions.lock((await sessions.enter(now))!);
    expect(await sessions.enter(now)).toBeUndefined();
    expect(await sessions.locked(now)).toBeDefined();
  });
});
