import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import * as asides from '#circles/asides';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as endings from '#circles/endings';
import * as holds from '#circles/holds';
import * as lines from '#circles/lines';
import * as seats from '#circles/seats';
import * as tables from '#circles/tables';
import * as waits from '#circles/waits';
import { table } from '#gatherings/seed';
import * as blocks from '#members/blocks';
import * as personas from '#members/personas';
import * as notices from '#notices/notices';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import { deliver, heard, kinds } from '#test/told';

/** Puts away all there is. */
const all = () => ({ readAt: new Date(Date.now() + 60_000), wasHeld: false });
async function circle(cast: Cast) {
  const code = await seated(cast);
  return { code, id: (await circles.one(cast.ada, code)).id, sessionId: (await lines.room(cast.ada, code)).session!.id };
}

describe('words in private in a circle (MOD-12, NEW-4)', () => {
  scene('are told to those who hold it, days before they meet, and to nobody else; the answer to the one who wrote', async (cast) => {
    const { ada, bo, cleo, hanna, mio } = cast;
    const { code, id, sessionId } = await circle(cast);
    await asides.tell(ada, code, sessionId, { text: 'A hard week, for you alone.' });
    await deliver();
    for (const host of [hanna, mio]) expect(await kinds(host)).toEqual(['circle.words']);
    for (const other of [ada, bo, cleo]) expect(await kinds(other)).toEqual([]);
    expect(JSON.stringify(await asHouse(() => sql`select n.*, e.data as event from notices.notices n, platform.events e`))).not.toContain('hard week');
    expect((await notices.open(hanna, (await heard(hanna))[0]!.id)).path).toBe(`/talk/c/${code}/live#asides`);
    const [one] = await asides.of(hanna, id);
    await asides.tell(hanna, code, sessionId, { text: 'Thank you.', to: one!.id });
    await deliver();
    expect([await kinds(ada), await kinds(bo), await kinds(hanna)]).toEqual([['circle.words'], [], []]);
  });
  scene('lead whoever has left to the page of the circle, and when it is over to what circles there are (MOD-12, NEW-6)', async (cast) => {
    const { ada, hanna } = cast;
    const { code, sessionId } = await circle(cast);
    await asides.tell(ada, code, sessionId, { text: 'Hello.' });
    await deliver();
    const [told] = await heard(hanna);
    const leads = async () => (await notices.open(hanna, told!.id)).path;
    expect(await leads()).toBe(`/talk/c/${code}/live#asides`);
    await asHouse(() => sql`update circles.circles set ended_at = now() where code = ${code}`);
    expect(await leads(), 'whoever sits there finds it when it is over').toBe(`/talk/c/${code}/live#asides`);
    await asHouse(() => sql`delete from circles.seats where persona_id in (select id from members.personas where member_id = ${hanna.id})`);
    expect(await leads()).toBe('/talk/circles?gone');
    await asHouse(() => sql`update circles.circles set ended_at = null where code = ${code}`);
    expect(await leads()).toBe(`/talk/c/${code}`);
  });
  scene('are one line however many there are, and are told again when there are more', async (cast) => {
    const { ada, bo, hanna } = cast;
    const { code, sessionId } = await circle(cast);
    for (const one of [ada, bo]) await asides.tell(one, code, sessionId, { text: 'Hello.' });
    await deliver();
    expect(await kinds(hanna)).toEqual(['circle.words']);
    await notices.putAway(hanna, all());
    await deliver();
    expect(await kinds(hanna)).toEqual([]);
    await asides.tell(ada, code, sessionId, { text: 'One more.' });
    await deliver();
    expect(await kinds(hanna)).toEqual(['circle.words']);
  });
  scene('that are newer than the page that was put away stay new, in a gathering too, where no moment is said (NEW-4)', async (cast) => {
    const { ada, bo, hanna, mio } = cast;
    const { code, sittingId, spaceId } = await table([hanna, mio], [ada, bo], cast.iben, { way: 'text' });
    const of = (isHost: boolean) => ({ sittingId, code, space: spaceId, name: 'Tea', language: 'en', startsAt: new Date(Date.now() + 86_400_000), minutes: 60, call: 'text' as const, isTalk: false, seats: 9, isHost });
    await tables.admit(mio, of(true));
    await tables.admit(ada, of(false));
    const tell = async () => asides.tell(ada, code, (await lines.room(ada, code)).session!.id, { text: 'Is there a chair?' });
    await tell();
    await deliver();
    await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour', shown_from = shown_from - interval '1 hour', data = data || '{"last": 0}'`);
    const readAt = new Date(Date.now() - 600_000); // the page was made ten minutes ago
    await tell();
    await deliver();
    await notices.putAway(mio, { readAt, wasHeld: false });
    expect(await kinds(mio)).toEqual(['meet.aside']);
  });
  scene('are not told across a block, also one made later, nor once a host has read them', async (cast) => {
    const { ada, bo, hanna, mio } = cast;
    const { code, id, sessionId } = await circle(cast);
    await asides.tell(ada, code, sessionId, { text: 'Hello.' });
    await deliver();
    await blocks.block(hanna, (await personas.inPlace(ada, code)).code);
    expect([await kinds(hanna), await kinds(mio)]).toEqual([[], ['circle.words']]);
    await notices.putAway(mio, all());
    await asides.tell(bo, code, sessionId, { text: 'Hello.' });
    await asides.of(mio, id);
    await deliver();
    expect([await kinds(hanna), await kinds(mio)]).toEqual([[], []]);
  });
  scene('in the room of a gathering are told to its hosts, also to one who has not come in, without the moment', async (cast) => {
    const { ada, bo, hanna, mio } = cast;
    const { code, sittingId, spaceId } = await table([hanna, mio], [ada, bo], cast.iben, { way: 'text' });
    const of = (isHost: boolean) => ({ sittingId, code, space: spaceId, name: 'Tea', language: 'en', startsAt: new Date(Date.now() + 86_400_000), minutes: 60, call: 'text' as const, isTalk: false, seats: 9, isHost });
    await tables.admit(mio, of(true));
    for (const one of [ada, bo]) await tables.admit(one, of(false));
    await asHouse(() => sql`delete from platform.events`);
    await asides.tell(ada, code, (await lines.room(ada, code)).session!.id, { text: 'Is there a chair?' });
    await deliver();
    for (const host of [hanna, mio]) {
      const [line, ...more] = await heard(host);
      expect([line!.kind, more, line!.at.getTime() % (6 * 3_600_000)]).toEqual(['meet.aside', [], 0]);
      expect((await notices.open(host, line!.id)).path).toBe(`/meet/g/${code}/room#asides`);
    }
    expect([await kinds(ada), await kinds(bo)]).toEqual([[], []]);
  });
});

