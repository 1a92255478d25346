import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as threads from '#forum/threads';
import * as sayings from '#house/sayings';
import { asModerator, type Member } from '#members/members';
import * as sessions from '#members/sessions';
import type { Assessment, Level } from '#triage/levels';
import * as appeals from '#safety/appeals';
import * as decisions from '#safety/decisions';
import * as looks from '#safety/looks';
import * as offers from '#safety/offers';
import * as queue from '#safety/queue';
import * as things from '#safety/things';
import * as turnedAway from '#safety/turned-away';
import { isSending, isTurnedAway, isTurnedAwayThere, sentThere } from '#safety/turned-away-rules';
import { deciding, draft, latest } from '#test/deciding';
import { scene } from '#test/scene';

const hard = 'I want to end my life tonight.';
const says = (level: Level, flags: Assessment['flags'] = []) => () => Promise.resolve({ level, flags, reasons: [], version: 'v1' } as Assessment);
const sent = (text: string, title = '') => ({ title, text, language: 'en' });
const begun = async (who: Member) => (await threads.begin(who, draft({ board: 'rest', want: 'listen', text: 'Another long night.' }))).code;
const idsOf = async (who: Member, places: string[]) => (await turnedAway.of(who, places)).map(({ id }) => id);
const casesNow = () => asHouse(() => sql<{ id: string; level: Level; lane: string; version: number; state: string; personaId: string }>`select id, level, lane, version, state, persona_id from safety.cases where subject_kind = 'turned' order by opened_at`);

describe('which words were turned away', () => {
  const { board } = draft({});
  it('are those that no change would have let in, and those for what is not there', () => {
    for (const key of ['forum.refused.closed', 'forum.refused.takenBack', 'forum.refused.takenBackByYou', 'forum.refused.reading', 'forum.refused.changeWaits', 'forum.refused.fast', 'members.refused.paused', 'some.refused.new']) expect(isTurnedAway(new Refusal(key), 'new', { board }), key).toBe(true);
    expect(isTurnedAway(new NotFound(), 'reply:abc', { board })).toBe(true);
    for (const key of ['forum.refused.empty', 'forum.refused.long', 'forum.refused.titleLong', 'forum.refused.want', 'forum.refused.waits', 'forum.refused.admit', 'safety.refused.unbent']) expect(isTurnedAway(new Refusal(key), 'new', { board }), key).toBe(false);
    const noBoard = new Refusal('forum.refused.board');
    expect([isTurnedAway(noBoard, 'new', { board }), isTurnedAway(noBoard, 'new', { board: 'rest' }), isTurnedAway(noBoard, 'new:abc', { board })]).toEqual([false, true, true]);
    expect(isTurnedAway(new Error('a fault of ours'), 'new', { board })).toBe(false);
  });
  it('are in a room or at a gathering those that no change would have let in, and those for what is not there', () => {
    for (const key of ['circles.refused.notOpen', 'circles.refused.listening', 'members.refused.paused', 'gatherings.refused.often', 'some.refused.new']) expect(isTurnedAwayThere(new Refusal(key)), key).toBe(true);
    expect(isTurnedAwayThere(new NotFound())).toBe(true);
    for (const key of ['circles.refused.slow', 'circles.refused.empty', 'circles.refused.long', 'circles.refused.waits', 'gatherings.refused.long', 'gatherings.refused.title']) expect(isTurnedAwayThere(new Refusal(key)), key).toBe(false);
    expect(isTurnedAwayThere(new Error('a fault of ours'))).toBe(false);
  });
  it('were sent there by the form for them, and none that is private', () => {
    const fields: Record<string, string> = { text: 'A line.', words: 'A card.', title: 'Tea', what: 'And talk', aside: 'Between us.' };
    const sent = (more: Record<string, string> = {}) => ({ text: (name: string) => ({ ...fields, ...more })[name] ?? '' });
    for (const path of ['/talk/c/abc/live', '/meet/g/abc/room']) expect(sentThere(path, '?/say', sent()), path).toEqual({ place: 'line:abc', text: 'A line.' });
    expect(sentThere('/meet/g/abc/before', '?/card', sent())).toEqual({ place: 'card:abc', text: 'A card.' });
    expect(sentThere('/meet/g/abc/host', '?/topic', sent())).toEqual({ place: 'card:abc', text: 'A card.' });
    expect(sentThere('/meet/g/abc/edit', '', sent())).toEqual({ place: 'plan:abc', text: 'Tea\n\nAnd talk' });
    for (const [path, search] of [['/talk/c/abc/live', '?/aside'], ['/meet/g/abc/before', '?/say'], ['/meet/g/abc/before', '?/ask'], ['/meet/g/abc/host', '?/answer'], ['/space/diary', '?/say'], ['/talk/c/abc', '?/cheerMe']] as const) expect(sentThere(path, search, sent()), path + search).toBeUndefined();
    expect(sentThere('/talk/c/abc/live', '?/say', sent({ phrase: 'with' }))).toBeUndefined();
  });
  it('were sent by a press on Send, and by no other button', () => {
    const with_ = (fields: Record<string, string>) => ({ text: (name: string) => fields[name] ?? '' });
    for (const search of ['?/send', '?/post', '?/save', '?/post&from=x']) expect(isSending(search, with_({})), search).toBe(true);
    for (const search of ['', '?/look', '?/change', '?/forget', '?/sending']) expect(isSending(search, with_({})), search).toBe(false);
    expect([isSending('?/send', with_({ ready: 'hear' })), isSending('?/post', with_({ opening: 'bad' }))]).toEqual([false, false]);
  });
});

