/** A letter to an account that rests: not sent, and whoever wrote it is told so and keeps their words. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import type { Event } from '#platform/events';
import * as providers from '#care/providers';
import * as rests from '#members/rests';
import * as inbox from '#messages/inbox';
import * as overdue from '#messages/overdue';
import { reactors } from '#messages/reactors';
import * as reading from '#messages/reading';
import { answer, begun, cover, dueOf, later, once, why } from '#test/letters';
import { scene } from '#test/scene';

const said = () => asHouse(() => sql<{ name: string }>`select name from platform.events where name = 'messages.message.answered'`);

describe('a letter to an account that rests (MSG-1, MOD-9)', () => {
  scene('is not sent, and nothing of it is kept or told; once it rests no more, it goes as before', async ({ ada, sol, iben }) => {
    const id = await begun(ada);
    await answer(sol, id, 'Before.');
    const form = once();
    await inbox.answer(sol, id, { text: 'Just before.', once: form });
    const before = await said();
    await asHouse(() => rests.begin(ada.personaId, iben.id));
    expect(await inbox.open(sol, id)).toMatchObject({ isResting: true });
    expect((await inbox.of(sol))[0]).toMatchObject({ id, isResting: true });
    for (const isProgram of [false, true]) await expect(inbox.answer(sol, id, { text: 'Meanwhile.', once: once(), isProgram })).rejects.toMatchObject({ key: 'messages.refused.rests', field: 'text' });
    expect(await inbox.answer(sol, id, { text: 'Just before.', once: form }), 'what was sent before was sent').toMatchObject({ isNew: false });
    expect(await said()).toEqual(before);
    await asHouse(() => rests.end(ada.personaId));
    expect((await reading.open(ada, id)).messages.map(({ text }) => text)).not.toContain('Meanwhile.');
    expect(await inbox.open(sol, id)).toMatchObject({ isResting: false });
    expect(await why(answer(sol, id, 'After.'))).toBe('done');
    expect((await reading.open(ada, id)).messages.at(-1)).toMatchObject({ text: 'After.' });
  });
  scene('that waits for an answer goes on to nobody while nobody can answer it, and is there to be read (NEW-7)', async ({ ada, sol, iben }) => {
    const id = await begun(ada);
    const at = later(await dueOf(id));
    await asHouse(() => rests.begin(ada.personaId, iben.id));
    expect(await overdue.waitingWith([sol.providerId]), 'their last words are read').toEqual(new Set([sol.providerId]));
    await inbox.open(sol, id);
    expect(await overdue.climb(at)).toBe(0);
    await asHouse(() => sql`update messages.messages set due_at = now() - interval '1 minute' where conversation_id = ${id}`);
    expect(await overdue.waitingWith([sol.providerId])).toEqual(new Set());
    await inbox.letBe(sol, id);
    await inbox.putBack(sol, id);
    await asHouse(async () => {
      await sql`delete from members.rests where member_id = ${ada.id}`;
      await sql`insert into members.rests (member_id, since) values (${ada.id}, now() - interval '1 day')`;
    });
    await asHouse(() => rests.end(ada.personaId));
    expect(await overdue.waitingWith([sol.providerId])).toEqual(new Set([sol.providerId]));
    const [ended] = await asHouse(() => sql<Event>`select id, name, data, at from platform.events where name = 'members.rest.ended'`);
    for (let twice = 0; twice < 2; twice++) {
      await reactors['members.rest.ended']!(ended!);
      expect((await dueOf(id)).getTime(), 'its day passed while nobody could answer: it has the days that were promised, from now').toBeGreaterThan(Date.now() + 86_400_000);
    }
    expect(await overdue.climb(new Date())).toBe(0);
    expect(await overdue.climb(later(await dueOf(id)))).toBe(1);
  });
  scene('whose day passed while nobody could answer has its days anew before anything climbs, also where the clock comes first (NEW-7)', async ({ ada, sol, iben }) => {
    const id = await begun(ada);
    await asHouse(() => rests.begin(ada.personaId, iben.id));
    await asHouse(async () => {
      await sql`delete from members.rests where member_id = ${ada.id}`;
      await sql`insert into members.rests (member_id, since) values (${ada.id}, now() - interval '1 day')`;
      await sql`update messages.messages set due_at = now() - interval '1 minute' where conversation_id = ${id}`;
    });
    await asHouse(() => rests.end(ada.personaId));
    expect(await overdue.climb(), 'nobody has heard of the end yet').toBe(0);
    expect((await dueOf(id)).getTime()).toBeGreaterThan(Date.now() + 86_400_000);
    expect((await inbox.of(sol))[0]).toMatchObject({ id, isLate: false, step: 'own' });
  });
  scene('is handed on to nobody when its provider leaves, and rings nobody; once it rests no more, whoever took over has it (NEW-7)', async ({ ada, sol, vera, iben }) => {
    const nobody = await begun(ada);
    await overdue.climb(later(await dueOf(nobody)));
    const own = await begun(ada);
    await cover(sol, vera);
    await asHouse(() => sql`update platform.alarms set seen_at = now()`);
    await asHouse(() => rests.begin(ada.personaId, iben.id));
    await providers.end(iben, sol.providerId);
    expect([await overdue.passOn(sol.providerId), await overdue.passOnAgain(), await overdue.climb(later(new Date(), 60 * 24 * 30))]).toEqual([0, 0, 0]);
    expect(await asHouse(() => sql`select 1 from platform.alarms where seen_at is null`)).toEqual([]);
    await asHouse(() => rests.end(ada.personaId));
    expect(await overdue.passOnAgain()).toBe(2);
    expect((await inbox.of(vera)).map((one) => one.id).sort()).toEqual([nobody, own].sort());
    expect(await overdue.passOnAgain()).toBe(0);
  });
  scene('is due to nobody for a program of the clinic either, which reads that the account rests (MSG-1)', async ({ ada, sol, iben }) => {
    const id = await begun(ada);
    await asHouse(() => sql`update messages.messages set due_at = now() - interval '1 minute' where conversation_id = ${id}`);
    expect((await inbox.of(sol))[0]).toMatchObject({ isLate: true, dueDay: expect.any(String), isResting: false });
    await asHouse(() => rests.begin(ada.personaId, iben.id));
    expect((await inbox.of(sol))[0]).toMatchObject({ isLate: false, dueDay: null, isResting: true });
    expect((await inbox.open(sol, id)).messages[0]).toMatchObject({ isLate: false, dueDay: null });
  });
  scene('that had gone on to whoever answers for the place is due anew by their days, not by those of the cover (NEW-7)', async ({ ada, sol, vera }) => {
    const id = await begun(ada);
    await cover(sol, vera);
    await asHouse(async () => {
      await sql`update care.providers set working_days = '{1,2,3,4,5,6,7}' where id = ${vera.providerId}`;
      const [kim] = await sql<{ id: string }>`
        insert into care.providers (id, organisation_id, name, role, check_word, lead_since, working_days)
        select gen_random_uuid(), organisation_id, 'Kim Dahl', 'nurse', 'kim', now(), array[extract(isodow from now() + interval '4 days')::int] from care.providers where id = ${sol.providerId} returning id`;
      await sql`update messages.messages set step = 'lead', due_at = now() - interval '1 minute' where conversation_id = ${id}`;
      await sql`insert into messages.climbs (id, conversation_id, member_id, to_id, step, why) values (gen_random_uuid(), ${id}, ${ada.id}, ${kim!.id}, 'lead', 'overdue')`;
    });
    await overdue.dueAnew(ada.id, new Date(Date.now() - 86_400_000), new Date());
    expect((await dueOf(id)).getTime(), 'the next day they work').toBeGreaterThan(Date.now() + 3 * 86_400_000);
  });
});
