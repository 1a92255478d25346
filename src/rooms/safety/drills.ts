/**
 * Drills: trying the alert before anybody needs it.
 *
 * A steward sends one. It goes the whole way a real one goes: event, queue,
 * case, notices, mail, the operator's own system. When somebody else takes the
 * case, the way has been tried, and the case closes by itself. A way that was
 * tried long ago counts as not tried.
 */
import { asHouse, sql } from '#db';
import { announce, type Event } from '#platform/events';
import { idOf } from '#platform/form-keys';
import type { Steward } from '#members/members';
import * as cases from '#safety/cases';

/** People and telephones change. */
export const lastsDays = 90;

/** Sends one. Sent twice it is one: by the same form, or, while nobody has taken it, from another page within a minute. */
export const send = (steward: Steward, once = ''): Promise<void> =>
  asHouse(async () => {
    const id = idOf(once, steward.id);
    await sql`select pg_advisory_xact_lock(hashtext('safety.drills'), hashtext(${steward.id}))`;
    const [before] = await sql`select 1 from safety.drills where id = ${id} or sent_by = ${steward.id} and taken_at is null and sent_at > now() - interval '1 minute'`;
    if (before) return;
    await sql`insert into safety.drills (id, sent_by) values (${id}, ${steward.id})`;
    await announce('safety.drill.sent', { drillId: id });
  });

export const open = ({ data }: Event): Promise<void> =>
  asHouse(async () => {
    const [drill] = await sql<{ id: string }>`select id from safety.drills where id::text = ${String(data.drillId)} and taken_at is null`;
    if (drill) await cases.signal({ kind: 'drill', id: drill.id, personaId: null }, { kind: 'drill', level: 'urgent', cause: `drill:${drill.id}` });
  });

/** Somebody took a case. If it was a drill, and not their own, the way is tried and the case is over. */
export const taken = (caseId: string): Promise<void> =>
  asHouse(async () => {
    const [drill] = await sql<{ id: string }>`
      update safety.drills d set taken_at = now(), taken_by = c.claimed_by from safety.cases c
       where c.id::text = ${caseId} and c.subject_kind = 'drill' and c.subject_id::text = d.id::text and c.state <> 'closed'
         and d.taken_at is null and c.claimed_by is not null and c.claimed_by is distinct from d.sent_by
      returning d.id`;
    if (!drill) return;
    await sql`delete from safety.urgent_records where case_id::text = ${caseId}`; // nobody has to write down what was a test
    await sql`
      with over as (
        update safety.cases set state = 'closed', outcome = 'nothing', closed_at = now(), closed_by = claimed_by, version = version + 1,
               claimed_by = null, claimed_at = null, claimed_until = null, handed_to = null
         where id::text = ${caseId} returning id, closed_by, version, level)
      insert into safety.activity (case_id, by_id, what, version, from_level, to_level, note, told)
      select id, closed_by, 'closed', version, level, level, '', '' from over`;
  });

export type Drill = { sentAt: Date; sentBy: string | null; takenAt: Date | null; takenBy: string | null };

/** The newest ones, for stewards. */
export const lately = (_: Steward) => asHouse(() => sql<Drill>`
  select sent_at, safety.called(sent_by) as sent_by, taken_at, safety.called(taken_by) as taken_by from safety.drills order by sent_at desc limit 5`);

/** Whether the way was tried, to the end, not too long ago. */
export const isTried = async (now = new Date()): Promise<boolean> => {
  const [row] = await asHouse(() => sql<{ tried: boolean }>`
    select exists (select from safety.drills where taken_at > ${now}::timestamptz - make_interval(days => ${lastsDays})) as tried`);
  return row?.tried ?? false;
};
