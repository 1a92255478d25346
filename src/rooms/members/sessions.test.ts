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
    await expect(sessions.end(ada, device!.id)).rejects.toThrow(NotFound);
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
    expect(await sessions.lastHolder(token)).toEqual({ id: ada.id });
    await back(token, 8 * 24 * 60);
    expect(await sessions.lastHolder(token)).toBeUndefined();
    await sessions.sweep();
    expect(await asHouse(() => sql`select 1 from members.sessions where token_hash = sha256(convert_to(${token}, 'UTF8'))`)).toEqual([]);
  });
});
