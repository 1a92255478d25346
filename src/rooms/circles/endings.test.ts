import { describe, expect } from 'vitest';
import { asHouse, sql } from '#db';
import { NotFound } from '#platform/answers';
import { opening, seated } from '#test/circle';
import { scene } from '#test/scene';
import * as circles from '#circles/circles';
import * as clock from '#circles/clock';
import * as endings from '#circles/endings';
import * as holds from '#circles/holds';
import * as missing from '#circles/missing';
import * as seats from '#circles/seats';

const ahead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('the end of a circle', () => {
  scene('tells everybody there that it ends, and one that they were missed, and nobody outside (MEET-9)', async (cast) => {
    const code = await seated(cast, { kind: 'course', most: '6' });
    const { ada, bo, cleo, hanna } = cast;
    for (const wrong of ['2026-01-01', '2035-02-31', ahead(5)]) await expect(endings.say(hanna, code, wrong), wrong).rejects.toMatchObject({ key: 'circles.refused.endsOn', field: 'endsOn' });
    for (const far of [ahead(370), '24.12.9999']) await expect(endings.say(hanna, code, far), far).rejects.toMatchObject({ key: 'circles.refused.farAhead', field: 'endsOn' });
    await expect(endings.say(ada, code, ahead(30))).rejects.toBeInstanceOf(NotFound);
    await endings.say(hanna, code, ahead(360));
    await endings.say(hanna, code, ahead(30));
    const { id } = await circles.one(ada, code);
    const { memberIds } = await seats.whoSits(id);
    expect(memberIds).toHaveLength(4);
    expect(memberIds).not.toContain(cleo.id);
    await asHouse(() => sql`update circles.sessions set starts_at = now() - interval '2 hours', opened_at = now(), closed_at = now() where number = 1`);
    await asHouse(() => sql`update circles.seats set taken_on = current_date - 10`);
    await asHouse(() => sql`insert into circles.presences (session_id, circle_id, persona_id) select s.id, s.circle_id, t.persona_id from circles.sessions s join circles.seats t on t.circle_id = s.circle_id join members.faces f on f.persona_id = t.persona_id where s.number = 1 and f.name <> 'Willow Cup'`);
    expect(await missing.absent(bo, id)).toEqual([]);
    const [one] = await missing.absent(hanna, id);
    expect(one).toMatchObject({ name: 'Willow Cup', isAsked: false });
    await missing.ask(hanna, code, one!.sessionId, one!.seatId);
    await missing.ask(hanna, code, one!.sessionId, one!.seatId);
    expect(await missing.mine(ada, id)).toMatchObject({ answer: null });
    expect(await missing.mine(bo, id)).toBeUndefined();
    await missing.answer(ada, one!.sessionId, 'break');
    expect((await missing.absent(hanna, id))[0]).toMatchObject({ isAsked: true, answer: 'break' });
    expect((await asHouse(() => sql`select 1 from platform.events where name = 'circles.member.missed'`))).toHaveLength(1);
  });
  scene('goes on with hosts from among its people, or stays as a place to come back to (MEET-9)', async (cast) => {
    const code = await seated(cast, { kind: 'course', most: '6' });
    const { ada, bo, cleo, hanna } = cast;
    await holds.offer(ada, code, true);
    await expect(endings.handOver(hanna, code)).rejects.toMatchObject({ key: 'circles.refused.twoToHold' });
    await holds.offer(bo, code, true);
    await expect(endings.handOver(ada, code)).rejects.toBeInstanceOf(NotFound);
    await expect(endings.keepAsAlumni(cleo, code)).rejects.toBeInstanceOf(NotFound);
    await endings.handOver(hanna, code);
    expect(await circles.one(ada, code)).toMatchObject({ kind: 'circle', myRole: 'host', hosts: 2 });
    expect(await circles.one(hanna, code)).toMatchObject({ myRole: 'member' });
    await endings.keepAsAlumni(ada, code);
    expect(await circles.one(cleo, code)).toMatchObject({ kind: 'alumni', door: 'open' });
  });
  scene('goes on by itself when its day is over and two have offered, and ends when not (MEET-9)', async (cast) => {
    const { ada, bo, hanna } = cast;
    const [kept, over] = [await seated(cast, { kind: 'course', most: '6' }), await circles.open(cast.iben, { ...opening, kind: 'course', name: 'Nobody' }, 'UTC')];
    for (const one of [ada, bo]) await holds.offer(one, kept, true);
    await asHouse(() => sql`update circles.circles set ends_on = current_date - 1`);
    for (let twice = 0; twice < 2; twice++) await clock.end();
    expect(await circles.one(ada, kept)).toMatchObject({ kind: 'circle', myRole: 'host', hosts: 2, endedAt: null, endsOn: null });
    expect(await circles.one(hanna, kept)).toMatchObject({ myRole: 'member' });
    await expect(circles.one(ada, over.code)).rejects.toBeInstanceOf(NotFound);
  });
});
