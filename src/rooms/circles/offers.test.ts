/** Offers to hold a circle, when its day is over: which of them count. (MEET-9, MOD-12) */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import { asHost, type Member } from '#members/members';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as endings from '#circles/endings';
import * as holds from '#circles/holds';
import * as seats from '#circles/seats';

const roleOf = async (member: Member, code: string) => (await circles.one(member, code)).myRole;
const rests = (member: Member) => asHouse(() => sql`insert into members.rests (member_id) values (${member.id})`);
const paused = (member: Member, hours: number) => asHouse(() => sql`update members.members set suspended_until = now() + make_interval(hours => ${hours}::int) where id = ${member.id}`);
/** What they are there, and whether an offer of theirs stands. */
const standing = (code: string, ...people: Member[]) => asHouse(async () => {
  const said: string[] = [];
  for (const { id } of people) said.push((await sql<{ said: string }>`select s.role || ' ' || s.wants as said from circles.seats s join circles.circles c on c.id = s.circle_id join members.personas p on p.id = s.persona_id where c.code = ${code} and p.member_id = ${id}`)[0]!.said);
  return said;
});

describe('an offer, on the day a circle ends (MEET-9, MOD-12)', () => {
  /** Everybody who offers sits there; the day is over, and who steps back then hears of it. */
  async function ends(code: string, ...offering: Member[]) {
    for (const one of offering) if (!(await roleOf(one, code))) await seats.sit(one, code, { name: `Late ${'ABCD'[offering.indexOf(one)]}`, pledged: true });
    for (const one of offering) await holds.offer(one, code, true);
    await asHouse(() => sql`update circles.circles set ends_on = current_date - 1 where code = ${code}`);
    await asHouse(() => sql`delete from platform.events`);
  }
  const over = async () => {
    for (let twice = 0; twice < 2; twice++) await clock.end();
    return (await asHouse(() => sql`select 1 from platform.events where name = 'circles.hold.ended'`)).length;
  };

  scene('makes no more people hold it than hold a circle; who is one too many has offered still', async (cast) => {
    const { ada, bo, cleo, hanna, iben } = cast;
    const code = await seated(cast, { most: '8' });
    const all = [ada, bo, cleo, iben];
    await ends(code, ...all);
    expect(await over(), 'only those who held it step back').toBe(2);
    const { id, hosts } = await circles.one(ada, code);
    const now: string[] = [];
    for (const one of all) now.push((await seats.mates(one, id)).filter(({ isMine }) => isMine).map(({ role, wants }) => `${role} ${wants}`).join());
    expect([hosts, now.sort(), await roleOf(hanna, code)]).toEqual([3, ['host ', 'host ', 'host ', 'member host'], 'member']);
  });
  scene('does not count while a moderator has paused who made it: one alone does not hold a circle', async (cast) => {
    const { ada, bo } = cast;
    const code = await seated(cast, { most: '8' });
    await ends(code, ada, bo);
    await paused(bo, 1);
    expect(await over(), 'who held it until the end holds it').toBe(0);
    expect((await circles.one(ada, code)).endedAt).not.toBeNull();
  });
  scene('counts again once a pause is over, and that of somebody paused stays one where others take it on', async (cast) => {
    const { ada, bo, cleo, hanna } = cast;
    const code = await seated(cast, { most: '8' });
    await ends(code, ada, bo, cleo);
    await paused(bo, 1);
    await paused(cleo, -1);
    expect(await over()).toBe(2);
    const now: (string | null)[] = [];
    for (const one of [ada, bo, cleo, hanna]) now.push(await roleOf(one, code));
    expect(now).toEqual(['host', 'member', 'host', 'member']);
    expect((await seats.mates(bo, (await circles.one(bo, code)).id)).find(({ isMine }) => isMine)?.wants).toBe('host');
  });
  scene('does not count of somebody a steward stood down meanwhile', async (cast) => {
    const { ada, bo } = cast;
    const code = await seated(cast, { most: '8' });
    await ends(code, ada, bo);
    await asHouse(() => sql`insert into circles.stood_down (circle_id, member_id) select id, ${bo.id} from circles.circles where code = ${code}`);
    await over();
    expect((await circles.one(ada, code)).endedAt).not.toBeNull();
  });
  scene('does not count of somebody who has died: one alone does not hold a circle', async (cast) => {
    const { ada, bo } = cast;
    const code = await seated(cast, { most: '8' });
    await ends(code, ada, bo);
    await rests(bo);
    await over();
    expect((await circles.one(ada, code)).endedAt).not.toBeNull();
    expect(await standing(code, ada, bo), 'nobody holds what is over who did not before').toEqual(['member host', 'member host']);
  });
});

