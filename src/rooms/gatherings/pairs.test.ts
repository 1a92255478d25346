import ICAL from 'ical.js';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as afters from '#gatherings/afters';
import * as asides from '#gatherings/asides';
import * as calendars from '#gatherings/calendars';
import * as hearers from '#gatherings/hearers';
import * as hosting from '#gatherings/hosting';
import * as inviting from '#gatherings/inviting';
import * as pairs from '#gatherings/pairs';
import * as plans from '#gatherings/plans';
import * as seats from '#gatherings/seats';
import { aPlan, table } from '#gatherings/seed';
import * as things from '#gatherings/things';
import * as topics from '#gatherings/topics';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

const codeOf = async (name: string) => (await asHouse(() => sql<{ code: string }>`select code from members.faces where name = ${name}`))[0]!.code;
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });
const apart = async (one: Member, name: string) => asHouse(() => sql`insert into members.blocks (member_id, persona_id) select ${one.id}, persona_id from members.faces where name = ${name}`);
const begun = () => asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'`);
const lastEvent = async (name: string) => (await asHouse(() => sql<{ data: Record<string, string> }>`select data from platform.events where name = ${name} order by id desc limit 1`))[0]?.data;

describe('a hand held out (PEER-20, MEET-5, MEET-6)', () => {
  scene('is seen by those who surely come; two agree, and their words are theirs', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo, mio], iben);
    await seats.take(ada, code);
    await seats.take(cleo, code);
    await pairs.holdOut(cleo, code, { kind: 'buddy', hows: ['before', 'sit', 'fly'] });
    expect(await pairs.hands(ada, code)).toMatchObject([{ name: 'grey cleo', hows: ['before', 'sit'], isMine: false, isAsked: false }]);
    expect(await pairs.hands(mio, code)).toEqual([]);
    await expect(pairs.holdOut(mio, code, { kind: 'buddy', hows: ['sit'] })).rejects.toBeInstanceOf(NotFound);
    await expect(pairs.reach(mio, code, 'buddy', await codeOf('grey cleo'))).rejects.toBeInstanceOf(NotFound);
    await pairs.reach(ada, code, 'buddy', await codeOf('grey cleo'));
    await pairs.reach(ada, code, 'buddy', await codeOf('grey cleo'));
    const [asked] = await pairs.of(cleo, code);
    expect(asked).toMatchObject({ name: 'grey ada', said: 'asked', isMine: false });
    await expect(asides.say(ada, asked!.id, 'Hello?')).rejects.toBeInstanceOf(NotFound);
    await expect(pairs.answer(ada, asked!.id, true)).rejects.toBeInstanceOf(NotFound);
    await expect(pairs.answer(mio, asked!.id, true)).rejects.toBeInstanceOf(NotFound);
    await pairs.answer(cleo, asked!.id, true);
    await asides.say(cleo, asked!.id, 'By the bench at ten to two?');
    expect((await asides.ofPairs(ada, code)).get(asked!.id)).toMatchObject([{ name: 'grey cleo', words: 'By the bench at ten to two?', isMine: false }]);
    expect((await asides.ofPairs(hanna, code)).size).toBe(0);
    expect(await asking(mio, () => sql`select 1 from gatherings.asides union all select 1 from gatherings.pairs`)).toEqual([]);
    expect(await asHouse(() => sql<{ sealed: string }>`select sealed from gatherings.asides`)).not.toMatchObject([{ sealed: expect.stringContaining('bench') }]);
    expect((await hearers.ofAside((await lastEvent('gatherings.aside.said'))!.asideId!))?.memberIds).toEqual([ada.id]);
    await pairs.end(ada, asked!.id);
    await expect(asides.say(cleo, asked!.id, 'Still there?')).rejects.toBeInstanceOf(NotFound);
  });
  scene('is rough: no door, no number, no home; the exact place is between the two', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    for (const area of ['12 High Street', 'Storgata 5', 'my house', 'ring 07700 900123', '']) await expect(pairs.holdOut(ada, code, { kind: 'lift', area, room: 2 }), area).rejects.toThrow();
    await pairs.holdOut(ada, code, { kind: 'ride', area: 'North side of the harbour' });
    expect(await pairs.hands(hanna, code)).toMatchObject([{ kind: 'ride', area: 'North side of the harbour' }]);
  });
  scene('has room for as many as it says', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo, mio], iben);
    for (const one of [ada, cleo, mio]) await seats.take(one, code);
    await pairs.holdOut(ada, code, { kind: 'lift', area: 'The old town', room: 1 });
    for (const one of [cleo, mio]) await pairs.reach(one, code, 'lift', await codeOf('grey ada'));
    const [first, second] = await pairs.of(ada, code);
    await pairs.answer(ada, first!.id, true);
    await expect(pairs.answer(ada, second!.id, true)).rejects.toEqual(refusal('full'));
  });
  scene('a no, a silence and a block made elsewhere are the same to whoever asked (decision 10)', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo, mio], iben);
    for (const one of [ada, cleo, mio]) await seats.take(one, code);
    await pairs.holdOut(cleo, code, { kind: 'buddy', hows: ['sit'] });
    await pairs.holdOut(mio, code, { kind: 'buddy', hows: ['sit'] });
    await pairs.holdOut(bo, code, { kind: 'buddy', hows: ['sit'] });
    await apart(mio, 'ada'); // in the forum: mio keeps apart from ada there
    for (const name of ['grey cleo', 'grey mio', 'grey bo']) await pairs.reach(ada, code, 'buddy', await codeOf(name));
    expect(await pairs.of(mio, code)).toEqual([]);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'gatherings.pair.asked'`)).toHaveLength(2);
    await pairs.answer(cleo, (await pairs.of(cleo, code))[0]!.id, false);
    expect((await pairs.of(ada, code)).map(({ name, said, isMine }) => ({ name, said, isMine }))).toEqual(['grey bo', 'grey cleo', 'grey mio'].map((name) => ({ name, said: 'asked', isMine: true })));
  });
  scene('a no stays a no for whoever gave their seat back and came again, and looks like a silence all the way (decision 10)', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo, mio], iben);
    for (const one of [ada, cleo, mio]) await seats.take(one, code);
    for (const one of [cleo, mio]) await pairs.holdOut(one, code, { kind: 'lift', area: 'The old town' });
    const ask = async () => { for (const name of ['grey cleo', 'grey mio']) await pairs.reach(ada, code, 'lift', await codeOf(name)); };
    const seen = async () => [(await pairs.of(ada, code)).map(({ name, said }) => [name, said]), (await pairs.hands(ada, code)).map(({ name, isAsked }) => [name, isAsked])];
    await ask();
    const both = [[['grey cleo', 'asked'], ['grey mio', 'asked']], [['grey cleo', true], ['grey mio', true]]];
    const [{ id }] = await pairs.of(cleo, code) as [pairs.Pair];
    await pairs.answer(cleo, id, false);
    expect(await seen()).toEqual(both);
    await seats.giveBack(ada, code);
    await seats.take(ada, code);
    expect(await seen()).toEqual([[], [['grey cleo', false], ['grey mio', false]]]);
    for (const one of await asHouse(() => sql<{ id: string }>`select id from gatherings.pairs`)) await pairs.end(ada, one.id);
    await asHouse(() => sql`delete from platform.events`);
    await ask();
    expect(await seen()).toEqual(both);
    expect([await pairs.of(cleo, code), (await pairs.of(mio, code)).length]).toEqual([[], 1]);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'gatherings.pair.asked'`)).toHaveLength(1);
  });
});

