/** Whose hold of a circle has ended without their doing hears of it, and not why. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import * as circles from '#circles/circles';
import * as endings from '#circles/endings';
import * as holds from '#circles/holds';
import * as seats from '#circles/seats';
import * as notices from '#notices/notices';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import { deliver, heard, kinds } from '#test/told';

async function circle(cast: Cast) {
  const code = await seated(cast);
  return { code, id: (await circles.one(cast.ada, code)).id };
}

describe('a hold that ends (MOD-1, MOD-12)', () => {
  scene('is told to whoever held it, once, however it ended and without why; held again, nothing says so any more', async (cast) => {
    const { ada, bo, hanna, mio, iben } = cast;
    const { code } = await circle(cast);
    const after = async (...happens: (() => Promise<unknown>)[]) => {
      for (const one of happens) await one();
      await deliver();
      await asHouse(() => sql`delete from platform.events`);
      await asHouse(() => sql`update notices.notices set made_at = made_at - interval '1 hour'`);
      return [await kinds(hanna), await kinds(mio), await kinds(ada)];
    };
    const gone = () => asHouse(() => sql`update members.roles set ended_at = now() where member_id = ${hanna.id} and ended_at is null`);
    expect(await after(gone, () => holds.stepBack(hanna.id), () => holds.stepBack(hanna.id))).toEqual([['circle.holdEnded'], [], []]);
    expect((await notices.open(hanna, (await heard(hanna))[0]!.id)).path).toBe(`/talk/c/${code}`);
    expect(JSON.stringify(await asHouse(() => sql`select * from notices.notices where kind = 'circle.holdEnded'`))).not.toContain('Fern');
    expect(await after(() => holds.end(iben, code, 'Tall Kettle'))).toEqual([[], ['circle.holdEnded'], []]);
    for (const one of [ada, bo]) await holds.offer(one, code, true);
    await asHouse(() => sql`delete from circles.stood_down`);
    await asHouse(() => sql`update circles.seats set wants = 'host' where persona_id in (select id from members.personas where member_id = ${mio.id})`);
    const { seatId } = (await seats.mates(ada, (await circles.one(ada, code)).id)).find(({ name }) => name === 'Tall Kettle')!;
    expect((await after(() => seats.giveHold(ada, code, seatId)))[1], 'held again').not.toContain('circle.holdEnded');
    await asHouse(() => sql`update circles.seats set hold = '', wants = 'host' where persona_id in (select id from members.personas where member_id = ${hanna.id})`);
    await asHouse(() => sql`update circles.seats set wants = 'host' where role = 'host' and persona_id in (select id from members.personas where member_id = ${bo.id})`);
    const told = await after(() => endings.handOver(ada, code));
    expect(told.map((one) => one.includes('circle.holdEnded')), 'those who did not do it themselves').toEqual([false, true, false]);
  });
  scene('is not told where they hold it again by then, sit there no more, or the circle is over', async (cast) => {
    const { hanna, mio, iben } = cast;
    const { code, id } = await circle(cast);
    await holds.end(iben, code, 'Tall Kettle');
    await seats.rise(mio, code);
    await holds.end(iben, code, 'Fern Lane');
    await asHouse(() => sql`update circles.seats set role = 'host' where circle_id = ${id} and persona_id in (select id from members.personas where member_id = ${hanna.id})`);
    await deliver();
    expect([await kinds(hanna), await kinds(mio)]).toEqual([[], []]);
    await asHouse(() => sql`update circles.seats set role = 'member' where circle_id = ${id}`);
    await asHouse(() => sql`update circles.circles set ended_at = now() where id = ${id}`);
    await deliver();
    expect(await kinds(hanna)).toEqual([]);
  });
});
