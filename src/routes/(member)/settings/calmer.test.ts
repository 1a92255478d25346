import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { scene } from '#test/scene';
import { looksOf } from '#members/looks';
import type { Member } from '#members/members';
import * as settings from '#members/settings';
import { actions } from './+page.server.ts';

async function press(member: Member, calm: 'on' | 'off'): Promise<Member> {
  const form = new FormData();
  form.append('calm', calm);
  const locals = { member };
  await actions.calmer({ locals, request: new Request('http://localhost/settings', { method: 'POST', body: form }) } as unknown as Parameters<typeof actions.calmer>[0]);
  return locals.member;
}
const kept = async ({ id }: Member) => (await asHouse(() => sql`select theme, motion, calm from members.settings where member_id = ${id}`))[0];

describe('making everything calmer (VAR-1)', () => {
  scene('lies over the colours and the movement somebody chose, which are there again when it ends', async ({ ada }) => {
    for (const [theme, motion] of [['contrast', 'on'], ['dark', 'off'], ['match', 'on']] as const) {
      const looks = { ...ada.looks, theme, motion };
      await settings.keepComfort(ada, looks);
      const calm = await press({ ...ada, looks }, 'on');
      expect([await kept(ada), looksOf(calm, undefined).includes('data-calm="on"')], theme).toEqual([{ theme, motion, calm: true }, true]);
      const back = await press(calm, 'off');
      expect([await kept(ada), back.looks, looksOf(back, undefined).includes('data-calm')], theme).toEqual([{ theme, motion, calm: false }, looks, false]);
    }
  });
});