describe('an invitation (MEET-7)', () => {
  scene('is sent once for a person and a gathering, whoever sends it; a no is not told', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo, mio], iben);
    await seats.take(ada, code);
    await inviting.invite(ada, code, await codeOf('grey cleo'));
    await inviting.invite(ada, code, await codeOf('grey cleo'));
    await inviting.invite(hanna, code, await codeOf('grey cleo'));
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'gatherings.invitation.sent'`)).toHaveLength(1);
    expect(await inviting.mine(cleo)).toMatchObject([{ code, by: 'grey ada' }]);
    await inviting.sayNo(cleo, code);
    expect(await inviting.mine(cleo)).toEqual([]);
    await inviting.invite(bo, code, await codeOf('grey cleo'));
    expect(await inviting.mine(cleo)).toEqual([]);
    expect(await inviting.sent(ada, code)).toEqual([await codeOf('grey cleo')]);
    await expect(inviting.invite(mio, code, await codeOf('grey cleo'))).rejects.toBeInstanceOf(NotFound); // has no seat
  });
  scene('across a block made elsewhere never arrives, and looks sent', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    await apart(cleo, 'ada');
    await inviting.invite(ada, code, await codeOf('grey cleo'));
    expect([await inviting.mine(cleo), await inviting.sent(ada, code)]).toEqual([[], [await codeOf('grey cleo')]]);
  });
  scene('a pushy inviter comes to an end', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    const cleos = await codeOf('grey cleo');
    for (let n = 0; n < 5; n++) await inviting.invite(ada, code, cleos);
    await expect(inviting.invite(ada, code, cleos)).rejects.toEqual(refusal('invites'));
  });
});

describe('something to think over (PEER-18, ID-12)', () => {
  scene('is seen by those who come and host; a card has no name on it, and a number is refused', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    await topics.give(hanna, code, 'topic', 'What helps you rest?');
    await topics.lay(ada, code, 'Somebody wrote about half days. I think of it often.');
    await expect(topics.lay(ada, code, "My neighbour Kari's number is 07700 900123.")).rejects.toEqual(refusal('waits'));
    await expect(topics.lay(cleo, code, 'Me too.')).rejects.toBeInstanceOf(NotFound);
    await expect(topics.give(ada, code, 'topic', 'Mine')).rejects.toBeInstanceOf(NotFound);
    expect(await topics.of(bo, code)).toMatchObject([{ kind: 'card', isMine: false }, { kind: 'topic', words: 'What helps you rest?' }]);
    expect(Object.keys((await topics.of(bo, code))[0]!)).not.toContain('name');
    expect(await topics.of(cleo, code)).toEqual([]);
    const [card] = await topics.of(ada, code);
    const [topic] = (await topics.of(ada, code)).filter(({ isMine }) => !isMine);
    await expect(topics.remove(ada, topic!.id), 'a host’s').rejects.toBeInstanceOf(NotFound);
    await topics.remove(cleo, card!.id); // for her there is none
    expect(await topics.of(ada, code)).toHaveLength(2);
    for (let twice = 0; twice < 2; twice++) await topics.remove(ada, card!.id);
    expect(await topics.of(ada, code)).toHaveLength(1);
  });
});

describe('afterwards', () => {
  scene('how it was is told by whoever was there, sealed; thanks are said once', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    await expect(afters.tell(ada, code, { felt: 'hard', about: 'person', words: 'x' })).rejects.toBeInstanceOf(NotFound); // not yet
    await begun();
    await expect(afters.tell(cleo, code, { felt: 'hard', about: 'person', words: 'x' })).rejects.toBeInstanceOf(NotFound);
    await expect(afters.tell(ada, code, { felt: 'meh', about: 'person', words: 'x' })).rejects.toEqual(refusal('felt'));
    await afters.tell(ada, code, { felt: 'hard', about: 'person', words: 'Somebody stood too close.' });
    const told = await afters.told((await lastEvent('gatherings.telling.told'))!.tellingId!);
    expect(told).toMatchObject({ felt: 'hard', about: 'person', words: 'Somebody stood too close.', name: 'grey ada' });
    expect(await asking(hanna, () => sql`select 1 from gatherings.tellings`)).toEqual([]);
    expect((await afters.whoWasThere(sittingId)).sort()).toEqual([ada.id, bo.id, hanna.id].sort());
    await afters.thank(ada, code, await codeOf('grey hanna'));
    await afters.thank(ada, code, await codeOf('grey hanna'));
    expect(await afters.thanked(ada, code)).toEqual([await codeOf('grey hanna')]);
    await expect(afters.thank(ada, code, await codeOf('grey cleo'))).rejects.toBeInstanceOf(NotFound);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'gatherings.thanks.said'`)).toHaveLength(1);
    expect([await seats.cameLately(ada), await seats.cameLately(cleo)]).toEqual([true, false]);
  });
});

