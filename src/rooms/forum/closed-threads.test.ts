import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as drafts from '#forum/drafts';
import { emptyDraft } from '#forum/draft-rules';
import * as boards from '#forum/boards';
import * as follows from '#forum/follows';
import * as hearers from '#forum/hearers';
import * as people from '#forum/people';
import * as places from '#forum/places';
import * as posts from '#forum/posts';
import * as readings from '#forum/readings';
import * as search from '#forum/search';
import { asked } from '#forum/search-rules';
import * as things from '#forum/things';
import * as threads from '#forum/threads';
import * as unsent from '#forum/unsent';
import type { Member, Steward } from '#members/members';
import * as blocks from '#members/blocks';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import * as personas from '#members/personas';
import { scene } from '#test/scene';

const draft = { ...emptyDraft, want: 'listen', text: 'The river is high, and so am I not.' };
export const openPlace = async (iben: Steward, more = {}) => (await places.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: 'Sandvika', language: 'en', ...more })).code;
export const comeIn = (member: Member, place: string, name: string) => personas.make(member, place, { name, pledged: true });
const begin = (member: Member, board: string, more = {}) => threads.begin(member, { ...draft, board, ...more }, '', { place: places.draftPlace(board) });
const refusalOf = (work: Promise<unknown>) => work.then(() => undefined, (error: Refusal) => error.key);
const find = (member: Member, query: string) => search.find(member, asked(new URLSearchParams(query), 'en'), null);

