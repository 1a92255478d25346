import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as follows from '#forum/follows';
import * as mutes from '#forum/mutes';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { POST as follow } from './follow/+server.ts';
import { POST as mute } from './mute/+server.ts';

/** Where it leads, or what it answers; and what the next page says. */
async function pressed(post: typeof mute, member: Member, does: string, fields: Record<string, string>) {
  let said = '';
  const cookies = { set: (_: string, value: string) => void (said = value) };
  const request = new Request('http://here/talk', { method: 'POST', body: new URLSearchParams(fields) });
  const event = { locals: { member }, url: new URL(`http://here/talk?do=${does}`), cookies, request } as unknown as Parameters<typeof mute>[0];
  const { status, location } = await Promise.resolve(post(event)).then(() => { throw new Error('it leads nowhere'); }, (thrown: { status: number; location?: string }) => thrown);
  return [location ?? status, said];
}

describe('a button that ends something', () => {
  scene('leads back to where somebody was, and says nothing, when the other person has left meanwhile; pressed twice it is once (PEER-15, PEER-24)', async ({ ada, bo, cleo }) => {
    for (const { code } of [bo, cleo]) {
      await mutes.start(ada, 'person', code);
      await follows.start(ada, 'person', code);
    }
    await asHouse(() => sql`delete from members.members where id = ${cleo.id}`);
    const fields = (code: string) => ({ kind: 'person', subject: code, next: '/talk/topics/rest' });
    for (const [post, what] of [[mute, 'mute'], [follow, 'follow']] as const) {
      for (let twice = 0; twice < 2; twice++) {
        expect(await pressed(post, ada, 'end', fields(cleo.code))).toEqual(['/talk/topics/rest', '']);
        expect(await pressed(post, ada, 'end', fields(bo.code))).toEqual(['/talk/topics/rest', `${what}.end.person.${bo.code}`]);
      }
      expect(await pressed(post, ada, 'start', fields(cleo.code)), 'there is nothing to begin').toEqual([404, '']);
      expect(await pressed(post, ada, 'end', { kind: 'person', subject: 'no code' })).toEqual([404, '']);
    }
  });
});
