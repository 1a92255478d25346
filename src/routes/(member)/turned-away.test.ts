/**
 * Whoever presses Send in a room or at a gathering on words that sound as if
 * they may be in danger is never alone with a no, as in the forum: the page
 * that says it has help for them, and a person has their words. What is private
 * stays unread. [MOD-9]
 */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { slip, type Said } from '#platform/trouble';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import * as circleSessions from '#circles/sessions';
import * as hosting from '#gatherings/hosting';
import { typedOf } from '#gatherings/plan-rules';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import type { Member } from '#members/members';
import * as turnedAway from '#safety/turned-away';
import * as unsent from '#toolbox/unsent';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { ownHouse, type OwnHouse } from '#test/own-house';
import * as assessing from '#safety/assessing';

let own: OwnHouse;
let cast: Cast;
beforeAll(async () => {
  own = await ownHouse('turned_away_there');
  cast = own.cast;
}, 60_000);
beforeEach(() => asHouse(async () => {
  await sql`delete from safety.turned_away`;
  await sql`delete from safety.offers`;
  await sql`delete from safety.cases`;
  for (const _ of ['names', 'stand-ins']) await sql`delete from members.personas where space <> 'forum'`; // each test begins with names of its own; one that something waits about leaves a stand-in
}));
afterAll(() => own.drop());

const floor = new URL('./', import.meta.url).pathname;
const hard = 'I want to end my life tonight.';
type Answer = { data?: { refused?: { key: string } } } | undefined;
type Help = { offered?: { offer: { level: string }; isTurnedAway?: boolean }; isTurnedAway?: boolean };
type Page = { actions: Record<string, (event: unknown) => Promise<Answer>>; load: (event: unknown) => Promise<Help> };
const at = async (page: string) => (await import(`${floor}${page}/+page.server.ts`)) as Page;
const event = (member: Member, path: string, code: string, fields?: Record<string, string>) => {
  const url = new URL(path, 'http://localhost');
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) form.append(name, value);
  return { platform: { req: {} }, url, params: { code }, locals: { member, language: 'en', path: url.pathname }, cookies: { get: () => undefined, set: () => {} }, setHeaders: () => {}, request: fields ? new Request(url, { method: 'POST', body: form }) : new Request(url) };
};
/** Sends a form: the no, where it leads, or that nothing is there; `404 help` where the page that says so leads to help. */
async function send(member: Member, page: string, code: string, action: string, fields: Record<string, string>): Promise<string> {
  const [sent, paper]: [ReturnType<typeof event>, Said] = [event(member, `/${page}?/${action}`, code, { sure: 'yes', ...fields }), {}];
  slip(sent.platform.req, paper);
  try {
    const answer = await (await at(page)).actions[action]!(sent);
    return answer?.data?.refused?.key ?? 'asked';
  } catch (caught) {
    if (isRedirect(caught)) return caught.location;
    if (isHttpError(caught)) return `${caught.status}${paper.hasHelp ? ' help' : ''}`;
    throw caught;
  }
}
/** The page that says the no is drawn at the address of the form. */
const helpOn = async (member: Member, page: string, code = '', search = '') => {
  const { offered, isTurnedAway = offered?.isTurnedAway } = await (await at(page)).load(event(member, `/${page}${search}`, code));
  return offered && [offered.offer.level, isTurnedAway];
};
const turned = () => asHouse(() => sql<{ level: string; words: string; place: string }>`
  select c.level, t.words, w.place from safety.cases c join safety.turned_away w on c.subject_kind = 'turned' and w.id = c.subject_id join safety.texts t on t.id = w.words_id`);
const paused = <Who extends Member>(member: Who): Who => ({ ...member, suspendedUntil: new Date(Date.now() + 60_000) });
const room = 'talk/c/[code]/live';

