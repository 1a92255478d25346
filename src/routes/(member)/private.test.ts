/**
 * Nobody can write to me in private unless I said yes.
 *
 * Every form a member can send is read from the floor plan and sent by bo, with
 * a word of its own in every field, at whatever he and ada have in common. Then
 * ada reads every page there is. What she reads of his, cleo reads too: who has
 * names in the same places, and whom nobody wrote to. Anything else was said to
 * ada alone. [PEER-20, MEET-5, MEET-7, MEET-11, PEER-13, ID-6]
 */
import { readFileSync, readdirSync } from 'node:fs';
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asHouse, sql } from '#db';
import { Sent } from '#platform/http';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import * as circleSeats from '#circles/seats';
import * as cheers from '#circles/cheers';
import * as circles from '#circles/circles';
import { draftOf } from '#forum/draft-rules';
import * as posts from '#forum/posts';
import * as threads from '#forum/threads';
import * as pairs from '#gatherings/pairs';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import type { Member } from '#members/members';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { ownHouse, type OwnHouse } from '#test/own-house';

let own: OwnHouse;
let cast: Cast;
let shared: Awaited<ReturnType<typeof inCommon>>;
/** Pages ask several things at once: they need connections of their own, and a database that is left behind. */
beforeAll(async () => {
  own = await ownHouse('in_private');
  cast = own.cast;
  shared = await inCommon(cast);
}, 60_000);
afterAll(() => own.drop());

type Doing = (event: unknown) => Promise<unknown>;
const floor = new URL('./', import.meta.url).pathname;
const pages = readdirSync(floor, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('+page.server.ts')).map((file) => file.replace('/+page.server.ts', '')).sort();
const at = async (page: string) => (await import(`${floor}${page}/+page.server.ts`)) as { actions?: Record<string, Doing>; load?: Doing };
/** Fields that are read all at once are named in the file; the others are heard of as they are asked for. */
const spread = (page: string) => [...readFileSync(`${floor}${page}/+page.server.ts`, 'utf8').matchAll(/const \{([^}]+)\} = sent\.fields/g)].flatMap(([, names]) => [...names!.matchAll(/(\w+) =/g)].map(([, name]) => name!));

type Common = { params: Record<string, Record<string, string>>; fields: Record<string, string> };
const event = (member: Member, page: string, { params }: Common, fields?: Record<string, string>) => {
  const url = new URL(`http://localhost/${page}`);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields ?? {})) if (value) form.append(name, value);
  return {
    url, params: params[page] ?? Object.values(params).find((_, index) => page.startsWith(Object.keys(params)[index]!)) ?? {}, locals: { member, work: undefined, locked: undefined, language: 'en', path: url.pathname, address: '192.0.2.1' },
    cookies: { get: () => undefined, set: () => {}, delete: () => {} }, setHeaders: () => {}, depends: () => {}, isDataRequest: false, route: { id: page },
    request: fields ? new Request(url, { method: 'POST', body: form }) : new Request(url)
  };
};

/** Sends one form. True when it was done, and not refused, asked about, or not there. */
const sent = (act: Doing, given: ReturnType<typeof event>): Promise<boolean> => act(given).then((answer) => answer === undefined, (caught: unknown) => {
  if (!isRedirect(caught) && !isHttpError(caught)) throw caught;
  return isRedirect(caught);
});

/** Which words stand on which of the pages this member can open. */
async function reads(member: Member, common: Common, words: readonly string[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const page of pages) {
    const { load } = await at(page);
    const data = await load?.(event(member, page, common)).catch((caught: unknown) => {
      if (!isRedirect(caught) && !isHttpError(caught)) throw new Error(`${page} as ${member.name}: ${String(caught)}`, { cause: caught });
    });
    const text = JSON.stringify(data ?? '');
    for (const word of words) if (text.includes(word)) found.set(word, (found.get(word) ?? new Set()).add(page));
  }
  return found;
}

