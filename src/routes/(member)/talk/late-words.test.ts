/** What somebody presses after their sign-in ran out: words are kept, and nothing else touches what was kept before. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as cookies from '#platform/cookies';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import * as sessions from '#members/sessions';
import { scene } from '#test/scene';
import { handle } from '../../../hooks.server.ts';

/** Presses a button on a page that is still open: `with` is the cookie this device holds. Answers where it leads; `on` when the press goes its way. */
async function press(path: string, fields: Record<string, string>, held: [string, string]): Promise<string> {
  const url = new URL(`http://localhost${path}`);
  const request = new Request(url, { method: 'POST', body: new URLSearchParams(fields), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  const jar = { get: (name: string) => (name === held[0] ? held[1] : undefined), set: () => {} };
  const event = { url, request, cookies: jar, locals: {}, route: { id: '/(member)/talk' }, platform: {}, getClientAddress: () => '127.0.0.1' };
  const answer = await handle({ event, resolve: () => new Response('on') } as never);
  return answer.headers.get('location') ?? (answer.status === 200 ? 'on' : String(answer.status));
}
/** A session of theirs in which nothing was pressed for an hour. */
async function quiet(member: Member): Promise<[string, string]> {
  const token = await sessions.begin(member.id, 'shared', 'a test', { factor: true });
  await asHouse(() => sql`update members.sessions set seen_at = now() - interval '1 hour' where member_id = ${member.id}`);
  return [cookies.session, token];
}
const draft = { ...emptyDraft, language: 'en' };
const begun = async (who: Member) => (await threads.begin(who, { ...draft, board: 'rest', want: 'listen', text: 'Another long night.' })).code;

describe('a press after the sign-in ran out (PEER-1, ACC-2)', () => {
  scene('that carries no words leaves the kept reply as it is, and does not say that words were kept', async ({ ada, bo }) => {
    const code = await begun(bo);
    await drafts.keep(ada, `reply:${code}`, { ...draft, text: 'I lie awake, too.' });
    const [, token] = await quiet(ada);
    for (const cookie of [cookies.session, cookies.left]) {
      for (const [path, fields] of [[`/talk/t/${code}?/react`, { give: 'thanks', post: 'x' }], [`/talk/t/${code}/reply?/forget`, {}], [`/talk/t/${code}/reply?/send`, { ready: 'hear', text: ' ', language: 'en' }], [`/talk/t/${code}/reply?/look`, { text: '' }]] as [string, Record<string, string>][])
        expect(await press(path, fields, [cookie, token]), `${cookie} ${path}`).toBe('on');
      expect(await press('/talk/draft', { place: `reply:${code}`, text: '' }, [cookie, token])).toBe('204');
      expect((await drafts.of(ada, `reply:${code}`))?.fields.text).toBe('I lie awake, too.');
    }
  });
  scene('keeps its words beside newer ones, and says so; words that were sent before are no draft', async ({ ada, bo }) => {
    const code = await begun(bo);
    const place = `reply:${code}`;
    await drafts.keep(ada, place, { ...draft, text: 'The newer words.' });
    const held = await quiet(ada);
    expect(await press(`/talk/t/${code}/reply?/look`, { text: 'An older look.', language: 'en', once: 'form-form-form' }, held)).toMatch(/^\/lock\?kept&next=%2Ftalk%2Ft%2F/);
    expect((await drafts.of(ada, place))?.fields.text).toBe('The newer words.\n\nAn older look.');
    await drafts.forget(ada, place);
    await posts.reply(ada, code, { ...draft, text: 'This went.' }, 'form-form-form');
    expect(await press(`/talk/t/${code}/reply?/send`, { text: 'This went.', language: 'en', once: 'form-form-form' }, held)).toMatch(/^\/lock\?next=/);
    expect(await drafts.of(ada, place)).toBeUndefined();
    for (const [text, status] of [['This went.', '410'], ['This did not.', '409']] as const) expect(await press('/talk/draft', { place, text, language: 'en', once: 'form-form-form' }, held), 'a script is told the truth, too').toBe(status);
    expect(await press('/talk/draft', { place, text: 'This did not.', language: 'en', once: 'form-of-tab-two' }, held)).toBe('204');
    expect((await drafts.of(ada, place))?.fields.text).toBe('This did not.');
    expect(await drafts.of(bo, place)).toBeUndefined();
  });
});
