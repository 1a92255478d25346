/** A moderator who shared names with somebody, and does not any more: what waited about them is still not theirs. */
import { readFileSync } from 'node:fs';
import { describe, expect } from 'vitest';
import { asHouse, executeSql, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as seats from '#circles/seats';
import * as blocks from '#members/blocks';
import * as handshakes from '#members/handshakes';
import type { Member, Moderator } from '#members/members';
import * as personas from '#members/personas';
import * as cases from '#safety/cases';
import * as decisions from '#safety/decisions';
import * as queue from '#safety/queue';
import { seated } from '#test/circle';
import type { Cast } from '#test/cast';
import { as, deciding } from '#test/deciding';
import { scene } from '#test/scene';

const waits = async (moderator: Moderator, id: string) => (await queue.waiting(moderator)).cases.some((one) => one.id === id);
const apart = (id: string) => asHouse(() => sql<{ memberId: string; why: string }>`select member_id, why from safety.apart where case_id = ${id}`);

/** mio and bo sit in one circle and share names; something about bo, under the name of the forum, waits. */
async function near(cast: Cast): Promise<{ code: string; id: string; version: number }> {
  const { bo, mio, ada } = cast;
  const code = await seated(cast);
  for (const [one, other] of [[mio, bo], [bo, mio]] as const) {
    const here = await personas.inPlace(one, code);
    await asHouse(() => sql`update members.ladders set level = 'chosen' where persona_id = ${here.personaId}`);
    await handshakes.sayYes(one, await personas.inPlace(one, code), (await personas.inPlace(other, code)).code);
  }
  expect(await asHouse(() => sql`select 1 from members.reveals where until is null`)).toHaveLength(2);
  const { caseId: id } = await asHouse(() => cases.signal({ kind: 'person', id: bo.personaId, personaId: bo.personaId }, { kind: 'report', level: 'low', cause: `near:${ada.id}` }));
  expect([await waits(mio, id), await waits(as(cast.iben), id)]).toEqual([false, true]);
  return { code, id, version: 1 };
}

async function isNotTheirs(moderator: Moderator, id: string, version: number): Promise<void> {
  expect(await waits(moderator, id)).toBe(false);
  for (const work of [() => queue.one(moderator, id), () => cases.claim(moderator, id, version), () => decisions.decide(moderator, id, version, deciding({}))]) await expect(work()).rejects.toBeInstanceOf(NotFound);
}

describe('a case about somebody with whom a moderator shared names (MOD-2, ID-9)', () => {
  const endings: [string, (cast: Cast, code: string) => Promise<unknown>][] = [
    ['takes their own name away', ({ mio }, code) => seats.rise(mio, code)],
    ['takes a new name', async ({ mio }, code) => personas.renew(mio, await personas.inPlace(mio, code), { name: 'New Leaf', pledged: true })],
    ['takes their yes back', async ({ mio, bo }, code) => handshakes.takeBack(mio, await personas.inPlace(mio, code), (await personas.inPlace(bo, code)).code)],
    ['is blocked', async ({ mio, bo }, code) => blocks.block(bo as Member, (await personas.inPlace(mio, code)).code)],
    ['knows somebody who takes their name away', ({ bo }, code) => seats.rise(bo, code)]
  ];
  for (const [what, end] of endings) {
    scene(`is not theirs when the moderator ${what}; it stays with the others`, async (cast) => {
      const { code, id, version } = await near(cast);
      await end(cast, code);
      expect(await asHouse(() => sql`select 1 from members.reveals where until is null`)).toEqual([]);
      await isNotTheirs(cast.mio, id, version);
      expect(await apart(id)).toEqual([{ memberId: cast.mio.id, why: 'decided' }]); // of the two, who decides here
      expect(await waits(as(cast.iben), id)).toBe(true);
    });
  }
  scene('goes with a moderator who leaves for good, and a case that waited when names were shared before this was noted is noted', async (cast) => {
    const { code, id, version } = await near(cast);
    await handshakes.takeBack(cast.mio, await personas.inPlace(cast.mio, code), (await personas.inPlace(cast.bo, code)).code);
    await asHouse(() => sql`delete from safety.apart`);
    expect(await waits(cast.mio, id)).toBe(true);
    const before = /\ninsert into safety\.apart[\s\S]*$/.exec(readFileSync(new URL('migrations/2026-12-01-whoever-drops-a-name-stays-away-still.sql', import.meta.url), 'utf8').split('-- Of those who')[1]!)![0];
    for (const _ of ['once', 'twice']) await asHouse(() => executeSql(before));
    await isNotTheirs(cast.mio, id, version);
    await asHouse(() => sql`delete from members.members where id = ${cast.mio.id}`);
    expect(await apart(id)).toEqual([]);
  });
  scene('and one that had waited since before they shared names is noted too; not one that was closed by then, or opened afterwards', async (cast) => {
    const { code, id, version } = await near(cast);
    await handshakes.takeBack(cast.mio, await personas.inPlace(cast.mio, code), (await personas.inPlace(cast.bo, code)).code);
    const since = readFileSync(new URL('migrations/2026-12-02-whoever-shared-names-while-it-waited-stays-away.sql', import.meta.url), 'utf8');
    const noted = async (opened: string, closed: string | null) => {
      await asHouse(() => sql`update safety.cases set opened_at = now() + ${opened}::interval, closed_at = now() + ${closed}::interval where id = ${id}`);
      await asHouse(() => sql`delete from safety.apart`);
      for (const _ of ['once', 'twice']) await asHouse(() => executeSql(since));
      return (await apart(id)).length;
    };
    expect([await noted('-3 days', '-2 days'), await noted('2 days', null), await noted('-3 days', '1 day'), await noted('-3 days', null)]).toEqual([0, 0, 1, 1]);
    await isNotTheirs(cast.mio, id, version);
  });
});
