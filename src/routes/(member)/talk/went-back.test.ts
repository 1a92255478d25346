/** Back after posting: the page of the look, or of the question, is asked for once more, and other words go their own way. */
import { isRedirect } from '@sveltejs/kit';
import { describe, expect } from 'vitest';
import { sql } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { POST as keep } from './draft/+server.ts';
import { actions as first } from './new/+page.server.ts';
import { actions as reply } from './t/[code]/reply/+page.server.ts';

type Answer = { once: string; isSent?: boolean; asked?: object; draft: { text: string } };
/** Presses a button: answers with the page, or where it leads. */
async function press(work: unknown, member: Member, code: string, fields: Record<string, string>): Promise<Answer | string> {
  const url = new URL('http://localhost/');
  const form = new FormData();
  for (const [name, value] of Object.entries({ language: 'en', once: 'form-went-back', ...fields })) form.append(name, value);
  try {
    return await (work as (event: unknown) => Promise<Answer>)({ url, params: { code }, locals: { member, language: 'en' }, request: new Request(url, { method: 'POST', body: form }) });
  } catch (caught) {
    if (isRedirect(caught)) return caught.location;
    throw caught;
  }
}
const textsOf = async (member: Member) => (await sql<{ body: string }>`select body from forum.posts where persona_id = ${member.personaId} order by number, body`).map(({ body }) => body);

describe('going back after words were sent (PEER-1, PEER-9)', () => {
  scene('the look says that they are sent and keeps no draft; other words are kept and sent as something new', async ({ ada, bo }) => {
    const { code } = await threads.begin(bo, { ...emptyDraft, board: 'rest', want: 'listen', text: 'Another long night.' });
    const kept = async () => (await drafts.of(ada, `reply:${code}`))?.fields.text;
    const look = (text: string) => press(reply.look, ada, code, { text });
    const send = (text: string, more = {}) => press(reply.send, ada, code, { text, ...more });
    expect(await look('You should ring Jane Smith.')).toMatchObject({ isSent: false, asked: {} });
    expect(await send('You should ring Jane Smith.', { sure: 'yes' })).toBe(`/talk/t/${code}?page=1#n2`);
    expect(await look('You should ring Jane Smith.')).toMatchObject({ isSent: true, once: 'form-went-back' });
    expect(await look('You should ring Jane Smith.')).not.toHaveProperty('asked');
    expect(await kept()).toBeUndefined();
    expect(await send('You should ring Jane Smith.'), 'not asked once more').toBe(`/talk/t/${code}?page=1#n2`);
    expect(await send('You should ring Jane Smith today.')).toMatchObject({ asked: {} });
    expect(await kept()).toBe('You should ring Jane Smith today.');
    expect(await send('The kettle is on.')).toBe(`/talk/t/${code}?page=1#n3`);
    expect([await kept(), await textsOf(ada)]).toEqual([undefined, ['You should ring Jane Smith.', 'The kettle is on.']]);
  });
  scene('a first post is the same only with its title and its board', async ({ ada }) => {
    const fields = { board: 'rest', want: 'listen', title: 'Nights', text: 'Awake again.' };
    const one = await press(first.post, ada, '', fields);
    expect([await press(first.post, ada, '', fields), await press(first.look, ada, '', fields)]).toMatchObject([one, { isSent: true }]);
    expect(await drafts.of(ada, 'new')).toBeUndefined();
    expect(await press(first.post, ada, '', { ...fields, title: 'Days' })).not.toBe(one);
    expect(await textsOf(ada)).toEqual(['Awake again.', 'Awake again.']);
  });
  scene('a page’s script is told what became of its keeping, in the number of the answer (PEER-9)', async ({ ada, bo }) => {
    const { code } = await threads.begin(bo, { ...emptyDraft, board: 'rest', want: 'listen', text: 'Another long night.' });
    const said = async (text: string, more: Record<string, string> = {}) => {
      const request = new Request('http://localhost/talk/draft', { method: 'POST', body: new URLSearchParams({ place: `reply:${code}`, once: 'form-went-back', language: 'en', text, ...more }), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
      return (await keep({ locals: { member: ada }, request } as never)).status;
    };
    expect([await said('The kettle'), await said('Older words.', { once: 'form-first-tab', anew: 'yes' })]).toEqual([204, 202]);
    expect((await drafts.of(ada, `reply:${code}`))?.fields.text, 'what is there is newer').toBe('The kettle');
    await press(reply.send, ada, code, { text: 'The kettle is on.' });
    expect([await said('The kettle is on.'), await said('The kettle is off.'), await said('The kettle is off.', { once: 'form-second-tab', anew: 'yes' })]).toEqual([410, 409, 204]);
    expect((await drafts.of(ada, `reply:${code}`))?.fields.text).toBe('The kettle is off.');
  });
});
