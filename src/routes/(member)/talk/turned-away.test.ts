/**
 * Whoever presses Send on words that sound as if they may be in danger is
 * never alone with a no: the page that says it has help for them, and a person
 * has their words. What says the no says as little of why as before. [MOD-9]
 */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as changes from '#forum/changes';
import * as drafts from '#forum/drafts';
import * as places from '#forum/places';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import type { Cast } from '#test/cast';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
let cast: Cast;
beforeAll(async () => {
  own = await ownHouse('turned_away');
  cast = own.cast;
}, 60_000);
beforeEach(() => asHouse(async () => {
  await sql`delete from safety.turned_away`;
  await sql`delete from safety.offers`;
  await sql`delete from safety.cases`;
  await sql`delete from members.blocks`;
}));
afterAll(() => own.drop());

const hard = 'I want to end my life tonight.';
const floor = new URL('./', import.meta.url).pathname;
type Answer = { status?: number; data?: { refused?: { key: string } } } | undefined;
type Page = { actions: Record<string, (event: unknown) => Promise<Answer>>; load: (event: unknown) => Promise<{ offered?: { offer: { level: string }; look: object } }> };
const at = async (page: string) => (await import(`${floor}${page}/+page.server.ts`)) as Page;
type Params = Record<string, string>;
const event = (member: Member, params: Params, fields?: Record<string, string>, search = '') => {
  const url = new URL(`http://localhost/${search}`);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) form.append(name, value);
  return { url, params, locals: { member, language: 'en' }, cookies: { get: () => undefined, set: () => {} }, request: fields ? new Request(url, { method: 'POST', body: form }) : new Request(url) };
};
/** Sends a form. Answers with the no, where it leads, or that nothing is there. */
async function send(member: Member, page: string, action: string, params: Params, fields: Record<string, string>): Promise<string> {
  try {
    const answer = await (await at(page)).actions[action]!(event(member, params, { language: 'en', ...fields }));
    return answer?.data?.refused?.key ?? 'asked';
  } catch (caught) {
    if (isRedirect(caught)) return caught.location;
    if (isHttpError(caught)) return String(caught.status);
    throw caught;
  }
}
const helpOn = async (member: Member, page: string, params: Params = {}) => (await (await at(page)).load(event(member, params))).offered?.offer.level;
const turnedAway = () => asHouse(async () => (await sql<{ level: string; words: string }>`
  select c.level, t.words from safety.cases c join safety.turned_away w on c.subject_kind = 'turned' and w.id = c.subject_id join safety.texts t on t.id = w.words_id`));
const begun = async (who: Member, text = 'Another long night.') => (await threads.begin(who, draftOf({ text: (name) => ({ board: 'rest', want: 'listen', text })[name] ?? '', all: () => [] }))).code;
const reply = 't/[code]/reply';
const paused = <Who extends Member>(member: Who): Who => ({ ...member, suspendedUntil: new Date(Date.now() + 60_000) });

