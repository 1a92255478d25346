import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';
import * as asides from '#circles/asides';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as endings from '#circles/endings';
import * as feed from '#circles/feed';
import * as lines from '#circles/lines';
import * as presences from '#circles/presences';
import { reactors } from '#circles/reactors';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';
import * as tables from '#circles/tables';
import * as waits from '#circles/waits';

/** A place with hanna, ada, bo and cleo in it, and a date there that begins now: what a gathering says of it. */
async function evening({ hanna, ada, bo, cleo, iben }: Cast, more: Partial<tables.Table> = {}) {
  const { code: place } = await spaces.open(iben, { kind: 'local', name: 'The bay', about: '', region: '', area: '', language: 'en' });
  for (const one of [hanna, ada, bo, cleo]) await personas.make(one, place, { name: `grey ${one.name}`, keepName: true, pledged: true });
  const [{ id: space }] = (await asHouse(() => sql<{ id: string }>`select id from members.spaces where code = ${place}`)) as [{ id: string }];
  const table = (isHost = false): tables.Table => ({ sittingId, code: 'evening-1', space, name: 'Evening tea', language: 'en', startsAt, minutes: 90, call: 'video', isTalk: false, seats: 9, isHost, ...more });
  const [sittingId, startsAt] = [randomUUID(), new Date(Date.now() - 60_000)];
  await tables.admit(hanna, table(true));
  await tables.admit(ada, table());
  const { session, circle } = await lines.room(ada, 'evening-1');
  return { place, space, sittingId, table, sessionId: session!.id, circleId: circle.id, code: 'evening-1' };
}
const event = (name: string, data: Record<string, unknown>) => ({ id: 1, name, data, at: new Date() });
const personaOf = async (member: Member, space: string) => (await asking(member, () => sql<{ id: string }>`select members.persona_in(${space}) as id`))[0]!.id;