describe('whom news concerns', () => {
  scene('a date that is off: seats, the list, those unsure and the hosts; not who gave back, was invited or only looked', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo, mio], iben);
    await seats.take(ada, code, { isUnsure: true });
    await seats.take(cleo, code);
    await inviting.invite(hanna, code, await codeOf('grey mio'));
    await seats.giveBack(cleo, code);
    await hosting.cancel(bo, code, 'ill');
    expect((await hearers.ofSitting(sittingId))?.memberIds.sort()).toEqual([ada.id, bo.id, hanna.id].sort());
  });
  scene('another place: those who come, and nobody else', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    await plans.change(hanna, code, { ...aPlan, placeName: 'Museum café' });
    expect(await hearers.ofPlace(gatheringId)).toEqual([{ memberIds: [ada.id], code }]);
  });
});

describe('a calendar', () => {
  scene('says a plain word and a time, and nothing of what it is or where', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    await seats.take(cleo, code);
    const { token } = await calendars.make(ada, 'Library');
    const text = (await calendars.feed(token))!;
    const said = text.replace(/^UID:[0-9a-f]{32}\r?$/m, ''); // a random id may spell anything
    for (const secret of ['grey', 'ada', 'afé', 'cafe', 'Quay', 'harbour', 'longside', code, ada.id, 'http']) expect(said, secret).not.toContain(secret);
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')!);
    expect(event.summary).toBe('Library');
    expect([event.location, event.description]).toEqual([null, null]);
    expect(event.endDate.toUnixTime() - event.startDate.toUnixTime()).toBe(90 * 60);
    // Two people's calendars cannot be laid side by side by their ids.
    const theirs = new ICAL.Event(new ICAL.Component(ICAL.parse((await calendars.feed((await calendars.make(cleo, '')).token))!)).getFirstSubcomponent('vevent')!);
    expect(theirs.uid).not.toBe(event.uid);
    expect(theirs.summary).toBe('Time set aside');
    expect(new ICAL.Event(new ICAL.Component(ICAL.parse(await calendars.file(ada, code))).getFirstSubcomponent('vevent')!).uid).toBe(event.uid);
    await expect(calendars.file(iben, code)).rejects.toBeInstanceOf(NotFound);
  });
  scene('has one address at a time; an old, a taken-back and a guessed one are nothing', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    const { token: old } = await calendars.make(ada, '');
    const { token } = await calendars.make(ada, '');
    expect([await calendars.feed(old), await calendars.feed('x'), await calendars.feed('')]).toEqual([undefined, undefined, undefined]);
    expect(await calendars.feed(token)).toContain('VEVENT');
    expect(await asHouse(() => sql`select 1 from gatherings.calendars where encode(token_hash, 'escape') like ${`%${token}%`}`)).toEqual([]);
    await hosting.cancel(hanna, code, 'ill');
    expect(await calendars.feed(token)).not.toContain('VEVENT');
    await calendars.revoke(ada);
    expect(await calendars.feed(token)).toBeUndefined();
  });
});

describe('leaving and taking along', () => {
  scene('what is mine is given to me, and goes with me', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code, { wishes: 'A chair with arms.' });
    await pairs.holdOut(ada, code, { kind: 'buddy', hows: ['sit'] });
    await topics.lay(ada, code, 'A card of mine.');
    await asides.askHosts(ada, code, 'May I leave early?');
    expect(JSON.stringify(await things.of(ada))).toContain('A chair with arms.');
    for (const words of ['A card of mine.', 'May I leave early?', 'buddy']) expect(JSON.stringify(await things.of(ada))).toContain(words);
    expect(JSON.stringify(await things.of(cleo))).not.toContain('A chair');
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    for (const rows of [await asHouse(() => sql`select 1 from gatherings.seats`), await asHouse(() => sql`select 1 from gatherings.hands`), await asHouse(() => sql`select 1 from gatherings.asides`), await asHouse(() => sql`select 1 from gatherings.topics`)]) expect(rows).toEqual([]);
  });
});
