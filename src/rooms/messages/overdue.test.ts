import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as providers from '#care/providers';
import type { Provider } from '#care/providers';
import { coverOn } from '#care/provider-rules';
import * as ties from '#care/ties';
import * as inbox from '#messages/inbox';
import * as overdue from '#messages/overdue';
import { reactors } from '#messages/reactors';
import * as reading from '#messages/reading';
import * as threads from '#messages/threads';
import { answer, begun, cover, dueOf, later, once, tieOf, why } from '#test/letters';
import { scene } from '#test/scene';

const lead = (provider: Provider) => asHouse(() => sql`update care.providers set lead_since = now() where id = ${provider.providerId}`);
const away = (provider: Provider, from: string, to: string) => asHouse(() => sql`update care.providers set absent_from = ${from}::date, absent_until = ${to}::date where id = ${provider.providerId}`);

describe('a message nobody answers', () => {
  scene('goes to the cover, then to who answers for the organisation, then the stewards hear of it; the member sees each step', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    expect(await overdue.climb(later(new Date()))).toBe(0);
    await expect(inbox.open(vera, id)).rejects.toBeInstanceOf(NotFound);
    const first = later(await dueOf(id));
    expect(await overdue.climb(first)).toBe(1);
    expect(await overdue.climb(first)).toBe(0);
    expect(await inbox.of(vera)).toMatchObject([{ id, knownAs: 'Kari', provider: 'Sol Berg', isOwn: false, step: 'cover' }]);
    await lead(sol);
    expect((await reading.open(ada, id)).climbs).toMatchObject([{ step: 'cover', why: 'overdue', to: 'Vera Lund' }]);
    expect(await overdue.climb(later(await dueOf(id)))).toBe(1);
    expect((await reading.open(ada, id)).climbs.map(({ step, to }) => [step, to])).toEqual([['cover', 'Vera Lund'], ['nobody', null]]); // the only lead is the provider
    expect(await asHouse(() => sql`select data from platform.alarms where what = 'messages.overdue'`)).toEqual([{ data: { conversationId: id } }]);
    expect((await inbox.of(sol))[0]).toMatchObject({ id, step: 'nobody', dueDay: expect.any(String) });
    await asHouse(() => sql`update messages.messages set due_at = now() - interval '2 days' where conversation_id = ${id}`);
    expect(await inbox.of(sol), 'what everybody missed stands first, and late').toMatchObject([{ id, step: 'nobody', isLate: true, dueDay: expect.any(String) }]);
    expect((await inbox.open(vera, id)).messages[0]).toMatchObject({ isLate: true, step: 'nobody' });
    expect(await overdue.climb(later(new Date(), 60 * 24 * 60)), 'and goes nowhere else').toBe(0);
    const told = await asHouse(() => sql<{ name: string; data: object }>`select name, data from platform.events where name like 'messages.%' order by id`);
    expect(told.map(({ name }) => name)).toEqual(['messages.message.sent', 'messages.message.climbed', 'messages.message.climbed']);
    expect(JSON.stringify(told)).not.toMatch(/canary|Kari|tablets/);
    await answer(vera, id);
    expect((await reading.open(ada, id)).messages.at(-1)).toMatchObject({ writer: 'Vera Lund' });
    expect((await reading.open(ada, id)).messages[0]).toMatchObject({ state: 'answered' });
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]); // one more day, to put something right
    await asHouse(() => sql`update messages.climbs set ends_at = now()`);
    await expect(inbox.open(vera, id)).rejects.toBeInstanceOf(NotFound);
  });
  scene('is with the cover from the beginning while the provider is away, and at once when they go (MSG-1)', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const before = await begun(ada);
    const today = new Date().toISOString().slice(0, 10);
    await away(sol, today, '2099-01-01');
    const during = await begun(ada);
    expect((await inbox.of(vera)).map(({ id, step }) => [id, step])).toEqual([[during, 'cover']]);
    expect(await overdue.climb()).toBe(1);
    expect((await inbox.of(vera)).map(({ id }) => id).sort()).toEqual([before, during].sort());
    expect((await reading.open(ada, before)).climbs).toMatchObject([{ why: 'away', to: 'Vera Lund' }]);
    expect((await reading.open(ada, during)).provider.isAway).toBe(true);
  });
  scene('is with whoever took over when the provider has left, who alone may still answer', async ({ ada, sol, vera, iben }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    await providers.end(iben, sol.providerId);
    expect(await inbox.of(sol)).toEqual([]);
    await expect(inbox.open(sol, id)).rejects.toBeInstanceOf(NotFound);
    expect(await overdue.passOn(sol.providerId)).toBe(1);
    expect(await overdue.passOn(sol.providerId)).toBe(0);
    expect(await inbox.of(vera)).toMatchObject([{ id, step: 'cover', isEnded: true }]);
    await answer(vera, id, 'Sol has left. I can answer this one.');
    expect(await reading.open(ada, id)).toMatchObject({ endedBy: 'left', climbs: [{ why: 'left', to: 'Vera Lund' }] });
    expect(await why(threads.send(ada, id, { text: 'more', once: once() }))).toBe('messages.refused.ended');
  });
  scene('is all that whoever took over sees: nothing that was answered, no word about the service, and no more when it is answered (MSG-5, NEW-7)', async ({ ada, sol, vera, iben }) => {
    await cover(sol, vera);
    const [answered, feedback, id] = [await begun(ada), await begun(ada, { kind: 'feedback' }), await begun(ada)];
    await answer(sol, answered);
    await providers.end(iben, sol.providerId);
    await overdue.passOn(sol.providerId);
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]);
    for (const other of [answered, feedback]) await expect(inbox.open(vera, other)).rejects.toBeInstanceOf(NotFound);
    await answer(vera, id);
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]); // one more day, to put something right
    await asHouse(() => sql`update messages.climbs set ends_at = now()`);
    expect(await inbox.of(vera)).toEqual([]);
  });
  scene('goes to somebody who is there when the provider has left, and to the stewards at once where nobody is (NEW-7)', async ({ ada, sol, vera, iben }) => {
    const id = await begun(ada);
    await overdue.climb(later(await dueOf(id))); // no cover and no lead: nobody
    const other = await begun(ada);
    await cover(sol, vera);
    await away(vera, new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), '2099-01-01');
    await providers.end(iben, sol.providerId);
    expect(await overdue.passOn(sol.providerId)).toBe(2);
    expect(await overdue.passOn(sol.providerId)).toBe(0);
    expect(await asHouse(() => sql`select data from platform.alarms where what = 'messages.overdue' and data ->> 'conversationId' = ${other}`)).toHaveLength(1);
    expect((await reading.open(ada, other)).climbs).toMatchObject([{ step: 'nobody', why: 'left', to: 'Vera Lund' }]);
    expect((await inbox.of(vera)).map((one) => [one.id, one.step]).sort()).toEqual([[id, 'nobody'], [other, 'nobody']].sort()); // when she is back
    await answer(vera, other);
    expect((await reading.open(ada, other)).messages[0]).toMatchObject({ state: 'answered' });
  });
  scene('that nobody was left to answer is with whoever took over, also where its provider left before that was so (NEW-7)', async ({ ada, sol, vera, iben }) => {
    const [id, answered, feedback] = [await begun(ada), await begun(ada), await begun(ada, { kind: 'feedback' })];
    await answer(sol, answered);
    await overdue.climb(later(await dueOf(id)));
    await cover(sol, vera);
    await providers.end(iben, sol.providerId);
    expect(await inbox.of(vera), 'as it was: no climb').toEqual([]);
    for (const _ of ['once', 'and never twice']) await asHouse(() => executeSql(readFileSync(new URL('migrations/2026-11-24-what-nobody-answered-is-with-who-took-over.sql', import.meta.url), 'utf8')));
    expect(await inbox.of(vera)).toMatchObject([{ id, step: 'nobody' }]);
    for (const other of [answered, feedback]) await expect(inbox.open(vera, other)).rejects.toBeInstanceOf(NotFound);
    expect((await reading.open(ada, id)).climbs.filter(({ why }) => why === 'left')).toMatchObject([{ step: 'cover', to: 'Vera Lund' }]);
    expect(await overdue.passOn(sol.providerId)).toBe(0);
    await answer(vera, id, 'Sol has left. I can answer this one.');
    expect((await reading.open(ada, id)).messages[0]).toMatchObject({ state: 'answered' });
  });
  scene('is with somebody who is here when whoever took over leaves, too, and as soon as there is somebody: nobody waits for ever (NEW-7)', async ({ ada, sol, vera, iben }) => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    const add = async (name: string) => {
      const [added] = await asHouse(() => sql<{ id: string }>`
        insert into care.providers (id, organisation_id, name, role, check_word, lead_since) select ${randomUUID()}, organisation_id, ${name}, 'nurse', ${name}, now() from care.providers where id = ${sol.providerId} returning id`);
      return added!.id;
    };
    await cover(sol, vera);
    const [id, answered, feedback] = [await begun(ada), await begun(ada), await begun(ada, { kind: 'feedback' })];
    await answer(sol, answered);
    await away(vera, yesterday, '2099-01-01');
    const hear = async (providerId: string) => {
      await providers.end(iben, providerId);
      for (let twice = 0; twice < 2; twice++) await reactors['care.provider.left']!({ id: 1, name: '', data: { providerId }, at: new Date() });
    };
    const climbs = async () => (await reading.open(ada, id)).climbs.map(({ step, to }) => [step, to]);
    await hear(sol.providerId);
    expect(await climbs()).toEqual([['nobody', 'Vera Lund']]);
    await hear(vera.providerId);
    expect(await climbs(), 'the member reads it, once').toEqual([['nobody', 'Vera Lund'], ['nobody', null]]);
    await asHouse(() => sql`update platform.alarms set seen_at = now()`);
    expect(await overdue.passOnAgain()).toBe(0);
    expect(await asHouse(() => sql`select 1 from platform.alarms where seen_at is null`), 'said before, and still so').toEqual([]);
    const kim = await add('Kim Dahl');
    expect([await overdue.passOnAgain(), await overdue.passOnAgain()]).toEqual([1, 0]);
    expect((await climbs()).at(-1)).toEqual(['lead', 'Kim Dahl']);
    expect(await overdue.waitingWith([kim])).toEqual(new Set([kim]));
    await add('Liv Moe');
    await hear(kim);
    expect((await climbs()).at(-1), 'of somebody who had it in time, at once').toEqual(['lead', 'Liv Moe']);
    expect(await asHouse(() => sql`select conversation_id from messages.climbs where conversation_id <> ${id}`), 'nothing that was answered, no word about the service').toEqual([]);
    expect([answered, feedback]).toHaveLength(2);
  });
  scene('of one conversation goes on once, though its letters stand at different steps (NEW-7)', async ({ ada, sol, vera, iben }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    await overdue.climb(later(await dueOf(id)));
    await threads.send(ada, id, { text: 'And in the morning?', once: once() });
    for (const { providerId } of [sol, vera]) await providers.end(iben, providerId);
    await asHouse(() => sql`update messages.messages set step = case step when 'own' then 'lead' else step end where conversation_id = ${id}`);
    await asHouse(() => sql`insert into care.providers (id, organisation_id, name, role, check_word, lead_since) select ${randomUUID()}, organisation_id, 'Kim Dahl', 'nurse', 'kim', now() from care.providers where id = ${sol.providerId}`);
    expect([await overdue.passOnAgain(), await overdue.passOnAgain()]).toEqual([1, 0]);
    expect((await reading.open(ada, id)).climbs.filter(({ to }) => to === 'Kim Dahl')).toHaveLength(1);
    expect(await asHouse(() => sql`select distinct step from messages.messages where conversation_id = ${id}`)).toEqual([{ step: 'lead' }]);
  });
  scene('stays with whoever has it and is here, whoever else leaves (NEW-7)', async ({ ada, sol, vera, iben }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    await overdue.climb(later(await dueOf(id)));
    await providers.end(iben, sol.providerId);
    await overdue.passOn(sol.providerId);
    expect([await overdue.passOnAgain(), (await inbox.of(vera)).map((one) => [one.id, one.step])]).toEqual([0, [[id, 'cover']]]);
  });
  scene('sent twice opens nothing to the cover again, whose time was over (MSG-1, NEW-7)', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const today = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await away(sol, today, '2099-01-01');
    const form = { tieId: await tieOf(ada), subject: 'S', kind: 'care', isTeam: false, agrees: true, text: 'T', once: once() };
    const id = await threads.begin(ada, form);
    await answer(vera, id);
    await asHouse(() => sql`update messages.climbs set ends_at = now() - interval '1 minute' where conversation_id = ${id}`);
    expect(await inbox.of(vera)).toEqual([]);
    expect(await threads.begin(ada, form)).toBe(id);
    expect(await inbox.of(vera)).toEqual([]);
    await threads.send(ada, id, { text: 'Something new', once: once() });
    expect(await inbox.of(vera)).toMatchObject([{ id, step: 'cover' }]);
  });
  scene('waits with nobody any more once its tie has ended: no mail says that it does (MSG-1)', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    const both = [sol.providerId, vera.providerId];
    await overdue.climb(later(await dueOf(id)));
    expect(await overdue.waitingWith(both)).toEqual(new Set(both));
    await ties.end(ada, await tieOf(ada));
    expect(await overdue.waitingWith(both)).toEqual(new Set());
    expect([await inbox.of(sol), await inbox.of(vera)], 'as their inboxes say').toEqual([[], []]);
  });
  scene('goes to a lead who is there, not to the one who has led longest and is away (NEW-7)', async ({ ada, sol, vera }) => {
    const id = await begun(ada);
    const kim = randomUUID();
    await asHouse(() => sql`
      insert into care.providers (id, organisation_id, name, role, check_word, lead_since)
      select ${kim}, organisation_id, 'Kim Dahl', 'nurse', 'kim', now() from care.providers where id = ${sol.providerId}`);
    await asHouse(() => sql`update care.providers set lead_since = now() - interval '1 year' where id = ${vera.providerId}`);
    await away(vera, new Date(Date.now() - 86_400_000).toISOString().slice(0, 10), '2099-01-01');
    expect(await overdue.climb(later(await dueOf(id)))).toBe(1);
    expect((await reading.open(ada, id)).climbs).toMatchObject([{ step: 'lead', to: 'Kim Dahl' }]);
  });
  scene('goes to who answers for the organisation while the provider and the cover are both away, and nobody is said to cover (MSG-1, NEW-7)', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    expect((await reading.open(ada, id)).cover).toBe('Vera Lund');
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    await away(vera, yesterday, '2099-01-01');
    expect((await reading.open(ada, id)).cover).toBeNull();
    const [tie] = await ties.of(ada);
    expect([coverOn(tie!, yesterday), coverOn(tie!, '2099-01-02')]).toEqual([null, 'Vera Lund']);
    expect(await overdue.climb(), 'the provider is here').toBe(0);
    await away(sol, yesterday, '2099-01-01');
    expect(await overdue.climb(), 'there is nobody to ask: it waits for its day').toBe(0);
    await asHouse(() => sql`
      insert into care.providers (id, organisation_id, name, role, check_word, lead_since)
      select ${randomUUID()}, organisation_id, 'Kim Dahl', 'nurse', 'kim', now() from care.providers where id = ${sol.providerId}`);
    const during = await begun(ada);
    expect([await overdue.climb(), await overdue.climb()]).toEqual([2, 0]);
    for (const one of [id, during]) expect(await reading.open(ada, one)).toMatchObject({ cover: null, climbs: [{ step: 'lead', why: 'away', to: 'Kim Dahl' }] });
    expect(await inbox.of(vera)).toEqual([]);
  });
  scene('goes nowhere when the member has ended the tie', async ({ ada, sol, vera }) => {
    await cover(sol, vera);
    const id = await begun(ada);
    await overdue.climb(later(await dueOf(id)));
    expect(await inbox.of(vera)).toHaveLength(1);
    await ties.end(ada, await tieOf(ada));
    expect([await inbox.of(vera), await inbox.of(sol)]).toEqual([[], []]);
    expect(await overdue.climb(new Date('2099-01-01'))).toBe(0);
  });
  scene('is read by the team only if the member says so, and no longer when they say otherwise', async ({ ada, bo, vera }) => {
    const id = await begun(ada, { isTeam: true });
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([id]);
    await answer(vera, id);
    await expect(threads.letTeam(bo, id, true)).rejects.toBeInstanceOf(NotFound);
    await threads.letTeam(ada, id, false);
    expect(await inbox.of(vera)).toEqual([]);
    const other = await begun(ada);
    await threads.letTeam(ada, other, true);
    expect((await inbox.of(vera)).map((one) => one.id)).toEqual([other]);
  });
});
