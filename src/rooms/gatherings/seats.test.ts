import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import * as clock from '#gatherings/clock';
import * as hearers from '#gatherings/hearers';
import * as hosting from '#gatherings/hosting';
import * as pairs from '#gatherings/pairs';
import * as plans from '#gatherings/plans';
import * as seed from '#gatherings/seed';
import * as seats from '#gatherings/seats';
import * as sittings from '#gatherings/sittings';
import * as blocks from '#members/blocks';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import { theCast } from '#test/cast';
import { scene } from '#test/scene';

const { aPlan, aWhen } = seed;
/** A table nobody has been told of yet. */
const table = async (...given: Parameters<typeof seed.table>) => {
  const made = await seed.table(...given);
  await asHouse(() => sql`delete from platform.events`);
  return made;
};
const events = async (like: string) => (await asHouse(() => sql<{ name: string; data: Record<string, string> }>`select name, data from platform.events where name like ${like} order by id`)).map(({ name, data }): Record<string, string> => ({ name, ...data }));
const stateOf = async (member: Member, code: string) => (await sittings.one(member, code, 2)).state;
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });

describe('a seat (MEET-2)', () => {
  scene('is taken once, by the name one has there; without one there is none', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    expect(await seats.take(ada, code)).toEqual({ state: 'coming' });
    expect(await seats.take(ada, code, { wishes: 'A chair by the door.' })).toEqual({ state: 'coming' });
    expect(await hosting.guests(hanna, code)).toMatchObject([{ name: 'grey ada', state: 'coming', wishes: 'A chair by the door.', isNew: true }]);
    await expect(seats.take(cleo, code)).rejects.toEqual(refusal('name'));
    await expect(seats.take(hanna, code)).rejects.toEqual(refusal('youHost'));
    await expect(seats.take(ada, 'zzzzzzzz')).rejects.toBeInstanceOf(NotFound);
    expect(await events('gatherings.seat.taken')).toHaveLength(1);
  });
  scene('within a week is what is next, for whoever has it and nobody else; not when it is called off', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '30 days', ends_at = now() + interval '31 days'`);
    await seats.take(ada, code);
    expect(await sittings.next(ada), 'a month away is not next').toBeUndefined();
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '2 days', ends_at = now() + interval '3 days' where code = ${code}`);
    expect(await sittings.next(ada)).toMatchObject({ code });
    expect(await sittings.next(cleo)).toBeUndefined();
    await asHouse(() => sql`update gatherings.sittings set cancelled_at = now()`);
    expect(await sittings.next(ada)).toBeUndefined();
  });
  scene('that is the last goes to one; the other waits, is told, and has it when it is free', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo, mio], iben, { seats: 3, least: 1 });
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    expect(await seats.take(ada, code)).toEqual({ state: 'coming' });
    expect(await seats.take(cleo, code)).toEqual({ state: 'waiting' });
    expect(await seats.take(mio, code)).toEqual({ state: 'waiting' });
    expect(await seats.take(cleo, code, { isUnsure: true })).toEqual({ state: 'waiting' });
    await seats.giveBack(ada, code, 'tired');
    await seats.giveBack(ada, code, 'tired');
    expect(await stateOf(cleo, code)).toBe('coming');
    expect(await stateOf(mio, code)).toBe('waiting');
    expect(await events('gatherings.seat.%')).toMatchObject([{ name: 'gatherings.seat.taken' }, { name: 'gatherings.seat.freed' }, { name: 'gatherings.seat.given' }]);
    expect(await asHouse(() => sql`select reason, times from gatherings.reasons`)).toEqual([{ reason: 'tired', times: 1 }]);
    expect(await seats.take(ada, code)).toEqual({ state: 'waiting' }); // behind those who waited
    await seats.giveBack(cleo, code);
    expect(await stateOf(mio, code)).toBe('coming');
  });
  scene('for somebody unsure is kept for a day, and then let go', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    expect(await seats.take(ada, code, { isUnsure: true })).toEqual({ state: 'maybe' });
    expect(await seats.take(cleo, code)).toEqual({ state: 'waiting' });
    await asHouse(() => sql`update gatherings.seats set held_until = now() + interval '110 minutes' where state = 'maybe'`);
    await clock.settleUnsure();
    expect(await events('gatherings.seat.asked')).toHaveLength(1);
    await asHouse(() => sql`update gatherings.seats set held_until = now() - interval '1 minute' where state = 'maybe'`);
    await clock.settleUnsure();
    await clock.fillAll();
    expect([await stateOf(ada, code), await stateOf(cleo, code)]).toEqual(['gone', 'coming']);
  });
  scene('for somebody unsure is asked about once each time, with two hours to say, also when the clock was late; unsure again is a day again', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    const asked = async () => (await events('gatherings.seat.asked')).length;
    const held = async () => (await asHouse(() => sql<{ minutes: number }>`select round(extract(epoch from held_until - now()) / 60)::int as minutes from gatherings.seats where state = 'maybe'`)).map(({ minutes }) => minutes);
    const late = (how: string) => asHouse(() => sql`update gatherings.seats set held_until = now() + ${how}::interval where state = 'maybe'`);
    await seats.take(ada, code, { isUnsure: true });
    await late('20 minutes'); // the clock stood still while it should have been asked about
    for (let twice = 0; twice < 2; twice++) await clock.settleUnsure();
    expect([await asked(), await held()]).toEqual([1, [120]]);
    await late('-1 minute');
    expect(await seats.take(ada, code, { isUnsure: true }), 'before the clock has let it go').toEqual({ state: 'maybe' });
    expect(await held()).toEqual([24 * 60]);
    await seats.take(ada, code, { isUnsure: true, wishes: 'A chair.' });
    expect(await held(), 'saying something else of it wins no time').toEqual([24 * 60]);
    await late('-1 minute');
    await clock.settleUnsure();
    expect([await asked(), await held()]).toEqual([2, [120]]);
    // Over unasked, and somebody else has the seat by now: it is let go, and whoever comes back waits behind those who waited.
    await late('-1 minute');
    await asHouse(() => sql`update gatherings.seats set asked_at = null where state = 'maybe'`);
    expect(await seats.take(cleo, code)).toEqual({ state: 'coming' });
    await clock.settleUnsure();
    expect([await asked(), await stateOf(ada, code)]).toEqual([2, 'gone']);
  });
  scene('goes with the name it was taken by, and whoever waits has it', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    await seats.take(ada, code);
    await seats.take(cleo, code);
    await asHouse(() => sql`delete from members.personas where member_id = ${ada.id} and space <> 'forum'`);
    await clock.fillAll();
    expect(await stateOf(cleo, code)).toBe('coming');
  });
  scene('is seen by its owner and hosts; a guest list that is guessed is not there', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code, { shows: true, wishes: 'No perfume.' });
    for (const other of [cleo, mio, iben]) {
      await expect(hosting.guests(other, code)).rejects.toBeInstanceOf(NotFound);
      expect(await asking(other, () => sql`select 1 from gatherings.seats`)).toEqual([]);
      expect(await seats.company(other, sittingId)).toEqual([]);
    }
    expect(await sql`select 1 from gatherings.seats`).toEqual([]);
    expect(await sql`select 1 from gatherings.gatherings`).toEqual([]);
    await asking(cleo, () => sql`update gatherings.seats set state = 'gone'`);
    await asking(cleo, () => sql`delete from gatherings.seats`);
    expect(await stateOf(ada, code)).toBe('coming');
    await expect(seats.decline(cleo, code, 'x')).rejects.toBeInstanceOf(NotFound);
  });
  scene('shows its name to those who show theirs, and to nobody else (ID-6)', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo, mio], iben);
    await seats.take(ada, code, { shows: true });
    await seats.take(cleo, code, { shows: true });
    await seats.take(mio, code);
    expect((await seats.company(ada, sittingId)).map(({ name }) => name)).toEqual(['grey cleo']);
    expect(await seats.company(mio, sittingId)).toEqual([]);
    await seats.show(cleo, code, false);
    expect(await seats.company(ada, sittingId)).toEqual([]);
  });
  scene('shows a first name or a sign a day before and no sooner', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code, { shows: true });
    await seats.take(cleo, code);
    await seats.beKnown(cleo, code, { level: 'spot', firstName: '', spot: 'A green scarf' });
    expect(await seats.company(ada, sittingId)).toMatchObject([{ name: 'grey cleo', spot: '' }]);
    await expect(seats.beKnown(ada, code, { level: 'first', firstName: 'Ada Byron', spot: '' })).rejects.toEqual(refusal('oneName'));
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '22 hours'`);
    expect(await seats.company(ada, sittingId)).toMatchObject([{ name: 'grey cleo', spot: 'A green scarf' }]);
    await seats.beKnown(cleo, code, { level: 'cafe', firstName: '', spot: '' });
    expect(await seats.company(ada, sittingId)).toMatchObject([{ spot: '' }]);
  });
  scene('taken again shows nothing that was not ticked again; a name no longer ticked takes first name and sign with it (ID-6)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '22 hours'`);
    await seats.take(cleo, code, { shows: true });
    const seen = async () => (await seats.company(cleo, sittingId)).map(({ firstName, spot }) => [firstName, spot]);
    const { faces } = await sittings.one(ada, code, 2);
    await seats.take(ada, code, { wishes: 'No perfume.' });
    await seats.beKnown(ada, code, { level: 'first', firstName: 'Ada', spot: '' });
    await seats.tells(ada, code, faces[0]!.code!);
    await seats.giveBack(ada, code);
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ level: 'cafe', shows: false, firstName: '', wishes: '', tells: null });
    await seats.take(ada, code);
    expect(await seen()).toEqual([]);
    expect(await hosting.guests(hanna, code)).toMatchObject([{ name: 'grey ada', firstName: '' }, { name: 'grey cleo' }]);
    await seats.take(ada, code, { shows: true });
    await seats.beKnown(ada, code, { level: 'spot', firstName: '', spot: 'A green scarf' });
    await seats.take(ada, code, { shows: true, wishes: 'A chair.' });
    expect(await seen()).toEqual([['', 'A green scarf']]);
    await seats.take(ada, code, { wishes: 'A chair.' });
    expect(await seen()).toEqual([]);
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ level: 'cafe', spot: '', shows: false });
    await seats.beKnown(ada, code, { level: 'first', firstName: 'Ada', spot: '' });
    const guest = (await hosting.guests(hanna, code)).find(({ name }) => name === 'grey ada');
    await seats.decline(hanna, code, guest!.code);
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ state: 'declined', level: 'cafe', shows: false, firstName: '', wishes: '' });
  });
  scene('shows a first name and a sign until it is over; they can be taken back at any time, and a week after nothing of them is kept (ID-6)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    const ended = (how: string) => asHouse(() => sql`update gatherings.sittings set starts_at = now() - ${how}::interval - interval '2 hours', ends_at = now() - ${how}::interval where id = ${sittingId}`);
    const seen = async () => (await seats.company(ada, sittingId)).map(({ name, spot, firstName }) => [name, spot, firstName]);
    for (const one of [ada, cleo]) await seats.take(one, code, { shows: true, wishes: 'No perfume.', meetMe: true });
    await seats.beKnown(cleo, code, { level: 'spot', firstName: '', spot: 'A green scarf' });
    await seats.beKnown(ada, code, { level: 'first', firstName: 'Ada', spot: '' });
    await seats.tells(ada, code, (await sittings.one(ada, code, 2)).faces[0]!.code!);
    await ended('-1 hour');
    expect(await seen()).toEqual([['grey cleo', 'A green scarf', '']]);
    expect(await hosting.guests(hanna, code)).toMatchObject([{ firstName: 'Ada' }, { spot: 'A green scarf' }]);
    await seats.arrived(ada, code, 'there');
    await seats.arrived(ada, code, 'home');
    await ended('5 minutes');
    expect(await seen()).toEqual([['grey cleo', '', '']]);
    expect(await hosting.guests(hanna, code)).toMatchObject([{ firstName: '' }, { spot: '' }]);
    await ended('3 days');
    await expect(seats.beKnown(cleo, code, { level: 'spot', firstName: '', spot: 'A red scarf' })).rejects.toBeInstanceOf(NotFound);
    await seats.beKnown(cleo, code, { level: 'cafe', firstName: '', spot: '' });
    expect((await sittings.one(cleo, code, 2)).seat).toMatchObject({ level: 'cafe', spot: '', shows: false });
    expect(await seen()).toEqual([]);
    await clock.forget();
    expect((await sittings.one(ada, code, 2)).seat).toMatchObject({ firstName: 'Ada', wishes: 'No perfume.' });
    await ended('8 days');
    expect(await hosting.guests(hanna, code)).toEqual([]);
    await clock.forget();
    const kept = await asHouse(() => sql`select level, first_name, spot, meet_me, wishes, late_minutes, tells_id, arrived_at, home_at, state from gatherings.seats where sitting_id = ${sittingId}`);
    expect(kept).toEqual(Array(2).fill({ level: 'cafe', firstName: '', spot: '', meetMe: false, wishes: '', lateMinutes: null, tellsId: null, arrivedAt: null, homeAt: null, state: 'coming' }));
  });
  scene('can be refused by a host, who says no why; it is then free', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await asHouse(() => sql`update gatherings.gatherings set seats = 1`);
    await seats.take(ada, code);
    await seats.take(cleo, code);
    const [guest] = await hosting.guests(hanna, code);
    await seats.decline(bo, code, guest!.code);
    await expect(seats.take(ada, code)).rejects.toEqual(refusal('noSeat'));
    expect(await stateOf(cleo, code)).toBe('coming');
  });
  scene('tells the one who was chosen that I arrived and got home, and nobody else', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    const { faces } = await sittings.one(ada, code, 2);
    const [cleosCode] = await asHouse(() => sql<{ code: string }>`select code from members.faces where name = 'grey cleo'`);
    await expect(seats.tells(ada, code, cleosCode!.code)).rejects.toBeInstanceOf(Refusal);
    await seats.tells(ada, code, faces[0]!.code!);
    await seats.arrived(ada, code, 'there');
    await seats.arrived(ada, code, 'there');
    await seats.late(ada, code, 10);
    await seats.arrived(ada, code, 'home');
    expect((await events('gatherings.seat.%')).map(({ name }) => name)).toEqual(['gatherings.seat.taken', 'gatherings.seat.arrived', 'gatherings.seat.late', 'gatherings.seat.home']);
    await expect(seats.arrived(cleo, code, 'there')).rejects.toBeInstanceOf(NotFound);
  });
  scene('tells nobody whose pair with me has ended, and nobody who is blocked there; nor is anybody told that they know (ID-6, decision 10)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada, cleo], iben);
    for (const one of [ada, cleo]) await seats.take(one, code);
    const [{ id }] = await asHouse(() => sql<{ id: string }>`select id from gatherings.seats where persona_id = (select persona_id from members.faces where name = 'grey ada')`) as [{ id: string }];
    const names = async () => (await seats.mayHear(ada, code)).map(({ name }) => name);
    const told = async () => [(await sittings.one(ada, code, 2)).seat?.tells ?? null, (await hearers.chosenOf(id))?.memberIds];
    const cleos = (await here(cleo)).code;
    await pairs.holdOut(cleo, code, { kind: 'buddy', hows: ['sit'] });
    await pairs.reach(ada, code, 'buddy', cleos);
    const [asked] = await pairs.of(cleo, code);
    expect(await names()).toEqual(['grey bo', 'grey hanna']);
    await pairs.answer(cleo, asked!.id, true);
    expect(await names()).toEqual(['grey bo', 'grey cleo', 'grey hanna']);
    await seats.tells(ada, code, cleos);
    expect(await told()).toEqual([cleos, [cleo.id]]);
    await blocks.block(ada, cleos);
    expect(await told()).toEqual([null, undefined]);
    expect(await names()).toEqual(['grey bo', 'grey hanna']);
    await expect(seats.arrived(ada, code, 'home')).rejects.toEqual(refusal('person'));
    await expect(seats.tells(ada, code, cleos)).rejects.toEqual(refusal('person'));
    await blocks.unblock(ada, cleos);
    expect(await told()).toEqual([cleos, [cleo.id]]);
    await blocks.block(cleo, (await here(ada)).code);
    expect(await told()).toEqual([null, undefined]);
    await blocks.unblock(cleo, (await here(ada)).code);
    await pairs.end(cleo, asked!.id);
    expect(await told()).toEqual([null, undefined]);
    const hannas = (await here(hanna)).code;
    await seats.tells(ada, code, hannas);
    expect(await told()).toEqual([hannas, [hanna.id]]);
    await blocks.block(ada, hannas);
    expect(await told()).toEqual([null, undefined]);
  });
  scene('tells nobody who is blocked there and left and came back under a new name, whoever of the two blocked (ID-6, decision 10)', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, place, here } = await table([hanna, bo], [ada, cleo, mio], iben);
    const again = async (who: Member, name: string) => {
      await personas.leave(who, await here(who));
      await personas.make(who, place, { name, keepName: true, pledged: true });
    };
    const helps = async (who: Member) => {
      await hosting.askCohost(hanna, code, (await here(who)).code);
      await hosting.answerCohost(who, code, true);
    };
    await blocks.block(mio, (await here(ada)).code);
    await again(ada, 'Wool Sock');
    await seats.take(ada, code);
    await blocks.block(ada, (await here(cleo)).code);
    await again(cleo, 'Brass Button');
    for (const one of [cleo, mio]) await helps(one);
    expect((await seats.mayHear(ada, code)).map(({ name }) => name)).toEqual(['grey bo', 'grey hanna']);
    for (const one of [cleo, mio]) await expect(seats.tells(ada, code, (await here(one)).code)).rejects.toEqual(refusal('person'));
    await blocks.end(ada, (await blocks.mine(ada))[0]!.press);
    expect((await seats.mayHear(ada, code)).map(({ name }) => name)).toEqual(['Brass Button', 'grey bo', 'grey hanna']);
  });
  scene('is not to be had where a host and I keep apart; one that is held already is kept (decision 10)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(cleo, code);
    const [face] = await asHouse(() => sql<{ personaId: string }>`select persona_id from members.faces where name = 'grey hanna'`);
    for (const one of [ada, cleo]) await asHouse(() => sql`insert into members.blocks (member_id, persona_id) values (${one.id}, ${face!.personaId})`);
    await expect(sittings.one(ada, code, 2)).rejects.toBeInstanceOf(NotFound);
    await expect(seats.take(ada, code)).rejects.toBeInstanceOf(NotFound);
    expect((await sittings.upcoming(ada, 2)).map((one) => one.code)).not.toContain(code);
    expect(await stateOf(cleo, code)).toBe('coming');
    expect((await hosting.guests(hanna, code)).map(({ name }) => name)).toEqual(['grey cleo']); // whoever hosts knows who sits there
  });
});

