/** Whoever asked for a hand, or was asked, or is to stand at a door, is told what is so now: a car that fills up, a seat that comes free, an ask that is asked no more, a guest who does not come. */
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import type { Event } from '#platform/events';
import * as hosting from '#gatherings/hosting';
import * as pairs from '#gatherings/pairs';
import { reactors as hands } from '#gatherings/reactors';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as blocks from '#members/blocks';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as notices from '#notices/notices';
import { reactors } from '#notices/reactors';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';

/** Everything that was announced is heard, and heard again. */
async function carry(): Promise<void> {
  for (let found = 1; found;) {
    const events = await asHouse(() => sql<Event>`delete from platform.events where name like 'gatherings.%' or name = 'members.block.made' returning id, name, data, at`);
    found = events.length;
    for (const event of events.sort((a, b) => a.id - b.id)) for (let twice = 0; twice < 2; twice++) {
      await hands[event.name]?.(event);
      await reactors[event.name]?.(event);
    }
    await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
  }
}
const told = async (who: Member) => (await notices.of(who)).notices.map(({ kind }) => kind as string).filter((kind) => kind !== 'meet.cohost').sort();
const named = async (who: Member) => (await notices.of(who)).notices.flatMap(({ who: names }) => names);

type Table = Awaited<ReturnType<typeof table>>;
const pairOf = async (driver: Member, { code, here }: Table, asker: Member) => {
  const { name } = await here(asker);
  return (await pairs.of(driver, code)).find((pair) => pair.name === name)!;
};
const answer = async (driver: Member, at: Table, asker: Member, isYes: boolean) => {
  await pairs.answer(driver, (await pairOf(driver, at, asker)).id, isYes);
  await carry();
};
/** Mio has one seat in his car, or looks for a lift; ada, bo and cleo have asked. */
async function oneSeat({ ada, bo, cleo, hanna, iben, mio }: Cast, kind: 'lift' | 'ride' | 'buddy' = 'lift', asks = true): Promise<Table> {
  const at = await table([hanna, iben], [ada, bo, cleo, mio], iben);
  for (const one of [ada, bo, cleo, mio]) await seats.take(one, at.code);
  await pairs.holdOut(mio, at.code, { kind, area: 'The old town', room: 1, hows: ['sit'] });
  if (asks) for (const one of [ada, bo, cleo]) await pairs.reach(one, at.code, kind, (await at.here(mio)).code);
  await carry();
  return at;
}
const drop = (at: Table, mio: Member, kind = 'lift') => pairs.takeBack(mio, at.code, kind);

