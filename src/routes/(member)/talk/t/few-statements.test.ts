/**
 * What a thread page and a reply ask of the database, for each kind of reader
 * and whatever the thread's length: everything from the cookie to the answer,
 * with what begins and ends a transaction, as PostgreSQL counts it. (PEER-1)
 */
import { randomUUID } from 'node:crypto';
import { isRedirect } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asHouse, sql, statements } from '#db';
import { emptyDraft } from '#forum/draft-rules';
import * as drafts from '#forum/drafts';
import * as holding from '#forum/holding';
import * as places from '#forum/places';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as threads from '#forum/threads';
import * as posting from '#house/posting';
import * as presence from '#house/presence';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as sessions from '#members/sessions';
import * as offers from '#safety/offers';
import * as plans from '#toolbox/plans';
import type { Cast } from '#test/cast';
import { ownHouse, type OwnHouse } from '#test/own-house';
import { load } from './[code]/+page.server.ts';
import { actions } from './[code]/reply/+page.server.ts';

let own: OwnHouse;
let cast: Cast;
const tokens = new Map<string, string>();
beforeAll(async () => {
  own = await ownHouse('few_statements');
  cast = own.cast;
  for (const { id } of [cast.ada, cast.bo, cast.hanna, cast.mio]) tokens.set(id, await sessions.begin(id, 'own', 'a test', { factor: true }));
}, 60_000);
afterAll(() => own.drop());

const saying = (text: string, to = '') => ({ ...emptyDraft, language: 'en', text, to });

/** A thread of so many posts, all of them a month old and read by nobody from the desk. */
async function begun(by: Member, length: number): Promise<string> {
  const { code } = await threads.begin(by, { ...emptyDraft, board: 'rest', want: 'company', text: 'Anyone up?' });
  await asHouse(() => sql`
    with t as (update forum.threads set last_number = ${length}, created_at = now() - interval '1 month' where code = ${code} returning id), f as (
      update forum.posts set created_at = now() - interval '1 month' from t where thread_id = t.id
    )
    insert into forum.posts (id, thread_id, number, persona_id, body, html, language, search, created_at)
    select gen_random_uuid(), t.id, n, ${by.personaId}, 'line ' || n, '<p>line</p>', 'en', '', now() - interval '1 month' from t, generate_series(2, ${length}::int) n`);
  return code;
}

/** What the process keeps of the house for some seconds (who is here, what the operator says) is fresh: it is read once for everybody. */
const counted = async (work: () => Promise<unknown>) => {
  presence.forget();
  await posting.now();
  const before = statements.count;
  await work();
  return statements.count - before;
};
const event = (member: Member, path: string, code: string, fields?: Record<string, string>) => {
  const url = new URL(path, 'http://localhost');
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) form.append(name, value);
  return {
    url, params: { code }, locals: { member, language: 'en', path, address: '192.0.2.1' }, cookies: { get: () => undefined, set: () => {}, delete: () => {} },
    setHeaders: () => {}, route: { id: path }, request: fields ? new Request(url, { method: 'POST', body: form }) : new Request(url)
  };
};
type Drawn = { posts: readings.Post[]; offered?: { offer: { level: string } }; spokenTo?: posts.SpokenTo; thread: readings.Head };

/** From the cookie to what is drawn. */
async function opened(who: Member, code: string, search = ''): Promise<Drawn & { asked: number }> {
  let drawn: Drawn | undefined;
  const asked = await counted(async () => {
    const member = (await sessions.enter(tokens.get(who.id)!))!;
    drawn = await (load as unknown as (event: unknown) => Promise<Drawn>)(event(member, `/talk/t/${code}${search}`, code));
  });
  return { ...drawn!, asked };
}
const cost = async (who: Member, code: string, search = '') => (await opened(who, code, search)).asked;
const unseen = async (code: string) => (await asHouse(() => sql<{ number: number }>`select number from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and seen_at is null order by number`)).map(({ number }) => number);