describe('an offer, where those who hold a circle step back or nobody holds it (MEET-9, MOD-12)', () => {
  scene('of somebody who is paused or has died looks like none to others, and nobody can say yes to it', async (cast) => {
    const { ada, bo, cleo, hanna } = cast;
    const code = await seated(cast, { most: '8' });
    await seats.sit(cleo, code, { name: 'Late Robin', pledged: true });
    for (const one of [ada, bo, cleo]) await holds.offer(one, code, true);
    const { id } = await circles.one(hanna, code);
    const before = await seats.mates(hanna, id);
    const seatOf = (name: string) => before.find((mate) => mate.name === name)!.seatId;
    await paused(bo, 1);
    await rests(ada);
    expect((await seats.mates(hanna, id)).filter(({ wants }) => wants).map(({ name }) => name)).toEqual(['Late Robin']);
    expect((await seats.mates(bo, id)).find(({ isMine }) => isMine)?.wants, 'to whoever made it, it stands').toBe('host');
    for (const name of ['Willow Cup', 'Ash Blanket']) await expect(seats.giveHold(hanna, code, seatOf(name)), name).rejects.toBeInstanceOf(NotFound);
    await seats.giveHold(hanna, code, seatOf('Late Robin'));
    expect(await standing(code, ada, bo, cleo)).toEqual(['member host', 'member host', 'host ']);
  });
  scene('is answered with yes while fewer than five hold it, twice being once; the sixth is told in words, and a trained peer does not sit down as a fourth', async (cast) => {
    const { ada, bo, cleo, hanna, mio, iben } = cast;
    const code = await seated(cast, { most: '8' });
    await seats.sit(cleo, code, { name: 'Late Robin', pledged: true });
    for (const one of [ada, bo]) await holds.offer(one, code, true);
    const { id } = await circles.one(hanna, code);
    const [first, second] = (await seats.mates(hanna, id)).filter(({ wants }) => wants).map(({ seatId }) => seatId);
    await expect(seats.giveHold(ada, code, first!), 'whoever does not hold it gives nothing').rejects.toBeInstanceOf(NotFound);
    for (const one of [hanna, mio, hanna]) await seats.giveHold(one, code, first!);
    expect((await circles.one(hanna, code)).hosts).toBe(3);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'circles.hold.given' and data->>'circleId' = ${id}`)).toHaveLength(3);
    await expect(seats.hold(asHost({ ...iben, roles: ['host'] })!, code, { name: 'Late Heron', pledged: true })).rejects.toMatchObject({ key: 'circles.refused.hosts' });
    await seats.giveHold(hanna, code, second!);
    await holds.offer(cleo, code, true);
    await seats.sit(iben, code, { name: 'Late Heron', pledged: true });
    const seatOf = async (name: string) => (await seats.mates(hanna, id)).find((mate) => mate.name === name)!.seatId;
    await seats.giveHold(hanna, code, await seatOf('Late Robin'));
    await holds.offer(iben, code, true);
    await expect(seats.giveHold(hanna, code, await seatOf('Late Heron'))).rejects.toMatchObject({ key: 'circles.refused.mostHosts', field: 'giveHold', values: { most: 5 } });
    await holds.end(iben, code, 'Tall Kettle');
    await seats.giveHold(hanna, code, await seatOf('Late Heron'));
    expect((await circles.one(hanna, code)).hosts).toBe(5);
  });
  scene('is answered with yes by the one of three who can, while the others are paused: they hold it still, and nobody learns of a pause', async (cast) => {
    const { ada, bo, hanna, mio } = cast;
    const code = await seated(cast, { most: '8' });
    const { id } = await circles.one(hanna, code);
    const offered = async (member: Member) => {
      await holds.offer(member, code, true);
      return (await seats.mates(hanna, id)).find(({ wants }) => wants)!.seatId;
    };
    await seats.giveHold(hanna, code, await offered(ada));
    const bos = await offered(bo);
    const shown = async () => JSON.stringify([await seats.mates(hanna, id), (await circles.one(hanna, code)).hosts]);
    const before = await shown();
    for (const one of [mio, ada]) await paused(one, 24);
    expect(await shown(), 'nothing one sees says so').toBe(before);
    await asHouse(() => sql`delete from platform.events`);
    await seats.giveHold(hanna, code, bos);
    expect(await standing(code, hanna, mio, ada, bo)).toEqual(['host ', 'host ', 'host ', 'host ']);
    expect(await asHouse(() => sql`select 1 from platform.events where name = 'circles.hold.ended'`)).toEqual([]);
  });
  scene('counts by the same rule where it is handed over: two who may, and no more than hold a circle', async (cast) => {
    const { ada, bo, cleo, hanna, mio, iben } = cast;
    const code = await seated(cast, { most: '8' });
    for (const one of [cleo, iben]) await seats.sit(one, code, { name: one === cleo ? 'Late Robin' : 'Late Heron', pledged: true });
    for (const one of [ada, bo]) await holds.offer(one, code, true);
    await rests(bo);
    await expect(endings.handOver(hanna, code)).rejects.toMatchObject({ key: 'circles.refused.twoToHold' });
    expect(await standing(code, hanna, mio, ada, bo)).toEqual(['host ', 'host ', 'member host', 'member host']);
    await asHouse(() => sql`delete from members.rests where member_id = ${bo.id}`); // said by mistake, and undone
    for (const one of [cleo, iben]) await holds.offer(one, code, true);
    await endings.handOver(hanna, code);
    expect(await standing(code, hanna, mio)).toEqual(['member ', 'member ']);
    expect((await standing(code, ada, bo, cleo, iben)).sort()).toEqual(['host ', 'host ', 'host ', 'member host']);
  });
  scene('of somebody who has died makes nobody a host where nobody holds a circle', async (cast) => {
    const { ada, bo, cleo, iben } = cast;
    const code = await seated(cast, { most: '8' });
    await seats.sit(cleo, code, { name: 'Late Robin', pledged: true });
    for (const one of [ada, bo]) await holds.offer(one, code, true);
    await rests(bo);
    for (const name of ['Fern Lane', 'Tall Kettle']) await holds.end(iben, code, name);
    await holds.sweep();
    expect(await standing(code, ada, bo)).toEqual(['member host', 'member host']);
    await holds.offer(cleo, code, true);
    expect(await standing(code, ada, bo, cleo)).toEqual(['host ', 'member host', 'host ']);
  });
});
