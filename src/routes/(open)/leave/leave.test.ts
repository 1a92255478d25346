import { describe, expect, it } from 'vitest';
import { scene } from '#test/scene';
import { leaveTargets } from '#house/leave-rules';
import * as sessions from '#members/sessions';
import type { Member } from '#members/members';
import { GET, POST } from './+server.ts';

const forgotten: string[] = [];
const kept: string[] = [];
const event = (member: Member | undefined, address = 'http://localhost/leave', token?: string) =>
  ({ url: new URL(address), locals: { language: 'en', member }, cookies: { get: (name: string) => (name === 'session' ? token : undefined), set: (name: string) => kept.push(name), delete: (name: string) => forgotten.push(name) } }) as unknown as Parameters<typeof GET>[0];
const safe = Object.values(leaveTargets).flatMap((target) => Object.values(target)) as string[];

describe('leaving', () => {
  it('leads to a quiet place, whatever the address asks for', async () => {
    for (const query of ['', '?to=https://evil.example', '?next=//evil.example', '?to=news&to=javascript:alert(1)']) {
      const answer = await GET(event(undefined, `http://localhost/leave${query}`));
      expect(answer.status).toBe(303);
      expect(safe).toContain(answer.headers.get('location'));
      expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
      expect(answer.headers.get('clear-site-data')).toBe('"cache"'); // never "storage": what is kept for offline stays
    }
  });
  scene('ends the session on the server, and goes where the member chose', async ({ ada }) => {
    const answer = await GET(event({ ...ada, looks: { ...ada.looks, leaveTo: 'news' } }));
    expect(answer.headers.get('location')).toBe(leaveTargets.news.en);
    expect((await sessions.of(ada)).map(({ id }) => id)).not.toContain(ada.session.id);
    expect(forgotten).toContain('session');
  });
  scene('ends a session that had locked itself, too, and leaves a mark that opens nothing', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', '');
    await sessions.lock((await sessions.enter(token))!);
    await POST(event(undefined, undefined, token));
    expect(await sessions.locked(token)).toBeUndefined();
    expect(await sessions.enter(token)).toBeUndefined();
    expect(await sessions.lastHolder(token)).toMatchObject({ id: ada.id }); // for words that are still on their way
    expect(kept).toEqual(['left']);
  });
  scene('lets go of somebody whose session has ended already', async ({ ada }) => {
    expect((await POST(event(ada))).status).toBe(204);
    expect((await GET(event(ada))).status).toBe(303);
  });
});
