import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as asides from '#gatherings/asides';
import * as hearers from '#gatherings/hearers';
import * as hosting from '#gatherings/hosting';
import * as pairs from '#gatherings/pairs';
import { reactors } from '#gatherings/reactors';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as blocks from '#members/blocks';
import * as leaving from '#members/leaving';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import { scene } from '#test/scene';

const migration = readFileSync(new URL('migrations/2026-11-25-ends-nobody-was-told-of.sql', import.meta.url), 'utf8');
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });
type Told = { pairId: string; sittingId: string; personaId: string };
/** Whom each end that was announced would be told to. */
const told = async (): Promise<string[]> => {
  const ends = await asHouse(() => sql<{ data: Told }>`select data from platform.events where name = 'gatherings.pair.ended' order by id`);
  const whom = await Promise.all(ends.map(({ data }) => hearers.ofEnd(data.pairId, data.sittingId, data.personaId)));
  return whom.flatMap((one) => one?.memberIds ?? []);
};
type Table = Awaited<ReturnType<typeof table>>;
/** One asks, the other says yes; they have written to each other. */
async function agree({ code, here }: Table, driver: Member, rider: Member, kind: 'buddy' | 'lift' = 'lift'): Promise<string> {
  await pairs.holdOut(driver, code, { kind, area: 'The old town', room: 2, hows: ['sit'] });
  await pairs.reach(rider, code, kind, (await here(driver)).code);
  const pair = (await pairs.of(driver, code)).find((one) => one.kind === kind && one.said === 'asked')!;
  await pairs.answer(driver, pair.id, true);
  await asides.say(rider, pair.id, 'The red house.');
  return pair.id;
}
const saidOf = async (member: Member, code: string) => (await pairs.of(member, code)).map(({ said }) => said);
const words = () => asHouse(() => sql`select 1 from gatherings.asides where pair_id is not null`);
const blocked = (member: Member) => reactors['members.block.made']!({ id: 1, name: 'members.block.made', data: { memberId: member.id }, at: new Date() });