describe('words that were turned away (MOD-9, NEW-4)', () => {
  scene('and sound urgent or of concern have one case with the words, and help for their writer alone', async ({ ada, bo, mio }) => {
    const place = `reply:${await begun(bo)}`;
    expect(await turnedAway.take(ada, place, sent(hard))).toBe(true);
    const [one] = await casesNow();
    expect(one).toMatchObject({ level: 'urgent', lane: 'risk', personaId: ada.personaId });
    expect(await queue.one(mio, one!.id)).toMatchObject({ name: 'ada', kinds: ['triage'], html: `<p>${hard}</p>`, copy: null, standing: { isGone: false, isHeld: false, text: hard, language: 'en' } });
    const ids = await idsOf(ada, [place]);
    expect(await offers.beside(ada, ids)).toMatchObject({ level: 'urgent', isTakenUp: false });
    expect([await idsOf(ada, ['new', place]), await idsOf(ada, ['new']), await idsOf(ada, []), await idsOf(bo, [place])]).toEqual([ids, [], [], []]);
    expect(await offers.beside(bo, ids)).toBeUndefined();
    expect(await things.of(ada)).toMatchObject({ turnedAway: [{ words: hard }] });
    expect(JSON.stringify(await asHouse(() => sql`select data from platform.events where name like 'safety.%'`))).not.toContain('end my life');
  });
  scene('are one case also when Send is pressed twice; other words join it, and what is closed begins anew', async ({ ada, mio }) => {
    for (let twice = 0; twice < 2; twice++) expect(await turnedAway.take(ada, 'new', sent(hard), says('concern'))).toBe(true);
    const [once] = await casesNow();
    expect(once).toMatchObject({ level: 'concern', version: 1 });
    const at = (await offers.beside(ada, await idsOf(ada, ['new'])))!.at;
    await turnedAway.take(ada, 'reply:abc', sent('Nobody answers me.'), says('urgent'));
    const [joined, ...more] = await casesNow();
    expect([joined, more]).toMatchObject([{ id: once!.id, level: 'urgent', version: 2 }, []]);
    expect((await queue.one(mio, once!.id)).standing.text).toBe(`${hard}\n\nNobody answers me.`);
    expect((await offers.beside(ada, await idsOf(ada, ['reply:abc'])))!.at >= at).toBe(true);
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now() where id = ${once!.id}`);
    await turnedAway.take(ada, 'new', sent('Still here.'), says('concern'));
    const [, anew] = await casesNow();
    expect((await queue.one(mio, anew!.id)).standing.text).toBe('Still here.');
    expect(await asHouse(() => sql`select words from safety.texts where persona_id = ${ada.personaId}`)).toEqual([{ words: 'Still here.' }]);
  });
  scene('and sound like nothing of the kind are kept nowhere', async ({ ada }) => {
    for (const level of ['low', 'none'] as const) expect(await turnedAway.take(ada, 'new', sent('A walk by the sea.'), says(level, ['commercial']))).toBe(false);
    expect([await turnedAway.take(ada, 'new', sent(' ')), await turnedAway.take(ada, 'no place', sent(hard))]).toEqual([false, false]);
    expect([await casesNow(), await asHouse(() => sql`select 1 from safety.turned_away`), await asHouse(() => sql`select 1 from safety.texts`)]).toEqual([[], [], []]);
  });
  scene('are kept without numbers that may be kept nowhere (NEW-2)', async ({ ada }) => {
    const number = '13097248022';
    expect(await turnedAway.take(ada, 'new', sent(`I want to end my life tonight. My number is ${number}.`, `Me, ${number}`))).toBe(true);
    const kept = await asHouse(() => sql<{ words: string; reasons: object }>`select t.words, s.reasons from safety.texts t, safety.signals s`);
    expect(JSON.stringify(kept)).toContain('end my life');
    expect(JSON.stringify(kept)).not.toContain(number);
  });
  scene('come to a person as not assessed when the program fails or is off; where it fails help stands beside them, which says nothing of them (MOD-9)', async ({ ada, bo, mio, iben }) => {
    const broken = () => Promise.reject(new Error('triage is broken'));
    expect(await turnedAway.take(ada, 'new', sent('A walk.'), broken)).toBe(true);
    await sayings.change(iben, 'en', { triage: 'off' });
    expect(await turnedAway.take(bo, 'new', sent('A walk.'), says('none'))).toBe(false);
    sayings.forget();
    expect((await casesNow()).map(({ level, lane, personaId }) => [level, lane, personaId]).sort()).toEqual([['unassessed', 'risk', ada.personaId], ['unassessed', 'risk', bo.personaId]].sort());
    const beside = async () => offers.beside(ada, await idsOf(ada, ['new']));
    expect(await beside()).toMatchObject({ level: 'unassessed', isTakenUp: false });
    expect(await offers.beside(bo, await idsOf(bo, ['new'])), 'nothing failed there').toBeUndefined();
    expect((await looks.promise('unassessed')).isOnCall).toBe(false);
    // What can be read again says more, and it stands although the help was put away; what cannot takes nothing back.
    await offers.putAway(ada, (await beside())!.postId);
    await turnedAway.take(ada, 'new', sent('A walk.'), broken);
    expect(await beside()).toBeUndefined();
    await turnedAway.take(ada, 'new', sent('It is heavy.'), says('concern'));
    expect(await beside(), 'the program is off').toBeUndefined();
    await sayings.change(iben, 'en', { triage: 'on' });
    sayings.forget();
    await turnedAway.take(ada, 'new', sent('It is heavy.'), says('concern'));
    expect(await beside()).toMatchObject({ level: 'concern' });
    await turnedAway.take(ada, 'new', sent('And more.'), broken);
    expect(await beside()).toMatchObject({ level: 'concern' });
    const [one] = (await casesNow()).filter(({ personaId }) => personaId === ada.personaId);
    await decisions.decide(mio, one!.id, one!.version, deciding({ deed: 'acknowledged', toAuthor: 'I am here.' }));
    await asHouse(() => sql`update safety.offers set at = at - interval '1 minute'`);
    expect(await beside()).toBeUndefined();
  });
  scene('are answered by a moderator, whose words reach their writer; then the help beside them is over', async ({ ada, mio }) => {
    await turnedAway.take(ada, 'new', sent('It is heavy.', 'Tonight'), says('concern'));
    const [one] = await casesNow();
    expect((await queue.one(mio, one!.id)).standing.text).toBe('Tonight\n\nIt is heavy.');
    for (const deed of ['hid', 'suggested', 'labelled', 'folded', 'beside', 'showed']) await expect(decisions.decide(mio, one!.id, 1, deciding({ deed, rule: 1, toAuthor: 'No.', suggestion: 'x', about: ['grief'], beside: 'x' })), deed).rejects.toThrow(Refusal);
    await asHouse(() => sql`update safety.offers set at = at - interval '1 minute'`);
    await decisions.decide(mio, one!.id, 1, deciding({ deed: 'acknowledged', toAuthor: 'I am here until six. Are you safe now?' }));
    expect(await appeals.about(ada, await latest('acknowledged'))).toMatchObject({ said: 'I am here until six. Are you safe now?', mayAppeal: false });
    expect(await offers.beside(ada, await idsOf(ada, ['new']))).toBeUndefined();
  });
  scene('are not held by whoever keeps apart from their writer, and say nothing of whose thread they were for', async ({ ada, bo, mio, iben }) => {
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${mio.id}, ${ada.personaId})`);
    await turnedAway.take(ada, `reply:${await begun(mio)}`, sent(hard));
    const [one] = await casesNow();
    await expect(queue.one(mio, one!.id)).rejects.toBeInstanceOf(NotFound);
    expect((await queue.waiting(mio)).cases).toEqual([]);
    const whole = await queue.one(asModerator(iben)!, one!.id);
    expect(JSON.stringify(whole)).not.toMatch(/reply:|mio/);
    // A block made while it waits counts as well.
    await turnedAway.take(bo, 'new', sent(hard));
    const theirs = (await casesNow()).find(({ personaId }) => personaId === bo.personaId)!;
    expect(await queue.one(mio, theirs.id)).toMatchObject({ name: 'bo' });
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${bo.id}, ${mio.personaId})`);
    await expect(queue.one(mio, theirs.id)).rejects.toBeInstanceOf(NotFound);
  });
  scene('of somebody whose sign-in ran out are read for the one who held it', async ({ ada }) => {
    const token = await sessions.begin(ada.id, 'own', 'a test', { factor: true });
    const holder = (await sessions.lastHolder(token))!;
    expect(await turnedAway.take(holder, 'new', sent(hard))).toBe(true);
    expect(await casesNow()).toMatchObject([{ level: 'urgent', personaId: ada.personaId }]);
  });
  scene('are quoted to nobody once they have gone, by new words or by old ones (MOD-9)', async ({ ada, bo }) => {
    const quoted = async (who: Member) => JSON.stringify(await asHouse(() => sql`select s.reasons from safety.signals s join safety.cases c on c.id = s.case_id where c.persona_id = ${who.personaId} and c.state = 'closed'`));
    const over = () => asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now() where state <> 'closed'`);
    for (const who of [ada, bo]) await turnedAway.take(who, 'new', sent(hard));
    await over();
    await turnedAway.forget();
    for (const who of [ada, bo]) expect(await quoted(who)).toContain('end my life');
    await asHouse(() => sql`update safety.turned_away set at = now() - interval '91 days'`);
    await asHouse(() => sql`update safety.signals set at = now() - interval '91 days'`);
    await turnedAway.take(bo, 'new', sent('I do not want to live.'));
    await turnedAway.forget();
    for (const who of [ada, bo]) expect(await quoted(who)).not.toContain('end my life');
    expect(JSON.stringify(await asHouse(() => sql`select reasons from safety.signals`)), 'what is before a person is still said').toContain('want to live');
    expect(await asHouse(() => sql`select s.level from safety.signals s join safety.cases c on c.id = s.case_id where c.persona_id = ${ada.personaId}`), 'how soon it was stays').toEqual([{ level: 'urgent' }]);
  });
  scene('that went before are quoted to nobody either', async ({ ada, bo }) => {
    for (const who of [ada, bo]) await turnedAway.take(who, 'new', sent(hard));
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now()`);
    await asHouse(() => sql`delete from safety.turned_away where persona_id = ${ada.personaId}`);
    const mend = readFileSync('src/rooms/safety/migrations/2026-11-25-words-that-went-are-quoted-to-nobody.sql', 'utf8');
    await asHouse(() => executeSql(mend));
    expect((await asHouse(() => sql<{ isQuoted: boolean }>`
      select s.reasons <> '[]' as is_quoted from safety.signals s join safety.cases c on c.id = s.case_id order by c.persona_id = ${bo.personaId}`)).map(({ isQuoted }) => isQuoted)).toEqual([false, true]);
  });
  scene('come to nobody while the program is off where they were for a room: no line there is read by a person then (MOD-9)', async ({ ada, iben }) => {
    await sayings.change(iben, 'en', { triage: 'off' });
    expect(await turnedAway.take(ada, 'line:abc', sent(hard), says('urgent'))).toBe(false);
    expect([await casesNow(), await asHouse(() => sql`select 1 from safety.turned_away`)]).toEqual([[], []]);
    await sayings.change(iben, 'en', { triage: 'on' });
    sayings.forget();
    expect(await turnedAway.take(ada, 'line:abc', sent(hard), () => Promise.reject(new Error('triage is broken')))).toBe(true);
    expect(await casesNow()).toMatchObject([{ level: 'unassessed' }]);
  });
  scene('go after ninety days, not while their case is open, and with whoever wrote them', async ({ ada, bo }) => {
    for (const who of [ada, bo]) await turnedAway.take(who, 'new', sent(hard));
    await asHouse(() => sql`update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now() where persona_id = ${ada.personaId}`);
    await turnedAway.forget();
    expect(await asHouse(() => sql`select 1 from safety.turned_away`)).toHaveLength(2);
    await asHouse(() => sql`update safety.turned_away set at = now() - interval '91 days'`);
    await turnedAway.forget();
    expect(await asHouse(() => sql`select w.persona_id, t.words from safety.turned_away w join safety.texts t on t.id = w.words_id`)).toEqual([{ personaId: bo.personaId, words: hard }]);
    expect(await asHouse(() => sql`select 1 from safety.texts`)).toHaveLength(1);
    await asHouse(() => sql`delete from members.personas where id = ${bo.personaId}`);
    expect([await asHouse(() => sql`select 1 from safety.turned_away`), await asHouse(() => sql`select 1 from safety.texts`)]).toEqual([[], []]);
  });
});
