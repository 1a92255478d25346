import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Member } from '#members/members';
import type { Cast } from '#test/cast';
import { opening, seated } from '#test/circle';
import { scene } from '#test/scene';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';
import * as things from '#circles/things';
import * as waits from '#circles/waits';

const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const wish = (name: string) => ({ name, pledged: true });

describe('a circle (PEER-27, ID-6)', () => {
  scene('takes people in when two hold it, as many as there are seats, and is full then; who waits is next (MOD-12)', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code } = await circles.open(iben, opening, 'Europe/London');
    await expect(seats.sit(ada, code, wish('Willow Cup'))).rejects.toMatchObject({ key: 'circles.refused.hostless' });
    await seats.hold(hanna, code, wish('Fern Lane'));
    expect(await circles.one(ada, code)).toMatchObject({ door: 'hostless', taken: 1 });
    await seats.hold(mio, code, wish('Tall Kettle'));
    await seats.sit(ada, code, wish('Willow Cup'));
    await seats.sit(ada, code, wish('Something Else'));
    await seats.sit(bo, code, wish('Ash Blanket'));
    expect(await circles.one(cleo, code)).toMatchObject({ door: 'full', taken: 4, myRole: null });
    await expect(seats.sit(cleo, code, wish('Late Robin'))).rejects.toMatchObject({ key: 'circles.refused.full' });
    for (let twice = 0; twice < 2; twice++) await waits.wait(cleo, code);
    await seats.rise(bo, code);
    const { id } = await circles.one(ada, code);
    expect(await asHouse(() => sql<{ memberId: string }>`select member_id from circles.waits`)).toEqual([{ memberId: cleo.id }]);
    await seats.sit(cleo, code, wish('Late Robin'));
    expect((await seats.mates(ada, id)).map(({ name, role }) => [name, role])).toEqual([['Fern Lane', 'host'], ['Tall Kettle', 'host'], ['Late Robin', 'member'], ['Willow Cup', 'member']]);
    await expect(seats.rise(bo, code)).rejects.toBeInstanceOf(NotFound);
  });
  scene('is opened once, however often its form is sent and from a second page too; with other words, or once it is over, it is another one', async ({ iben }) => {
    const made = async (more = {}, once = 'one-form-1') => (await circles.open(iben, { ...opening, ...more }, 'Europe/London', once)).code;
    const first = await made();
    expect([await made(), await made({}, 'another-tab'), await made({}, '')]).toEqual([first, first, first]);
    expect(await asHouse(() => sql`select 1 from circles.sessions s join circles.circles c on c.id = s.circle_id where c.code = ${first}`)).toHaveLength(3);
    const others = [await made({ name: 'Loud hour' }), await made({ time: '18:00' }, 'another-tab')];
    expect(new Set([first, ...others]).size).toBe(3);
    await asHouse(() => sql`update circles.circles set opened_at = now() - interval '1 hour' where code = ${first}`);
    expect([await made(), await made({}, 'the-next-day') === first]).toEqual([first, false]);
    await asHouse(() => sql`update circles.circles set ended_at = now() where name = 'Quiet hour'`);
    expect(await made(), 'over, it is opened anew').not.toBe(first);
  });
  scene('is known to all by its name and its hours, and who sits there only to those who do', async (cast) => {
    const code = await seated(cast);
    const { cleo, ada } = cast;
    const { id } = await circles.one(cleo, code);
    expect(await seats.mates(cleo, id)).toEqual([]);
    await expect(circles.ofMine(cleo, code)).rejects.toBeInstanceOf(NotFound);
    expect(await asking(cleo, () => sql`select 1 from circles.seats`)).toEqual([]);
    expect(await sql`select 1 from circles.seats`).toEqual([]);
    expect(await asking(cleo, () => sql`select 1 from members.faces where name in ('Willow Cup', 'Fern Lane')`)).toEqual([]);
    expect((await seats.mates(ada, id)).length).toBe(4);
  });
  scene('that meets within a week is next for those who sit there, while it goes on too, and for nobody else', async (cast) => {
    const code = await seated(cast);
    const { ada, cleo } = cast;
    expect(await sessions.next(ada), 'far away').toBeUndefined();
    for (const [minutes, isNext] of [[60 * 24 * 3, true], [-5, true], [-60 * 24, false]] as const) {
      await asHouse(() => sql`update circles.sessions set starts_at = now() + make_interval(mins => ${minutes}::int) where number = 1`);
      expect(await sessions.next(ada), String(minutes)).toEqual(isNext ? expect.objectContaining({ code, isOpen: false }) : undefined);
      expect(await sessions.next(cleo)).toBeUndefined();
    }
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '5 minutes', opened_at = now() where number = 1`);
    expect(await sessions.next(ada), 'a host has come in').toMatchObject({ code, isOpen: true });
  });
  scene('is opened for a day that comes, and not years ahead', async ({ iben }) => {
    for (const [date, key] of [[ahead(370), 'farAhead'], ['2127-03-20', 'farAhead'], [ahead(-2), 'past'], ['soon', 'date']]) await expect(circles.open(iben, { ...opening, date: date! }, 'Europe/London'), date).rejects.toMatchObject({ key: `circles.refused.${key}`, field: 'date' });
    expect((await circles.open(iben, { ...opening, date: ahead(360), weeks: '52' }, 'Europe/London')).code).toMatch(/./);
  });
  scene('cannot be entered by its code alone, from the page for local groups', async ({ cleo, ...cast }) => {
    const code = await seated({ ...cast });
    const personas = await import('#members/personas');
    await expect(personas.make(cleo, code, wish('Back Door'))).rejects.toBeInstanceOf(NotFound);
    expect(await asking(cleo, () => sql`select 1 from members.my_spaces() m where ${code} = ''`)).toEqual([]);
  });
  scene('meets at the same hour across the change to summer time', async ({ ada, iben }) => {
    // The clocks change on the last Sundays of March and October.
    const today = Temporal.Now.plainDateISO();
    const changes = [today.year, today.year + 1].flatMap((year) => [3, 10].map((month) => Temporal.PlainDate.from({ year, month, day: 31 }))).map((last) => last.subtract({ days: last.dayOfWeek % 7 }));
    const date = changes.map((sunday) => sunday.subtract({ days: 11 })).find((day) => Temporal.PlainDate.compare(day, today) > 0)!;
    const { code } = await circles.open(iben, { ...opening, date: String(date) }, 'Europe/London');
    const { id } = await circles.one(ada, code);
    const there = (await sessions.of(ada, id)).map(({ startsAt }) => Temporal.Instant.fromEpochMilliseconds(startsAt.getTime()).toZonedDateTimeISO('Europe/London'));
    expect(there.map((at) => [String(at.toPlainDate()), String(at.toPlainTime())])).toEqual([0, 7, 14].map((days) => [String(date.add({ days })), '19:00:00']));
    expect(new Set(there.map(({ offset }) => offset)).size).toBe(2);
  });
  scene('keeps plans and notes for those who sit there, and lets those who hold it write them', async (cast) => {
    const code = await seated(cast);
    const { ada, cleo, hanna } = cast;
    const { id } = await circles.one(ada, code);
    const [first] = await sessions.of(ada, id);
    await expect(sessions.write(ada, code, first!.id, { plan: 'x', between: '' })).rejects.toBeInstanceOf(NotFound);
    await sessions.write(hanna, code, first!.id, { plan: 'A round of names.', between: 'Try one small thing.' });
    expect((await sessions.of(ada, id))[0]).toMatchObject({ plan: 'A round of names.', between: 'Try one small thing.' });
    expect((await sessions.of(cleo, id))[0]).toMatchObject({ plan: '', between: '' });
  });
  scene('that is a cohort takes nobody new once it has met twice (PEER-26)', async ({ cleo, ...cast }) => {
    const code = await seated(cast as Cast, { kind: 'course', most: '6' });
    expect(await circles.one(cleo, code)).toMatchObject({ door: 'open', weeks: 3 });
    await asHouse(() => sql`update circles.sessions set opened_at = now() where number < 3`);
    expect(await circles.one(cleo, code)).toMatchObject({ door: 'late' });
    await expect(seats.sit(cleo, code, wish('Late Robin'))).rejects.toMatchObject({ key: 'circles.refused.late' });
  });
  scene('goes with whoever leaves for good, and is in their download', async (cast) => {
    const code = await seated(cast);
    const { ada, bo } = cast;
    expect((await things.of(ada)).circles).toMatchObject([{ circle: 'Quiet hour', nameThere: 'Willow Cup', role: 'member' }]);
    await circles.wish(ada, 'One for night owls.');
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    const { id } = await circles.one(bo, code);
    expect((await seats.mates(bo, id)).map(({ name }) => name)).not.toContain('Willow Cup');
    expect(await asHouse(() => sql`select 1 from circles.wishes`)).toEqual([]);
  });
  scene('meets at another time, or not this time: those who sit there are told, the past is refused, and there is a way back (MEET-9, MEET-12)', async (cast) => {
    const code = await seated(cast);
    const { ada, hanna } = cast;
    const { id: circleId } = await circles.one(ada, code);
    const first = async () => (await sessions.of(ada, circleId)).find(({ number }) => number === 1)!;
    const { id } = await first();
    const told = () => asHouse(() => sql`select data from platform.events where name = 'circles.session.moved'`);
    const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    for (const far of [ahead(370), '2127-03-20']) {
      await expect(sessions.move(hanna, code, id, { date: far, time: '19:00', call: 'text' }, 'Europe/London'), far).rejects.toMatchObject({ key: 'circles.refused.farAhead', field: 'date' });
      await expect(sessions.add(hanna, code, { date: far, time: '19:00' }, 'Europe/London'), far).rejects.toMatchObject({ key: 'circles.refused.farAhead', field: 'date' });
    }
    const to = (date: string, who: Member = hanna) => sessions.move(who, code, id, { date, time: '19:00', call: 'text' }, 'Europe/London');
    await expect(to('2020-03-20')).rejects.toMatchObject({ key: 'circles.refused.past', field: 'date' });
    await expect(sessions.add(hanna, code, { date: '2020-03-20', time: '19:00' }, 'Europe/London')).rejects.toMatchObject({ key: 'circles.refused.past' });
    await expect(to(ahead(21), ada)).rejects.toBeInstanceOf(NotFound);
    await to(ahead(360));
    await to(ahead(360));
    expect(await told()).toEqual([{ data: { circleId } }]);
    await asHouse(() => sql`update circles.sessions set starts_at = now() + interval '1 day' where number = 1`);
    expect(await sessions.next(ada)).toMatchObject({ code });
    for (const on of [true, false]) await expect(sessions.hold(ada, code, id, on)).rejects.toBeInstanceOf(NotFound);
    for (let twice = 0; twice < 2; twice++) await sessions.hold(hanna, code, id, false);
    expect(await first()).toMatchObject({ isOff: true });
    expect([await sessions.next(ada), await told()]).toMatchObject([undefined, { length: 2 }]);
    for (let twice = 0; twice < 2; twice++) await sessions.hold(hanna, code, id, true);
    expect(await first()).toMatchObject({ isOff: false, closedAt: null });
    expect([await sessions.next(ada), await told()]).toMatchObject([{ code }, { length: 3 }]);
    // Missed, its room closed by itself: it can still have another day.
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '2 hours' where number = 1`);
    await clock.closeRooms();
    await expect(sessions.hold(hanna, code, id, true)).rejects.toBeInstanceOf(NotFound);
    await to(ahead(22));
    expect(await first()).toMatchObject({ isOff: false, closedAt: null });
  });
  scene('is where one may ask some people to be with one in something; nobody else learns of it (PEER-13)', async (cast) => {
    const code = await seated(cast);
    const { ada, bo, hanna } = cast;
    const cheers = await import('#circles/cheers');
    const { id } = await circles.one(ada, code);
    const seatOf = async (name: string) => (await seats.mates(ada, id)).find((mate) => mate.name === name)!.seatId;
    await expect(cheers.ask(ada, code, 'One morning at work.', [])).rejects.toMatchObject({ key: 'circles.refused.cheerWhom' });
    await cheers.ask(ada, code, 'One morning at work.', [await seatOf('Ash Blanket')]);
    expect([await cheers.of(bo, id), await cheers.unread(hanna, id)]).toEqual([[], []]);
    const [unread] = await cheers.unread(bo, id);
    expect(unread).toEqual({ id: expect.any(String), name: 'Willow Cup' }); // by whom, and no words before bo wants them
    expect(await asking(bo, () => sql`select words from circles.cheers`)).toEqual([]);
    for (const wrong of [ada, hanna]) for (const does of [cheers.read, cheers.decline]) await expect(does(wrong, unread!.id)).rejects.toBeInstanceOf(NotFound);
    await expect(cheers.say(bo, unread!.id, 'with')).rejects.toBeInstanceOf(NotFound);
    const told = JSON.stringify(await cheers.of(ada, id));
    await cheers.decline(bo, unread!.id);
    expect([await cheers.unread(bo, id), JSON.stringify(await cheers.of(ada, id))]).toEqual([[], told]); // a no looks like silence
    for (let twice = 0; twice < 2; twice++) await cheers.read(bo, unread!.id);
    expect([await cheers.unread(bo, id), JSON.stringify(await cheers.of(ada, id))]).toEqual([[], told]);
    const [asked] = await cheers.of(bo, id);
    expect(asked).toMatchObject({ name: 'Willow Cup', words: 'One morning at work.', isMine: false, said: [] });
    expect(await cheers.of(hanna, id)).toEqual([]);
    await expect(cheers.say(hanna, asked!.id, 'with')).rejects.toBeInstanceOf(NotFound);
    await cheers.say(bo, asked!.id, 'with');
    await cheers.say(bo, asked!.id, 'rest');
    expect((await cheers.of(ada, id))[0]).toMatchObject({ isMine: true, said: [{ name: 'Ash Blanket', said: 'rest' }] });
    await expect(cheers.end(bo, asked!.id)).rejects.toBeInstanceOf(NotFound);
    await cheers.end(ada, asked!.id);
    expect((await cheers.of(ada, id))[0]!.doneAt).not.toBeNull();
  });
  scene('asked for is read by stewards without a name, three at most', async ({ ada, iben }) => {
    for (const text of ['a', 'b', 'c', 'c']) await circles.wish(ada, text);
    await expect(circles.wish(ada, 'd')).rejects.toMatchObject({ key: 'circles.refused.wishes' });
    const wishes = await circles.wishes(iben);
    expect(wishes.map(({ words }) => words).sort()).toEqual(['a', 'b', 'c']);
    await circles.answered(iben, wishes[0]!.id);
    expect(await circles.wishes(iben)).toHaveLength(2);
  });
  scene('keeps a seat for somebody who takes a new name there', async (cast) => {
    const code = await seated(cast);
    const { ada } = cast;
    const personas = await import('#members/personas');
    const here = await personas.inPlace(ada, code);
    await personas.renew(ada, here, wish('New Leaf'));
    const fresh = await personas.inPlace(ada, code);
    await seats.follow(fresh.personaId);
    await seats.follow(fresh.personaId);
    const { id } = await circles.one(ada, code);
    expect((await seats.mates(ada, id)).filter(({ isMine }) => isMine).map(({ name }) => name)).toEqual(['New Leaf']);
  });
});
