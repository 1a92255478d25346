/** What those who hold a circle write of its meetings: two of them, each on a page of their own. [MOD-12] */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import * as circles from '#circles/circles';
import * as missing from '#circles/missing';
import * as sessions from '#circles/sessions';
import { seated } from '#test/circle';
import { scene } from '#test/scene';

const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('the plan of a meeting', () => {
  scene('is not written over unseen: whoever opened the page before somebody else wrote is shown what stands there first (MOD-12)', async (cast) => {
    const code = await seated(cast);
    const { hanna, mio } = cast;
    const { id } = await circles.one(hanna, code);
    const first = async () => (await sessions.of(hanna, id))[0]!;
    const before = await first();
    const write = (who: typeof hanna, plan: string, shown: string) => sessions.write(who, code, before.id, { plan, between: '', shown });
    await write(hanna, 'A round of names.', before.stamp);
    await write(hanna, 'A round of names.', before.stamp); // the same form once more
    await expect(write(mio, 'Tea first.', before.stamp)).rejects.toMatchObject({ key: 'circles.refused.rewritten', field: 'plan' });
    expect(await first()).toMatchObject({ plan: 'A round of names.' });
    await write(mio, 'Tea first, then names.', (await first()).stamp);
    expect(await first()).toMatchObject({ plan: 'Tea first, then names.' });
    await sessions.write(hanna, code, before.id, { plan: 'By a page that says nothing of what it showed.', between: '' });
  });
});

describe('a date more', () => {
  scene('sent twice, is one date, and past the last there is room for it is said so (MOD-12)', async (cast) => {
    const code = await seated(cast);
    const { hanna } = cast;
    const { id } = await circles.one(hanna, code);
    const many = async () => (await sessions.of(hanna, id)).length;
    const was = await many();
    for (let twice = 0; twice < 2; twice++) await sessions.add(hanna, code, { date: ahead(60), time: '19:00' }, 'Europe/London');
    expect(await many()).toBe(was + 1);
    await sessions.add(hanna, code, { date: ahead(60), time: '20:30' }, 'Europe/London');
    expect(await many()).toBe(was + 2);
    await asHouse(() => sql`update circles.sessions set number = 104 where circle_id = ${id} and number = ${was + 2}`);
    await expect(sessions.add(hanna, code, { date: ahead(61), time: '19:00' }, 'Europe/London')).rejects.toMatchObject({ key: 'circles.refused.manyDates', field: 'date' });
    await expect(sessions.add(cast.ada, code, { date: ahead(60), time: '19:00' }, 'Europe/London')).rejects.toThrow(NotFound);
  });
});

describe('asking after somebody', () => {
  scene('is for the last meeting and a week: not for one to come, one long ago, or whoever sat down since (MEET-9)', async (cast) => {
    const code = await seated(cast, { kind: 'course', most: '6' });
    const { hanna, mio } = cast;
    const { id } = await circles.one(hanna, code);
    const been = (number: number, days: number) => asHouse(() => sql`
      update circles.sessions set starts_at = now() - make_interval(days => ${days}::int), opened_at = now(), closed_at = now() where circle_id = ${id} and number = ${number}`);
    await been(1, 8);
    await been(2, 1);
    await asHouse(() => sql`update circles.seats set taken_on = current_date - 10 where circle_id = ${id}`);
    const all = await sessions.of(hanna, id);
    const numbered = (number: number) => all.find((one) => one.number === number)!.id;
    const seatOf = async (name: string) => (await asHouse(() => sql<{ id: string }>`select s.id from circles.seats s join members.faces f on f.persona_id = s.persona_id where f.name = ${name}`))[0]!.id;
    const told = () => asHouse(() => sql`select 1 from platform.events where name = 'circles.member.missed'`);
    const willow = await seatOf('Willow Cup');
    for (const number of [1, 3]) await expect(missing.ask(hanna, code, numbered(number), willow), `meeting ${number}`).rejects.toMatchObject({ key: 'circles.refused.notMissed' });
    await expect(missing.ask(hanna, code, numbered(2), await seatOf('Tall Kettle')), 'who holds it is not asked after').rejects.toMatchObject({ key: 'circles.refused.notMissed' });
    expect(await told()).toEqual([]);
    for (const host of [hanna, mio]) await missing.ask(host, code, numbered(2), willow); // twice is once
    expect(await told()).toHaveLength(1);
    const ash = await seatOf('Ash Blanket');
    await asHouse(() => sql`update circles.seats set taken_on = current_date + 1 where id = ${ash}`);
    await expect(missing.ask(hanna, code, numbered(2), ash)).rejects.toMatchObject({ key: 'circles.refused.notMissed' });
    await expect(missing.ask(cast.ada, code, numbered(2), willow)).rejects.toThrow(NotFound);
  });
});
