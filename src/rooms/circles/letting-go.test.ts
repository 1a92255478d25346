/** A circle that nobody takes on: a steward says when it ends, in good time, and can take that back. (MOD-12, MEET-9) */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound, Refusal } from '#platform/answers';
import { seated } from '#test/circle';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as endings from '#circles/endings';
import * as holds from '#circles/holds';
import * as lettingGo from '#circles/letting-go';
import * as lines from '#circles/lines';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';

/** Counted from when the tests began: a midnight between two of them is the same day. */
const begun = Date.now();
const ahead = (days: number) => new Date(begun + days * 86_400_000).toISOString().slice(0, 10);
const said = async () => (await asHouse(() => sql`select 1 from platform.events where name = 'circles.ending.said'`)).length;
const wish = (name: string) => ({ name, pledged: true });
/** A circle whose hosts are gone. */
async function unheld(cast: Cast) {
  const code = await seated(cast, { most: '6' });
  for (const host of [cast.hanna, cast.mio]) await seats.rise(host, code);
  return code;
}
const dayIsOver = (code: string) => asHouse(() => sql`update circles.circles set ends_on = current_date - 1 where code = ${code}`);

describe('a circle that nobody takes on', () => {
  scene('ends on a day a steward said, two weeks ahead at least; the same day said again is said once', async (cast) => {
    const { ada, cleo, iben } = cast;
    const code = await unheld(cast);
    for (const wrong of ['', 'soon', ahead(3), ahead(800)]) await expect(lettingGo.say(iben, code, wrong), wrong).rejects.toBeInstanceOf(Refusal);
    for (let twice = 0; twice < 2; twice++) await lettingGo.say(iben, code, ahead(20));
    expect(await said()).toBe(1);
    for (const member of [ada, cleo]) expect(await circles.one(member, code)).toMatchObject({ endsOn: ahead(20), isLetGo: true, isUnheld: true });
    expect((await circles.forStewards(iben)).find((one) => one.code === code)).toMatchObject({ isLetGo: true, hosts: 0, endsOn: ahead(20) });
    expect(await asHouse(() => sql`select let_go_by from circles.circles where code = ${code}`)).toEqual([{ letGoBy: iben.id }]);
    await clock.end();
    expect((await circles.one(ada, code)).endedAt, 'not before the day').toBeNull();
    await dayIsOver(code);
    for (let twice = 0; twice < 2; twice++) await clock.end();
    expect(await circles.one(ada, code), 'who sat there still finds it').toMatchObject({ endedAt: expect.any(Date), door: 'mine' });
    await expect(circles.one(cleo, code)).rejects.toBeInstanceOf(NotFound);
    expect((await lines.room(ada, code)).phase, 'no kettle is on').toBe('over');
    expect((await sessions.of(ada, (await circles.one(ada, code)).id)).filter(({ closedAt }) => !closedAt)).toEqual([]);
    await expect(lettingGo.say(iben, code, ahead(30)), 'it is over').rejects.toBeInstanceOf(NotFound);
    await lettingGo.takeBack(iben, code);
    expect((await circles.one(ada, code)).endedAt).not.toBeNull();
  });
  scene('goes on when the steward takes it back until then, when two offer, and when a trained host sits down', async (cast) => {
    const { ada, bo, hanna, iben } = cast;
    const code = await unheld(cast);
    const goesOn = async (happens: () => Promise<unknown>) => {
      await lettingGo.say(iben, code, ahead(20));
      await asHouse(() => sql`delete from platform.events`);
      await happens();
      const { endsOn, isLetGo } = await circles.one(ada, code);
      return [endsOn, isLetGo, await said()];
    };
    expect(await goesOn(async () => [await lettingGo.takeBack(iben, code), await lettingGo.takeBack(iben, code)])).toEqual([null, false, 1]);
    expect(await goesOn(() => seats.hold(hanna, code, wish('Fern Again')))).toEqual([null, false, 1]);
    await expect(lettingGo.say(iben, code, ahead(20)), 'somebody holds it').rejects.toMatchObject({ key: 'circles.refused.isHeld' });
    await seats.rise(hanna, code);
    expect(await goesOn(() => holds.offer(ada, code, true)), 'one alone does not hold it').toEqual([ahead(20), true, 0]);
    await holds.offer(ada, code, false);
    expect(await goesOn(async () => [await holds.offer(ada, code, true), await holds.offer(bo, code, true)])).toEqual([null, false, 1]);
    await dayIsOver(code);
    await asHouse(() => sql`update circles.circles set ends_on = null`);
    await clock.end();
    expect((await circles.one(ada, code)).endedAt).toBeNull();
  });
  scene('is no place to come back to, which needs nobody, and none whose hosts had said its end', async (cast) => {
    const { hanna, iben, mio } = cast;
    const code = await seated(cast, { most: '6' });
    await endings.say(hanna, code, ahead(40));
    for (const host of [hanna, mio]) await seats.rise(host, code);
    await expect(lettingGo.say(iben, code, ahead(20))).rejects.toBeInstanceOf(NotFound);
    await lettingGo.takeBack(iben, code);
    expect((await circles.one(cast.ada, code)).endsOn).toBe(ahead(40));
    await asHouse(() => sql`update circles.circles set kind = 'alumni', ends_on = null where code = ${code}`);
    await expect(lettingGo.say(iben, code, ahead(20))).rejects.toBeInstanceOf(NotFound);
  });
});