/** What would end a name or a seat. */
const ends = /leave|rise|out$|notToday|(?<!s)end|drop|rename|forget|takeBack|stop|remove|off$/i;
/** Every form in which one member reaches another. */
const reaching = [
  'meet/g/[code]/before?/ask', 'meet/g/[code]/before?/card', 'meet/g/[code]/before?/reach', 'meet/g/[code]/invite?/default',
  'talk/c/[code]?/cheerMe', 'talk/c/[code]/live?/aside', 'talk/c/[code]/live?/say', 'talk/t/[code]/reply?/send', 'settings/known/[code]?/pick'
];

/** Sends every form there is, with a word of its own in each: which word went where, and what was done. What ends something comes last. */
async function sendsEverything(who: Member, common: Common, beginning: string, isAll = true): Promise<{ said: Map<string, string>; done: string[] }> {
  const asked = new Set<string>();
  const listen = (['text', 'all', 'has'] as const).map((way) => {
    const was = Sent.prototype[way] as (name: string) => unknown;
    return vi.spyOn(Sent.prototype, way).mockImplementation(function heard(this: Sent, name: string) {
      if (way !== 'all' || !(name in this.fields)) asked.add(name);
      return was.call(this, name) as never;
    });
  });
  const said = new Map<string, string>();
  const done: string[] = [];
  try {
    const theirs = pages.filter((page) => !/^(?:report|appeals|settings\/(?:leaving|devices|keys|identity|break))/.test(page));
    const forms = (await Promise.all(theirs.map(async (page) => Object.entries((await at(page)).actions ?? {}).map(([name, act]) => ({ page, name, act }))))).flat();
    forms.sort((a, b) => Number(ends.test(a.name)) - Number(ends.test(b.name)));
    expect(forms.length, 'the forms were found').toBeGreaterThan(120);
    for (const { page, name, act } of forms.filter((form) => isAll || !ends.test(form.name))) {
      asked.clear();
      for (const field of spread(page)) asked.add(field);
      await sent(act, event(who, page, common, {}));
      const word = `${beginning}${[...`${said.size}`].map((digit) => 'abcdefghij'[Number(digit)]).join('')}`;
      said.set(word, `${page}?/${name}`);
      const fields = Object.fromEntries([...asked].map((field) => [field, common.fields[field] ?? `A ${word} for you.`]));
      if (await sent(act, event(who, page, common, fields))) done.push(`${page}?/${name}`);
    }
  } finally {
    for (const spy of listen) spy.mockRestore();
  }
  return { said, done };
}

/** ada, bo and cleo sit at one table, in one circle, and write in one forum. */
async function inCommon({ ada, bo, cleo, hanna, mio, iben }: Cast) {
  const draft = (fields: Record<string, string>) => draftOf({ text: (name) => fields[name] ?? '', all: () => [] });
  const { code: thread } = await threads.begin(ada, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }));
  await posts.reply(bo, thread, draft({ text: 'Here, too.' }));
  const gathering = await table([hanna, mio], [ada, bo, cleo], iben);
  for (const guest of [ada, bo, cleo]) {
    await seats.take(guest, gathering.code, { shows: true });
    await pairs.holdOut(guest, gathering.code, { kind: 'buddy', hows: ['sit'] });
  }
  const circle = await seated({ ada, bo, hanna, mio, iben }, { most: '6' });
  await circleSeats.sit(cleo, circle, { name: 'Late Robin', pledged: true });
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await lines.room(ada, circle);
  for (const member of [hanna, ada, bo, cleo]) await presences.stepIn(member, circle, session!.id);
  const mates = await circleSeats.mates(bo, (await circles.one(bo, circle)).id);
  const [own] = await asHouse(() => sql<{ id: string }>`select p.id from forum.posts p join forum.threads t on t.id = p.thread_id where t.code = ${thread} and p.number = 2`);
  const common: Common = {
    params: {
      'meet/g/': { code: gathering.code }, 'meet/[code]': { code: gathering.place }, 'settings/known/[code]': { code: gathering.place }, 'talk/c/': { code: circle }, 'talk/t/': { code: thread },
      'talk/p/': { id: own!.id }, 'me/[code]': { code: bo.code }, 'talk/topics/': { code: 'rest' }
    },
    fields: {
      person: (await gathering.here(ada)).code, seat: mates.find(({ name }) => name === 'Willow Cup')!.seatId, session: session!.id, kind: 'buddy', hows: 'sit', want: 'listen', board: 'rest', language: 'en',
      level: 'chosen', sure: 'yes', once: 'a1b2', at: 'card', room: '1', shows: 'on', way: 'place', offers: 'on', page: 'on', phrase: '', ready: '', opening: '', change: '', draft: '', to: ''
    }
  };
  return { common, gathering, circle, session: session! };
}