describe('what two had agreed (MEET-5, MEET-6, PEER-20)', () => {
  scene('ends for both, and the other one is told, whatever ends it', async ({ ada, bo, cleo, hanna, iben }) => {
    const ways: Record<string, { ends: (at: Table, pairId: string) => Promise<unknown>; tells: Member }> = {
      driverEnds: { ends: (_, pairId) => pairs.end(cleo, pairId), tells: ada },
      riderEnds: { ends: (_, pairId) => pairs.end(ada, pairId), tells: cleo },
      takenBack: { ends: ({ code }) => pairs.takeBack(cleo, code, 'lift'), tells: ada },
      driverStays: { ends: ({ code }) => seats.giveBack(cleo, code), tells: ada },
      riderStays: { ends: ({ code }) => seats.giveBack(ada, code), tells: cleo },
      driverDeclined: { ends: async ({ code, here }) => seats.decline(hanna, code, (await here(cleo)).code), tells: ada },
      riderDeclined: { ends: async ({ code, here }) => seats.decline(hanna, code, (await here(ada)).code), tells: cleo },
      driverLeaves: { ends: async ({ here }) => personas.leave(cleo, await here(cleo)), tells: ada },
      riderLeaves: { ends: async ({ here }) => personas.leave(ada, await here(ada)), tells: cleo },
      driverBlocks: { ends: async ({ here }) => { await blocks.block(cleo, (await here(ada)).code); await blocked(cleo); }, tells: ada },
      riderBlocks: { ends: async ({ here }) => { await blocks.block(ada, (await here(cleo)).code); await blocked(ada); }, tells: cleo }
    };
    for (const [n, [way, { ends, tells }]] of Object.entries(ways).entries()) {
      const at = await table(n % 2 ? [hanna, bo] : [bo, hanna], [ada, cleo], iben, {}, true, 'cafe', way.toLowerCase());
      for (const one of [ada, cleo]) await seats.take(one, at.code);
      const pairId = await agree(at, cleo, ada);
      await asHouse(() => sql`delete from platform.events`);
      await ends(at, pairId);
      expect(await told(), way).toEqual([tells.id]);
      expect(await words(), way).toEqual([]);
      expect((await asHouse(() => sql`select 1 from gatherings.pairs where said = 'yes'`)), way).toEqual([]);
      await asHouse(() => sql`delete from members.blocks`); // it would hold at the next table, too
    }
  });
  scene('ends when one of them leaves for good, and for whoever was in the car of a host who cannot be there', async ({ ada, bo, cleo, hanna, iben }) => {
    const at = await table([hanna, bo], [ada, cleo], iben);
    for (const one of [ada, cleo]) await seats.take(one, at.code);
    await agree(at, hanna, ada);
    await agree(at, cleo, ada, 'buddy');
    await asHouse(() => sql`delete from platform.events`);
    expect(await hosting.cannotCome(hanna, at.code)).toEqual({ isOff: false });
    expect(await told()).toEqual([ada.id]);
    expect((await pairs.hands(ada, at.code)).map(({ kind }) => kind), 'their car is not there any more').toEqual(['buddy']);
    await expect(pairs.holdOut(hanna, at.code, { kind: 'lift', area: 'The old town' })).rejects.toBeInstanceOf(NotFound);
    await asHouse(() => sql`delete from platform.events`);
    await leaving.ask(cleo);
    await asHouse(() => sql`update members.leavings set due_at = now() - interval '1 minute' where member_id = ${cleo.id}`);
    await leaving.sweep();
    expect(await told()).toEqual([ada.id]);
  });
  scene('ends without a word of its own where the date is off, over, or the other one does not come either; and twice is once', async ({ ada, bo, cleo, hanna, iben }) => {
    const begin = async (prefix: string) => {
      const at = await table([hanna, bo], [ada, cleo], iben, {}, true, 'cafe', prefix);
      for (const one of [ada, cleo]) await seats.take(one, at.code);
      const pairId = await agree(at, cleo, ada);
      await asHouse(() => sql`delete from platform.events`);
      return { ...at, pairId };
    };
    const off = await begin('off');
    await pairs.end(cleo, off.pairId);
    await hosting.cancel(hanna, off.code, 'ill');
    expect(await told(), 'that it is off is told to both').toEqual([]);
    const over = await begin('over');
    await asHouse(() => sql`update gatherings.sittings set starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour' where code = ${over.code}`);
    await pairs.end(cleo, over.pairId);
    expect(await told()).toEqual([]);
    const both = await begin('both');
    await seats.giveBack(ada, both.code);
    await seats.giveBack(cleo, both.code);
    expect(await told()).toEqual([]);
    const twice = await begin('twice');
    for (let again = 0; again < 2; again++) await pairs.end(ada, twice.pairId);
    for (let again = 0; again < 2; again++) await pairs.takeBack(cleo, twice.code, 'lift');
    expect(await told()).toEqual([cleo.id]);
  });
  scene('stays where the block was taken back at once, and in another place than that of the block (ID-6, decision 10)', async ({ ada, bo, cleo, hanna, iben }) => {
    const at = await table([hanna, bo], [ada, cleo], iben);
    for (const one of [ada, cleo]) await seats.take(one, at.code);
    await agree(at, cleo, ada);
    await blocks.block(ada, (await at.here(cleo)).code);
    await blocks.unblock(ada, (await at.here(cleo)).code);
    await blocked(ada);
    const [inForum] = await asHouse(() => sql<{ code: string }>`select code from members.faces where name = 'cleo'`);
    await blocks.block(ada, inForum!.code);
    await blocked(ada);
    expect([await saidOf(ada, at.code), await saidOf(cleo, at.code), await told()]).toEqual([['yes'], ['yes'], []]);
  });
  scene('and one has ended can be asked for anew, and is not “asked” before; a no stays a no', async ({ ada, bo, cleo, hanna, iben }) => {
    const at = await table([hanna, bo], [ada, cleo], iben);
    for (const one of [ada, cleo]) await seats.take(one, at.code);
    const pairId = await agree(at, cleo, ada);
    const offered = async () => (await pairs.hands(ada, at.code)).map(({ isAsked, isAgreed }) => ({ isAsked, isAgreed }));
    const asks = async () => (await asHouse(() => sql`select 1 from platform.events where name = 'gatherings.pair.asked'`)).length;
    expect([await offered(), await asks()]).toEqual([[{ isAsked: false, isAgreed: true }], 1]);
    await pairs.end(cleo, pairId);
    expect([await offered(), await saidOf(ada, at.code), await saidOf(cleo, at.code)]).toEqual([[{ isAsked: false, isAgreed: false }], [], []]);
    await pairs.reach(ada, at.code, 'lift', (await at.here(cleo)).code);
    expect([await offered(), await asks(), await saidOf(cleo, at.code)]).toEqual([[{ isAsked: true, isAgreed: false }], 2, ['asked']]);
    await pairs.answer(cleo, pairId, false);
    await expect(pairs.end(ada, pairId), 'a no is not ended by who asked').rejects.toBeInstanceOf(NotFound);
    await pairs.reach(ada, at.code, 'lift', (await at.here(cleo)).code);
    expect([await offered(), await asks(), await saidOf(cleo, at.code)]).toEqual([[{ isAsked: true, isAgreed: false }], 2, []]);
    await seats.giveBack(ada, at.code);
    await seats.take(ada, at.code);
    await pairs.reach(ada, at.code, 'lift', (await at.here(cleo)).code);
    expect([await asks(), await saidOf(cleo, at.code)], 'nor by giving the seat back').toEqual([2, []]);
  });
  scene('is never agreed with somebody who asked and does not come any more', async ({ ada, bo, cleo, hanna, iben }) => {
    const at = await table([hanna, bo], [ada, cleo], iben);
    for (const one of [ada, cleo]) await seats.take(one, at.code);
    await pairs.holdOut(cleo, at.code, { kind: 'lift', area: 'The old town' });
    await pairs.reach(ada, at.code, 'lift', (await at.here(cleo)).code);
    const [asked] = await pairs.of(cleo, at.code);
    await seats.giveBack(ada, at.code);
    expect(await saidOf(cleo, at.code)).toEqual([]);
    await expect(pairs.answer(cleo, asked!.id, true)).rejects.toBeInstanceOf(NotFound);
    // What was on its way while the seat was given back.
    await asHouse(() => sql`update gatherings.pairs set said = 'asked'`);
    await pairs.answer(cleo, asked!.id, true);
    expect(await asHouse(() => sql`select said from gatherings.pairs`)).toEqual([{ said: 'asked' }]);
    expect(await told()).toEqual([]);
  });
  scene('and had ended before without a word is told, once; what holds stays', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const at = await table([hanna, bo], [ada, cleo, mio], iben);
    const { code, here } = at;
    for (const one of [ada, cleo, mio]) await seats.take(one, code);
    await agree(at, hanna, ada);
    await agree(at, cleo, ada);
    await agree(at, cleo, mio);
    await pairs.holdOut(bo, code, { kind: 'lift', area: 'The harbour' });
    for (const one of [ada, cleo, mio]) await pairs.reach(one, code, 'lift', (await here(bo)).code);
    await blocks.block(ada, (await here(cleo)).code);
    const gone = [(await here(hanna)).personaId, (await here(ada)).personaId];
    await asHouse(() => sql`update gatherings.sittings set away = array[${gone[0]}]::uuid[]`);
    await asHouse(() => sql`delete from platform.events`);
    for (const _ of ['once', 'and never twice']) await asHouse(() => executeSql(migration));
    expect((await told()).sort()).toEqual([ada.id, cleo.id].sort());
    const stands = () => asHouse(() => sql`
      select a.name as who, b.name as whom, r.said from gatherings.pairs r join members.faces a on a.persona_id = r.from_id join members.faces b on b.persona_id = r.to_id order by b.name, a.name`);
    const rows = (adas: string) => [
      { who: 'grey ada', whom: 'grey bo', said: adas }, { who: 'grey cleo', whom: 'grey bo', said: 'asked' }, { who: 'grey mio', whom: 'grey bo', said: 'asked' },
      { who: 'grey ada', whom: 'grey cleo', said: 'ended' }, { who: 'grey mio', whom: 'grey cleo', said: 'yes' }
    ];
    expect(await stands()).toEqual(rows('asked'));
    expect(await words(), 'of cleo and mio').toHaveLength(1);
    await asHouse(() => sql`update gatherings.seats set state = 'gone' where persona_id = ${gone[1]}`);
    await asHouse(() => executeSql(migration));
    expect(await stands()).toEqual(rows('ended'));
  });
});

