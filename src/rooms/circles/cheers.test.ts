/** Asking some people to be with one in something: once, of somebody who is there, and nothing typed is lost. */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import type { Cast } from '#test/cast';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import * as cheers from '#circles/cheers';
import * as circles from '#circles/circles';
import * as seats from '#circles/seats';
import * as things from '#circles/things';

async function there(cast: Cast) {
  const code = await seated(cast);
  const { id } = await circles.one(cast.ada, code);
  const seatOf = async (name: string) => (await seats.mates(cast.ada, id)).find((mate) => mate.name === name)!.seatId;
  return { code, id, bo: await seatOf('Ash Blanket'), hanna: await seatOf('Fern Lane') };
}
const words = async (cast: Cast, id: string) => (await cheers.of(cast.ada, id)).map((one) => one.words);

describe('asking people in a circle to be with one in something (PEER-13)', () => {
  scene('is asked once, however often the form is sent, also the fifth', async (cast) => {
    const { code, id, bo } = await there(cast);
    for (const n of [1, 2, 3, 4, 5]) for (let twice = 0; twice < 2; twice++) await cheers.ask(cast.ada, code, `Walk ${n}.`, [bo], `form-000${n}`);
    expect((await words(cast, id)).sort()).toEqual(['Walk 1.', 'Walk 2.', 'Walk 3.', 'Walk 4.', 'Walk 5.']);
    expect(await cheers.unread(cast.bo, id)).toHaveLength(5);
    await expect(cheers.ask(cast.ada, code, 'Walk 6.', [bo], 'form-0006')).rejects.toMatchObject({ key: 'circles.refused.cheers' });
    expect(JSON.stringify(await things.of(cast.ada))).not.toContain('form-000');
  });
  scene('says what it says: other words, or another person, from a form somebody went back to are asked; and again what is over', async (cast) => {
    const { code, id, bo, hanna } = await there(cast);
    for (let twice = 0; twice < 2; twice++) {
      await cheers.ask(cast.ada, code, 'A walk.', [bo], 'form-0001');
      await cheers.ask(cast.ada, code, 'A swim.', [bo], 'form-0001');
      await cheers.ask(cast.ada, code, 'A swim.', [hanna, bo], 'form-0001');
      await cheers.ask(cast.ada, code, 'A swim.', [bo, hanna], 'form-0001');
    }
    expect((await words(cast, id)).sort()).toEqual(['A swim.', 'A swim.', 'A walk.']);
    const walk = (await cheers.of(cast.ada, id)).find((one) => one.words === 'A walk.')!;
    await cheers.end(cast.ada, walk.id);
    await cheers.ask(cast.ada, code, 'A walk.', [bo], 'form-0001');
    expect((await cheers.of(cast.ada, id)).filter(({ doneAt }) => !doneAt).map((one) => one.words).sort()).toEqual(['A swim.', 'A swim.', 'A walk.']);
  });
  scene('may be asked again in the same words by another form, and another person may send the same one', async (cast) => {
    const { code, id, bo, hanna } = await there(cast);
    await cheers.ask(cast.ada, code, 'A walk.', [bo], 'form-0001');
    await cheers.ask(cast.ada, code, 'A walk.', [hanna], 'form-0002');
    await cheers.ask(cast.bo, code, 'A walk.', [hanna], 'form-0001');
    for (let twice = 0; twice < 2; twice++) await cheers.ask(cast.ada, code, 'Without a mark.', [bo]);
    expect((await words(cast, id)).sort()).toEqual(['A walk.', 'A walk.', 'Without a mark.', 'Without a mark.']);
    expect(await cheers.unread(cast.hanna, id)).toHaveLength(2);
  });
  scene('reaches somebody, or says so: whoever gave up the seat meanwhile is not there to ask', async (cast) => {
    const { code, id, bo } = await there(cast);
    await seats.rise(cast.bo, code);
    await expect(cheers.ask(cast.ada, code, 'A walk.', [bo], 'form-0001')).rejects.toMatchObject({ key: 'circles.refused.cheerWhom', field: 'seat' });
    expect([await words(cast, id), await asHouse(() => sql`select 1 from circles.cheering`)]).toEqual([[], []]);
  });
});
