/** Roles somebody gave themselves by a link of their own, before that could not be. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownHouse, type OwnHouse } from '#test/own-house';

const mend = readFileSync(new URL('migrations/2026-12-01-nobody-gives-themselves-a-role.sql', import.meta.url), 'utf8');

describe('a role somebody gave themselves', () => {
  let own: OwnHouse;
  beforeAll(async () => void (own = await ownHouse('ownroles')), 60_000);
  afterAll(() => own.drop());
  const held = (id: string) => own.query('select role, given_by from members.roles where member_id = $1 and ended_at is null order by role', [id]);
  const give = (to: string, role: string, by: string | null) => own.query('insert into members.roles (id, member_id, role, given_by) values (gen_random_uuid(), $1, $2, $3)', [to, role, by]);

  it('is over, with the words beside the name, and the stewards hear of it; what another gave stays, and one steward always (MOD-1)', async () => {
    const { ada, bo, iben, mio } = own.cast;
    await own.query('alter table members.roles drop constraint roles_given_by_another');
    for (const role of ['clinicalLead', 'moderator']) await give(iben.id, role, iben.id);
    await give(ada.id, 'host', ada.id);
    await give(ada.id, 'clinicalLead', iben.id);
    await own.query(`update members.faces set tag = 'host' where persona_id = $1`, [ada.personaId]);
    await own.query(mend);
    expect([await held(iben.id), await held(ada.id), await held(mio.id)]).toEqual([
      [{ role: 'steward', given_by: null }], [{ role: 'clinicalLead', given_by: iben.id }], [{ role: 'moderator', given_by: null }]
    ]);
    expect(await own.query('select tag from members.faces where persona_id = any($1::uuid[]) order by tag', [[ada.personaId, iben.personaId]])).toEqual([{ tag: 'steward' }, { tag: null }]);
    expect(await own.query(`select what, data from platform.alarms`)).toEqual([{ what: 'role.own', data: {} }]);
    expect(await own.query(`select data from platform.events where name = 'members.role.ended' and data ->> 'memberId' = $1`, [ada.id])).toEqual([{ data: { memberId: ada.id, role: 'host' } }]);

    // Where nobody else is a steward, they stay one.
    await own.query('alter table members.roles drop constraint roles_given_by_another');
    await own.query('update members.roles set ended_at = now() where member_id = $1', [iben.id]);
    await give(bo.id, 'steward', bo.id);
    await own.query(mend);
    expect(await held(bo.id)).toEqual([{ role: 'steward', given_by: null }]);
  });
});