describe('a seat somebody waits for (PEER-27)', () => {
  scene('is told to whose turn it is, however it came free', async (cast) => {
    const { bo, cleo, ada } = cast;
    const { code } = await circle(cast);
    await waits.wait(cleo, code);
    await personas.leave(bo, await personas.inPlace(bo, code));
    await clock.tellNext();
    await deliver();
    expect([await kinds(cleo), await kinds(ada)]).toEqual([['circle.seat'], []]);
    expect((await notices.open(cleo, (await heard(cleo))[0]!.id)).path).toBe(`/talk/c/${code}`);
  });
  scene('is not told to somebody who stopped waiting meanwhile', async (cast) => {
    const { bo, cleo } = cast;
    const { code } = await circle(cast);
    await waits.wait(cleo, code);
    await seats.rise(bo, code);
    await clock.tellNext();
    await waits.stopWaiting(cleo, code);
    await deliver();
    expect(await kinds(cleo)).toEqual([]);
  });
});

describe('a seat in a circle that somebody was told of (PEER-27)', () => {
  scene('is not told any more when it is taken, they wait no more, sit down or the circle has ended; the next one is told anew', async (cast) => {
    const { ada, bo, cleo, hanna, iben } = cast;
    const { code } = await circle(cast);
    for (const one of [cleo, iben]) await waits.wait(one, code);
    const goesBy = async () => {
      await clock.tellNext();
      await deliver();
      await asHouse(() => sql`delete from platform.events`);
      await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
      return [await kinds(cleo), await kinds(iben)];
    };
    for (const leaves of [bo, ada]) await seats.rise(leaves, code);
    expect(await goesBy()).toEqual([['circle.seat'], ['circle.seat']]);
    for (const back of [ada, bo]) await seats.sit(back, code, { name: `${back.name} again`, pledged: true });
    expect(await goesBy()).toEqual([[], []]);
    await seats.rise(bo, code);
    expect((await goesBy()).flat()).toEqual(['circle.seat']);
    for (const one of [cleo, iben]) await waits.stopWaiting(one, code);
    expect(await goesBy()).toEqual([[], []]);
    await waits.wait(cleo, code);
    expect(await goesBy()).toEqual([['circle.seat'], []]);
    await seats.sit(cleo, code, { name: 'New Leaf', pledged: true });
    expect(await goesBy()).toEqual([[], []]);
    await waits.wait(iben, code);
    await seats.rise(ada, code);
    expect(await goesBy()).toEqual([[], ['circle.seat']]);
    await asHouse(() => sql`update circles.circles set ended_at = now() where code = ${code}`);
    expect([await goesBy(), await kinds(hanna)]).toEqual([[[], []], []]);
  });
});