describe('two people who take the last seat in the same moment', () => {
  it('have one seat and one place on the list between them', async () => {
    let made: Awaited<ReturnType<typeof table>> | undefined;
    const cast = await theCast();
    try {
      made = await seed.table([cast.hanna, cast.bo], [cast.ada, cast.cleo], cast.iben, { seats: 3, least: 1 }, true, 'cafe', 'racing');
      const { code, gatheringId, sittingId } = made;
      await asHouse(() => sql`update gatherings.gatherings set seats = 1 where id = ${gatheringId}`);
      for (let round = 0; round < 5; round++) {
        const states = await Promise.all([cast.ada, cast.cleo].map((one) => seats.take(one, code)));
        expect(states.map(({ state }) => state).sort()).toEqual(['coming', 'waiting']);
        await asHouse(() => sql`delete from gatherings.seats where sitting_id = ${sittingId}`);
      }
    } finally {
      const spaceId = made?.spaceId ?? randomUUID();
      await asHouse(async () => {
        await sql`delete from gatherings.gatherings where space = ${spaceId}`;
        await sql`delete from members.personas where space = ${spaceId}`;
        await sql`update members.spaces set closed_at = now() where id = ${spaceId}`;
        await sql`delete from members.consents where kind = 'pledge:cafe'`;
        await sql`delete from platform.events where name like 'gatherings.%'`;
      });
    }
  });
});

