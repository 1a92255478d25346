/** What a form answers that could not be done: nothing of it is done, and what was ticked is ticked still. */
import { describe, expect } from 'vitest';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as sittings from '#gatherings/sittings';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import type { Member } from '#members/members';
import { allow, forgive } from '#platform/tries';
import { scene } from '#test/scene';
import { actions as joins } from './meet/[code]/join/+page.server.ts';
import { actions as afters } from './meet/g/[code]/after/+page.server.ts';
import { actions as dates } from './meet/g/[code]/known/+page.server.ts';
import { actions as knowns } from './settings/known/[code]/+page.server.ts';

const event = (member: Member | undefined, code: string, fields: [string, string][]) => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const url = new URL('http://localhost/');
  return { request: new Request(url, { method: 'POST', body }), locals: { member, language: 'en', path: '/', address: '' }, params: { code }, url } as never;
};
const outcome = (answer: unknown) => Promise.resolve(answer).then((done) => done as { status: number; data: { refused: { key: string }; ticked: Record<string, string[]> } }, (thrown: { status: number; location?: string }) => thrown);

describe('a yes to many (ID-6)', () => {
  scene('keeps every tick and asks nobody where it is too many for a day', async ({ ada, bo, cleo, hanna, iben }) => {
    const { place, here } = await table([hanna, bo], [ada, cleo], iben);
    await ladders.choose(ada, await here(ada), 'chosen');
    for (let at = 0; at < 28; at++) await allow('handshake', ada.id, 30, 24 * 60);
    const faces = [(await here(bo)).code, (await here(cleo)).code, (await here(hanna)).code];
    expect(await outcome(knowns.pick(event(ada, place, faces.map((face) => ['person', face]))))).toMatchObject({ status: 409, data: { refused: { key: 'members.refused.offersMany' }, ticked: { person: faces } } });
    expect((await handshakes.of(ada, await here(ada))).waiting).toEqual([]);
    expect(await outcome(knowns.pick(event(ada, place, faces.slice(1).map((face) => ['person', face]))))).toMatchObject({ status: 303 });
    expect((await handshakes.of(ada, await here(ada))).waiting).toHaveLength(2);
  });
  scene('moves no step where it could not be said', async ({ ada, bo, hanna, iben }) => {
    const { place, code, here } = await table([hanna, bo], [ada], iben);
    expect(await outcome(knowns.yes(event(ada, place, [['person', 'nosuch']])))).toMatchObject({ status: 404 });
    expect(await outcome(afters.yes(event(ada, code, [['person', 'nosuch']])))).toMatchObject({ status: 404 });
    expect((await here(ada)).level).toBe('anonymous');
    expect(await outcome(afters.yes(event(ada, code, [['person', (await here(bo)).code]])))).toMatchObject({ status: 303 });
    expect((await here(ada)).level).toBe('chosen');
  });
  scene('at a date goes with the step it is said on, or neither does (ID-6, MEET-3)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada, cleo], iben);
    for (const guest of [ada, cleo]) await seats.take(guest, code, { shows: true });
    const form: [string, string][] = [['level', 'link'], ['firstName', ''], ['spot', ''], ['person', (await here(cleo)).code]];
    const now = async () => [(await sittings.one(ada, code, 1)).seat?.level, (await here(ada)).level, (await handshakes.of(ada, await here(ada))).waiting.length];
    for (let at = 0; at < 30; at++) await allow('handshake', ada.id, 30, 24 * 60);
    expect(await outcome(dates.default(event(ada, code, form)))).toMatchObject({ status: 409, data: { refused: { key: 'members.refused.offersMany' } } });
    expect(await now()).toEqual(['cafe', 'anonymous', 0]);
    await forgive('handshake', ada.id);
    expect(await outcome(dates.default(event(ada, code, form)))).toMatchObject({ status: 303 });
    expect(await now()).toEqual(['link', 'chosen', 1]);
    expect(await outcome(dates.default(event(ada, code, [['level', 'cafe'], ['firstName', ''], ['spot', '']])))).toMatchObject({ status: 303 });
    expect(await now(), 'what is shown at one date is not what is shared').toEqual(['cafe', 'chosen', 1]);
  });
});

describe('a name for a place', () => {
  scene('is held against its hosts’ for nobody who has not signed in (ID-3)', async ({ bo, hanna, iben }) => {
    const { place } = await table([hanna, bo], [], iben);
    for (const name of ['grey hanna', 'Quite Different']) {
      const answer = await outcome(joins.join(event(undefined, place, [['name', name], ['keepName', 'on'], ['pledge', 'on']])));
      expect(answer, name).toMatchObject({ status: 303, location: expect.stringContaining('/sign-in') });
    }
  });
});
