/** Looking for something leaves no word of it in an address: what a form sends is sealed, and what was kept of the addresses before leads there. [ACC-2, PEER-17] */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { describe, expect } from 'vitest';
import { asHouse, sql, statements } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as threads from '#forum/threads';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { actions, load } from './search/+page.server.ts';

type Page = { what: { words: string; who: string; board: string }; found: { title: string }[]; isAsked: boolean; isShut: boolean; isFirst: boolean; sealed: string; refused?: { key: string } };
const event = (member: Member | undefined, path: string, fields?: Record<string, string>) => {
  const url = new URL(path, 'http://localhost');
  return { locals: { member, language: 'en', path: url.pathname + url.search }, params: {}, url, request: new Request(url, fields && { method: 'POST', body: new URLSearchParams(fields) }) } as never;
};
const outcome = (answer: Promise<unknown>) => answer.catch((caught: unknown) => (isRedirect(caught) ? `${caught.status} ${caught.location}` : isHttpError(caught) ? caught.status : Promise.reject(caught)));
const opened = async (member: Member | undefined, path: string) => (await outcome(load(event(member, path)))) as Page & string;
const sent = (member: Member | undefined, fields: Record<string, string>) => outcome(actions.default(event(member, '/search', fields)));
const at = (redirected: unknown) => /^303 (\/search\?s=[\w-]+)$/.exec(String(redirected))?.[1] ?? `nowhere: ${String(redirected)}`;

describe('looking for something', () => {
  scene('leads to an address that says nothing of it, and there stands what was found, however often one comes back (ACC-2, PEER-17)', async ({ ada, cleo }) => {
    await threads.begin(ada, { ...emptyDraft, board: 'rest', want: 'listen', title: 'Wombats at night', text: 'A wombat.', language: 'en' });
    const [rest] = await asHouse(() => sql<{ address: string }>`select address from forum.boards where code = 'rest'`);
    const before = statements.count;
    const place = at(await sent(cleo, { q: 'wombat', who: 'all', board: rest!.address, kind: 'all', when: 'all', language: 'en' }));
    expect(statements.count - before, 'sealing asks the database nothing').toBe(0);
    expect(place).not.toMatch(new RegExp(`wombat|${rest!.address}`));
    for (let times = 0; times < 2; times++) {
      const page = await opened(cleo, place);
      expect(page).toMatchObject({ isAsked: true, isShut: false, what: { words: 'wombat', board: rest!.address }, found: [{ title: 'Wombats at night' }] });
      expect(place).toBe(`/search?s=${page.sealed}`);
    }
    expect(await opened(cleo, `${place}&after=1-00000000-0000-4000-8000-000000000000`)).toMatchObject({ isFirst: false, found: [] });
    expect(await opened(cleo, `${place}&after=x`)).toBe(404);
  });
  scene('of an address from before leads to one that says nothing, with the same page of it (ACC-2)', async ({ ada }) => {
    const key = '1-00000000-0000-4000-8000-000000000000';
    const place = await opened(ada, `/search?q=wombat&who=hosts&board=rest&after=${key}`);
    expect(place).toMatch(new RegExp(`^303 /search\\?s=[\\w-]+&after=${key}$`));
    expect(await opened(ada, place.slice(4))).toMatchObject({ what: { words: 'wombat', who: 'hosts' }, isFirst: false });
    const { what } = await opened(ada, at(await opened(ada, '/search?q=wombat&board=rest')));
    expect(what.board, 'and the board by the address it has now').toMatch(/^[2-9bcdfghjkmnpqrstvwxyz]{5}$/);
  });
  scene('waits sealed in the address of the sign-in page, and is there after it; whose it is then it stays (ACC-2, PEER-17)', async ({ ada, bo }) => {
    const key = '1-00000000-0000-4000-8000-000000000000';
    for (const [query, more] of [['q=wombat&who=hosts', ''], [`q=wombat&who=hosts&after=${key}`, `%26after%3D${key}`]] as const) {
      const door = /^303 \/sign-in\?next=(%2Fsearch%3Fs%3D[\w-]+(?:%26after%3D[\w-]+)?)$/.exec(await opened(undefined, `/search?${query}`))?.[1] ?? 'nowhere';
      expect(door.replace(/s%3D[\w-]+/, ''), 'with the same page of it').toBe(`%2Fsearch%3F${more}`);
      expect(Buffer.from(door, 'base64url').toString('latin1') + door).not.toContain('wombat');
      const own = await opened(ada, decodeURIComponent(door));
      expect(own).toMatch(/^303 \/search\?s=[\w-]+/);
      expect(own.slice(4)).not.toBe(decodeURIComponent(door));
      expect(await opened(ada, own.slice(4))).toMatchObject({ isShut: false, what: { words: 'wombat', who: 'hosts', language: 'en' }, isFirst: more === '' });
      expect(await opened(bo, own.slice(4)), 'and opens for nobody else').toMatchObject({ isShut: true, what: { words: '' } });
    }
    expect(await sent(undefined, { q: 'wombat' })).toBe('303 /sign-in?next=%2Fsearch');
    expect(await opened(undefined, '/search?s=abc')).toBe('303 /sign-in?next=%2Fsearch%3Fs%3Dabc');
    expect(await opened(undefined, '/search?q=wombat&after=x'), 'as any other address').toMatch(/^303 \/sign-in/);
  });
  scene('opens for nobody else: they see the empty page, with a sentence and no error (ACC-2)', async ({ ada, bo }) => {
    const place = at(await sent(ada, { q: 'wombat', who: 'hosts' }));
    for (const [member, path] of [[bo, place], [ada, place.slice(0, -6)], [ada, '/search?s='], [ada, `${place}A`]] as const) {
      expect(await opened(member, path), path).toMatchObject({ isShut: true, isAsked: false, found: [], what: { words: '', who: 'all', board: '' }, sealed: '' });
    }
    expect(await opened(bo, '/search')).toMatchObject({ isShut: false, isAsked: false });
  });
  scene('without a word shows nothing, and keeps how it was narrowed; too many words stay in their box (PEER-17)', async ({ ada }) => {
    expect(await opened(ada, at(await sent(ada, { q: ' ', who: 'hosts' })))).toMatchObject({ isAsked: false, found: [], what: { words: '', who: 'hosts' } });
    const long = 'a word '.repeat(4_000);
    expect(await sent(ada, { q: long, who: 'hosts' })).toMatchObject({ status: 409, data: { refused: { key: 'forum.search.long', field: 'q' }, typed: { q: long, who: 'hosts' } } });
    expect(await opened(ada, at(await opened(ada, `/search?q=${long}`)))).toMatchObject({ refused: { key: 'forum.search.long' }, found: [] });
    expect(await opened(ada, at(await sent(ada, { q: 'the and of' })))).toMatchObject({ refused: { key: 'forum.search.common' }, what: { words: 'the and of' } });
  });
});