describe('the text room of a gathering (MEET-11)', () => {
  scene('is there for who comes and who holds it, by the names of the place; opens with a host; and nobody else knows of it', async (cast) => {
    const { hanna, ada, bo } = cast;
    const { code, sessionId, table } = await evening(cast);
    expect(await lines.room(ada, code)).toMatchObject({ phase: 'hostless', circle: { kind: 'table', name: 'Evening tea' }, session: { hosts: ['grey hanna'], call: 'video' } });
    await expect(presences.stepIn(ada, code, sessionId)).rejects.toBeInstanceOf(NotFound);
    await presences.stepIn(hanna, code, sessionId);
    await presences.stepIn(ada, code, sessionId);
    await lines.say(ada, code, sessionId, { text: 'The picture is gone. I am here.' });
    expect((await lines.room(hanna, code)).lines).toMatchObject([{ name: 'grey ada', body: 'The picture is gone. I am here.' }]);
    await expect(lines.room(bo, code)).rejects.toBeInstanceOf(NotFound);
    await expect(lines.say(bo, code, sessionId, { text: 'x' })).rejects.toBeInstanceOf(NotFound);
    for (const table of ['circles', 'seats', 'lines', 'presences']) expect(await asking(bo, () => (table === 'circles' ? sql`select 1 from circles.circles` : table === 'seats' ? sql`select 1 from circles.seats` : table === 'lines' ? sql`select 1 from circles.lines` : sql`select 1 from circles.presences`)), table).toEqual([]);
    await tables.admit(ada, table());
    expect(await asHouse(() => sql`select 1 from circles.seats`)).toHaveLength(2);
  });
  scene('is no circle: it stands in no list, and none of what ends, fills or moves a circle touches it', async (cast) => {
    const { hanna, ada, bo, iben } = cast;
    const { code, sessionId } = await evening(cast);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    expect([await circles.all(ada), await circles.forStewards(iben)]).toEqual([[], []]);
    for (const wrong of [
      () => circles.one(ada, code), () => circles.held(hanna, code), () => seats.sit(bo, code, { name: 'x y', pledged: true }), () => seats.rise(ada, code), () => waits.wait(bo, code),
      () => endings.keepAsAlumni(hanna, code), () => endings.say(hanna, code, new Date(Date.now() + 100 * 86_400_000).toISOString().slice(0, 10)), () => endings.handOver(hanna, code),
      () => sessions.add(hanna, code, { date: tomorrow, time: '19:00' }, 'UTC'), () => sessions.move(hanna, code, sessionId, { date: tomorrow, time: '19:00', call: 'text' }, 'UTC')
    ]) await expect(wrong(), String(wrong)).rejects.toBeInstanceOf(NotFound);
  });
  scene('ends for whoever took another name there since (MEET-11, ID-6)', async (cast) => {
    const { hanna, ada, bo } = cast;
    const { code, sessionId, sittingId, space, place, table } = await evening(cast);
    await tables.admit(bo, table());
    for (const one of [hanna, ada, bo]) await presences.stepIn(one, code, sessionId);
    const before = await personaOf(bo, space);
    await personas.renew(bo, await personas.inPlace(bo, place), { name: 'Late Robin', pledged: true });
    await seats.follow(await personaOf(bo, space));
    expect(await personaOf(bo, space)).not.toBe(before);
    for (let twice = 0; twice < 2; twice++) await reactors['gatherings.seat.declined']!(event('gatherings.seat.declined', { sittingId, personaId: before }));
    await expect(lines.room(bo, code)).rejects.toBeInstanceOf(NotFound);
    await expect(lines.say(bo, code, sessionId, { text: 'x' })).rejects.toBeInstanceOf(NotFound);
    expect((await lines.room(ada, code)).session).toMatchObject({ here: 2 });
  });
  scene('ends for whoever gives the seat back: page, next line and what is sent; heard twice it is the same', async (cast) => {
    const { hanna, ada, bo } = cast;
    const { code, sessionId, sittingId, space, table } = await evening(cast);
    await tables.admit(bo, table());
    for (const one of [hanna, ada, bo]) await presences.stepIn(one, code, sessionId);
    const bos = await personaOf(bo, space);
    const listening = { login: bo.session.id, personaId: bos };
    expect((await feed.since(sessionId, 0, [listening]))!.may).toEqual(new Set([bo.session.id]));
    for (let twice = 0; twice < 2; twice++) await reactors['gatherings.seat.freed']!(event('gatherings.seat.freed', { sittingId, personaId: bos }));
    expect((await feed.since(sessionId, 0, [listening]))!.may).toEqual(new Set());
    await expect(lines.room(bo, code)).rejects.toBeInstanceOf(NotFound);
    expect((await lines.room(ada, code)).session).toMatchObject({ here: 2 });
    await reactors['gatherings.sitting.cancelled']!(event('gatherings.sitting.cancelled', { sittingId }));
    await expect(lines.say(ada, code, sessionId, { text: 'Anybody?' })).rejects.toMatchObject({ key: 'circles.refused.notOpen' });
  });
  scene('follows its gathering to another time until it is open, and goes a week after', async (cast) => {
    const { hanna, ada } = cast;
    const { code, sessionId, table } = await evening(cast);
    const later = new Date(Date.now() + 3_600_000);
    await tables.admit(ada, { ...table(), startsAt: later });
    expect(await lines.room(ada, code)).toMatchObject({ phase: 'early', session: { startsAt: later } });
    await tables.admit(hanna, table(true));
    await presences.stepIn(hanna, code, sessionId);
    await tables.admit(ada, { ...table(), startsAt: later });
    expect((await lines.room(ada, code)).phase).toBe('open');
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '9 days'`);
    await clock.forget();
    expect(await asHouse(() => sql`select 1 from circles.circles`)).toEqual([]);
  });
  scene('of a talk: hosts speak, others ask them in private, and a question is read out once and without a name (PEER-25)', async (cast) => {
    const { hanna, ada, bo } = cast;
    const { code, sessionId, circleId, table } = await evening(cast, { isTalk: true, seats: 200 });
    await tables.admit(bo, table());
    for (const one of [hanna, ada, bo]) await presences.stepIn(one, code, sessionId);
    await expect(lines.say(ada, code, sessionId, { text: 'Hello' })).rejects.toMatchObject({ key: 'circles.refused.listening' });
    await lines.say(hanna, code, sessionId, { text: 'Welcome.' });
    await asides.tell(ada, code, sessionId, { text: 'Does rest help?' });
    expect(await asides.of(bo, circleId)).toEqual([]);
    const [question] = await asides.of(hanna, circleId);
    for (const wrong of [ada, bo]) await expect(tables.readOut(wrong, code, question!.id, 'Somebody asks:')).rejects.toBeInstanceOf(NotFound);
    for (let twice = 0; twice < 2; twice++) await tables.readOut(hanna, code, question!.id, 'Somebody asks:');
    expect((await lines.room(bo, code)).lines.map(({ name, body }) => [name, body])).toEqual([['grey hanna', 'Welcome.'], ['grey hanna', 'Somebody asks: Does rest help?']]);
  });
  scene('that its host has closed is read for its day by those who came, or had opened its page before that day, as the host is told (MEET-11)', async (cast) => {
    const { hanna, ada, bo, cleo } = cast;
    const { code, sessionId, table } = await evening(cast);
    for (const one of [hanna, ada]) await presences.stepIn(one, code, sessionId);
    await lines.say(ada, code, sessionId, { text: 'Good night.' });
    await presences.stepOut(ada, sessionId);
    for (const one of [bo, cleo]) await tables.admit(one, table());
    await asHouse(() => sql`update circles.seats set taken_on = current_date - 3 where persona_id in (select persona_id from members.faces where name = 'grey cleo')`);
    await sessions.close(hanna, code, sessionId);
    const read = async (who: Member) => (await lines.room(who, code)).lines.map(({ body }) => body);
    expect([await read(hanna), await read(ada), await read(cleo), await read(bo)]).toEqual([['Good night.'], ['Good night.'], ['Good night.'], []]);
    await expect(lines.say(hanna, code, sessionId, { text: 'One more thing.' })).rejects.toMatchObject({ key: 'circles.refused.notOpen' });
    await asHouse(() => sql`update circles.lines set said_at = said_at - interval '25 hours'`);
    expect(await read(ada)).toEqual([]);
  });
  scene('of a table reads nothing out', async (cast) => {
    const { hanna, ada } = cast;
    const { code, sessionId, circleId } = await evening(cast);
    for (const one of [hanna, ada]) await presences.stepIn(one, code, sessionId);
    await asides.tell(ada, code, sessionId, { text: 'For you alone.' });
    const [aside] = await asides.of(hanna, circleId);
    await expect(tables.readOut(hanna, code, aside!.id, 'x')).rejects.toBeInstanceOf(NotFound);
  });
});
