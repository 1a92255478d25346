/** Who holds a circle, when a role ends, and when nobody does any more. (MOD-1, MOD-12, MEET-9) */
import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as leaving from '#members/leaving';
import type { Host, Member } from '#members/members';
import * as rests from '#members/rests';
import * as roles from '#members/roles';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import * as asides from '#circles/asides';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as holds from '#circles/holds';
import * as lines from '#circles/lines';
import { reactors } from '#circles/reactors';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';
import * as things from '#circles/things';

const wish = (name: string) => ({ name, pledged: true });
const roleOf = async (member: Member, code: string) => (await circles.one(member, code)).myRole;
const ended = (member: Member) => reactors['members.role.ended']!({ id: 1, name: 'members.role.ended', data: { memberId: member.id, role: 'host' }, at: new Date() });
const soon = (code: string) => asHouse(() => sql`
  update circles.sessions s set starts_at = now() + interval '1 day' from circles.circles c where c.id = s.circle_id and c.code = ${code} and s.number = 1`);
const told = () => asHouse(() => sql<{ isUnheld: boolean }>`select (data->>'isUnheld')::boolean as is_unheld from platform.events where name = 'circles.hold.changed' order by id`);
const statesTold = async () => (await told()).map(({ isUnheld }) => isUnheld);

