/** Offers to hold a circle, when its day is over: which of them count. (MEET-9, MOD-12) */
import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import type { Member } from '#members/members';
import { seated } from '#test/circle';
import { scene } from '#test/scene';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as holds from '#circles/holds';
import * as seats from '#circles/seats';

const roleOf = async (member: Member, code: string) => (await circles.one(member, code)).myRole;

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
  const paused = (member: Member, hours: number) => asHouse(() => sql`update members.members set suspended_until = now() + make_interval(hours => ${hours}::int) where id = ${member.id}`);

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
});
