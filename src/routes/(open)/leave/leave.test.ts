import { describe, expect, it } from 'vitest';
import { scene } from '#test/scene';
import { leaveTargets } from '#house/leave-rules';
import * as sessions from '#members/sessions';
import type { Member } from '#members/members';
import { GET, POST } from './+server.ts';

const forgotten: string[] = [];
const event = (member: Member | undefined, address = 'http://localhost/leave') =>
  ({ url: new URL(address), locals: { language: 'en', member }, cookies: { delete: (name: string) => forgotten.push(name) } }) as unknown as Parameters<typeof GET>[0];
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
  scene('lets go of somebody whose session has ended already', async ({ ada }) => {
    expect((await POST(event(ada))).status).toBe(204);
    expect((await GET(event(ada))).status).toBe(303);
  });
});
