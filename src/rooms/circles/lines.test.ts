import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as blocks from '#members/blocks';
import { asModerator, type Member } from '#members/members';
import * as personas from '#members/personas';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';
import { seated } from '#test/circle';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as concerning from '#circles/concerning';
import * as feed from '#circles/feed';
import * as lines from '#circles/lines';
import { read } from '#circles/listening';
import * as presences from '#circles/presences';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';

/** A session that begins now, with its hosts and ada in the room. */
async function evening(cast: Cast, more = {}) {
  const code = await seated(cast, more);
  await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute', slow = 0 where number = 1`);
  const { session } = await lines.room(cast.ada, code);
  for (const member of [cast.hanna, cast.ada]) await presences.stepIn(member, code, session!.id);
  return { code, sessionId: session!.id };
}
const bodies = async (member: Member, code: string) => (await lines.room(member, code)).lines.map(({ number, name, body }) => [number, name, body]);
const at = ({ session, personaId }: { session: { id: string }; personaId: string }) => ({ login: session.id, personaId });

describe('a text room', () => {
  scene('opens with a host and not before: early, then hostless, then open, then over', async (cast) => {
    const { ada, hanna, cleo } = cast;
    const code = await seated(cast);
    const { session, phase } = await lines.room(ada, code);
    expect(phase).toBe('early');
    await expect(presences.stepIn(hanna, code, session!.id)).rejects.toBeInstanceOf(NotFound);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 minute' where number = 1`);
    expect((await lines.room(ada, code)).phase).toBe('hostless');
    await expect(presences.stepIn(ada, code, session!.id)).rejects.toBeInstanceOf(NotFound);
    await expect(lines.say(ada, code, session!.id, { text: 'Hello?' })).rejects.toMatchObject({ key: 'circles.refused.notOpen' });
    await presences.stepIn(hanna, code, session!.id);
    await presences.stepIn(ada, code, session!.id);
    expect(await lines.room(ada, code)).toMatchObject({ phase: 'open', session: { here: 2, hosts: ['Fern Lane', 'Tall Kettle'] } });
    await expect(lines.room(cleo, code)).rejects.toBeInstanceOf(NotFound);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '66 minutes' where number = 1`);
    await expect(lines.say(ada, code, session!.id, { text: 'Still here?' })).rejects.toMatchObject({ key: 'circles.refused.notOpen' });
    await clock.closeRooms();
    expect((await asking(ada, () => sql`select came from circles.sessions where number = 1`))[0]).toEqual({ came: 2 });
  });
  scene('that nobody came to because it was called off says so (MEET-12)', async (cast) => {
    const { ada, hanna } = cast;
    const code = await seated(cast, { weeks: '2' });
    const { session } = await lines.room(ada, code);
    expect(session).toMatchObject({ isOff: false });
    await asHouse(() => sql`update circles.sessions set starts_at = now() + interval '1 hour' where id = ${session!.id}`);
    await asHouse(() => sql`delete from circles.sessions where id <> ${session!.id}`);
    await sessions.hold(hanna, code, session!.id, false);
    expect(await lines.room(ada, code)).toMatchObject({ phase: 'over', session: { isOff: true } });
  });
  scene('says every line once, in order, and a form sent twice is one line', async (cast) => {
    const { ada, hanna } = cast;
    const { code, sessionId } = await evening(cast);
    await lines.say(ada, code, sessionId, { text: 'Evening.', once: 'once-0001' });
    await lines.say(ada, code, sessionId, { text: 'Evening.', once: 'once-0001' });
    await lines.say(hanna, code, sessionId, { text: 'Good to see you.' });
    expect(await bodies(ada, code)).toEqual([[1, 'Willow Cup', 'Evening.'], [2, 'Fern Lane', 'Good to see you.']]);
  });
  scene('says other words from a form somebody went back to as a line of their own, once (MEET-11)', async (cast) => {
    const { ada } = cast;
    const { code, sessionId } = await evening(cast);
    for (let twice = 0; twice < 2; twice++) for (const text of ['Evening.', 'And a cold one.']) await lines.say(ada, code, sessionId, { text, once: 'once-back' });
    expect((await bodies(ada, code)).map(([, , body]) => body)).toEqual(['Evening.', 'And a cold one.']);
  });
  scene('goes slowly: one line every so many seconds, hosts apart', async (cast) => {
    const { ada, hanna, bo } = cast;
    const { code, sessionId } = await evening(cast);
    await expect(sessions.slowTo(bo, code, sessionId, 30)).rejects.toBeInstanceOf(NotFound);
    await sessions.slowTo(hanna, code, sessionId, 30);
    await lines.say(ada, code, sessionId, { text: 'One.' });
    await expect(lines.say(ada, code, sessionId, { text: 'Two.' })).rejects.toMatchObject({ key: 'circles.refused.slow', values: { seconds: 30 } });
    await lines.say(hanna, code, sessionId, { text: 'Three.' });
    await lines.say(hanna, code, sessionId, { text: 'Four.' });
    await asHouse(() => sql`update circles.lines set said_at = said_at - interval '31 seconds'`);
    await lines.say(ada, code, sessionId, { text: 'Two.' });
    expect(await bodies(ada, code)).toHaveLength(4);
  });
  scene('is for those who came in; nobody else reads it, not even as SQL', async (cast) => {
    const { ada, bo, cleo } = cast;
    const { code, sessionId } = await evening(cast);
    await lines.say(ada, code, sessionId, { text: 'Only here.' });
    expect(await bodies(bo, code)).toEqual([]);
    await presences.stepIn(bo, code, sessionId);
    expect(await bodies(bo, code)).toHaveLength(1);
    await expect(lines.say(cleo, code, sessionId, { text: 'x' })).rejects.toBeInstanceOf(NotFound);
    expect(await asking(cleo, () => sql`select 1 from circles.lines`)).toEqual([]);
    expect(await asking(cleo, () => sql`select 1 from circles.presences`)).toEqual([]);
    expect(await sql`select 1 from circles.lines`).toEqual([]);
    await presences.stepOut(bo, sessionId);
    expect(await bodies(bo, code)).toEqual([]);
  });
  scene('lets nothing stand that opens doors, and lets a line be taken back by its author alone (ID-7)', async (cast) => {
    const { ada, bo } = cast;
    const { code, sessionId } = await evening(cast);
    await expect(lines.say(ada, code, sessionId, { text: 'My sister can help, ring her on 07700 900123' })).rejects.toMatchObject({ key: 'circles.refused.waits' });
    const { id } = await lines.say(ada, code, sessionId, { text: 'Too much said.' });
    await presences.stepIn(bo, code, sessionId);
    await expect(lines.takeBack(bo, id)).rejects.toBeInstanceOf(NotFound);
    for (let twice = 0; twice < 2; twice++) await lines.takeBack(ada, id);
    expect((await lines.room(bo, code)).lines[0]).toMatchObject({ body: null, isTakenBack: true, number: 1, change: 2 });
    expect(await asHouse(() => sql`select 1 from circles.lines where body <> ''`)).toEqual([]);
  });
  scene('keeps a line that tells how somebody could harm themselves from everybody else before they hear it, says so to its author, and lets it be heard when a person says so (MOD-9)', async (cast) => {
    const { ada, bo } = cast;
    const { code, sessionId } = await evening(cast);
    await presences.stepIn(bo, code, sessionId);
    const listeners: { who: feed.Listener }[] = [];
    for (const member of [ada, bo]) listeners.push({ who: at({ session: member.session, personaId: (await feed.placeOf(member, code, sessionId))!.personaId }) });
    const heard = async () => {
      const { of } = (await read(sessionId, 0, listeners as never))!;
      return listeners.map((listener) => (of(listener as never) as { event: string; data: string }[]).filter(({ event }) => event === 'line').map(({ data }) => JSON.parse(data) as Record<string, unknown>));
    };
    const told = 'I want to end my life and I have 90 of the tablets';
    await lines.say(ada, code, sessionId, { text: 'I want to die. Please help me, I am so scared.' });
    const { id } = await lines.say(ada, code, sessionId, { text: told });
    expect(await heard()).toMatchObject([[{ number: 1 }, { number: 2, body: told, isMine: true, isHidden: true, isHeld: true }], [{ number: 1, body: 'I want to die. Please help me, I am so scared.' }]]);
    expect((await heard())[1]).toHaveLength(1);
    expect((await lines.room(bo, code)).lines).toHaveLength(1);
    expect((await lines.room(ada, code)).lines[1]).toMatchObject({ body: told, isHidden: true, isHeld: true });
    await asHouse(() => sql`update circles.lines set said_at = now() - interval '25 hours' where number = 2`);
    await clock.forget();
    expect(await asHouse(() => sql`select 1 from circles.lines`)).toHaveLength(2); // nobody has looked at it yet
    await asHouse(() => sql`update circles.lines set said_at = now() where number = 2`);
    await asHouse(() => concerning.show(asModerator(cast.mio)!, id));
    expect((await heard())[1]).toMatchObject([{ number: 1 }, { number: 2, body: told }]);
    await asHouse(() => concerning.hold(id));
    expect((await heard())[1]).toMatchObject([{ number: 1 }, { number: 2, body: null }]); // it was heard: so it is said that it is gone
    const other = await lines.say(ada, code, sessionId, { text: told, once: 'a-second-time' });
    await lines.takeBack(ada, other.id);
    expect((await heard())[1]).toHaveLength(2);
    expect((await lines.room(bo, code)).lines).toHaveLength(2);
  });
  scene('does not show two who are blocked to each other', async (cast) => {
    const { ada, bo } = cast;
    const { code, sessionId } = await evening(cast);
    await presences.stepIn(bo, code, sessionId);
    await lines.say(ada, code, sessionId, { text: 'From Willow.' });
    await asHouse(() => sql`insert into members.blocks (member_id, persona_id) select ${bo.id}, s.persona_id from circles.seats s join members.faces f on f.persona_id = s.persona_id where f.name = 'Willow Cup'`);
    expect(await bodies(bo, code)).toEqual([]);
    const place = (await feed.placeOf(bo, code, sessionId))!;
    const news = (await feed.since(sessionId, 0, [at({ session: bo.session, personaId: place.personaId })]))!;
    expect(news.apart.get(place.personaId)?.has(news.lines[0]!.personaId)).toBe(true);
  });
  scene('does not show somebody who was blocked, gave the seat back and sits down again under another name (ID-6)', async (cast) => {
    const { ada, bo } = cast;
    const { code, sessionId } = await evening(cast);
    const bosName = await personas.inPlace(bo, code);
    await blocks.block(ada, bosName.code);
    await seats.rise(bo, code);
    await seats.sit(bo, code, { name: 'Round Pebble', pledged: true });
    await presences.stepIn(bo, code, sessionId);
    await lines.say(ada, code, sessionId, { text: 'From Willow.' });
    await lines.say(bo, code, sessionId, { text: 'From a pebble.' });
    const { id } = await circles.one(ada, code);
    expect([await bodies(ada, code), await bodies(bo, code)]).toMatchObject([[[1, 'Willow Cup', 'From Willow.']], [[2, 'Round Pebble', 'From a pebble.']]]);
    expect([(await seats.mates(ada, id)).map(({ name }) => name), (await seats.mates(bo, id)).map(({ name }) => name)]).toEqual([['Fern Lane', 'Tall Kettle', 'Willow Cup'], ['Fern Lane', 'Tall Kettle', 'Round Pebble']]);
    const place = (await feed.placeOf(ada, code, sessionId))!;
    const news = (await feed.since(sessionId, 0, [at({ session: ada.session, personaId: place.personaId })]))!;
    expect([...news.apart.get(place.personaId)!]).toEqual([(await feed.placeOf(bo, code, sessionId))!.personaId]);
  });
  scene('is gone after a day, except a line somebody still looks at; who came after a week, how many stays', async (cast) => {
    const { ada } = cast;
    const { code, sessionId } = await evening(cast);
    await lines.say(ada, code, sessionId, { text: 'Gone tomorrow.' });
    const { id } = await lines.say(ada, code, sessionId, { text: 'Looked at.' });
    await concerning.keep(id);
    await asHouse(() => sql`update circles.lines set said_at = now() - interval '25 hours'`);
    await clock.forget();
    expect(await asHouse(() => sql`select body from circles.lines`)).toEqual([{ body: 'Looked at.' }]);
    expect(await bodies(ada, code)).toEqual([]);
    await concerning.letGo(id);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '8 days' where number = 1`);
    await clock.closeRooms();
    await clock.forget();
    expect(await asHouse(() => sql`select 1 from circles.lines union all select 1 from circles.presences`)).toEqual([]);
    expect(await asHouse(() => sql`select came from circles.sessions where number = 1`)).toEqual([{ came: 2 }]);
  });
});

