/**
 * Whether a case may be closed: what was urgent has a record that says how it
 * ended, so that each has an owner, a time and an outcome, and somebody looks
 * again. A level that was lowered with a reason before anybody began one needs
 * none; a record that was begun is always ended.
 */
import { sql } from '#db';

/** Its record waits for how it ended. Inside `asHouse`. */
export async function isOwed(caseId: string): Promise<boolean> {
  const [found] = await sql<{ isOwed: boolean }>`
    select case when r.id is null then c.level = 'urgent' and c.subject_kind <> 'drill' else r.ended_at is null end as is_owed
      from safety.cases c left join safety.urgent_records r on r.case_id = c.id where c.id = ${caseId}`;
  return found?.isOwed ?? false;
}