describe('a plan', () => {
  scene('is seen by its hosts alone, until all is said and a second host said yes (MOD-12)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna], [ada, bo, cleo], iben, {}, false);
    await expect(sittings.one(ada, code, 2)).rejects.toBeInstanceOf(NotFound);
    await expect(seats.take(ada, code)).rejects.toBeInstanceOf(NotFound);
    await expect(plans.publish(hanna, code)).rejects.toEqual(refusal('cohost'));
    const people = await asHouse(() => sql<{ code: string }>`select code from members.faces where name = 'grey bo'`);
    await hosting.askCohost(hanna, code, people[0]!.code);
    await hosting.askCohost(hanna, code, people[0]!.code);
    expect(await sittings.drafts(bo)).toMatchObject([{ code, isAsked: true }]);
    expect(await hosting.helpers(hanna, code)).toMatchObject([{ part: 'host', said: 'yes' }, { part: 'cohost', said: 'asked' }]);
    await expect(plans.publish(hanna, code)).rejects.toEqual(refusal('cohost'));
    await expect(plans.publish(bo, code)).rejects.toBeInstanceOf(NotFound);
    await hosting.answerCohost(bo, code, true);
    await plans.change(hanna, code, { ...aPlan, parking: '' });
    await expect(plans.publish(hanna, code)).rejects.toEqual(refusal('unsaid'));
    await plans.change(bo, code, aPlan);
    await asHouse(() => sql`update gatherings.gatherings set kind = 'cafe' where code is not null and space = (select space from members.faces where name = 'grey bo')`);
    await plans.publish(bo, code); // a café is begun by trained hosts; whoever hosts it with them looks after it too
    await plans.publish(hanna, code);
    expect(await events('gatherings.%.published')).toHaveLength(1);
    await expect(plans.change(hanna, code, { ...aPlan, parking: '' })).rejects.toEqual(refusal('unsaid'));
    expect((await sittings.one(cleo, code, 2)).hosts).toEqual(['grey hanna', 'grey bo']);
    await expect(plans.change(ada, code, aPlan)).rejects.toBeInstanceOf(NotFound);
  });
  scene('refuses a home, what trained hosts hold, and another’s number', async ({ ada, hanna, bo, iben }) => {
    const { here } = await table([hanna, bo], [ada], iben);
    const adas = await here(ada);
    await expect(plans.begin(ada, adas, { ...aPlan, placeName: 'My flat' }, aWhen())).rejects.toEqual(refusal('home'));
    await expect(plans.begin(ada, adas, { ...aPlan, kind: 'groupClinic' }, aWhen())).rejects.toEqual(refusal('kind'));
    await expect(plans.begin(ada, adas, { ...aPlan, what: "My friend Kari's number is 07700 900123." }, aWhen())).rejects.toEqual(refusal('waits'));
    await expect(plans.begin(ada, adas, aPlan, { ...aWhen(), first: '2020-01-01' })).rejects.toEqual(refusal('past'));
    const once = randomUUID();
    const first = await plans.begin(ada, adas, aPlan, aWhen(), once);
    expect(await plans.begin(ada, adas, aPlan, aWhen(), once)).toEqual(first);
    await expect(plans.begin(hanna, await here(hanna), aPlan, aWhen(), once)).rejects.toBeInstanceOf(NotFound);
  });
  scene('says the exact place to those who surely come, when it is time, and to nobody else', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada, cleo, mio], iben, { lateHours: 24 });
    const exact = async (member: Member) => (await sittings.one(member, code, 2)).exact?.address ?? null;
    await seats.take(ada, code);
    await seats.take(cleo, code, { isUnsure: true });
    expect([await exact(hanna), await exact(ada), await exact(cleo), await exact(mio), await exact(iben)]).toEqual(['2 Quay Street', null, null, null, null]);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '22 hours'`);
    expect([await exact(ada), await exact(cleo), await exact(mio)]).toEqual(['2 Quay Street', null, null]);
    await plans.change(hanna, code, { ...aPlan, lateHours: 24, address: '4 Quay Street' });
    expect(await events('gatherings.place.changed')).toEqual([{ name: 'gatherings.place.changed', gatheringId }]);
    await seats.giveBack(ada, code);
    expect(await exact(ada)).toBeNull();
    expect(await asking(ada, () => sql`select 1 from gatherings.addresses`)).toEqual([]);
  });
});

describe('a date', () => {
  scene('that is called off stays for those it concerns and goes for others', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    await expect(hosting.cancel(cleo, code, 'ill')).rejects.toBeInstanceOf(NotFound);
    await expect(hosting.cancel(hanna, code, 'because')).rejects.toEqual(refusal('why'));
    await hosting.cancel(hanna, code, 'closed');
    await hosting.cancel(bo, code, 'ill');
    expect(await events('gatherings.sitting.cancelled')).toEqual([{ name: 'gatherings.sitting.cancelled', sittingId }]);
    expect((await sittings.upcoming(ada, 2)).find((one) => one.code === code)).toMatchObject({ isOff: true });
    expect((await sittings.upcoming(cleo, 2)).map((one) => one.code)).not.toContain(code);
    await expect(seats.take(cleo, code)).rejects.toEqual(refusal('off'));
  });
  scene('goes on with the other host when one cannot come; with neither it is off (MEET-12)', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    expect(await hosting.cannotCome(hanna, code)).toEqual({ isOff: false });
    expect((await sittings.one(ada, code, 2)).hosts).toEqual(['grey bo']);
    expect(await hosting.cannotCome(bo, code)).toEqual({ isOff: true });
    expect((await sittings.one(ada, code, 2)).isOff).toBe(true);
  });
  scene('is off at once when the hosts fall ill an hour before, and when the venue closes; everybody with a seat is told, once (MEET-12)', async ({ ada, bo, cleo, hanna, iben }) => {
    const tables = [await table([hanna, bo], [ada, cleo], iben), await table([hanna, bo], [ada, cleo], iben, {}, true, 'cafe', 'plain')] as const;
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '1 hour', ends_at = now() + interval '3 hours'`);
    for (const { code } of tables) await seats.take(ada, code);
    expect([await hosting.cannotCome(hanna, tables[0].code), await hosting.cannotCome(bo, tables[0].code)]).toEqual([{ isOff: false }, { isOff: true }]);
    for (let twice = 0; twice < 2; twice++) await hosting.cancel(hanna, tables[1].code, 'closed');
    expect((await events('gatherings.sitting.cancelled')).map(({ sittingId }) => sittingId)).toEqual(tables.map(({ sittingId }) => sittingId));
    for (const [at, why] of [[0, 'ill'], [1, 'closed']] as const) {
      expect(await sittings.one(ada, tables[at].code, 2)).toMatchObject({ isOff: true, why });
      expect((await hearers.ofSitting(tables[at].sittingId))!.memberIds.sort()).toEqual([ada.id, bo.id, hanna.id].sort());
      await expect(seats.take(cleo, tables[at].code)).rejects.toEqual(refusal('off'));
    }
  });
  scene('is held by nobody with a name like a host’s: not on coming in, not later; a host may take another of their own (decision 9)', async ({ ada, bo, hanna, iben }) => {
    const { place, here } = await table([hanna, bo], [ada], iben);
    const [own, guest] = [await here(hanna), await here(ada)];
    for (const name of ['grey hanna', 'Grey Hanna', 'greyhanna', 'grey hanna2', 'gr\u0435y hanna']) expect(await hosting.isLikeHost(place, name), name).toBe(true);
    expect(await hosting.isLikeHost(place, own.name, guest.personaId)).toBe(true);
    expect(await hosting.isLikeHost(place, 'Quite Different')).toBe(false);
    expect(await hosting.isLikeHost(place, 'Hanna Harbour', own.personaId)).toBe(false);
  });
  scene('whose hosts have left is called off by the clock', async ({ ada, bo, hanna, iben }) => {
    const { code, sittingId } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    expect(await hosting.withoutHosts()).toBe(0);
    await asHouse(() => sql`delete from members.personas where member_id = any(${[hanna.id, bo.id]}::uuid[]) and space <> 'forum'`);
    expect(await hosting.withoutHosts()).toBe(1);
    expect(await events('gatherings.sitting.cancelled')).toEqual([{ name: 'gatherings.sitting.cancelled', sittingId }]);
    expect((await sittings.one(ada, code, 2)).isOff).toBe(true);
  });
  scene('is counted in numbers and without anybody’s name', async ({ ada, bo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '1 hour', ends_at = now() + interval '1 hour'`);
    const count = { came: 6, firstTime: 2, wishesAsked: 3, wishesMet: 3, lifts: 1 };
    await hosting.count(hanna, code, count);
    await expect(hosting.count(hanna, code, { ...count, firstTime: 7 })).rejects.toEqual(refusal('firstTime'));
    await expect(hosting.count(ada, code, count)).rejects.toBeInstanceOf(NotFound);
    expect(await sittings.one(bo, code, 2)).toMatchObject({ came: 6, firstTime: 2 });
    expect(await sittings.one(ada, code, 2)).toMatchObject({ came: null, lifts: null });
    expect(await sittings.one(bo, code, 2), 'the page is filled with what was written, so that a correction loses nothing (RES-1)').toMatchObject({ ...count });
    const unsaid = { came: 6, firstTime: null, wishesAsked: null, wishesMet: null, lifts: null };
    await hosting.count(hanna, code, unsaid);
    expect(await sittings.one(bo, code, 2), 'what nobody wrote is no nought').toMatchObject(unsaid);
    await hosting.count(hanna, code, { ...unsaid, came: null });
    expect((await sittings.one(bo, code, 2)).came).toBeNull();
    await expect(hosting.count(hanna, code, { ...unsaid, lifts: NaN })).rejects.toMatchObject({ key: 'gatherings.refused.count', field: 'lifts' });
    await expect(hosting.count(hanna, code, { ...unsaid, came: null, firstTime: 1 })).rejects.toEqual(refusal('firstTime'));
  });
  scene('does not say roughly where while few belong to the place, except to them (ID-17)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben, {}, true, 'local');
    expect((await sittings.one(ada, code, 50)).near).toBe('By the harbour');
    expect(await sittings.one(cleo, code, 50)).toMatchObject({ near: '', transport: '', parking: '', accessWords: '', exact: null });
    expect((await sittings.upcoming(cleo, 50)).find((one) => one.code === code)).toMatchObject({ near: '' });
    expect((await sittings.one(cleo, code, 2)).near).toBe('By the harbour');
  });
});