describe('a frightened text that is turned away (MOD-9, NEW-4)', () => {
  it('by a closed thread leaves its writer with help on the page of the no, a draft, and one case, however often Send is pressed', async () => {
    const { ada, bo } = cast;
    const code = await begun(bo);
    await asHouse(() => sql`update forum.threads set closed_at = now() where code = ${code}`);
    const press = () => send(ada, reply, 'send', { code }, { text: hard, once: 'once-once', sure: 'yes' });
    expect([...(await Promise.all([press(), press(), press()])), await press()]).toEqual(Array(4).fill('forum.refused.closed'));
    expect(await helpOn(ada, reply, { code })).toBe('urgent');
    expect((await drafts.of(ada, `reply:${code}`))?.fields.text).toBe(hard);
    expect(await turnedAway()).toEqual([{ level: 'urgent', words: hard }]);
    expect(await asHouse(() => sql`select version from safety.cases`), 'nobody is told twice').toEqual([{ version: 1 }]);
    expect(await helpOn(bo, reply, { code })).toBeUndefined();
    expect(await sql`select 1 from forum.posts where body = ${hard}`).toEqual([]);
  });
  it('by a block and by a thread that never was looks the same, and has help where the words are', async () => {
    const { ada, bo, cleo } = cast;
    const code = await begun(bo);
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${bo.id}, ${ada.personaId})`);
    const said: [Member, string][] = [[ada, code], [cleo, 'zzzzzzzz']];
    for (const [who, thread] of said) {
      expect(await send(who, reply, 'send', { code: thread }, { text: hard, sure: 'yes' })).toBe('/talk/drafts?gone');
      expect(await helpOn(who, 'drafts')).toBe('urgent');
    }
    expect(await turnedAway()).toEqual([{ level: 'urgent', words: hard }, { level: 'urgent', words: hard }]);
    expect(await helpOn(bo, 'drafts')).toBeUndefined();
    expect(JSON.stringify(await asHouse(() => sql`select * from notices.notices`))).not.toContain(bo.id);
  });
  it('by a pause, a post taken back meanwhile or a group that is over has a case and help as well', async () => {
    const { ada, bo, cleo, iben } = cast;
    expect(await send(paused(ada), 'new', 'post', {}, { text: hard, board: 'rest', want: 'listen', sure: 'yes' })).toBe('members.refused.paused');
    expect(await helpOn(ada, 'new')).toBe('urgent');
    const { id } = await posts.mine(bo, await idOf(await begun(bo)));
    await changes.takeBack(bo, id);
    expect(await send(bo, 'p/[id]/edit', 'save', { id }, { text: hard, want: 'listen', sure: 'yes' })).toBe('forum.refused.takenBackByYou');
    expect(await helpOn(bo, 'drafts')).toBe('urgent');
    const { code: place } = await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: 'Sandvika', language: 'en' });
    await personas.make(cleo, place, { name: 'Small Harbour', pledged: true, keepName: true });
    const { personaId } = await personas.inPlace(cleo, place);
    await places.close(iben, place);
    expect(await send(cleo, '../meet/[code]/new', 'post', { code: place }, { text: hard, want: 'listen', sure: 'yes' })).toBe('forum.refused.board');
    expect(await helpOn(cleo, 'drafts')).toBe('urgent');
    const written = await asHouse(() => sql<{ personaId: string }>`select persona_id from safety.cases where subject_kind = 'turned'`);
    expect(written.map((one) => one.personaId).sort(), 'each by the name it was written with').toEqual([ada.personaId, bo.personaId, personaId].sort());
  });
  it('is not read where it was only kept, looked over, is not finished, or a ready line was sent instead', async () => {
    const { ada, bo } = cast;
    const code = await begun(bo);
    await asHouse(() => sql`update forum.threads set closed_at = now() where code = ${code}`);
    await drafts.keep(ada, `reply:${code}`, draftOf({ text: (name) => (name === 'text' ? hard : ''), all: () => [] }));
    await send(ada, reply, 'look', { code }, { text: hard });
    expect(await send(ada, reply, 'send', { code }, { text: hard, ready: 'hear' })).toBe('forum.refused.closed');
    expect(await send(ada, 'new', 'post', {}, { text: hard, board: 'rest', sure: 'yes' })).toBe('forum.refused.want');
    expect(await send(ada, 'new', 'post', {}, { text: hard, want: 'listen', sure: 'yes' })).toBe('forum.refused.board');
    expect([await turnedAway(), await helpOn(ada, reply, { code }), await helpOn(ada, 'drafts')]).toEqual([[], undefined, undefined]);
  });
  it('with nothing hard in it is kept as a draft and nowhere else', async () => {
    const { ada, bo } = cast;
    const code = await begun(bo);
    await asHouse(() => sql`update forum.threads set closed_at = now() where code = ${code}`);
    expect(await send(ada, reply, 'send', { code }, { text: 'I walked to the sea.', sure: 'yes' })).toBe('forum.refused.closed');
    expect([await turnedAway(), await helpOn(ada, reply, { code })]).toEqual([[], undefined]);
  });
});

const idOf = async (code: string) => (await sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`)[0]!.id;
