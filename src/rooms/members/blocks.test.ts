import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as blocks from '#members/blocks';
import * as faces from '#members/faces';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import * as leaving from '#members/leaving';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as things from '#members/things';
import { between, codeOf, inPlace, refusalOf, yes } from '#test/names';
import { scene } from '#test/scene';

const hidden = (asker: { id: string }) => asking(asker, () => sql<{ blocked: string }>`select * from members.blocked()`);
const isApart = async (one: Member, other: Member) => (await asHouse(() => sql<{ apart: boolean }>`select members.apart(${one.personaId}, ${other.personaId}) as apart`))[0]!.apart;
const wish = (name: string) => ({ name, pledged: true, keepName: true });
const listed = async (member: Member) => (await blocks.mine(member)).map(({ names }) => names.map(({ name, place }) => `${name}, ${place ?? 'forum'}`));

describe('a block', () => {
  scene('hides both from each other, and tells neither', async ({ ada, bo, cleo }) => {
    await blocks.block(ada, bo.code);
    await blocks.block(ada, bo.code);
    expect((await hidden(ada)).map(({ blocked }) => blocked)).toEqual([bo.personaId]);
    expect((await hidden(bo)).map(({ blocked }) => blocked)).toEqual([ada.personaId]);
    expect(await hidden(cleo)).toEqual([]);
    expect([await listed(ada), await listed(bo)]).toEqual([[['bo, forum']], []]);
  });
  scene('ends when its member ends it, and nobody else', async ({ ada, bo }) => {
    await blocks.block(ada, bo.code);
    const [{ press }] = await blocks.mine(ada) as [blocks.Blocked];
    await blocks.unblock(bo, ada.code); // has none
    await blocks.end(bo, press);
    expect((await hidden(ada)).map(({ blocked }) => blocked)).toEqual([bo.personaId]);
    await blocks.unblock(ada, bo.code);
    expect([await hidden(ada), await hidden(bo)]).toEqual([[], []]);
    await blocks.unblock(ada, bo.code); // a double tap
    await blocks.unblock(ada, 'nobodys2'); // answered as for somebody who is not blocked
    for (const over of [press, bo.personaId]) await blocks.end(ada, over);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'members.block.ended'`)).toHaveLength(1);
    for (const wrong of ['', 'x']) await expect(blocks.end(ada, wrong), wrong).rejects.toThrow(NotFound);
  });
  scene('is not of oneself, nor of nobody', async ({ ada }) => {
    expect(await refusalOf(blocks.block(ada, ada.code))).toBe('members.refused.blockSelf');
    await expect(blocks.block(ada, 'no-such-code')).rejects.toThrow(NotFound);
  });
  scene('outlives another name of the blocked, which it does not tell (ID-3)', async ({ ada, bo }) => {
    await blocks.block(ada, bo.code);
    await faces.rename(bo, 'Paper Lantern');
    expect((await hidden(ada)).map(({ blocked }) => blocked)).toEqual([bo.personaId]);
    expect(await listed(ada)).toEqual([['bo, forum']]);
    expect(JSON.stringify(await things.of(ada))).not.toContain('Paper Lantern');
  });
  scene('holds for whoever leaves the place and comes back under a new name, on both sides and for every handshake (ID-6)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here, place } = await inPlace(iben, { ada, bo, cleo, hanna });
    const again = async (who: Member, name: string) => {
      await personas.leave(who, await here(who));
      await personas.make(who, place, wish(name));
      await ladders.choose(who, await here(who), 'chosen');
      await ladders.reach(who, await here(who), { offers: true, page: 'members' });
    };
    const seenBy = async (who: Member) => (await handshakes.people(who, await here(who))).map(({ name }) => name);
    await blocks.block(ada, await codeOf(here, bo));
    await again(bo, 'Brass Button');
    const check = async (herName: string) => {
      expect([await seenBy(ada), await seenBy(bo)]).toEqual([['Plum Jam', 'Tin Whistle'], ['Plum Jam', 'Tin Whistle']]);
      expect((await seenBy(cleo)).sort()).toEqual(['Brass Button', 'Plum Jam', herName].sort());
      for (const [from, to] of [[ada, bo], [bo, ada]] as const) await expect(yes(here, from, to)).rejects.toBeInstanceOf(NotFound);
      expect(await isApart(ada, bo)).toBe(true);
    };
    await check('Slow Ferry');
    await again(ada, 'Wool Sock'); // she goes and comes back, too
    await check('Wool Sock');
    const [{ press }] = await blocks.mine(ada) as [blocks.Blocked];
    await blocks.end(ada, press);
    expect([await hidden(ada), await hidden(bo), await isApart(ada, bo)]).toEqual([[], [], false]);
    await yes(here, ada, bo);
    await yes(here, bo, ada);
    expect((await between(here, ada)).open).toHaveLength(1);
  });
  scene('does not say, to anybody, who stands behind a name', async ({ ada, bo, cleo }) => {
    await blocks.block(ada, bo.code);
    for (const who of [ada, bo, cleo]) expect(await asking(who, () => sql`select 1 from members.fences`)).toEqual([]);
    expect(JSON.stringify(await asking(ada, () => sql`select * from members.blocks`))).not.toContain(bo.id);
  });
  scene('is nameless, and still there to be ended, when the name is gone; of who leaves for good nothing is kept (ID-3)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await blocks.block(ada, await codeOf(here, bo));
    await blocks.block(ada, bo.code);
    await personas.leave(bo, await here(bo));
    expect((await listed(ada)).flat().sort()).toEqual([', Thursday table', 'bo, forum']);
    await leaving.ask(bo);
    await asHouse(() => sql`update members.leavings set due_at = now() where member_id = ${bo.id}`);
    await leaving.sweep();
    expect((await listed(ada)).flat().sort()).toEqual([', Thursday table', ', forum']);
    expect(await asHouse(() => sql`select 1 from members.fences`)).toEqual([]);
    for (const { press } of await blocks.mine(ada)) await blocks.end(ada, press);
    expect(await listed(ada)).toEqual([]);
  });
  scene('stays in the list, and in what one downloads, when one has left the place oneself', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    await blocks.block(ada, await codeOf(here, bo));
    await personas.leave(ada, await here(ada));
    expect(await listed(ada)).toEqual([['Grey Mitten, Thursday table']]);
    expect((await things.of(ada)).blocked).toMatchObject([{ name: 'Grey Mitten', place: 'Thursday table' }]);
  });
  scene('of two who shared names ends whole, by Undo or in the list; what was shared begins anew (ID-6, ID-9)', async ({ ada, bo, cleo, hanna, iben }) => {
    const { here } = await inPlace(iben, { ada, bo, cleo, hanna });
    const ways = { undo: async () => blocks.unblock(ada, await codeOf(here, bo)), list: async () => blocks.end(ada, (await blocks.mine(ada))[0]!.press) };
    for (const [way, end] of Object.entries(ways)) {
      await yes(here, ada, bo);
      await yes(here, bo, ada);
      await blocks.block(ada, await codeOf(here, bo));
      expect((await listed(ada)).map((names) => names.sort()), way).toEqual([['Grey Mitten, Thursday table', 'bo, forum']]);
      await end();
      expect([await listed(ada), await hidden(ada), await hidden(bo)], way).toEqual([[], [], []]);
      expect([(await between(here, ada)).open, (await between(here, bo)).open], way).toEqual([[], []]);
    }
  });
  scene('holds in every place where the two know each other by handshake, whichever name was pressed (ID-6, ID-9)', async ({ ada, bo, cleo, hanna, iben }) => {
    const one = await inPlace(iben, { ada, bo, cleo, hanna });
    const other = await inPlace(iben, { ada, bo, cleo, hanna }, 'chosen', { name: 'Friday table' });
    for (const press of [() => codeOf(one.here, bo), () => codeOf(other.here, bo), async () => bo.code]) {
      for (const { here } of [one, other]) {
        await yes(here, ada, bo);
        await yes(here, bo, ada);
      }
      await blocks.block(ada, await press());
      expect(await hidden(bo)).toHaveLength(3);
      for (const { here } of [one, other]) expect([(await between(here, ada)).open, (await between(here, bo)).open]).toEqual([[], []]);
      expect(await asHouse(() => sql`select 1 from members.reveals where until is null union all select 1 from members.handshakes`)).toEqual([]);
      await blocks.end(ada, (await blocks.mine(ada))[0]!.press);
    }
  });
});