describe('a car (MEET-6)', () => {
  scene('shows the room that is left; a full one is there for those in it and those who asked, who see that it is full', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const at = await table([hanna, bo], [ada, cleo, mio], iben);
    for (const one of [ada, cleo, mio]) await seats.take(one, at.code);
    await pairs.holdOut(ada, at.code, { kind: 'lift', area: 'The old town', room: 2 });
    const adas = (await at.here(ada)).code;
    const seen = async (member: Member) => (await pairs.hands(member, at.code)).map(({ room, isFull, isAsked, isAgreed }) => ({ room, isFull, isAsked, isAgreed }));
    for (const one of [cleo, mio, hanna]) await pairs.reach(one, at.code, 'lift', adas);
    const idOf = async (name: string) => (await pairs.of(ada, at.code)).find((pair) => pair.name === `grey ${name}`)!.id;
    await pairs.answer(ada, await idOf('cleo'), true);
    expect(await seen(bo)).toEqual([{ room: 1, isFull: false, isAsked: false, isAgreed: false }]);
    await pairs.answer(ada, await idOf('mio'), true);
    expect(await seen(bo)).toEqual([]);
    await expect(pairs.reach(bo, at.code, 'lift', adas), 'from a page that is older').rejects.toEqual(refusal('fullLift'));
    expect(await seen(cleo)).toEqual([{ room: 0, isFull: true, isAsked: false, isAgreed: true }]);
    expect(await seen(hanna)).toEqual([{ room: 0, isFull: true, isAsked: true, isAgreed: false }]);
    expect(await pairs.of(hanna, at.code)).toMatchObject([{ said: 'asked', isFull: true }]);
    expect((await pairs.of(ada, at.code)).map(({ said, isFull }) => [said, isFull])).toEqual([['yes', true], ['yes', true], ['asked', true]]);
    expect(await seen(ada)).toHaveLength(1);
    await pairs.end(mio, await idOf('mio'));
    expect(await seen(bo)).toEqual([{ room: 1, isFull: false, isAsked: false, isAgreed: false }]);
    expect(await pairs.of(hanna, at.code)).toMatchObject([{ said: 'asked', isFull: false }]);
  });
  scene('is looked for until somebody has it; a buddy may have several', async ({ ada, bo, cleo, mio, hanna, iben }) => {
    const at = await table([hanna, bo], [ada, cleo, mio], iben);
    for (const one of [ada, cleo, mio]) await seats.take(one, at.code);
    await pairs.holdOut(ada, at.code, { kind: 'ride', area: 'The old town' });
    await pairs.holdOut(ada, at.code, { kind: 'buddy', hows: ['sit'] });
    const adas = (await at.here(ada)).code;
    for (const kind of ['ride', 'buddy']) for (const one of [cleo, mio]) await pairs.reach(one, at.code, kind, adas);
    const asked = async (kind: string) => (await pairs.of(ada, at.code)).filter((pair) => pair.kind === kind && pair.said === 'asked').map(({ id }) => id);
    await pairs.answer(ada, (await asked('ride'))[0]!, true);
    await expect(pairs.answer(ada, (await asked('ride'))[0]!, true)).rejects.toEqual(refusal('hasLift'));
    await expect(pairs.reach(bo, at.code, 'ride', adas)).rejects.toEqual(refusal('fullRide'));
    for (const id of await asked('buddy')) await pairs.answer(ada, id, true);
    expect((await pairs.hands(bo, at.code)).map(({ kind, isFull }) => [kind, isFull])).toEqual([['buddy', false]]);
  });
});
