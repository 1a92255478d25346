import { describe, expect } from 'vitest';
import { asHouse, asking, sql } from '#db';
import { NotFound } from '#platform/answers';
import type { Cast } from '#test/cast';
import { opening, seated } from '#test/circle';
import { scene } from '#test/scene';
import * as circles from '#circles/circles';
import * as seats from '#circles/seats';
import * as sessions from '#circles/sessions';
import * as things from '#circles/things';

const wish = (name: string) => ({ name, pledged: true });

describe('a circle (PEER-27, ID-6)', () => {
  scene('takes people in when two hold it, as many as there are seats, and is full then; who waits is next (MOD-12)', async ({ ada, bo, cleo, hanna, mio, iben }) => {
    const { code } = await circles.open(iben, opening, 'Europe/London');
    await expect(seats.sit(ada, code, wish('Willow Cup'))).rejects.toMatchObject({ key: 'circles.refused.hostless' });
    await seats.hold(hanna, code, wish('Fern Lane'));
    expect(await circles.one(ada, code)).toMatchObject({ door: 'hostless', taken: 1 });
    await seats.hold(mio, code, wish('Tall Kettle'));
    await seats.sit(ada, code, wish('Willow Cup'));
    await seats.sit(ada, code, wish('Something Else'));
    await seats.sit(bo, code, wish('Ash Blanket'));
    expect(await circles.one(cleo, code)).toMatchObject({ door: 'full', taken: 4, myRole: null });
    await expect(seats.sit(cleo, code, wish('Late Robin'))).rejects.toMatchObject({ key: 'circles.refused.full' });
    await seats.wait(cleo, code);
    await seats.wait(cleo, code);
    await seats.rise(bo, code);
    const { id } = await circles.one(ada, code);
    expect(await seats.nextInLine(id)).toEqual([{ memberId: cleo.id, code }]);
    await seats.sit(cleo, code, wish('Late Robin'));
    expect((await seats.mates(ada, id)).map(({ name, role }) => [name, role])).toEqual([['Fern Lane', 'host'], ['Tall Kettle', 'host'], ['Late Robin', 'member'], ['Willow Cup', 'member']]);
    await expect(seats.rise(bo, code)).rejects.toBeInstanceOf(NotFound);
  });
  scene('is known to all by its name and its hours, and who sits there only to those who do', async (cast) => {
    const code = await seated(cast);
    const { cleo, ada } = cast;
    const { id } = await circles.one(cleo, code);
    expect(await seats.mates(cleo, id)).toEqual([]);
    await expect(circles.ofMine(cleo, code)).rejects.toBeInstanceOf(NotFound);
    expect(await asking(cleo, () => sql`select 1 from circles.seats`)).toEqual([]);
    expect(await sql`select 1 from circles.seats`).toEqual([]);
    expect(await asking(cleo, () => sql`select 1 from members.faces where name in ('Willow Cup', 'Fern Lane')`)).toEqual([]);
    expect((await seats.mates(ada, id)).length).toBe(4);
  });
  scene('cannot be entered by its code alone, from the page for local groups', async ({ cleo, ...cast }) => {
    const code = await seated({ ...cast });
    const personas = await import('#members/personas');
    await expect(personas.make(cleo, code, wish('Back Door'))).rejects.toBeInstanceOf(NotFound);
    expect(await asking(cleo, () => sql`select 1 from members.my_spaces() m where ${code} = ''`)).toEqual([]);
  });
  scene('meets at the same hour across the change to summer time', async ({ ada, iben }) => {
    const { code } = await circles.open(iben, opening, 'Europe/London'); // 31 March 2030 the clocks go forward
    const { id } = await circles.one(ada, code);
    expect((await sessions.of(ada, id)).map(({ startsAt }) => startsAt.toISOString())).toEqual(['2030-03-20T19:00:00.000Z', '2030-03-27T19:00:00.000Z', '2030-04-03T18:00:00.000Z']);
  });
  scene('keeps plans and notes for those who sit there, and lets those who hold it write them', async (cast) => {
    const code = await seated(cast);
    const { ada, cleo, hanna } = cast;
    const { id } = await circles.one(ada, code);
    const [first] = await sessions.of(ada, id);
    await expect(sessions.write(ada, code, first!.id, { plan: 'x', between: '' })).rejects.toBeInstanceOf(NotFound);
    await sessions.write(hanna, code, first!.id, { plan: 'A round of names.', between: 'Try one small thing.' });
    expect((await sessions.of(ada, id))[0]).toMatchObject({ plan: 'A round of names.', between: 'Try one small thing.' });
    expect((await sessions.of(cleo, id))[0]).toMatchObject({ plan: '', between: '' });
  });
  scene('that is a cohort takes nobody new once it has met twice (PEER-26)', async ({ cleo, ...cast }) => {
    const code = await seated(cast as Cast, { kind: 'course', most: '6' });
    expect(await circles.one(cleo, code)).toMatchObject({ door: 'open', weeks: 3 });
    await asHouse(() => sql`update circles.sessions set opened_at = now() where number < 3`);
    expect(await circles.one(cleo, code)).toMatchObject({ door: 'late' });
    await expect(seats.sit(cleo, code, wish('Late Robin'))).rejects.toMatchObject({ key: 'circles.refused.late' });
  });
  scene('goes with whoever leaves for good, and is in their download', async (cast) => {
    const code = await seated(cast);
    const { ada, bo } = cast;
    expect((await things.of(ada)).circles).toMatchObject([{ circle: 'Quiet hour', nameThere: 'Willow Cup', role: 'member' }]);
    await circles.wish(ada, 'One for night owls.');
    await asHouse(() => sql`delete from members.members where id = ${ada.id}`);
    const { id } = await circles.one(bo, code);
    expect((await seats.mates(bo, id)).map(({ name }) => name)).not.toContain('Willow Cup');
    expect(await asHouse(() => sql`select 1 from circles.wishes`)).toEqual([]);
  });
  scene('asked for is read by stewards without a name, three at most', async ({ ada, iben }) => {
    for (const text of ['a', 'b', 'c', 'c']) await circles.wish(ada, text);
    await expect(circles.wish(ada, 'd')).rejects.toMatchObject({ key: 'circles.refused.wishes' });
    const wishes = await circles.wishes(iben);
    expect(wishes.map(({ words }) => words).sort()).toEqual(['a', 'b', 'c']);
    await circles.answered(iben, wishes[0]!.id);
    expect(await circles.wishes(iben)).toHaveLength(2);
  });
  scene('keeps a seat for somebody who takes a new name there', async (cast) => {
    const code = await seated(cast);
    const { ada } = cast;
    const personas = await import('#members/personas');
    const here = await personas.inPlace(ada, code);
    await personas.renew(ada, here, wish('New Leaf'));
    const fresh = await personas.inPlace(ada, code);
    await seats.follow(fresh.personaId);
    await seats.follow(fresh.personaId);
    const { id } = await circles.one(ada, code);
    expect((await seats.mates(ada, id)).filter(({ isMine }) => isMine).map(({ name }) => name)).toEqual(['New Leaf']);
  });
});
