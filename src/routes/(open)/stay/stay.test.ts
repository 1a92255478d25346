import { describe, expect } from 'vitest';
import { scene } from '#test/scene';
import type { Member } from '#members/members';
import * as sessions from '#members/sessions';
import * as unsent from '#toolbox/unsent';
import { DELETE } from './+server.ts';

const leave = (locals: { member?: Member; work?: unknown }, body?: unknown, cookies: { session?: string } = {}) => DELETE({
  locals, cookies: { get: (name: string) => (name === 'session' ? cookies.session : undefined) },
  request: new Request('http://localhost/stay', { method: 'DELETE', headers: { 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
} as unknown as Parameters<typeof DELETE>[0]);
const half = (member: Member) => ({ mark: unsent.markOf(member), forms: [{ place: '/report/3f', fields: [['words', 'Half a report']] }] });

describe('a device that closes', () => {
  scene('keeps what stood half written for whoever was here, and is locked after that (ID-1)', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'shared', '');
    const here = (await sessions.enter(token))!;
    expect((await leave({ member: here }, half(ada))).status).toBe(204);
    expect((await unsent.of(ada)).map(({ content }) => content.place)).toEqual(['/report/3f']);
    expect([await sessions.enter(token), await sessions.locked(token)]).toEqual([undefined, expect.objectContaining({ memberId: ada.id })]);
  });
  scene('that had closed by itself before the page could say so keeps the words all the same; for a stranger nothing is kept (ID-1)', async ({ ada, bo }) => {
    const token = await sessions.begin(ada.id, 'shared', '');
    await sessions.lock((await sessions.enter(token))!);
    for (const cookies of [{}, { session: 'x'.repeat(43) }]) expect((await leave({}, half(ada), cookies)).status).toBe(409);
    expect(await unsent.areThere(ada)).toBe(false);
    await leave({}, half(ada), { session: token });
    expect([await unsent.areThere(ada), await unsent.areThere(bo)]).toEqual([true, false]);
    expect((await leave({ member: bo }, half(ada))).status, 'another member has signed in here since').toBe(409);
    expect(await unsent.areThere(bo)).toBe(false);
  });
  scene('closes without a word where nothing was written, for people at work as well', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', '');
    for (const body of [undefined, { mark: '', forms: [] }, 'x']) expect((await leave({ member: (await sessions.enter(token)) ?? ada }, body)).status).toBe(204);
    expect([await sessions.enter(token), await unsent.areThere(ada)]).toEqual([undefined, false]);
  });
});