describe('a circle nobody holds (MOD-12)', () => {
  scene('is told once to those who sit there and to the stewards; held again, that is told instead, to those who sit there', async (cast) => {
    const { ada, bo, cleo, hanna, mio, iben } = cast;
    const { code } = await circle(cast);
    const after = async (happens: Promise<unknown>) => {
      await happens;
      for (let twice = 0; twice < 2; twice++) await holds.sweep();
      await deliver();
      await asHouse(() => sql`delete from platform.events`);
      await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
      return [await kinds(ada), await kinds(bo), await kinds(cleo), await kinds(iben)];
    };
    expect(await after(seats.rise(hanna, code))).toEqual([[], [], [], []]);
    expect(await after(seats.rise(mio, code))).toEqual([['circle.unheld'], ['circle.unheld'], [], ['circle.needsHosts']]);
    expect((await notices.open(ada, (await heard(ada))[0]!.id)).path).toBe(`/talk/c/${code}`);
    expect((await notices.open(iben, (await heard(iben))[0]!.id)).path).toBe('/desk/admin/circles');
    expect(await after(seats.hold(hanna, code, { name: 'Fern Again', pledged: true }))).toEqual([['circle.held'], ['circle.held'], [], []]);
    expect((await notices.of(iben)).notices).toEqual([]);
  });
});

describe('the end of a circle (MEET-9)', () => {
  scene('is told to those who sit there, once for a day; taken back, or carried on by others, that is told instead', async (cast) => {
    const { ada, bo, cleo, hanna, iben } = cast;
    const { code } = await circle(cast);
    const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const after = async (happens: Promise<unknown>) => {
      await happens;
      await deliver();
      await asHouse(() => sql`delete from platform.events`);
      await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
      return kinds(ada);
    };
    expect(await after(endings.say(hanna, code, ' '))).toEqual([]);
    expect(await after(endings.say(hanna, code, ahead(30)))).toEqual(['circle.ends']);
    await notices.putAway(ada, all());
    expect(await after(endings.say(hanna, code, ahead(30)))).toEqual([]);
    expect(await after(endings.say(hanna, code, ahead(60)))).toEqual(['circle.ends']);
    expect(await after(endings.say(hanna, code, ''))).toEqual(['circle.goesOn']);
    expect((await notices.open(ada, (await heard(ada))[0]!.id)).path).toBe(`/talk/c/${code}`);
    expect((await notices.of(ada)).notices.map(({ kind }) => kind)).toEqual(['circle.goesOn']);
    await endings.say(hanna, code, ahead(30));
    expect(await after(endings.say(hanna, code, ''))).toEqual(['circle.goesOn']);
    await after(endings.say(hanna, code, ahead(30)));
    for (const one of [ada, bo]) await holds.offer(one, code, true);
    await asHouse(() => sql`update circles.circles set ends_on = current_date - 1 where code = ${code}`);
    expect(await after(clock.end())).toEqual(['circle.goesOn']);
    expect([await kinds(cleo), await kinds(iben)]).toEqual([[], []]);
    await after(endings.say(ada, code, ahead(30)));
    expect(await after(endings.keepAsAlumni(ada, code)), 'instead of when it ends').toEqual(['circle.alumni']);
    await notices.putAway(ada, all());
    expect(await after(endings.keepAsAlumni(ada, code)), 'pressed twice').toEqual([]);
    expect([await kinds(bo), await kinds(cleo)]).toEqual([expect.arrayContaining(['circle.alumni']), []]);
    expect(await after(endings.say(ada, code, ahead(30)))).toEqual(['circle.ends']);
    expect((await notices.of(bo)).notices.map(({ kind }) => kind)).not.toContain('circle.alumni');
  });
  scene('and a seat are not told any more where they were no more before that was said', async (cast) => {
    const { ada, bo, cleo, hanna, iben } = cast;
    const { code } = await circle(cast);
    await endings.say(hanna, code, new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10));
    for (const one of [cleo, iben]) await waits.wait(one, code);
    for (const leaves of [bo, ada]) await seats.rise(leaves, code);
    await clock.tellNext();
    await deliver();
    const migrate = () => asHouse(() => executeSql(readFileSync(new URL('migrations/2026-11-27-ends-and-seats-that-are-no-more.sql', import.meta.url), 'utf8')));
    const told = async () => [await kinds(hanna), await kinds(cleo), await kinds(iben)];
    await migrate();
    expect(await told()).toEqual([['circle.ends'], ['circle.seat'], ['circle.seat']]);
    await asHouse(() => sql`update circles.circles set ends_on = null where code = ${code}`);
    await asHouse(() => sql`delete from circles.waits where member_id = ${cleo.id}`);
    for (let twice = 0; twice < 2; twice++) await migrate();
    expect(await told()).toEqual([[], [], ['circle.seat']]);
  });
});
