import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as asides from '#gatherings/asides';
import { forget } from '#gatherings/clock';
import * as hearers from '#gatherings/hearers';
import * as pairs from '#gatherings/pairs';
import * as seats from '#gatherings/seats';
import { table } from '#gatherings/seed';
import * as things from '#gatherings/things';
import type { Member } from '#members/members';
import { scene } from '#test/scene';

const codeOf = async (name: string) => (await asHouse(() => sql<{ code: string }>`select code from members.faces where name = ${name}`))[0]!.code;
const refusal = (key: string) => expect.objectContaining({ key: `gatherings.refused.${key}` });
const lastEvent = async (name: string) => (await asHouse(() => sql<{ data: Record<string, string> }>`select data from platform.events where name = ${name} order by id desc limit 1`))[0]?.data;

describe('what two who agreed wrote to each other (MEET-6, ID-14)', () => {
  const kept = () => asHouse(() => sql`select 1 from gatherings.asides where pair_id is not null`);
  const agreed = async (ada: Member, cleo: Member, code: string, prefix = 'grey') => {
    for (const one of [ada, cleo]) await seats.take(one, code);
    await pairs.holdOut(cleo, code, { kind: 'lift', area: 'The old town', room: 2 });
    await pairs.reach(ada, code, 'lift', await codeOf(`${prefix} cleo`));
    const [pair] = await pairs.of(cleo, code);
    await pairs.answer(cleo, pair!.id, true);
    await asides.say(ada, pair!.id, 'The red house behind the school, number five.');
    await asides.say(cleo, pair!.id, 'I will ring the bell twice.');
    expect(await kept()).toHaveLength(2);
    return pair!.id;
  };
  scene('is forgotten when either of them ends it, with where one of them lives', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    const id = await agreed(ada, cleo, code);
    await asides.askHosts(ada, code, 'Is there a step?');
    await pairs.end(cleo, id);
    expect(await kept()).toEqual([]);
    expect((await asides.ofPairs(ada, code)).size).toBe(0);
    for (const one of [ada, cleo]) expect(JSON.stringify(await things.of(one))).not.toMatch(/red house|bell/);
    expect(await asides.withHosts(ada, code), 'what was asked of the hosts stays').toHaveLength(1);
    await expect(asides.say(ada, id, 'Hello?')).rejects.toBeInstanceOf(NotFound);
  });
  scene('is forgotten when one of them gives their seat back, whoever held out the hand, or has none any more', async ({ ada, bo, cleo, hanna, iben }) => {
    const ways = { asked: (code: string) => seats.giveBack(ada, code), offered: (code: string) => seats.giveBack(cleo, code), declined: async (code: string) => seats.decline(hanna, code, await codeOf('declined ada')) };
    for (const [way, goes] of Object.entries(ways)) {
      const { code } = await table([hanna, bo], [ada, cleo], iben, {}, true, 'cafe', way);
      await agreed(ada, cleo, code, way);
      await goes(code);
      expect(await kept(), way).toEqual([]);
      for (const one of [ada, cleo]) expect(await pairs.of(one, code), way).toEqual([]);
    }
  });
  scene('is forgotten a week after the date, with where the lift was from; that they went together is not', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    await agreed(ada, cleo, code);
    const ago = (days: number) => asHouse(() => sql`update gatherings.sittings set starts_at = now() - make_interval(days => ${days + 1}::int), ends_at = now() - make_interval(days => ${days}::int)`);
    await ago(6);
    await forget();
    expect(await kept()).toHaveLength(2);
    await ago(8);
    await forget();
    expect([await kept(), await asHouse(() => sql`select area from gatherings.hands`)]).toEqual([[], [{ area: '' }]]);
    expect(await asHouse(() => sql`select said from gatherings.pairs`)).toEqual([{ said: 'yes' }]);
  });
  scene('that was on its way in the moment of the end is forgotten by the clock', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada, cleo], iben);
    const id = await agreed(ada, cleo, code);
    await asHouse(() => sql`update gatherings.pairs set said = 'ended' where id = ${id}`);
    expect((await asides.ofPairs(cleo, code)).get(id)?.map(({ isMine }) => isMine)).toEqual([true]);
    await forget();
    expect(await kept()).toEqual([]);
  });
});

describe('words with the hosts', () => {
  scene('reach both hosts and come back to the one who asked; nobody else reads them', async ({ ada, bo, cleo, hanna, iben }) => {
    const { code } = await table([hanna, bo], [ada], iben);
    await asides.askHosts(ada, code, 'Is there a chair by the door?');
    const heard = await hearers.ofAside((await lastEvent('gatherings.aside.said'))!.asideId!);
    expect(heard?.memberIds.sort()).toEqual([hanna.id, bo.id].sort());
    expect(await asides.asked(bo, code)).toMatchObject([{ name: 'grey ada', lines: [{ words: 'Is there a chair by the door?' }] }]);
    await asides.answer(bo, code, await codeOf('grey ada'), 'There is, and it is yours.');
    expect(await asides.withHosts(ada, code)).toMatchObject([{ isMine: true }, { name: 'grey bo', words: 'There is, and it is yours.' }]);
    await expect(asides.asked(ada, code)).rejects.toBeInstanceOf(NotFound);
    await expect(asides.askHosts(cleo, code, 'Hello')).rejects.toEqual(refusal('name'));
    await expect(asides.answer(ada, code, await codeOf('grey ada'), 'x')).rejects.toBeInstanceOf(NotFound);
  });
});