describe('a thread page asks the database', () => {
  it('three times of a member, whatever its length, read before or not', async () => {
    const [short, tall] = [await begun(cast.cleo, 5), await begun(cast.cleo, 500)];
    for (const [code, search] of [[short, ''], [tall, ''], [tall, '?page=25'], [tall, '?page=25']] as const) expect(await cost(cast.bo, code, search)).toBe(3);
  });
  it('once more of somebody with words of the last two days on it, and of what is offered beside them as often as help needs', async () => {
    const code = await begun(cast.cleo, 30);
    const { number } = await posts.reply(cast.ada, code, saying('Me, too.'));
    const [{ id }] = (await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code} and p.number = ${number}`)) as [{ id: string }];
    expect(await cost(cast.ada, code, '?page=2')).toBe(4);
    expect(await cost(cast.ada, code), 'none of their words is on this page').toBe(3);
    await asHouse(() => offers.make(id, cast.ada.personaId, 'concern'));
    const beside = await opened(cast.ada, code, '?page=2');
    expect(beside.offered?.offer.level).toBe('concern');
    expect(beside.asked, 'their own plan, the numbers of their country, who looks: docs/speed.md').toBeLessThanOrEqual(10);
    expect((await opened(cast.bo, code, '?page=2')).offered, 'nobody else is asked about, or shown it').toBeUndefined();
    expect(await cost(cast.bo, code, '?page=2')).toBe(3);
    expect(await plans.exists(cast.ada)).toBe(false);
  });
  it('as often of a host, who has then read what stands there, and not what does not (MOD-3)', async () => {
    const code = await begun(cast.cleo, 25);
    expect(await cost(cast.hanna, code)).toBe(3);
    expect(await unseen(code), 'the first page is read').toEqual([21, 22, 23, 24, 25]);
    expect(await cost(cast.bo, code, '?page=2')).toBe(3);
    expect(await unseen(code), 'a member reads for themselves alone').toEqual([21, 22, 23, 24, 25]);
    const { number } = await posts.reply(cast.hanna, code, saying('I am here.'));
    await posts.reply(cast.bo, code, saying('So am I.'));
    expect(await cost(cast.hanna, code, '?page=2'), 'with own words, and others never read').toBe(4);
    expect(await unseen(code), 'their own words wait for somebody else').toEqual([number]);
    expect(await cost(cast.mio, code, '?page=2')).toBe(3);
    expect(await unseen(code)).toEqual([]);
  });
  it('as often where a draft speaks to somebody, and names them only where they are seen (PEER-1)', async () => {
    const code = await begun(cast.cleo, 3);
    await posts.reply(cast.bo, code, saying('Here.'));
    await drafts.keep(cast.ada, `reply:${code}`, saying('Thank you,', '4'));
    expect(await opened(cast.ada, code)).toMatchObject({ asked: 3, spokenTo: { to: '4', name: 'bo' } });
    for (const to of ['0', '1', '5', 'x', '99999999999999999999']) {
      await drafts.keep(cast.ada, `reply:${code}`, saying('Thank you,', to));
      expect(await opened(cast.ada, code), to).toMatchObject({ asked: 3, spokenTo: undefined });
    }
  });
  it('as often where it is closed, hidden or kept back; what a host may not open is not read by them (ID-10, MOD-3)', async () => {
    const { code } = await threads.begin(cast.ada, { ...emptyDraft, board: 'rest', want: 'company', text: 'Between us.' });
    const [{ id }] = (await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${code}`)) as [{ id: string }];
    await posts.reply(cast.bo, code, saying('I hear you.'));
    await asHouse(() => holding.keep(id));
    const mine = await opened(cast.ada, code);
    expect([mine.asked, mine.thread.isWaiting]).toEqual([4, true]);
    await expect(opened(cast.mio, code)).rejects.toMatchObject({ status: 404 });
    expect(await unseen(code)).toEqual([1, 2]);

    const { code: place } = await places.open(cast.iben, { kind: 'local', name: 'By the water', about: '', region: '', area: 'Sandvika', language: 'en' });
    const [ada, bo] = [cast.ada, cast.bo];
    for (const [member, name] of [[ada, 'Slow Ferry'], [bo, 'Grey Mitten']] as const) {
      await personas.make(member, place, { name, pledged: true });
      await ladders.choose(member, await personas.inPlace(member, place), 'chosen');
    }
    const [here, there] = [await personas.inPlace(ada, place), await personas.inPlace(bo, place)];
    for (const [member, from, to] of [[ada, here, there], [bo, there, here]] as const) await handshakes.sayYes(member, from, to.code);
    const few = await places.beginForFew(ada, here, { ...saying('Between the two of us.'), want: 'listen' }, [there.code], randomUUID());
    const theirs = await opened(bo, few.code);
    expect([theirs.asked, theirs.thread.isForFew, theirs.thread.admitted]).toEqual([3, true, ['Grey Mitten']]);
  });
});

describe('a reply asks the database', () => {
  it('eight times at the most, of a member and of a host', async () => {
    const code = await begun(cast.cleo, 30);
    const replied = async (who: Member) => counted(async () => {
      const member = (await sessions.enter(tokens.get(who.id)!))!;
      const sent = event(member, `/talk/t/${code}/reply?/send`, code, { text: `Good morning from ${randomUUID().replace(/[^a-f]/g, '')}.`, once: randomUUID(), language: 'en' });
      const led = await (actions as unknown as Record<string, (event: unknown) => Promise<unknown>>).send!(sent).catch((caught: unknown) => caught);
      expect(isRedirect(led) && led.location).toMatch(new RegExp(`^/talk/t/${code}`));
    });
    // The least of four: what reads a text is made ready with the first, and one it cannot say anything of in time on a busy machine is written down for a person.
    for (const who of [cast.bo, cast.hanna]) {
      const counts = [await replied(who), await replied(who), await replied(who), await replied(who)];
      expect(Math.min(...counts), who.name).toBeLessThanOrEqual(8);
    }
  });
});
