import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as hosting from '#gatherings/hosting';
import * as pairs from '#gatherings/pairs';
import * as plans from '#gatherings/plans';
import * as resting from '#gatherings/resting';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as sittings from '#gatherings/sittings';
import type { Member } from '#members/members';
import * as rests from '#members/rests';
import { scene } from '#test/scene';

/** It rests, so many hours. */
const rest = (member: Member, by: Member, hours = 25) => asHouse(async () => {
  await rests.begin(member.personaId, by.id);
  await sql`delete from members.rests where member_id = ${member.id}`;
  await sql`insert into members.rests (member_id, since, by_id) values (${member.id}, now() - make_interval(hours => ${hours}), ${by.id})`;
});
const stateOf = async (member: Member, code: string) => (await sittings.one(member, code, 2)).state;
const events = async (like: string) => (await asHouse(() => sql<{ name: string }>`select name from platform.events where name like ${like} order by id`)).map(({ name }) => name);
/** What is kept of one seat, and of the date, in the words the database has for it. */
const kept = (personaId: string) => asHouse(() => sql`
  select s.state, s.shows, s.meet_me, s.wishes, s.level, s.first_name, s.held_until, s.tells_id, i.away, i.cancelled_at is not null as is_off from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id where s.persona_id = ${personaId}`);

describe('where somebody who has died had a seat (MOD-9, MEET-2)', () => {
  scene('it is as if they had given it back: whoever waits has it and is told, and the lift they had is free', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const seated = async (prefix: string) => {
      const { code, here } = await table([hanna, bo], [ada, cleo, mio], iben, { seats: 3, least: 1 }, true, 'cafe', prefix);
      await asHouse(() => sql`update gatherings.gatherings set seats = 2`);
      await seats.take(ada, code, { wishes: 'A chair by the door.', shows: true, meetMe: true });
      await seats.take(mio, code);
      await seats.take(cleo, code);
      await pairs.holdOut(ada, code, { kind: 'lift', area: 'By the harbour', room: 1 });
      await pairs.reach(mio, code, 'lift', (await here(ada)).code);
      await asHouse(() => sql`delete from platform.events`);
      return { code, persona: await here(ada) };
    };
    const given = await seated('grey');
    await seats.giveBack(ada, given.code);
    const said = await events('gatherings.%');
    expect(await stateOf(cleo, given.code)).toBe('coming');

    const { code, persona } = await seated('blue');
    await rest(ada, iben);
    for (const _ of [1, 2]) await resting.sweep();
    expect(await stateOf(cleo, code)).toBe('coming');
    expect(await events('gatherings.%'), 'nobody hears anything else').toEqual(said);
    expect(await kept(persona.personaId), 'nothing else is kept').toEqual(await kept(given.persona.personaId));
    expect(await pairs.hands(mio, code)).toEqual([]);
    expect((await hosting.guests(hanna, code)).map(({ name }) => name)).toEqual(['blue cleo', 'blue mio']);
    await asHouse(() => rests.end(ada.personaId));
    expect(await stateOf(ada, code), 'it does not come back by itself').toBe('gone');
  });
  scene('each name goes at an hour of its own within a day, at once where the date is near; woken before that, nothing has happened; what is over stays', async ({ ada, bo, hanna, iben }) => {
    const near = await table([hanna, bo], [ada], iben);
    const far = await table([hanna, bo], [ada], iben, {}, true, 'cafe', 'blue');
    const past = await table([hanna, bo], [ada], iben, {}, true, 'cafe', 'old');
    for (const { code } of [near, far, past]) await seats.take(ada, code);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() + interval '20 hours', ends_at = now() + interval '21 hours' where code = ${near.code}`);
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '20 hours', ends_at = now() - interval '19 hours' where code = ${past.code}`);
    await rest(ada, iben, 0);
    await resting.sweep();
    expect([await stateOf(ada, near.code), await stateOf(ada, far.code)]).toEqual(['notToday', 'coming']);
    await asHouse(() => rests.end(ada.personaId));
    await resting.sweep();
    expect(await stateOf(ada, far.code)).toBe('coming');
    await rest(ada, iben);
    await resting.sweep();
    expect([await stateOf(ada, far.code), await stateOf(ada, past.code)]).toEqual(['gone', 'coming']);
  });
});

describe('what somebody who has died hosted (MOD-9, MEET-12)', () => {
  scene('goes on with the other host, as where one cannot be there; without another it is off, and whoever has a seat is told', async ({ ada, bo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    const { personaId } = await here(hanna);
    await asHouse(() => sql`delete from platform.events`);
    await rest(hanna, iben);
    for (const _ of [1, 2]) await resting.sweep();
    expect(await events('gatherings.%')).toEqual(['gatherings.host.away']);
    expect(await sittings.one(ada, code, 2)).toMatchObject({ hosts: ['grey bo'], isOff: false, hostWords: 'A grey hat.', faces: expect.arrayContaining([expect.objectContaining({ name: 'grey hanna', isAway: true })]) });
    await rest(bo, iben);
    await resting.sweep();
    expect(await sittings.one(ada, code, 2)).toMatchObject({ isOff: true, why: 'ill' });
    expect(await events('gatherings.%')).toEqual(['gatherings.host.away', 'gatherings.sitting.cancelled']);
    expect(await asHouse(() => sql`select title, what from gatherings.gatherings where persona_id = ${personaId}`), 'nothing of theirs is deleted').toMatchObject([{ what: 'Coffee, and nobody has to talk.' }]);
  });
  scene('is shown to nobody before there are two again who can be there', async ({ ada, bo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada], iben, {}, false);
    expect(await plans.unsaid(bo, code)).toEqual([]);
    const alone = await table([hanna], [ada], iben, {}, false, 'cafe', 'own');
    await rest(hanna, iben);
    await resting.sweep();
    expect(await plans.unsaid(bo, code)).toEqual(['cohost']);
    expect(await asHouse(() => sql`select away, cancelled_at from gatherings.sittings where code = ${alone.code}`), 'what nobody has seen is as it was').toEqual([{ away: [], cancelledAt: null }]);
    await expect(plans.publish(bo, code)).rejects.toMatchObject({ key: 'gatherings.refused.cohost' });
    await hosting.askCohost(bo, code, (await here(ada)).code);
    await hosting.answerCohost(ada, code, true);
    await plans.publish(bo, code);
    expect(await sittings.one(bo, code, 2)).toMatchObject({ isPublished: true, hosts: ['grey ada', 'grey bo'] });
  });
});
