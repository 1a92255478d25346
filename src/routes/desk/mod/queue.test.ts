/** The queue as a page: what it says when nothing waits, and that what is ready is never sent as it is. */
import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect } from 'vitest';
import { sql } from '#db';
import { hasWords } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as posts from '#forum/posts';
import * as seen from '#forum/seen';
import * as threads from '#forum/threads';
import * as clockings from '#house/clockings';
import * as presence from '#house/presence';
import type { Member } from '#members/members';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as starts from '#safety/starts';
import * as care from '#team/care';
import { deciding, draft } from '#test/deciding';
import { scene } from '#test/scene';
import { actions as replying, load as replyPage } from '../../(member)/talk/t/[code]/reply/+page.server.ts';
import { load as threadPage } from '../../(member)/talk/t/[code]/+page.server.ts';
import { actions as queueForms, load } from './+page.server.ts';
import { actions as caseForms } from './cases/[id]/+page.server.ts';

afterEach(() => presence.forget());
const asked = <Event>(member: Member, path: string, params: Record<string, string> = {}, sent?: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(sent ?? {})) form.append(name, value);
  const url = new URL(path, 'http://localhost');
  return { locals: { member, language: 'en', path }, params, url, ...(sent && { request: new Request(url, { method: 'POST', body: form }) }) } as unknown as Event;
};
type Asked = Parameters<typeof load>[0];
const desk = (member: Member, lane = '') => load(asked<Asked>(member, `/desk/mod${lane && `?lane=${lane}`}`));

describe('whoever says that they are on it (NEW-4)', () => {
  scene('stands on the page of the lane where they pressed, the first or a later one', async ({ ada, hanna }) => {
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'A long night.' }));
    const press = (way: 'take' | 'giveBack', page: string) => queueForms[way](asked<never>(hanna, `/desk/mod?/${way}&lane=unanswered${page}`, {}, { thread: code })).catch((led: { location: string }) => led.location);
    expect(await press('take', '')).toBe(`/desk/mod?lane=unanswered#${code}`);
    expect(await press('giveBack', '&after=a1-b2')).toBe(`/desk/mod?lane=unanswered&after=a1-b2#${code}`);
    expect(await load(asked<Asked>(hanna, '/desk/mod?lane=unanswered&after=a1-b2'))).toMatchObject({ after: 'a1-b2' });
  });
});