describe('a hold that came by a role (MOD-1, MOD-12)', () => {
  scene('goes with the last role: no words to the hosts, no plan, no end, and the seat stays', async (cast) => {
    const { ada, hanna, mio, iben } = cast;
    const code = await seated(cast, { most: '6' });
    const { session, circle } = await lines.room(ada, code);
    await asides.tell(ada, code, session!.id, { text: 'For those who hold it.' });
    await roles.give(iben, hanna.code, 'moderator');
    await roles.end(iben, hanna.code, 'host');
    await ended(hanna);
    expect(await roleOf(hanna, code), 'a trainee has a role still').toBe('host');
    await roles.end(iben, hanna.code, 'trainee');
    for (let twice = 0; twice < 2; twice++) await ended(hanna);
    expect([await roleOf(hanna, code), await roleOf(mio, code), (await circles.one(ada, code)).hosts]).toEqual(['member', 'host', 1]);
    expect(await asides.of(hanna, circle.id)).toEqual([]);
    await expect(sessions.write(hanna, code, session!.id, { plan: 'Mine.', between: '' })).rejects.toBeInstanceOf(NotFound);
    await expect(holds.offer(hanna, code, true), 'nor by offering').rejects.toBeInstanceOf(NotFound);
    expect((await seats.mates(hanna, circle.id)).find(({ isMine }) => isMine)).toMatchObject({ name: 'Fern Lane', role: 'member', mayOffer: false });
    expect((await seats.mates(ada, circle.id)).filter(({ mayOffer }) => mayOffer).map(({ name }) => name), 'of others it says nothing').toEqual(['Willow Cup']);
  });
  scene('or by the wish of those who sit there goes when the account of its holder comes to rest, heard twice or found by the clock (MOD-9)', async (cast) => {
    const { hanna, mio, iben } = cast;
    const code = await seated(cast, { most: '6' });
    await asHouse(() => sql`update circles.seats s set hold = '' from circles.circles c, members.personas p where c.id = s.circle_id and c.code = ${code} and p.id = s.persona_id and p.member_id = ${hanna.id}`);
    const holding = async () => [await roleOf(hanna, code), await roleOf(mio, code)];
    expect(await holding()).toEqual(['host', 'host']);
    await asHouse(() => rests.begin(hanna.personaId, iben.id));
    for (let twice = 0; twice < 2; twice++) await reactors['members.rest.begun']!({ id: 1, name: 'members.rest.begun', data: { memberId: hanna.id }, at: new Date() });
    expect(await holding()).toEqual(['member', 'host']);
    await asHouse(() => rests.begin(mio.personaId, iben.id));
    await holds.sweep();
    expect(await holding()).toEqual(['member', 'member']);
    await asHouse(() => rests.end(hanna.personaId));
    expect(await roleOf(hanna, code), 'it does not come back by itself').toBe('member');
  });
  scene('that ended by mistake is no dead end: with a role again they offer like others, and keep their name and their lines', async (cast) => {
    const { ada, hanna, mio, iben } = cast;
    const code = await seated(cast, { most: '6' });
    await roles.end(iben, hanna.code, 'host');
    await ended(hanna);
    await roles.give(iben, hanna.code, 'host');
    expect(await roleOf(hanna, code)).toBe('member');
    const mine = async (member: Member) => (await seats.mates(member, (await circles.one(member, code)).id)).find(({ isMine }) => isMine)!;
    expect(await mine(hanna)).toMatchObject({ name: 'Fern Lane', mayOffer: true });
    await holds.offer(hanna, code, true);
    await roles.end(iben, hanna.code, 'host');
    await ended(hanna);
    expect(await mine(hanna), 'an offer goes with the role, too').toMatchObject({ wants: '', mayOffer: false });
    await roles.give(iben, hanna.code, 'host');
    await holds.offer(hanna, code, true);
    await seats.giveHold(mio, code, (await mine(hanna)).seatId);
    expect([await roleOf(hanna, code), (await mine(hanna)).name]).toEqual(['host', 'Fern Lane']);

    await asHouse(() => sql`update circles.seats s set hold = 'role' from circles.circles c where c.id = s.circle_id and c.code = ${code} and s.role = 'host'`);
    for (const [one, role] of [[hanna, 'host'], [mio, 'moderator']] as const) await roles.end(iben, one.code, role);
    await holds.sweep();
    expect([await roleOf(hanna, code), await roleOf(mio, code)]).toEqual(['member', 'member']);
    for (const one of [hanna, mio]) await roles.give(iben, one.code, 'host');
    for (const one of [hanna, mio]) await holds.offer(one, code, true);
    expect([await roleOf(hanna, code), await roleOf(mio, code), await roleOf(ada, code)], 'where nobody holds it, it goes on with the two').toEqual(['host', 'host', 'member']);
    expect(await asHouse(() => sql`select 1 from circles.seats where hold <> ''`), 'as those who sit there wanted it').toEqual([]);
  });
  scene('is found by the clock too, where nobody heard that the role ended; one that people of the circle gave stays', async (cast) => {
    const { ada, bo, hanna, iben } = cast;
    const code = await seated(cast, { most: '6' });
    await roles.give(iben, ada.code, 'host');
    await holds.offer(ada, code, true);
    const { seatId } = (await seats.mates(hanna, (await circles.one(hanna, code)).id)).find(({ wants }) => wants)!;
    await seats.giveHold(hanna, code, seatId);
    for (const one of [ada, hanna]) await roles.end(iben, one.code, 'host');
    await holds.sweep();
    expect([await roleOf(ada, code), await roleOf(hanna, code), await roleOf(bo, code)]).toEqual(['host', 'member', 'member']);
  });
  scene('is ended by a steward, by the name somebody has there, and by no other name', async (cast) => {
    const { ada, hanna, mio, iben } = cast;
    const code = await seated(cast);
    for (const name of ['hanna', 'Willow Cup', 'Nobody', '']) await expect(holds.end(iben, code, name), name).rejects.toMatchObject({ key: 'circles.refused.notHolding', field: 'name' });
    await expect(holds.end(iben, 'no-such', 'Fern Lane')).rejects.toBeInstanceOf(NotFound);
    await holds.end(iben, code, ' fern lane ');
    expect([await roleOf(hanna, code), await roleOf(mio, code), await roleOf(ada, code)]).toEqual(['member', 'host', 'member']);
    await expect(holds.end(iben, code, 'Fern Lane')).rejects.toMatchObject({ key: 'circles.refused.notHolding' });
  });
  scene('that a steward ended stays ended, whatever somebody is called there, until a steward says otherwise', async (cast) => {
    const { ada, bo, hanna, iben } = cast;
    const code = await seated(cast, { most: '6' });
    await holds.end(iben, code, 'Fern Lane');
    await roles.end(iben, hanna.code, 'host');
    await roles.give(iben, hanna.code, 'host');
    await expect(holds.offer(hanna, code, true), 'nor with a role again').rejects.toBeInstanceOf(NotFound);
    await seats.rise(hanna, code);
    expect(await circles.one(hanna, code)).toMatchObject({ myRole: null, isStoodDown: true });
    await expect(seats.hold(hanna, code, wish('Fern Again'))).rejects.toMatchObject({ key: 'circles.refused.stoodDown' });
    await seats.rise(bo, code);
    await seats.hold(bo as Host, code, wish('Ash Again')); // of nobody else it is known
    await seats.sit(hanna, code, wish('Fern Again'));
    await expect(holds.offer(hanna, code, true)).rejects.toBeInstanceOf(NotFound);
    for (const seer of [ada, bo]) {
      expect(await asking(seer, () => sql`select 1 from circles.stood_down`)).toEqual([]);
      expect(await circles.one(seer, code)).toMatchObject({ isStoodDown: false });
    }
    expect((await things.of(hanna)).circlesNotMineToHold).toMatchObject([{ circle: 'Quiet hour' }]);

    expect((await circles.forStewards(iben)).find((one) => one.code === code)).toMatchObject({ isSomebodyStoodDown: true });
    for (const name of ['Fern Lane', 'Willow Cup', '']) await expect(holds.allow(iben, code, name), name).rejects.toMatchObject({ key: 'circles.refused.notStoodDown', field: 'again' });
    await holds.allow(iben, code, ' fern again ');
    await holds.offer(hanna, code, true);
    expect((await seats.mates(hanna, (await circles.one(hanna, code)).id)).find(({ isMine }) => isMine)).toMatchObject({ wants: 'host', role: 'member' });
    expect(await circles.forStewards(iben)).not.toContainEqual(expect.objectContaining({ isSomebodyStoodDown: true }));
  });
  scene('is known for those who held a circle before, by when they took their seat', async (cast) => {
    const { ada, hanna, mio } = cast;
    const code = await seated(cast);
    const marks = await asHouse(() => sql<{ name: string; hold: string }>`
      select f.name, s.hold from circles.seats s join circles.circles c on c.id = s.circle_id join members.faces f on f.persona_id = s.persona_id where c.code = ${code} order by f.name`);
    expect(marks.map(({ name, hold }) => [name, hold])).toEqual([['Ash Blanket', ''], ['Fern Lane', 'role'], ['Tall Kettle', 'role'], ['Willow Cup', '']]);
    expect([await roleOf(hanna, code), await roleOf(mio, code), await roleOf(ada, code)]).toEqual(['host', 'host', 'member']);
  });
});

