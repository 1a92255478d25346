/** What a page promises about the time of an answer is true when it is read, and not only when it was written. [MOD-2, NEW-6] */
import { afterEach, describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as presence from '#house/presence';
import * as sayings from '#house/sayings';
import type { Member } from '#members/members';
import * as reports from '#safety/reports';
import { scene } from '#test/scene';
import { load as report } from './report/[id]/+page.server.ts';
import { load as thread } from './talk/t/[code]/+page.server.ts';

afterEach(() => {
  sayings.forget();
  presence.forget();
});

const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
const always = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '00:00', to: '24:00', names: ['hanna', 'mio'] }));
const opened = async <Page>(load: (event: never) => Promise<Page>, member: Member, path: string, params: Record<string, string>) => {
  const url = new URL(path, 'http://localhost');
  return load({ locals: { member, language: 'en', path }, params, url, request: new Request(url), cookies: { get: () => undefined }, setHeaders: () => {} } as never);
};

describe('a thread nobody has answered (MOD-3)', () => {
  scene('says by when a host does while that is to come, and afterwards that it is over', async ({ ada, bo, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always });
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
    const promised = async () => ((await opened(thread as never, bo, `/talk/t/${code}`, { code })) as { answerBy?: { by: Date; isOver: boolean } }).answerBy;
    expect(await promised()).toMatchObject({ by: expect.any(Date), isOver: false });
    await asHouse(() => sql`update forum.posts set created_at = now() - interval '40 days'`);
    expect(await promised()).toMatchObject({ isOver: true });
    await posts.reply(bo, code, draft({ text: 'I am here.' }));
    expect(await promised()).toBeUndefined();
  });
});

describe('the page for telling us (MOD-2)', () => {
  scene('says what was promised when it was told, also a week later', async ({ ada, bo, iben }) => {
    await sayings.change(iben, 'en', { timeZone: 'UTC', shifts: always });
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
    const [post] = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`;
    const page = async () => (await opened(report as never, bo, `/report/${post!.id}?sent`, { id: post!.id })) as { isSent: boolean; promised: { by: Date; isTakenUp: boolean } };
    await reports.tell(bo, post!.id, 'unkind', '');
    const { promised: { by } } = await page();
    await asHouse(() => sql`update safety.signals set at = at - interval '7 days', promised_by = promised_by - interval '7 days'`);
    expect(await page()).toMatchObject({ isSent: true, promised: { by: new Date(by.getTime() - 7 * 86_400_000), isTakenUp: false } });
  });
});