/** A circle in which a session is on, with hanna, ada and bo in the room. */
async function evening() {
  const code = await seated(cast);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 30 where number = 1 and circle_id = (select id from circles.circles where code = ${code})`);
  const { session } = await lines.room(cast.ada, code);
  for (const member of [cast.hanna, cast.ada, cast.bo]) await presences.stepIn(member, code, session!.id);
  return { code, session: session!.id };
}
const say = (member: Member, { code, session }: { code: string; session: string }, text: string, more = {}) => send(member, room, code, 'say', { text, session, once: `once-${text.length}-${code}`, ...more });

describe('a frightened line that is turned away (MOD-9, NEW-4)', () => {
  it('by a room that closed meanwhile has a case, once however often Send is pressed, and help on the page of the no for its writer alone', async () => {
    const { ada, bo, hanna } = cast;
    const here = await evening();
    await circleSessions.close(hanna, here.code, here.session);
    for (let twice = 0; twice < 2; twice++) expect(await say(ada, here, hard)).toBe('circles.refused.notOpen');
    expect(await turned()).toEqual([{ level: 'urgent', words: hard, place: `line:${here.code}` }]);
    expect(await asHouse(() => sql`select version from safety.cases`)).toEqual([{ version: 1 }]);
    expect([await helpOn(ada, room, here.code, '?/say'), await helpOn(bo, room, here.code, '?/say'), await helpOn(ada, room, here.code)]).toEqual([['urgent', true], undefined, undefined]);
    expect([await helpOn(ada, 'space/unsent'), await helpOn(bo, 'space/unsent')], 'where they are kept').toEqual([['urgent', true], undefined]);
    expect(await asHouse(() => sql`select 1 from circles.lines where body = ${hard}`)).toEqual([]);
  });
  it('by a room that closed meanwhile has them whatever else would be asked about the words: how long they are, what they show', async () => {
    const { ada, bo, hanna } = cast;
    const here = await evening();
    await circleSessions.close(hanna, here.code, here.session);
    const long = `${hard} ${'I have tried for so long. '.repeat(50)}`;
    expect(await say(ada, here, long)).toBe('circles.refused.notOpen');
    expect(await say(bo, here, `${hard} Ring my sister on 07700 900123.`, { sure: '' })).toBe('circles.refused.notOpen');
    expect(await turned()).toMatchObject([{ level: 'urgent' }, { level: 'urgent' }]);
    expect([await helpOn(ada, room, here.code, '?/say'), await helpOn(bo, room, here.code, '?/say')]).toEqual([['urgent', true], ['urgent', true]]);
    expect(await send(bo, room, here.code, 'change', { text: 'Ring my sister on 07700 900123.', change: '0', session: here.session })).toBe('circles.refused.notOpen');
  });
  it('has help in the answer alone: nothing is said of it above other words at the next meeting', async () => {
    const { ada, hanna } = cast;
    const here = await evening();
    await circleSessions.close(hanna, here.code, here.session);
    await say(ada, here, hard);
    await asHouse(() => sql`update safety.turned_away set at = now() - interval '2 hours'`);
    expect(await helpOn(ada, room, here.code, '?/say')).toBeUndefined();
    expect(await say(ada, here, hard)).toBe('circles.refused.notOpen');
    expect(await helpOn(ada, room, here.code, '?/say')).toEqual(['urgent', true]);
  });
  it('is none when it was said before the room closed, and is only sent again', async () => {
    const { ada, hanna } = cast;
    const here = await evening();
    await say(ada, here, hard);
    await circleSessions.close(hanna, here.code, here.session);
    expect(await say(ada, here, hard)).toMatch(/\?help#offer$/);
    expect(await turned()).toEqual([]);
  });
  it('by a pause has them, too, under the name in the circle; who sits there decides nothing of it', async () => {
    const { ada, mio } = cast;
    const here = await evening();
    expect(await say(paused(ada), here, hard)).toBe('members.refused.paused');
    expect(await helpOn(ada, room, here.code, '?/say')).toEqual(['urgent', true]);
    const [one] = await asHouse(() => sql<{ space: string; kind: string; near: string[] }>`
      select c.space, s.kind, array(select a.member_id from safety.apart a where a.case_id = c.id) as near from safety.cases c join members.spaces s on s.id::text = c.space where c.subject_kind = 'turned'`);
    expect(one).toMatchObject({ kind: 'circle' });
    expect(one!.near).toContain(mio.id);
  });
  it('by a room that is not there for them comes back with a way to help, the same as from one that never was; quiet words come back without', async () => {
    const { ada, cleo } = cast;
    const here = await evening();
    const said: [Member, typeof here][] = [[cleo, here], [ada, { ...here, code: 'zzzzzzzz' }]];
    for (const [who, where] of said) {
      expect(await say(who, where, 'A walk by the sea.')).toBe('404');
      expect(await say(who, where, hard)).toBe('404 help');
      expect(await helpOn(who, 'talk/drafts', '', '?help')).toEqual(['urgent', undefined]);
    }
    expect((await turned()).map(({ level }) => level)).toEqual(['urgent', 'urgent']);
  });
  it('that came after the sign-in ran out has help beside it where it waits, and the page says who may have read which words (MOD-9, ID-1)', async () => {
    const { ada, bo } = cast;
    const here = await evening();
    const place = `/talk/c/${here.code}/live?/say`;
    for (const { id } of await unsent.of(ada)) await unsent.letGo(ada, id); // what other tests have left there
    for (const text of [hard, 'Good night, everybody.']) {
      await turnedAway.take(ada, `line:${here.code}`, { title: '', text, language: 'en' });
      await unsent.keepFor(ada, place, [['text', text], ['session', here.session]]);
    }
    await unsent.keepFor(ada, `/talk/c/${here.code}/live?/aside`, [['aside', 'A word to the hosts.']]);
    await unsent.keepFor(ada, '/space/diary?/add', [['words', 'A quiet evening.'], ['when', 'today']]);
    await unsent.keepHalf(ada, { mark: unsent.markOf(ada), forms: [{ place, fields: [['text', 'Half a line']] }] });
    expect([await helpOn(ada, 'space/unsent'), await helpOn(bo, 'space/unsent')]).toEqual([['urgent', true], undefined]);
    const { forms } = await (await at('space/unsent')).load(event(ada, '/space/unsent', '')) as unknown as { forms: { words: string[]; isOwn: boolean; wasRead: boolean }[] };
    expect(Object.fromEntries(forms.map(({ words, isOwn, wasRead }) => [words[0], [isOwn, wasRead]]))).toEqual({
      [hard]: [false, true], 'Good night, everybody.': [false, true], 'A word to the hosts.': [false, false], 'A quiet evening.': [true, false], 'Half a line': [false, false]
    });
  });
  it('is no such line while it can be sent as it is, was a ready phrase, has nothing hard in it, or is a word to the hosts', async () => {
    const { ada, bo, hanna } = cast;
    const here = await evening();
    expect(await say(ada, here, 'Hello.')).toMatch(/#last$/);
    expect(await say(ada, here, hard)).toBe('circles.refused.slow');
    expect(await send(paused(bo), room, here.code, 'aside', { aside: hard, session: here.session })).toBe('members.refused.paused');
    await circleSessions.close(hanna, here.code, here.session);
    expect(await say(bo, here, hard, { phrase: 'with' })).toBe('circles.refused.notOpen');
    expect(await say(bo, here, 'Good night, everybody.')).toBe('circles.refused.notOpen');
    expect([await turned(), await helpOn(bo, room, here.code, '?/say')]).toEqual([[], undefined]);
  });
});

describe('frightened words for a gathering that are turned away (MOD-9, NEW-4)', () => {
  it('on a card or a topic have a case and help where the no is said, or where nothing is there any more', async () => {
    const { ada, bo, hanna, mio, iben } = cast;
    const { code } = await table([hanna, mio], [ada, bo], iben);
    for (const guest of [ada, bo]) await seats.take(guest, code);
    expect(await send(paused(ada), 'meet/g/[code]/before', code, 'card', { words: hard, at: 'card' })).toBe('members.refused.paused');
    expect([await helpOn(ada, 'meet/g/[code]/before', code), await helpOn(bo, 'meet/g/[code]/before', code)]).toEqual([['urgent', true], undefined]);
    expect(await send(paused(hanna), 'meet/g/[code]/host', code, 'topic', { words: hard, kind: 'topic' })).toBe('members.refused.paused');
    expect(await helpOn(hanna, 'meet/g/[code]/host', code)).toEqual(['urgent', true]);
    await hosting.cancel(mio, code, 'ill');
    expect(await send(bo, 'meet/g/[code]/before', code, 'card', { words: hard, at: 'card' })).toBe('404 help');
    expect(await helpOn(bo, 'talk/drafts', '', '?help')).toEqual(['urgent', undefined]);
    expect(await turned()).toHaveLength(3);
  });
  it('are not said to be seen by nobody once a card or a plan of theirs was taken in there', async () => {
    const { ada, bo, hanna, mio, iben } = cast;
    const { code } = await table([hanna, mio], [ada, bo], iben);
    for (const guest of [ada, bo]) await seats.take(guest, code);
    const [before, edit] = ['meet/g/[code]/before', 'meet/g/[code]/edit'];
    const lay = (who: Member, words: string) => send(who, before, code, 'card', { words, at: 'card' });
    const change = async (who: Member) => send(who, edit, code, 'default', { ...typedOf(await plans.planOf(mio, code)), what: hard });
    await asHouse(() => sql`delete from safety.assessments`);
    for (const guest of [ada, bo]) expect(await lay(paused(guest), hard)).toBe('members.refused.paused');
    expect(await change(paused(mio))).toBe('members.refused.paused');
    await asHouse(() => sql`update safety.turned_away set at = now() - interval '2 hours'`);
    expect([await helpOn(ada, before, code), await helpOn(mio, edit, code)]).toEqual([['urgent', true], ['urgent', true]]);
    expect(await lay(ada, hard)).toMatch(/#offer$/);
    expect(await helpOn(ada, before, code)).toEqual(['urgent', false]); // beside the card itself
    expect(await lay(bo, 'What helps you rest?')).toMatch(/saved=$/);
    for (const { id } of await asHouse(() => sql<{ id: string }>`select id from gatherings.topics`)) await assessing.ofGathered('topic', id);
    expect(await helpOn(bo, before, code)).toBeUndefined();
    expect(await change(mio)).toMatch(/#offer$/);
    expect(await helpOn(mio, edit, code)).toBeUndefined();
  });
  it('in a plan others see have them, too; a plan nobody was shown is not read', async () => {
    const { ada, hanna, mio, iben } = cast;
    const typed = async (code: string) => ({ ...typedOf(await plans.planOf(mio, code)), what: hard });
    const [shown, own] = [await table([hanna, mio], [ada], iben), await table([hanna, mio], [ada], iben, {}, false, 'cafe', 'quiet')];
    expect(await send(paused(mio), 'meet/g/[code]/edit', own.code, 'default', await typed(own.code))).toBe('members.refused.paused');
    expect([await turned(), await helpOn(mio, 'meet/g/[code]/edit', own.code)]).toEqual([[], undefined]);
    expect(await send(paused(mio), 'meet/g/[code]/edit', shown.code, 'default', await typed(shown.code))).toBe('members.refused.paused');
    expect([(await turned()).map(({ level, place }) => [level, place]), await helpOn(mio, 'meet/g/[code]/edit', shown.code)]).toEqual([[['urgent', `plan:${shown.code}`]], ['urgent', true]]);
  });
});