describe('a hand that is not to be had any more (MEET-6, PEER-20)', () => {
  scene('is told to everybody whose ask still stands, without names, also on a bad day; a no and a silence hear the same', async (cast) => {
    const { ada, bo, cleo, mio } = cast;
    for (const kind of ['lift', 'ride'] as const) {
      const at = await oneSeat(cast, kind);
      await answer(mio, at, bo, false);
      expect([await told(bo), await told(cleo)]).toEqual([[], []]);
      await answer(mio, at, ada, true);
      expect([await told(ada), await told(bo), await told(cleo)]).toEqual([['meet.made'], ['meet.closed'], ['meet.closed']]);
      expect(await named(cleo)).toEqual([]);
      for (const one of [bo, cleo]) expect((await pairs.of(one, at.code))[0]).toMatchObject({ said: 'asked', isMine: true, isFull: true });
      expect((await notices.forToday({ ...cleo, session: { ...cleo.session, day: 'bad' } }, 5)).notices.map(({ kind: one }) => one)).toEqual(['meet.closed']);
      expect((await notices.open(cleo, (await notices.of(cleo)).notices[0]!.id)).path).toBe(`/meet/g/${at.code}/before`);
      await asHouse(() => sql`delete from notices.notices`);
      await asHouse(() => sql`delete from gatherings.gatherings`);
      await asHouse(() => sql`delete from members.personas where space <> 'forum'`);
    }
  });
  scene('and is again, is told instead; full anew it is told anew, and a yes says all there is to say', async (cast) => {
    const { ada, bo, cleo, mio } = cast;
    const at = await oneSeat(cast);
    await answer(mio, at, bo, false);
    const { id } = await pairOf(mio, at, ada);
    await answer(mio, at, ada, true);
    await notices.open(cleo, (await notices.of(cleo)).notices[0]!.id);
    await pairs.end(ada, id);
    await carry();
    expect([await told(bo), await told(cleo)]).toEqual([['meet.open'], ['meet.open']]);
    expect((await notices.of(cleo)).notices[0]).toMatchObject({ isNew: true });
    for (const one of [bo, cleo]) expect((await pairs.of(one, at.code))[0]).toMatchObject({ said: 'asked', isFull: false });
    await answer(mio, at, cleo, true);
    expect([await told(bo), await told(cleo)]).toEqual([['meet.closed'], ['meet.made']]);
    await seats.giveBack(cleo, at.code);
    await carry();
    expect(await told(bo)).toEqual(['meet.open']);
  });
  scene('is told to nobody who was not told that it was gone, nor to whoever gave their seat back, nor where the date is off', async (cast) => {
    const { ada, bo, cleo, hanna, mio } = cast;
    const at = await oneSeat(cast, 'lift', false);
    await pairs.holdOut(mio, at.code, { kind: 'lift', area: 'The old town', room: 2 });
    for (const one of [ada, bo, cleo]) await pairs.reach(one, at.code, 'lift', (await at.here(mio)).code);
    await answer(mio, at, ada, true);
    expect([await told(bo), await told(cleo)]).toEqual([[], []]);
    await seats.giveBack(ada, at.code);
    await carry();
    expect([await told(bo), await told(cleo)]).toEqual([[], []]);
    await pairs.holdOut(mio, at.code, { kind: 'lift', area: 'The old town', room: 1 });
    await seats.giveBack(bo, at.code);
    await answer(mio, at, cleo, true);
    expect([await told(bo), await told(cleo)]).toEqual([[], ['meet.made']]);
    await asHouse(() => sql`delete from notices.notices`);
    await pairs.end(mio, (await pairOf(mio, at, cleo)).id);
    for (const one of [ada, bo]) await seats.take(one, at.code);
    for (const one of [ada, bo]) await pairs.reach(one, at.code, 'lift', (await at.here(mio)).code);
    await pairs.answer(mio, (await pairOf(mio, at, ada)).id, true);
    await hosting.cancel(hanna, at.code, 'ill');
    await carry();
    expect(await told(bo)).toEqual(['meet.off']);
  });
  scene('because it was taken back, or who held it out comes no more, is told the same; who was asked hears no more that somebody asks', async (cast) => {
    const { ada, bo, cleo, mio } = cast;
    const ways: ((at: Table) => Promise<unknown>)[] = [(at) => drop(at, mio), (at) => seats.giveBack(mio, at.code), async ({ here }) => personas.leave(mio, await here(mio))];
    for (const way of ways) {
      const at = await oneSeat(cast);
      await answer(mio, at, bo, false);
      expect(await told(mio)).toEqual(['meet.asked', 'meet.asked']);
      await way(at);
      await carry();
      expect([await told(ada), await told(bo), await told(cleo), await told(mio)]).toEqual([['meet.closed'], ['meet.closed'], ['meet.closed'], []]);
      await asHouse(() => sql`delete from notices.notices`);
      await asHouse(() => sql`delete from gatherings.gatherings`);
      await asHouse(() => sql`delete from members.personas where space <> 'forum'`);
    }
  });
  scene('says nothing to who keeps apart there, and the same as to anybody to who was kept apart elsewhere (decision 10)', async (cast) => {
    const { ada, bo, cleo, mio } = cast;
    const at = await oneSeat(cast, 'lift', false);
    await blocks.block(mio, (await asHouse(() => sql<{ code: string }>`select code from members.faces where persona_id = ${bo.personaId}`))[0]!.code);
    for (const one of [ada, bo, cleo]) await pairs.reach(one, at.code, 'lift', (await at.here(mio)).code);
    await carry();
    expect(await told(mio)).toEqual(['meet.asked', 'meet.asked']);
    await blocks.block(mio, (await at.here(cleo)).code);
    await hands['members.block.made']!({ id: 1, name: 'members.block.made', data: { memberId: mio.id }, at: new Date() });
    await carry();
    expect(await told(mio)).toEqual(['meet.asked']);
    await answer(mio, at, ada, true);
    expect([await told(bo), await told(cleo)]).toEqual([['meet.closed'], []]);
  });
});

describe('what was asked before anybody was told of such things', () => {
  scene('is put right: who waits for a full car hears, and nobody is told of what is asked no more', async (cast) => {
    const { ada, bo, cleo, mio } = cast;
    const written = (room: string, name: string) => readFileSync(new URL(`../${room}/migrations/${name}.sql`, import.meta.url), 'utf8');
    const [told1, asks] = [written('notices', '2026-11-27-only-what-is-asked-is-told'), written('gatherings', '2026-11-27-asks-hear-what-becomes-of-them').split('-- Who waits already')[1]!];
    const at = await oneSeat(cast);
    await pairs.answer(mio, (await pairOf(mio, at, ada)).id, true);
    await seats.giveBack(bo, at.code);
    await asHouse(() => sql`delete from platform.events`); // as it was until then
    for (let twice = 0; twice < 2; twice++) {
      await asHouse(() => executeSql(told1));
      await asHouse(() => executeSql(`--${asks}`));
      await carry();
    }
    expect([await told(mio), await told(bo), await told(cleo)]).toEqual([['meet.asked'], [], ['meet.closed']]);
  });
});

