import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import type { Member } from '#members/members';
import type { Kind } from '#notices/notice-rules';
import * as notices from '#notices/notices';
import * as telling from '#notices/telling';
import { actions, load } from './+page.server.ts';
import { scene } from '#test/scene';

const onABadDay = (member: Member): Member => ({ ...member, session: { ...member.session, day: 'bad' } });
const tell = (member: Member, kind: Kind) => asHouse(() => telling.tell([member.id], { kind, subject: '', cause: randomUUID() }));
const fresh = async (member: Member) => (await notices.of(member)).notices.filter(({ isNew }) => isNew).map(({ kind }) => kind).sort();

type Shown = { notices: notices.Notice[]; kept: string | undefined; readAt: Date | undefined };
/** The page of notices as a browser has it, and its button. */
const pageOf = (member: Member, search = '') => load({ locals: { member }, url: new URL(`http://localhost/notices${search}`), params: {} } as never) as Promise<Shown>;
async function press(member: Member, fields: Record<string, string>) {
  const request = new Request('http://localhost/notices', { method: 'POST', body: new URLSearchParams(fields) });
  await expect(actions.default({ locals: { member }, request, url: new URL(request.url), params: {} } as never)).rejects.toMatchObject({ status: 303 });
}
const said = ({ readAt, kept }: Shown) => ({ readAt: readAt!.toISOString(), held: kept ?? '' });

describe('what is put away', () => {
  scene('on a bad day or in a break is what the page showed: what is kept for tomorrow stays new (VAR-1)', async ({ ada }) => {
    for (const held of [onABadDay(ada), { ...ada, pausedAt: new Date() }]) {
      for (const kind of ['cheer', 'spareKey'] as const) await tell(ada, kind);
      const page = await pageOf(held);
      expect(page).toMatchObject({ notices: [{ kind: 'spareKey' }], kept: expect.any(String) });
      await press(held, said(page));
      expect(await fresh(ada)).toEqual(['cheer']);
      expect((await notices.forToday(ada, 5)).notices.map(({ kind }) => kind)).toEqual(['cheer']);
      const whole = await pageOf(held, '?all');
      expect(whole.kept).toBeUndefined();
      await press(held, said(whole));
      expect(await fresh(ada), 'who asked for all of them has seen all of them').toEqual([]);
    }
  });
  scene('is only what the page showed, also when the day turned since (VAR-1)', async ({ ada }) => {
    await tell(ada, 'cheer');
    await tell(ada, 'spareKey');
    const before = await pageOf(ada);
    const held = await pageOf(onABadDay(ada));
    await press(ada, said(held));
    expect(await fresh(ada), 'a bad day that is over').toEqual(['cheer']);
    await press(onABadDay(ada), said(before));
    expect(await fresh(ada), 'a day that was good').toEqual([]);
  });
  scene('is nothing that came after the page was made, was told anew since or shows from later (VAR-1)', async ({ ada }) => {
    for (const kind of ['cheer', 'message', 'report', 'reminder'] as const) await tell(ada, kind);
    const page = await pageOf(ada);
    // In a test all happens in one moment of the database; the page was made in it.
    await asHouse(async () => {
      await sql`update notices.notices set made_at = now() + interval '1 second' where kind = 'message'`;
      await sql`update notices.notices set made_at = now() - interval '1 day', shown_from = now() + interval '1 hour' where kind = 'report'`;
    });
    await press(ada, said(page));
    await asHouse(() => sql`update notices.notices set shown_from = now() where kind = 'report'`);
    expect(await fresh(ada)).toEqual(['message', 'report']);
    await press(ada, { readAt: '', held: '' });
    expect(await fresh(ada), 'a form that does not say what was shown').toEqual(['message', 'report']);
  });
});
