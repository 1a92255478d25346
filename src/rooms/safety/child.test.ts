import { describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import * as queue from '#safety/queue';
import { childReports, levelOf, reasons, toldAgain } from '#safety/report-rules';
import * as reports from '#safety/reports';
import { scene } from '#test/scene';

const draft = (text: string) => draftOf({ text: (name) => ({ board: 'rest', want: 'listen', text })[name] ?? '', all: () => [] });
async function wrote(who: Member) {
  const { code } = await threads.begin(who, draft('Words.'));
  return (await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`))[0]!.id;
}

describe('what concerns a child (safety guide §5)', () => {
  it('stands first with danger, and telling again makes nothing less pressing', () => {
    expect(reasons.filter((reason) => levelOf(reason) === 'urgent')).toEqual(['danger', 'child']);
    for (const before of reasons) for (const now of reasons) {
      const is = toldAgain(before, now);
      expect([before, now]).toContain(is);
      if ([before, now].includes('child')) expect(is).toBe('child');
      else if ([before, now].includes('danger')) expect(is).toBe('danger');
      else expect(is).toBe(now);
    }
  });
  it('is reported to somebody in every country', () => {
    expect(childReports.map(({ country }) => country)).toEqual(['GB', 'NO', 'other']);
    for (const { href } of childReports.flatMap(({ ways }) => [...ways])) expect(new URL(href).protocol).toBe('https:');
  });
  scene('is an urgent case, and stays what it was when the same person says more (MOD-9)', async ({ ada, bo, mio }) => {
    const postId = await wrote(bo);
    await reports.tell(ada, postId, 'child', '');
    await reports.tell(ada, postId, 'other', 'And more.');
    const { cases } = await queue.waiting(mio, 'risk');
    expect(cases).toMatchObject([{ subjectId: postId, level: 'urgent', kinds: ['report'] }]);
    expect((await queue.one(mio, cases[0]!.id)).reports).toMatchObject([{ reason: 'child', words: 'And more.' }]);
  });
  scene('may be held by the moderator who told of it, as whoever fears for a life may', async ({ ada, bo, mio }) => {
    const [told, complained] = [await wrote(bo), await wrote(ada)];
    await reports.tell(mio, told, 'child', '');
    await reports.tell(mio, complained, 'unkind', '');
    expect((await queue.waiting(mio)).cases.map(({ subjectId }) => subjectId)).toEqual([told]);
  });
});