describe('what a listener is sent', () => {
  scene('is what changed since, also what was taken back, and stops for whoever may not hear it any more', async (cast) => {
    const { ada, hanna, cleo } = cast;
    const { code, sessionId } = await evening(cast);
    expect(await feed.placeOf(cleo, code, sessionId)).toBeUndefined();
    const mine = (await feed.placeOf(ada, code, sessionId))!;
    const listener = at({ session: ada.session, personaId: mine.personaId });
    const { id } = await lines.say(hanna, code, sessionId, { text: 'One.' });
    await lines.say(hanna, code, sessionId, { text: 'Two.' });
    expect((await feed.since(sessionId, 0, [listener]))!.lines.map(({ change, body }) => [change, body])).toEqual([[1, 'One.'], [2, 'Two.']]);
    await lines.takeBack(hanna, id);
    expect((await feed.since(sessionId, 2, [listener]))!.lines.map(({ number, change, body }) => [number, change, body])).toEqual([[1, 3, null]]);
    expect((await feed.since(sessionId, 3, [listener]))!.may.has(ada.session.id)).toBe(true);
    await asHouse(() => sql`update members.sessions set ends_at = now() where id = ${ada.session.id}`);
    expect((await feed.since(sessionId, 3, [listener]))!.may.has(ada.session.id)).toBe(false);
    expect((await feed.since(sessionId, 3, [{ login: hanna.session.id, personaId: cleo.personaId }]))!.may.size).toBe(0);
  });
});
