/**
 * Cases nobody on the desk may hold: each of them had a part in it, knows whom
 * it is about, or stays away from it. Nobody sees such a case, so the desk
 * would say that all is read. A clock says it instead, at the desk and to the
 * stewards, for as long as it is so: somebody from elsewhere is needed.
 * Where somebody may be in danger, whoever is only near takes it instead.
 */
import { asHouse, sql } from '#db';
import * as alarms from '#platform/alarms';
import { deciding } from '#members/members';
import { pressing } from '#safety/case-rules';
import * as near from '#safety/near';

/** Looks whether there is one, and raises the alarm. Seen and still so, it is raised again. */
export const sweep = (): Promise<boolean> => asHouse(async () => {
  await letIn();
  const [stuck] = await sql`
    select 1 from safety.cases c
     where c.state <> 'closed'
       and not exists (select from members.roles r
                        where r.ended_at is null and r.role = any(${deciding}::text[]) and safety.may_hold(r.member_id, c.id, c.persona_id))
     limit 1`;
  if (stuck) await alarms.raiseHere('case.nobody');
  return stuck !== undefined;
});

/** Whoever was far enough away has gone from the desk, or the case became pressing since: then it is theirs who are near. */
async function letIn(): Promise<void> {
  const stuck = await sql<{ id: string; kind: string; subjectId: string }>`
    select c.id, c.subject_kind as kind, c.subject_id::text as subject_id from safety.cases c
     where c.state <> 'closed' and c.level = any(${pressing as readonly string[] as string[]}::text[]) and exists (select from safety.apart a where a.case_id = c.id and a.why = 'there')
       and not exists (select from members.roles r
                        where r.ended_at is null and r.role = any(${deciding}::text[]) and safety.may_hold(r.member_id, c.id, c.persona_id))
     order by c.opened_at limit 50`;
  for (const { id, kind, subjectId } of stuck) await near.keepApart(id, { kind, id: subjectId });
}
