import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as pairs from '#gatherings/pairs';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import type { Member } from '#members/members';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import { scene } from '#test/scene';

describe('a gathering that a moderator puts out of sight', () => {
  scene('is told to those on the way to it; when it is back that is said instead, and each of them once', async ({ ada, bo, hanna, iben }) => {
    const { code, gatheringId } = await table([hanna, bo], [ada], iben);
    await seats.take(ada, code);
    const hear = (what: 'hidden' | 'shown') => reactors[`gatherings.gathering.${what}`]!({ id: 1, name: '', data: { gatheringId }, at: new Date() });
    const kinds = () => asHouse(() => sql<{ kind: string }>`select kind from notices.notices where member_id = ${ada.id} and kind like 'meet.%' order by kind`);
    for (let twice = 0; twice < 2; twice++) await hear('hidden');
    expect(await kinds()).toEqual([{ kind: 'meet.held' }]);
    for (let twice = 0; twice < 2; twice++) await hear('shown');
    expect(await kinds()).toEqual([{ kind: 'meet.shown' }]);
    await hear('hidden');
    expect(await kinds()).toEqual([{ kind: 'meet.held' }]);
    expect(await asHouse(() => sql`select 1 from notices.notices where member_id = ${hanna.id} and kind like 'meet.%'`), 'who planned it hears from the moderator').toEqual([]);
  });
});

describe('what two had agreed for a date', () => {
  scene('and one has ended is told to the other one, also on a bad day, with no name and no topic; only what holds now is said (MEET-6, PEER-20)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, here } = await table([hanna, bo], [ada, cleo], iben);
    for (const one of [ada, cleo]) await seats.take(one, code);
    const carry = async () => {
      const events = await asHouse(() => sql<{ id: number; name: string; data: Record<string, string> }>`delete from platform.events where name like 'gatherings.pair.%' returning id, name, data`);
      for (const event of events.sort((a, b) => a.id - b.id)) for (let twice = 0; twice < 2; twice++) await reactors[event.name]!({ ...event, at: new Date() });
    };
    const kinds = async (who: Member) => (await notices.forToday({ ...who, session: { ...who.session, day: 'bad' } }, 5)).notices.map(({ kind, who: names }) => [kind, names]);
    const all = async (who: Member) => (await notices.of(who)).notices.map(({ kind }) => kind);
    await pairs.holdOut(cleo, code, { kind: 'lift', area: 'The old town' });
    const agree = async () => {
      await pairs.reach(ada, code, 'lift', (await here(cleo)).code);
      await carry();
      const [pair] = await pairs.of(cleo, code);
      await pairs.answer(cleo, pair!.id, true);
      await carry();
      return pair!.id;
    };
    const id = await agree();
    expect([await kinds(ada), await all(cleo)]).toEqual([[['meet.made', []]], []]);
    await pairs.end(cleo, id);
    await carry();
    expect([await kinds(ada), await all(cleo)]).toEqual([[['meet.ended', []]], []]);
    expect((await notices.open(ada, (await notices.of(ada)).notices[0]!.id)).path).toBe(`/meet/g/${code}/before`);
    expect(await agree()).toBe(id);
    expect(await all(ada)).toEqual(['meet.made']);
    await seats.giveBack(ada, code);
    await carry();
    expect([await all(ada), await kinds(cleo)]).toEqual([[], [['meet.ended', []]]]);
  });
});

describe('what is said again about one date', () => {
  scene('is told again: each thanks with the name it comes from, being unsure another time; and nothing twice', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code, sittingId, here } = await table([hanna, bo], [ada, cleo], iben);
    await seats.take(ada, code);
    const [seat] = await asHouse(() => sql<{ id: string }>`select id from gatherings.seats`);
    const hear = async (id: number, name: string, data: Record<string, string>) => { for (let twice = 0; twice < 2; twice++) await reactors[name]!({ id, name, data, at: new Date() }); };
    const toId = (await here(ada)).personaId;
    for (const [id, from] of [[1, bo], [2, hanna]] as const) await hear(id, 'gatherings.thanks.said', { sittingId, fromId: (await here(from)).personaId, toId });
    for (const id of [3, 4]) await hear(id, 'gatherings.seat.asked', { seatId: seat!.id });
    await asHouse(() => sql`update notices.notices set shown_from = now()`);
    const told = (await notices.of(ada)).notices.map(({ kind, who }) => [kind, who.map(({ name }) => name)]).sort();
    expect(told).toEqual([['meet.thanks', ['grey bo']], ['meet.thanks', ['grey hanna']], ['meet.unsure', []], ['meet.unsure', []]]);
  });
});
