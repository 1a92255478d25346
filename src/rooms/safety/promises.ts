/**
 * Promises: by when a person reads what somebody told us.
 *
 * The time is worked out once, from the hours of those who decide, when it is
 * told, and kept with it. Whoever told us reads the same whenever they come
 * back, the desk reads it beside the case, and a clock reminds when it is over
 * and nobody has taken it up (`escalations`). What is told again adds to what
 * was said, and promises nothing anew.
 */
import { asHouse, sql } from '#db';
import * as duty from '#house/duty';
import type { Member } from '#members/members';
import type { DoneWord } from '#safety/case-rules';
import type { Promised } from '#safety/promise-rules';

/** What a moderator does who has read it. */
const read: readonly DoneWord[] = ['claimed', 'accepted', 'acted', 'closed', 'seconded', 'lowered', 'pauseProposed', 'pauseConfirmed'];

/** What would be promised at this moment. */
export async function ahead(now = new Date()): Promise<Promised> {
  const [promised, { timeZone }] = await Promise.all([duty.promise(now, 'deciding'), duty.staffedAround(now, 'deciding')]);
  return { by: promised?.by, timeZone, isTakenUp: false };
}

/** What was promised when it was told, and whether a moderator has taken it up since. */
async function kept(cause: string): Promise<Promised | undefined> {
  const { timeZone } = await duty.staffedAround(new Date(), 'deciding');
  const [said] = await asHouse(() => sql<{ by: Date | null; isTakenUp: boolean }>`
    select s.promised_by as by,
           c.state = 'closed' or coalesce(c.claimed_until > now(), false)
             or exists (select from safety.activity a where a.case_id = c.id and a.by_id is not null and a.what = any(${read as string[]}::text[]) and a.at >= s.at) as is_taken_up
      from safety.signals s join safety.cases c on c.id = s.case_id where s.cause = ${cause}`);
  return said && { by: said.by ?? undefined, timeZone, isTakenUp: said.isTakenUp };
}

/** For somebody who tells us of this subject: what they were promised while it is open, else what would be now. */
export async function of(member: Member, kind: string, id: string): Promise<Promised> {
  const [open] = await asHouse(() => sql<{ id: string }>`
    select id from safety.reports where reporter_id = ${member.id} and subject_kind = ${kind} and subject_id = ${id} and closed_at is null`);
  return (open && (await kept(`report:${open.id}`))) ?? ahead();
}

/** For somebody who has just said that something went wrong for them: what they were promised then. */
export async function ofHarm(member: Member): Promise<Promised> {
  const [newest] = await asHouse(() => sql<{ id: string }>`select id from safety.harms where told_by = ${member.id} order by told_at desc, id limit 1`);
  return (newest && (await kept(`harm:${newest.id}`))) ?? ahead();
}

export type Over = { id: string; personaId: string | null; since: Date };

/**
 * Cases nobody is on whose time is over and that nobody has taken up since; those
 * for which no time could be promised, after a day. What is more pressing has
 * clocks of its own. Inside `asHouse`.
 */
export const over = (now: Date) => sql<Over>`
  select c.id, c.persona_id, min(coalesce(s.promised_by, s.at + interval '1 day')) as since
    from safety.cases c join safety.signals s on s.case_id = c.id and (s.promised_by is not null or s.kind = 'report')
   where c.state <> 'closed' and c.level in ('low', 'none') and not (c.claimed_by is not null and coalesce(c.claimed_until > ${now}, false))
     and coalesce(s.promised_by, s.at + interval '1 day') <= ${now}
     and not exists (select from safety.activity a where a.case_id = c.id and a.by_id is not null and a.what = any(${read as string[]}::text[]) and a.at >= s.at)
   group by c.id order by since`;