describe('the queue when nothing waits (NEW-6, W17)', () => {
  scene('says "all read, go and rest" only then: not while a post is unread, somebody waits, or a case stands in another lane', async ({ ada, hanna, mio }) => {
    for (const host of [hanna, mio]) expect(await desk(host)).toMatchObject({ isEmpty: true, isAllRead: true });
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
    for (const host of [hanna, mio]) expect(await desk(host)).toMatchObject({ isEmpty: false, isAllRead: false, lane: 'unanswered' });
    await posts.reply(hanna, code, draft({ text: 'I hear you. Nights are long.' }));
    const unread = await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} order by p.number`;
    expect(await desk(mio, 'unread')).toMatchObject({ isEmpty: false, isAllRead: false });
    await seen.mark(mio, unread.map(({ id }) => id));
    expect(await desk(mio, 'unread')).toMatchObject({ isEmpty: true, isAllRead: true });
    const { caseId } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'low', cause: randomUUID() });
    expect(await desk(mio, 'unread'), 'this lane is empty, another is not').toMatchObject({ isEmpty: true, isAllRead: false });
    expect(await desk(hanna), 'cases are not a host’s').toMatchObject({ isAllRead: true });
    await decisions.decide(mio, caseId, 1, deciding({}));
    expect(await desk(mio)).toMatchObject({ isEmpty: true, isAllRead: true });
  });
  scene('does not say it of what is only left out for somebody who has carried enough, or asked to be spared it', async ({ ada, mio, iben }) => {
    await clockings.clockIn(iben, 60);
    await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'concern', flags: ['abuse'], cause: randomUUID() });
    expect(await desk(mio)).toMatchObject({ isEmpty: false, cases: [{}] });
    await care.spare(mio, ['abuse']);
    expect(await desk(mio)).toMatchObject({ isEmpty: false, isAllRead: false, isSpared: true, cases: [] });
  });
});

describe('ready words (issue 4: bent, never sent whole)', () => {
  type Sending = Parameters<typeof replying.send>[0];
  const send = (member: Member, code: string, sent: Record<string, string>) => replying.send(asked<Sending>(member, `/talk/t/${code}/reply`, { code }, { once: randomUUID(), language: 'en', ...sent }));
  const many = async (code: string) => (await sql`select 1 from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`).length;

  scene('a host’s ready start is put in the box, refused as it stands in either language, and goes out when it was bent', async ({ ada, hanna, mio }) => {
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
    const page = await replyPage(asked<Parameters<typeof replyPage>[0]>(hanna, `/talk/t/${code}/reply?start=heard`, { code }));
    expect(page).toMatchObject({ hasStarts: true, draft: { text: starts.wordsOf('heard', 'en') } });
    for (const host of [hanna, mio]) for (const text of [page.draft.text, `  ${page.draft.text.toUpperCase()} … `, starts.wordsOf('thanks', 'nb')]) {
      expect(await send(host, code, { text })).toMatchObject({ status: 409, data: { refused: { key: 'safety.refused.unbent', field: 'text' }, typed: { text: text.trim() === text ? text : expect.any(String) } } });
    }
    expect(await send(hanna, code, { ready: 'hear', text: '' }), 'nor a ready line, whole').toMatchObject({ status: 409, data: { refused: { key: 'safety.refused.unbent' } } });
    expect(await many(code)).toBe(1);
    await expect(send(hanna, code, { text: `${page.draft.text} Four hours is not much to stand on.` })).rejects.toMatchObject({ status: 303 });
    expect(await many(code)).toBe(2);
  });
  scene('a start stands above what was typed, every word of it, and is kept with it; another one takes the place of one nobody bent (PEER-1, ID-1)', async ({ ada, bo, hanna }) => {
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
    const [heard, thanks] = [starts.wordsOf('heard', 'en'), starts.wordsOf('thanks', 'en')];
    const put = async (text: string, start = 'heard', member: Member = hanna) =>
      ((await replying.start(asked<Sending>(member, `/talk/t/${code}/reply`, { code }, { once: 'form-start', language: 'en', text, start }))) as { draft: { text: string } }).draft.text.replaceAll('\r\n', '\n');
    expect(await put('Four hours is not\r\nmuch to stand on.')).toBe(`${heard}\n\nFour hours is not\nmuch to stand on.`);
    expect((await drafts.of(hanna, `reply:${code}`))?.fields.text).toBe(`${heard}\n\nFour hours is not\nmuch to stand on.`);
    expect([await put(''), await put(`${heard}\n\nFour hours.`), await put(`${heard}\n\nFour hours.`, 'thanks'), await put(heard, 'thanks'), await put(`${heard} Bent.`, 'thanks'), await put('Four hours.', 'nonsense')])
      .toEqual([heard, `${heard}\n\nFour hours.`, `${thanks}\n\nFour hours.`, thanks, `${thanks}\n\n${heard} Bent.`, 'Four hours.']);
    expect(await put('No start for a member.', 'heard', bo)).toBe('No start for a member.');
    const page = await replyPage(asked<Parameters<typeof replyPage>[0]>(hanna, `/talk/t/${code}/reply?start=heard`, { code }));
    expect(page.draft.text, 'and so by an older way to it').toBe(`${heard}\n\nFour hours.`);
    expect(hasWords('?/start'), 'after the sign-in ran out they are words').toBe(true);
  });
  scene('at the desk a start stands above what was typed to the author, and everything else comes back (ID-1)', async ({ ada, mio }) => {
    const { caseId: id } = await cases.signal({ kind: 'person', id: randomUUID(), personaId: ada.personaId }, { kind: 'report', level: 'low', cause: randomUUID() });
    const sent = { version: '3', deed: 'acknowledged', toAuthor: 'You said it well.', note: 'For Lee.', start: 'thanks' };
    const back = await caseForms.start(asked<Parameters<typeof caseForms.start>[0]>(mio, `/desk/mod/cases/${id}`, { id }, sent));
    expect(back).toEqual({ typed: { ...sent, toAuthor: `${starts.wordsOf('thanks', 'en')}\n\nYou said it well.` }, ticked: { about: [] } });
  });
  scene('a member without words may send a ready line as it is; hosts are not shown any where they answer', async ({ ada, bo, hanna }) => {
    const { code } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
    type Reading = Parameters<typeof threadPage>[0];
    const ready = async (member: Member) => (await threadPage(asked<Reading>(member, `/talk/t/${code}`, { code }))).hasReady;
    expect([await ready(bo), await ready(hanna)]).toEqual([true, false]);
    await expect(send(bo, code, { ready: 'hear', text: 'I lie awake, too.' })).rejects.toMatchObject({ status: 303 });
    expect(await many(code)).toBe(2);
    expect((await drafts.of(bo, `reply:${code}`))?.fields.text, 'what they had typed stands in the box, not sent').toBe('I lie awake, too.');
    expect(await send(hanna, code, { ready: 'hear', text: 'So do I.' }), 'and where it is refused').toMatchObject({ status: 409, data: { typed: { text: 'So do I.' } } });
  });
});
