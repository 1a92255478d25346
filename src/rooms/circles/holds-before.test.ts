/** Holds that had ended before it was kept apart which of the two ended them. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownHouse, type OwnHouse } from '#test/own-house';

const mend = /-- Whoever was without[\s\S]*check \(hold in [^\n]+/.exec(readFileSync(new URL('migrations/2026-11-29-who-was-stood-down-is-known-of-the-circle.sql', import.meta.url), 'utf8'))![0];

describe('a hold that had ended before (MOD-1, MOD-12)', () => {
  let own: OwnHouse;
  beforeAll(async () => void (own = await ownHouse('holdsbefore')), 60_000);
  afterAll(() => own.drop());

  it('went with the role where somebody was without one since they sat down; of everybody else a steward had ended it', async () => {
    const { ada, bo, cleo, hanna } = own.cast;
    await own.query('alter table circles.seats drop constraint seats_hold_check');
    const [circle] = await own.query(`
      with space as (insert into members.spaces (id, code, kind, name, language) values (gen_random_uuid(), 'holdbefore', 'circle', 'Before', 'en') returning id, code)
      insert into circles.circles (id, space_id, code, kind, name, most) select gen_random_uuid(), id, code, 'circle', 'Before', 9 from space returning id`);
    for (const { id, personaId } of [ada, bo, cleo, hanna]) {
      await own.query('delete from members.roles where member_id = $1', [id]);
      await own.query(`insert into circles.seats (id, circle_id, persona_id, hold, taken_on) values (gen_random_uuid(), $1, $2, 'ended', current_date - 10)`, [circle!.id, personaId]);
    }
    const had = (id: string, role: string, from: number, until: number | null) => own.query(
      `insert into members.roles (id, member_id, role, given_at, ended_at) values (gen_random_uuid(), $1, $2, now() - make_interval(days => $3), now() - make_interval(days => $4::int))`, [id, role, from, until]);
    await had(ada.id, 'host', 30, 3); // and has none now
    await had(bo.id, 'host', 30, 3);
    await had(bo.id, 'host', 2, null); // has one again
    await had(cleo.id, 'host', 30, 3);
    await had(cleo.id, 'moderator', 4, null); // was never without
    await had(hanna.id, 'host', 30, null);
    await own.query(mend);
    const marks = await own.query(`
      select s.persona_id, s.hold, exists (select from circles.stood_down d join members.personas p on p.member_id = d.member_id where d.circle_id = s.circle_id and p.id = s.persona_id) as stood, circles.may_offer(s) as may
        from circles.seats s where s.circle_id = $1`, [circle!.id]);
    const of = ({ personaId }: { personaId: string }) => {
      const { hold, stood, may } = marks.find((one) => one.persona_id === personaId)!;
      return [hold, stood, may];
    };
    expect([ada, bo, cleo, hanna].map(of)).toEqual([['gone', false, false], ['gone', false, true], ['', true, false], ['', true, false]]);
  });
});
