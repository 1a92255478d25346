/**
 * Cases nobody on the desk may hold: each of them had a part in it, knows whom
 * it is about, or stays away from it. Nobody sees such a case, so the desk
 * would say that all is read. A clock says it instead, at the desk and to the
 * stewards, for as long as it is so: somebody from elsewhere is needed.
 */
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import { deciding } from '#members/members';

/** Looks whether there is one, and raises the alarm. Seen and still so, it is raised again. */
export const sweep = (): Promise<boolean> => asHouse(async () => {
  const [stuck] = await sql`
    select 1 from safety.cases c
     where c.state <> 'closed'
       and not exists (select from members.roles r
                        where r.ended_at is null and r.role = any(${deciding}::text[]) and safety.may_hold(r.member_id, c.id, c.persona_id))
     limit 1`;
  if (stuck) await alarms.raiseHere('case.nobody');
  return stuck !== undefined;
});