describe('whatever somebody sends', () => {
  it('is read by nobody before a yes it needs, and by me after it', async () => {
    const { ada, bo, cleo } = cast;
    const { common, gathering, circle } = shared;
    const { id } = await circles.one(ada, circle);
    await pairs.reach(bo, gathering.code, 'buddy', (await gathering.here(ada)).code);
    const [pair] = await pairs.of(ada, gathering.code);
    const before = await at('meet/g/[code]/before');
    const say = (word: string) => sent(before.actions!.say!, event(bo, 'meet/g/[code]/before', common, { pair: pair!.id, words: `A ${word} for you.` }));
    expect(await say('wordofone')).toBe(false);
    await cheers.ask(bo, circle, 'A wordoftwo for you.', [common.fields.seat!]);
    expect(await reads(ada, common, ['wordofone', 'wordoftwo'])).toEqual(new Map());
    await pairs.answer(ada, pair!.id, true);
    expect(await say('wordofthree')).toBe(true);
    const [cheer] = await cheers.unread(ada, id);
    await cheers.read(ada, cheer!.id);
    expect([...(await reads(ada, common, ['wordofone', 'wordoftwo', 'wordofthree'])).keys()].sort()).toEqual(['wordofthree', 'wordoftwo']);
    expect(await reads(cleo, common, ['wordoftwo', 'wordofthree'])).toEqual(new Map());
  });
  it('is read by everybody there, or not by me: nobody writes to me in private unless I said yes', async () => {
    const { ada, bo, cleo } = cast;
    const { common } = shared;
    const { said, done } = await sendsEverything(bo, common, 'wordof');
    expect(reaching.filter((one) => !done.includes(one)), 'every way in which one member reaches another was gone').toEqual([]);
    const words = [...said.keys()].sort((a, b) => b.length - a.length);
    const [hers, witness] = [await reads(ada, common, words), await reads(cleo, common, words)];
    expect(hers.size, 'she reads what he says to everybody').toBeGreaterThan(2);
    expect([...hers.keys()].filter((word) => !witness.has(word)).map((word) => `${said.get(word)} is read by her alone on ${[...hers.get(word)!].join()}`)).toEqual([]);
  });
  it('is read by nobody while a moderator has paused them, and reaches nobody (MOD-2)', async () => {
    const { ada, cleo, hanna } = cast;
    const { common } = shared;
    const { said, done } = await sendsEverything({ ...cleo, suspendedUntil: new Date(Date.now() + 3_600_000) }, common, 'hushof', false);
    expect(done.filter((one) => reaching.includes(one)), 'a way in which one member reaches another').toEqual([]);
    const words = [...said.keys()].sort((a, b) => b.length - a.length);
    for (const reader of [ada, hanna]) expect([...(await reads(reader, common, words))].map(([word, where]) => `${said.get(word)} is read by ${reader.name} on ${[...where].join()}`)).toEqual([]);
  });
});
