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
  await askAgain();
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
     order by c.opened_at`;
  for (const { id, kind, subjectId } of stuck) await near.keepApart(id, { kind, id: subjectId });
}

/**
 * Asks again who is near to each milder case, and keeps what comes of it: that somebody was only better than nobody ends with what was pressing,
 * and where everybody near was refused before it was written down, each of their presses leads nowhere and nobody would hear of it.
 */
async function askAgain(): Promise<void> {
  const milder = await sql<{ id: string; kind: string; subjectId: string }>`
    select c.id, c.subject_kind as kind, c.subject_id::text as subject_id from safety.cases c
     where c.state <> 'closed' and c.level <> all(${pressing as readonly string[] as string[]}::text[])
       and (c.subject_kind = any(${near.nearby as string[]}::text[])
            or exists (select from safety.reports r join members.roles d on d.member_id = r.reporter_id and d.ended_at is null and d.role = any(${deciding}::text[])
                        where r.subject_kind = c.subject_kind and r.subject_id = c.subject_id))
     order by c.opened_at`;
  for (const { id, kind, subjectId } of milder) await near.keepApart(id, { kind, id: subjectId });
}