describe('a closed thread (ID-10)', () => {
  const together = async (iben: Steward, ...members: Member[]) => meeting(iben, {}, ...members);
  const meeting = async (iben: Steward, more: object, ...members: Member[]) => {
    const place = await openPlace(iben, more);
    for (const [at, member] of members.entries()) {
      await comeIn(member, place, ['Slow Ferry', 'Grey Mitten', 'Tin Whistle', 'Plum Jam'][at]!);
      await ladders.choose(member, await personas.inPlace(member, place), 'chosen');
    }
    const here = (member: Member) => personas.inPlace(member, place);
    const yes = async (from: Member, to: Member) => handshakes.sayYes(from, await here(from), (await here(to)).code);
    const share = async (one: Member, other: Member) => [await yes(one, other), await yes(other, one)];
    const few = async (by: Member, ...to: Member[]) => {
      const codes: string[] = [];
      for (const one of to) codes.push((await here(one)).code);
      return places.beginForFew(by, await here(by), { ...draft, title: 'Plover' }, codes, crypto.randomUUID());
    };
    return { place, here, yes, share, few };
  };
  const looks = (member: Member, place: string, code: string) => [
    () => readings.open(member, code, 1), () => posts.reply(member, code, draft), () => posts.answering(member, code), () => follows.start(member, 'thread', code), () => posts.soundsLikeAdvice(member, code, 'You should try yoga')
  ];

  scene('is all that is written in a café: two who share names there have one, a third who met them does not see it (ID-9, ID-10)', async ({ ada, bo, cleo, iben }) => {
    const { place, here, share, few } = await meeting(iben, { kind: 'cafe', area: '' }, ada, bo, cleo);
    await expect(begin(ada, place)).rejects.toMatchObject({ key: 'forum.refused.board' });
    await expect(places.forNew(ada, await here(ada), false)).rejects.toBeInstanceOf(NotFound);
    await expect(few(ada, cleo)).rejects.toMatchObject({ key: 'forum.refused.admit' });
    await share(ada, bo);
    await places.forNew(ada, await here(ada), true);
    const { code } = await few(ada, bo);
    for (const one of [ada, bo]) expect((await places.read(one, await here(one), null))!.threads.map((thread) => thread.code)).toEqual([code]);
    expect((await places.read(cleo, await here(cleo), null))!.threads).toEqual([]);
    await expect(readings.open(cleo, code, 1)).rejects.toBeInstanceOf(NotFound);
    await posts.reply(bo, code, draft);
    for (const one of [ada, bo, cleo]) expect((await boards.all(one)).filter(({ kind }) => kind === 'local')).toEqual([]);
  });
  scene('is there for those let in, and for nobody else: list, search, person, thread, verbs, count and order', async ({ ada, bo, cleo, hanna, iben }) => {
    const { place, here, share, few } = await together(iben, ada, bo, cleo, hanna);
    await share(ada, bo);
    await share(ada, hanna);
    const open = await begin(cleo, place, { title: 'Heron' });
    const before = JSON.stringify([await threads.onBoard(cleo, place, null), await find(cleo, `q=plover&board=${place}`), await people.words(cleo, (await here(ada)).personaId, null)]);
    const { code } = await few(ada, bo);
    for (const member of [ada, bo]) {
      const shown = (await threads.onBoard(member, place, null)).threads;
      expect(new Map(shown.map((thread) => [thread.code, thread.isClosed]))).toEqual(new Map([[code, true], [open.code, false]]));
      expect((await find(member, `q=plover&board=${place}`)).found).toHaveLength(1);
    }
    await posts.reply(bo, code, { ...draft, text: 'For you alone, plover.' });
    expect((await readings.open(ada, code, 1)).thread).toMatchObject({ isForFew: true, admitted: ['Grey Mitten'], lastNumber: 2 });
    expect(JSON.stringify([await threads.onBoard(cleo, place, null), await find(cleo, `q=plover&board=${place}`), await people.words(cleo, (await here(ada)).personaId, null)])).toBe(before);
    for (const member of [cleo, hanna, iben as Member]) for (const look of looks(member, place, code).slice(0, 4)) await expect(look(), String(look)).rejects.toBeInstanceOf(NotFound);
    expect(await looks(cleo, place, code)[4]!()).toBe(false);
    expect(await asking(hanna, () => sql`select 1 from forum.threads where audience is not null union all select 1 from forum.posts where audience is not null union all select 1 from forum.admissions`)).toEqual([]);
  });
  scene('that was begun and not sent leads on while names are shared, and stands there without a way when they are not', async ({ ada, bo, iben }) => {
    const { place, here, share } = await together(iben, ada, bo);
    for (const one of [`few:${place}`, `new:${place}`]) await drafts.keep(ada, one, { ...draft, text: 'Half a thought' });
    const ways = async () => Object.fromEntries((await unsent.of(ada)).map(({ kind, isThere }) => [kind, isThere]));
    expect(await ways()).toEqual({ few: false, new: true });
    await share(ada, bo);
    expect(await ways()).toEqual({ few: true, new: true });
    await handshakes.takeBack(bo, await here(bo), (await here(ada)).code);
    expect(await ways()).toEqual({ few: false, new: true });
    await drafts.forget(ada, `few:${place}`);
    await drafts.keep(bo, `few:${place}`, { ...draft, text: 'Mine' });
    expect((await unsent.of(bo)).map(({ isThere }) => isThere)).toEqual([false]);
  });
  scene('lets in only people the author shares names with: one forged name, and it is not begun; the words are kept', async ({ ada, bo, cleo, hanna, iben }) => {
    const { place, share, yes, few } = await together(iben, ada, bo, cleo, hanna);
    await share(ada, bo);
    await yes(cleo, ada); // one yes is none
    expect(await refusalOf(few(ada, cleo))).toBe('forum.refused.admit');
    expect(await refusalOf(few(ada, bo, cleo))).toBe('forum.refused.admit');
    expect(await refusalOf(few(ada))).toBe('forum.refused.admit');
    expect((await drafts.of(ada, places.draftPlace(place, true)))?.fields.title).toBe('Plover');
    expect((await threads.onBoard(ada, place, null)).threads).toEqual([]);
  });
  scene('is gone at once for whoever no longer shares names with the author, and its notices too', async ({ ada, bo, cleo, hanna, iben }) => {
    const { place, here, share, few } = await together(iben, ada, bo, cleo, hanna);
    await share(ada, bo);
    await share(ada, hanna);
    const { code } = await few(ada, bo, hanna);
    await posts.reply(bo, code, { ...draft, text: 'Mine stays mine.' });
    const heard = async () => (await asHouse(async () => hearers.ofPost((await sql<{ id: string }>`select id from forum.posts where number = 1 and audience is not null`)[0]!.id)))!.hearers;
    await follows.start(bo, 'board', place);
    await follows.start(cleo, 'board', place);
    expect((await heard()).map(({ memberId }) => memberId)).toEqual([bo.id]);
    await handshakes.takeBack(ada, await here(ada), (await here(bo)).code);
    for (const look of looks(bo, place, code).slice(0, 3)) await expect(look(), String(look)).rejects.toBeInstanceOf(NotFound);
    expect((await threads.onBoard(bo, place, null)).threads).toEqual([]);
    expect(await heard()).toEqual([]);
    expect((await things.of(bo)).posts).toMatchObject([{ body: 'Mine stays mine.' }]); // one's own words are in one's things
    expect((await readings.open(hanna, code, 1)).posts.map(({ name }) => name)).toEqual(['Slow Ferry', 'Grey Mitten']);
    await blocks.block(hanna, (await here(ada)).code);
    await expect(readings.open(hanna, code, 1)).rejects.toBeInstanceOf(NotFound);
    await expect(readings.open(cleo, code, 1)).rejects.toBeInstanceOf(NotFound);
  });
  scene('sent twice is begun once', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here, share } = await together(iben, ada, bo, cleo, hanna);
    await share(ada, bo);
    const send = async () => places.beginForFew(ada, await here(ada), draft, [(await here(bo)).code], 'one-form-sent-twice');
    expect(await send()).toEqual(await send());
  });
});