describe('a circle that nobody holds (MOD-12, MEET-9)', () => {
  scene('promises no date: not on Today, not in the list, not in its room; whoever could hold it sees what is planned', async (cast) => {
    const { ada, cleo, hanna, mio } = cast;
    const code = await seated(cast);
    await soon(code);
    expect([await sessions.next(ada), (await circles.one(cleo, code)).nextAt]).toEqual([expect.objectContaining({ code }), expect.any(Date)]);
    await seats.rise(hanna, code);
    expect(await sessions.next(ada), 'one still holds it').toBeDefined();
    await seats.rise(mio, code);
    expect(await sessions.next(ada)).toBeUndefined();
    for (const one of [ada, cleo]) expect(await circles.one(one, code)).toMatchObject({ isUnheld: true, nextAt: null, plannedAt: expect.any(Date), hosts: 0 });
    expect((await lines.room(ada, code)).circle.isUnheld).toBe(true);
  });
  scene('is told of once, and once more when somebody holds it again; a trained host sits down where every seat is taken', async (cast) => {
    const { ada, bo, cleo, hanna, mio } = cast;
    const code = await seated(cast, { most: '4' });
    await soon(code);
    await holds.sweep();
    expect(await statesTold(), 'held').toEqual([]);
    for (const one of [hanna, mio]) await seats.rise(one, code);
    await asHouse(() => sql`update circles.circles set most = 3 where code = ${code}`);
    await asHouse(() => sql`insert into circles.seats (id, circle_id, persona_id) select gen_random_uuid(), c.id, ${cleo.personaId} from circles.circles c where c.code = ${code}`);
    for (let twice = 0; twice < 2; twice++) await holds.sweep();
    expect(await statesTold()).toEqual([true]);
    await seats.hold(hanna, code, wish('Fern Again'));
    for (let twice = 0; twice < 2; twice++) await holds.sweep();
    expect([await statesTold(), (await sessions.next(ada))?.code, (await circles.one(bo, code)).taken]).toEqual([[true, false], code, 4]);
  });
  scene('that nobody sits in, or that is over, is nothing to tell', async (cast) => {
    const { iben, ada, bo, hanna, mio } = cast;
    const { opening } = await import('#test/circle');
    await circles.open(iben, { ...opening, name: 'Just opened' }, 'UTC');
    const code = await seated(cast);
    await asHouse(() => sql`update circles.circles set ended_at = now() where code = ${code}`);
    for (const one of [hanna, mio, ada, bo]) await seats.rise(one, code);
    await holds.sweep();
    expect(await statesTold()).toEqual([]);
  });
  scene('that is a place to come back to promises nothing without a date, so nothing is told; with one ahead it is', async (cast) => {
    const { ada, hanna, mio } = cast;
    const code = await seated(cast);
    await asHouse(() => sql`update circles.circles set kind = 'alumni' where code = ${code}`);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '1 day' where circle_id = (select id from circles.circles where code = ${code})`);
    for (const one of [hanna, mio]) await seats.rise(one, code);
    await holds.sweep();
    expect(await statesTold()).toEqual([]);
    expect(await circles.one(ada, code), 'its page says how it is').toMatchObject({ isUnheld: true });
    await soon(code);
    await holds.sweep();
    expect(await statesTold()).toEqual([true]);
  });
  scene('goes on at once with two who offer, and not with one, nor with whoever a moderator has paused', async (cast) => {
    const { ada, bo, cleo, hanna, mio } = cast;
    const code = await seated(cast);
    await soon(code);
    for (const one of [hanna, mio]) await seats.rise(one, code);
    await holds.sweep();
    await holds.offer(ada, code, true);
    expect(await roleOf(ada, code)).toBe('member');
    await expect(holds.offer({ ...bo, suspendedUntil: new Date(Date.now() + 60_000) }, code, true)).rejects.toMatchObject({ key: 'members.refused.paused' });
    await holds.offer(bo, code, true);
    expect([await roleOf(ada, code), await roleOf(bo, code), (await sessions.next(ada))?.code, await statesTold()]).toEqual(['host', 'host', code, [true, false]]);
    for (const isOffered of [true, false]) await holds.offer(ada, code, isOffered); // pressed twice, or on an old page
    expect(await roleOf(ada, code)).toBe('host');
    await expect(holds.offer(cleo, code, true), 'somebody who does not sit there').rejects.toBeInstanceOf(NotFound);
    await holds.sweep();
    expect(await statesTold()).toEqual([true, false]);
    await sessions.write(ada, code, (await lines.room(ada, code)).session!.id, { plan: 'Tea first.', between: '' });
  });
  scene('goes on with those who had offered before, when its hosts leave for good, and those who sit there are told that it does', async (cast) => {
    const { ada, bo, hanna, mio } = cast;
    const code = await seated(cast);
    for (const one of [ada, bo]) await holds.offer(one, code, true);
    expect(await roleOf(ada, code), 'while it is held, an offer is an offer').toBe('member');
    for (const one of [hanna, mio]) await leaving.ask(one);
    await asHouse(() => sql`update members.leavings set due_at = now()`);
    await leaving.sweep();
    await clock.clocks.find(({ name }) => name === 'circles.holds')!.run();
    expect([await roleOf(ada, code), await roleOf(bo, code), await statesTold()]).toEqual(['host', 'host', [false]]);
    expect(await asking(ada, () => sql`select 1 from circles.seats where wants <> ''`)).toEqual([]);
  });
});