describe('an ask that nobody asks any more (MEET-6, PEER-20)', () => {
  scene('does not stand with who was asked, however it came: no seat any more, left the place, answered with no', async (cast) => {
    const { ada, bo, cleo, mio } = cast;
    const at = await oneSeat(cast, 'buddy');
    expect(await told(mio)).toEqual(['meet.asked', 'meet.asked', 'meet.asked']);
    await seats.giveBack(ada, at.code);
    await carry();
    expect(await told(mio)).toEqual(['meet.asked', 'meet.asked']);
    await personas.leave(bo, await at.here(bo));
    await carry();
    expect(await told(mio)).toEqual(['meet.asked']);
    await answer(mio, at, cleo, false);
    expect([await told(mio), await told(cleo)]).toEqual([[], []]);
    await seats.take(ada, at.code);
    await pairs.reach(ada, at.code, 'buddy', (await at.here(mio)).code);
    await carry();
    expect(await told(mio)).toEqual(['meet.asked']);
  });
  scene('is not told when it is heard of late, and what is asked anew stays told', async (cast) => {
    const { ada, mio } = cast;
    const at = await oneSeat(cast, 'lift', false);
    const ask = async () => pairs.reach(ada, at.code, 'lift', (await at.here(mio)).code);
    await ask();
    await seats.giveBack(ada, at.code);
    await carry();
    expect(await told(mio)).toEqual([]);
    await seats.take(ada, at.code);
    await ask();
    const { id } = await pairOf(mio, at, ada);
    const [late] = await asHouse(() => sql<Event>`select 9 as id, 'gatherings.pair.unasked' as name, jsonb_build_object('pairId', ${id}::text, 'by', 'asker') as data, now() - interval '2 hours' as at`);
    await carry();
    await reactors[late!.name]!(late!);
    expect(await told(mio)).toEqual(['meet.asked']);
  });
});

describe('who is to be met at the door (MEET-5)', () => {
  scene('and does not come, or wishes it no more, is said to the hosts who come, without a name; met after all, nothing says otherwise', async ({ ada, bo, cleo, hanna, iben, mio }) => {
    const { code, here } = await table([hanna, iben], [ada, bo, cleo, mio], iben);
    await seats.take(ada, code, { meetMe: true });
    await seats.take(bo, code);
    await carry();
    await seats.giveBack(bo, code);
    await carry();
    expect(await told(hanna)).toEqual([]);
    await seats.giveBack(ada, code, 'ill');
    await carry();
    expect([await told(hanna), await told(iben), await told(ada)]).toEqual([['meet.door'], ['meet.door'], []]);
    expect(await named(hanna)).toEqual([]);
    expect((await notices.open(hanna, (await notices.of(hanna)).notices[0]!.id)).path).toBe(`/meet/g/${code}/host`);
    await seats.take(ada, code, { meetMe: true });
    await carry();
    expect(await told(hanna)).toEqual([]);
    await seats.take(ada, code, { meetMe: false });
    await carry();
    expect((await notices.of(hanna)).notices).toMatchObject([{ kind: 'meet.door', isNew: true }]);
    await asHouse(() => sql`delete from notices.notices`);
    await seats.take(cleo, code, { meetMe: true });
    await seats.take(mio, code, { meetMe: true });
    await hosting.cannotCome(iben, code);
    await carry();
    await asHouse(() => sql`delete from notices.notices`);
    await seats.decline(hanna, code, (await here(mio)).code);
    await personas.leave(cleo, await here(cleo));
    await carry();
    expect([await told(hanna), await told(iben)]).toEqual([['meet.door', 'meet.door'], []]);
  });
  scene('is nothing to say where they only waited, or the date is off or over', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, iben], [ada, bo, cleo], iben, { seats: 3, least: 3 });
    for (const one of [ada, bo]) await seats.take(one, code, { meetMe: true });
    await asHouse(() => sql`update gatherings.gatherings set seats = 2`);
    await seats.take(cleo, code, { meetMe: true });
    await seats.giveBack(cleo, code);
    await carry();
    expect(await told(hanna)).toEqual([]);
    await hosting.cancel(hanna, code, 'ill');
    await seats.giveBack(bo, code);
    await carry();
    expect(await told(hanna)).toEqual(['meet.off']);
  });
});
