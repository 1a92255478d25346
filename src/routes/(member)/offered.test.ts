/**
 * Whoever writes something that sounds hard finds help in the answer to it,
 * without a script and whether or not the worker is there: beside a card, a
 * plan and what is said in a room, as beside a post. [MOD-9]
 */
import { isRedirect } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asHouse, sql } from '#db';
import { draftOf } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import { typedOf } from '#gatherings/plan-rules';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import type { Member } from '#members/members';
import * as sessions from '#members/sessions';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
let cast: Cast;
beforeAll(async () => {
  own = await ownHouse('offered');
  cast = own.cast;
}, 60_000);
afterAll(() => own.drop());

const floor = new URL('./', import.meta.url).pathname;
const hard = 'I want to end my life tonight.';
type Page = { actions: Record<string, (event: unknown) => Promise<unknown>>; load: (event: unknown) => Promise<{ offered?: { offer: { level: string; postId: string }; cards: { talk: unknown[] }[]; look: { timeZone: string }; hasPlan: boolean } }> };
const at = async (page: string) => (await import(`${floor}${page}/+page.server.ts`)) as Page;
const event = (member: Member, path: string, code: string, fields?: Record<string, string>) => {
  const url = new URL(path, 'http://localhost');
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) form.append(name, value);
  return {
    url, params: { code }, locals: { member, work: undefined, locked: undefined, language: 'en', path: url.pathname, address: '192.0.2.1' }, cookies: { get: () => undefined, set: () => {}, delete: () => {} },
    setHeaders: () => {}, depends: () => {}, isDataRequest: false, route: { id: path }, request: fields ? new Request(url, { method: 'POST', body: form }) : new Request(url)
  };
};
/** Sends a form and follows where it leads. */
async function sent(member: Member, page: string, code: string, action: string, fields: Record<string, string>) {
  const to = await (await at(page)).actions[action]!(event(member, page.replace('[code]', code), code, fields)).then((answer) => JSON.stringify(answer), (caught: unknown) => (isRedirect(caught) ? caught.location : Promise.reject(caught)));
  const next = page === 'meet/g/[code]/edit' ? 'meet/g/[code]/host' : page;
  return { to, offered: (await (await at(next)).load(event(member, to, code))).offered };
}
const help = { cards: [{ talk: expect.arrayContaining([expect.anything()]) as unknown }], look: { timeZone: expect.any(String) as string }, hasPlan: false };

describe('help in the answer to the one who wrote (MOD-9)', () => {
  it('stands beside a card, a topic and a plan of a gathering, for nobody else, and nowhere when nothing sounds hard', async () => {
    const { ada, bo, hanna, mio, iben } = cast;
    const { code } = await table([hanna, mio], [ada, bo], iben);
    for (const guest of [ada, bo]) await seats.take(guest, code);
    const quiet = await sent(bo, 'meet/g/[code]/before', code, 'card', { words: 'How do you rest?', at: 'card', sure: 'yes' });
    expect(quiet).toEqual({ to: `/meet/g/${code}/before?saved=`, offered: undefined });
    const card = await sent(ada, 'meet/g/[code]/before', code, 'card', { words: hard, at: 'card', sure: 'yes' });
    expect(card).toMatchObject({ to: `/meet/g/${code}/before?saved=#offer`, offered: { offer: { level: 'urgent' }, ...help } });
    expect((await (await at('meet/g/[code]/before')).load(event(bo, `/meet/g/${code}/before`, code))).offered).toBeUndefined();
    const topic = await sent(hanna, 'meet/g/[code]/host', code, 'topic', { words: hard, kind: 'topic', sure: 'yes' });
    expect(topic).toMatchObject({ to: `/meet/g/${code}/host?saved=#offer`, offered: { offer: { level: 'urgent' }, ...help } });
    const plan = await sent(mio, 'meet/g/[code]/edit', code, 'default', { ...typedOf({ ...(await plans.planOf(mio, code)), what: hard }), sure: 'yes' });
    expect(plan).toMatchObject({ to: `/meet/g/${code}/host?saved=#offer`, offered: { offer: { level: 'urgent' }, ...help } });
  });
  it('stands above words that were turned away while they are a draft, and above no others', async () => {
    let { cleo } = cast;
    const draft = { board: 'rest', want: 'listen', title: '', language: 'en', sure: 'yes' };
    const shown = async () => (await (await at('talk/new')).load(event(cleo, '/talk/new', ''))).offered?.offer.level;
    const post = async (text: string) => (await at('talk/new')).actions.post!(event(cleo, '/talk/new?/post', '', { ...draft, text, once: text })).then((answer) => answer, (caught: unknown) => (isRedirect(caught) ? caught.location : Promise.reject(caught)));
    const pause = async (hours: number) => {
      await asHouse(() => sql`update members.members set suspended_until = now() + make_interval(hours => ${hours}::int) where id = ${cleo.id}`);
      cleo = (await sessions.enter(await sessions.begin(cleo.id, 'own', 'a test')))!;
    };
    const later = () => drafts.keep(cleo, 'new', { ...draftOf({ text: () => '', all: () => [] }), text: 'The garden, later.' });
    const turned = async () => {
      await pause(24);
      expect(await post(hard)).toMatchObject({ status: 409 });
      expect(await shown()).toBe('urgent');
    };
    await turned();
    await pause(-1);
    expect(await post('It is better now.')).toMatch(/^\/talk\/t\//);
    await later();
    expect(await shown(), 'posted since').toBeUndefined();

    await turned();
    await expect((await at('talk/new')).actions.forget!(event(cleo, '/talk/new?/forget', '', {}))).rejects.toMatchObject({ status: 303 });
    await later();
    expect(await shown(), 'thrown away').toBeUndefined();
    await drafts.forget(cleo, 'new');
    await turned();
    await later();
    expect(await shown(), 'changed, and still not sent').toBe('urgent');
    expect(await asHouse(() => sql`select 1 from safety.cases where subject_kind = 'turned' and state <> 'closed'`)).toHaveLength(1);
  });
  it('stands in the room where it was said', async () => {
    const { ada, bo, hanna, mio, iben } = cast;
    const code = await seated({ ada, bo, hanna, mio, iben });
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
    const { session } = await lines.room(ada, code);
    for (const member of [hanna, ada, bo]) await presences.stepIn(member, code, session!.id);
    const said = (member: Member, text: string, once: string) => sent(member, 'talk/c/[code]/live', code, 'say', { text, session: session!.id, once, sure: 'yes' });
    expect(await said(bo, 'Good evening.', 'once-1')).toEqual({ to: `/talk/c/${code}/live#last`, offered: undefined });
    expect(await said(ada, hard, 'once-2')).toMatchObject({ to: `/talk/c/${code}/live?help#offer`, offered: { offer: { level: 'urgent' }, ...help } });
    expect((await (await at('talk/c/[code]/live')).load(event(bo, `/talk/c/${code}/live?help`, code))).offered).toBeUndefined();
  });
});
