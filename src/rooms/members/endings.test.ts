import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as endings from '#members/endings';
import * as handshakes from '#members/handshakes';
import * as ladders from '#members/ladders';
import type { Member } from '#members/members';
import * as personas from '#members/personas';
import * as spaces from '#members/spaces';
import type { Cast } from '#test/cast';
import { scene } from '#test/scene';

const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
async function place({ iben, ada, bo }: Cast) {
  const { code, id } = await spaces.open(iben, { kind: 'local', name: 'By the water', about: '', region: '', area: '', language: 'en' });
  for (const one of [ada, bo]) await personas.make(one, code, { name: `Grey ${one.name}`, keepName: true, pledged: true });
  const here = (member: Member) => personas.inPlace(member, code);
  return { code, id, here };
}

describe('the time after (MEET-9)', () => {
  scene('is said in good time by a steward, told to those who belong there, and taken back', async (cast) => {
    const { iben, ada, bo } = cast;
    const { code, id, here } = await place(cast);
    await expect(endings.say(iben, code, ahead(10))).rejects.toMatchObject({ key: 'members.refused.endsOn' });
    for (const far of [ahead(370), '24.12.9999']) await expect(endings.say(iben, code, far), far).rejects.toMatchObject({ key: 'members.refused.farAhead', field: 'endsOn' });
    await expect(endings.say(iben, code, 'soon')).rejects.toMatchObject({ key: 'members.refused.endsOn' });
    await expect(endings.say(iben, code, '2035-02-31'), 'a day that is in no calendar').rejects.toMatchObject({ key: 'members.refused.endsOn' });
    await expect(endings.offer(ada, await here(ada), true), 'nobody is asked to carry what does not end').rejects.toBeInstanceOf(NotFound);
    await endings.say(iben, code, ahead(40));
    expect(await endings.of(ada, await here(ada))).toEqual({ endsOn: ahead(40), isCarried: false, isAlumni: false, isKeeper: false, keepers: [] });
    expect((await endings.whoBelongs(id)).memberIds.sort()).toEqual([ada.id, bo.id].sort());
    await endings.say(iben, code, '');
    expect(await endings.of(ada, await here(ada))).toMatchObject({ endsOn: null });
    const cafe = await spaces.open(iben, { kind: 'cafe', name: 'One table', about: '', region: '', area: '', language: 'en' });
    await expect(endings.say(iben, cafe.code, ahead(40))).rejects.toBeInstanceOf(NotFound);
  });
  scene('goes on, held by those who offered, when there are two', async (cast) => {
    const { iben, ada, bo, cleo } = cast;
    const { code, here } = await place(cast);
    await endings.say(iben, code, ahead(40));
    for (const one of [ada, bo, ada]) await endings.offer(one, await here(one), true);
    expect(await endings.of(bo, await here(bo))).toMatchObject({ isKeeper: true, keepers: ['Grey ada', 'Grey bo'] });
    expect(await asking(cleo, () => sql`select 1 from members.keepers`), 'nobody else knows').toEqual([]);
    expect(await endings.settle(ahead(39))).toBe(0);
    expect([await endings.settle(ahead(40)), await endings.settle(ahead(40))]).toEqual([1, 0]);
    expect(await endings.of(ada, await here(ada))).toMatchObject({ endsOn: null, isCarried: true, isAlumni: false, keepers: ['Grey ada', 'Grey bo'] });
    await personas.make(cleo, code, { name: 'Grey cleo', keepName: true, pledged: true });
    await endings.offer(ada, await here(ada), false);
    expect((await endings.of(cleo, await here(cleo))).keepers).toEqual(['Grey bo']);
  });
  scene('stays as a place to come back to when there are not: nobody new, and names, friendships and things stay', async (cast) => {
    const { iben, ada, bo, cleo } = cast;
    const { code, here } = await place(cast);
    for (const one of [ada, bo]) await ladders.choose(one, await here(one), 'chosen');
    await handshakes.sayYes(ada, await here(ada), (await here(bo)).code);
    await handshakes.sayYes(bo, await here(bo), (await here(ada)).code);
    await endings.say(iben, code, ahead(40));
    await endings.offer(ada, await here(ada), true);
    await endings.settle(ahead(41));
    expect(await endings.of(bo, await here(bo))).toMatchObject({ isAlumni: true, isCarried: false });
    await expect(personas.make(cleo, code, { name: 'Grey cleo', keepName: true, pledged: true })).rejects.toBeInstanceOf(NotFound);
    expect((await spaces.all(cleo, 1)).map((space) => space.code)).not.toContain(code);
    await expect(spaces.one(cleo, code, 1)).rejects.toBeInstanceOf(NotFound);
    expect(await spaces.one(ada, code, 1)).toMatchObject({ mine: 'Grey ada', isAlumni: true, closedAt: null });
    expect((await handshakes.of(ada, await here(ada))).open).toHaveLength(1);
  });
  scene('counts people, not names: whoever took a new one since is among those who are named, once', async (cast) => {
    const { iben, ada, bo } = cast;
    const { code, here } = await place(cast);
    await endings.say(iben, code, ahead(40));
    await endings.offer(ada, await here(ada), true);
    await personas.renew(ada, await here(ada), { name: 'Brass Button', pledged: true });
    expect(await endings.of(ada, await here(ada))).toMatchObject({ isKeeper: true, keepers: ['Grey ada'] });
    await endings.offer(ada, await here(ada), true);
    expect((await endings.of(bo, await here(bo))).keepers, 'a second name beside it would tell whose it is').toEqual(['Grey ada']);
    await endings.offer(bo, await here(bo), true);
    await endings.offer(ada, await here(ada), false);
    expect((await endings.of(bo, await here(bo))).keepers).toEqual(['Grey bo']);
    await endings.offer(ada, await here(ada), true);
    await personas.renew(bo, await here(bo), { name: 'Copper Pot', pledged: true });
    expect(await endings.settle(ahead(40))).toBe(1);
    expect(await endings.of(ada, await here(ada))).toMatchObject({ isCarried: true, keepers: ['Brass Button', 'Grey bo'] });
  });
  scene('does not go on with one person under two names', async (cast) => {
    const { iben, ada } = cast;
    const { code, here } = await place(cast);
    await endings.say(iben, code, ahead(40));
    await endings.offer(ada, await here(ada), true);
    await personas.renew(ada, await here(ada), { name: 'Brass Button', pledged: true });
    await asHouse(async () => sql`insert into members.keepers (persona_id, space) select p.id, p.space from members.personas p where p.id = ${(await here(ada)).personaId}`);
    await endings.settle(ahead(40));
    expect(await endings.of(ada, await here(ada))).toMatchObject({ isCarried: false, isAlumni: true });
  });
  scene('goes with the name of whoever leaves', async (cast) => {
    const { iben, ada } = cast;
    const { code, here } = await place(cast);
    await endings.say(iben, code, ahead(40));
    await endings.offer(ada, await here(ada), true);
    await personas.leave(ada, await here(ada));
    expect(await asHouse(() => sql`select 1 from members.keepers`)).toEqual([]);
  });
});
