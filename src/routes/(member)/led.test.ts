/** Addresses that said what they were about, before: what was kept of them still leads there. [ACC-2] */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as places from '#forum/places';
import type { Member } from '#members/members';
import { scene } from '#test/scene';
import { load as lesson } from './learn/[lesson]/+page.server.ts';
import { load as area } from './space/areas/[id]/+page.server.ts';
import { load as past } from './space/q/[measure]/past/+page.server.ts';
import { load as questions } from './space/q/[measure]/+page.server.ts';
import { load as exercise } from './space/try/[id]/+page.server.ts';
import { load as begin } from './talk/new/+page.server.ts';
import { load as topic } from './talk/topics/[code]/+page.server.ts';

type Load = (event: never) => Promise<unknown>;
/** What comes of opening an address: where it leads, 404, or the page. */
async function opened(load: Load, member: Member | undefined, path: string, params: Record<string, string> = {}): Promise<unknown> {
  const url = new URL(path, 'http://localhost');
  const event = { locals: { member, language: 'en', path }, params, url, request: new Request(url), cookies: { get: () => undefined } };
  return load(event as never).then(() => 'the page', (caught: unknown) => (isRedirect(caught) ? `${caught.status} ${caught.location}` : isHttpError(caught) ? caught.status : Promise.reject(caught)));
}
const standing = async (code: string) => (await asHouse(() => sql<{ address: string }>`select address from forum.boards where code = ${code}`))[0]!.address;

describe('an address from before', () => {
  scene('leads to where it stands now, for good, with everything else it said (ACC-2)', async ({ ada }) => {
    const [rest, mood] = [await standing('rest'), await standing('mood')];
    const all: [Load, string, Record<string, string>, string][] = [
      [lesson, '/learn/having-a-say?form=minute', { lesson: 'having-a-say' }, '/learn/b1?form=minute'], [exercise, '/space/try/awake-at-three', { id: 'awake-at-three' }, '/space/try/c15'],
      [questions, '/space/q/phq-9', { measure: 'phq-9' }, '/space/q/a5'], [past, '/space/q/gad-7/past', { measure: 'gad-7' }, '/space/q/a3/past'], [area, '/space/areas/people', { id: 'people' }, '/space/areas/d4'],
      [topic, '/talk/topics/rest', { code: 'rest' }, `/talk/topics/${rest}`], [begin, '/talk/new?want=company&board=mood', {}, `/talk/new?want=company&board=${mood}`]
    ];
    for (const [load, path, params, now] of all) {
      expect(await opened(load, ada, path, params), path).toBe(`308 ${now}`);
      const [name] = Object.keys(params);
      expect(await opened(load, ada, now, name ? { [name]: now.split(/[/?]/).find((part) => /^[a-z]\d+$/.test(part) || part === rest)! } : {}), now).toBe('the page');
    }
  });
  scene('is asked for the sign-in first, and is not there where there was none (ACC-2)', async ({ ada }) => {
    expect(await opened(lesson, undefined, '/learn/having-a-say', { lesson: 'having-a-say' })).toBe('303 /sign-in?next=%2Flearn%2Fhaving-a-say');
    for (const [load, place, name] of [[lesson, 'learn', 'lesson'], [exercise, 'space/try', 'id'], [questions, 'space/q', 'measure'], [area, 'space/areas', 'id'], [topic, 'talk/topics', 'code']] as [Load, string, string][]) {
      for (const none of ['nothing', 'z9', 'constructor', '']) expect(await opened(load, ada, `/${place}/${none}`, { [name]: none }), `/${place}/${none}`).toBe(404);
    }
  });
});

describe('a board', () => {
  scene('stands at an address that no code and no other board has; that of a group is its own code (ACC-2)', async ({ iben }) => {
    const { code: group } = await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: '', language: 'en' });
    const boards = await asHouse(() => sql<{ code: string; address: string; space: string }>`select code, address, space from forum.boards`);
    const themes = boards.filter(({ space }) => space === 'forum');
    expect(themes.length).toBeGreaterThan(10);
    expect(themes.filter(({ address }) => !/^[2-9bcdfghjkmnpqrstvwxyz]{5}$/.test(address))).toEqual([]);
    expect(new Set(boards.flatMap(({ code, address }) => [code, address])).size).toBe(boards.length + themes.length);
    expect(boards.filter(({ space }) => space !== 'forum')).toMatchObject([{ code: group, address: group }]);
  });
});
