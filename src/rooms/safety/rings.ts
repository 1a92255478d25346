/**
 * Rings: what one member alone told us of rings once.
 *
 * Whoever says that somebody may be in danger is believed, each time: every one
 * of their reports is a case, urgent, at the top of the desk, and none is
 * refused. But thirty of them would ring thirty times in a night, whether told
 * in fear or to wear people out, and what another member tells us of would be
 * one ring among many. So cases made by one member's own reports alone ring
 * together: at each step the first of them rings for each person, and while it
 * waits, for an hour, the others wait beside it on the desk, where whoever comes
 * reads them all. What still waits then rings anew, and says how many more
 * there are. Once somebody took the first one or closed it, it stands before no
 * other: whoever has it does not know of what came since. Nor does a reminder
 * of what is not urgent. As soon as anything else speaks for one of them
 * (somebody else, a program, a moderator), or somebody had it and left it, it
 * rings by itself.
 */
import { sql } from '#db';
import { ringMinutes, type Step } from '#safety/escalation-rules';

export type Rings = {
  /** Whether this case rings now for this person, or this way (`webhook`, `alarm`). */
  mayRing: (caseId: string, step: Step, who: string) => boolean;
  /** It rang now; one that has rung already in this climb does not, and stands in no other's way. */
  rang: (caseId: string, step: Step, who: string) => void;
  /** How many others of the same member wait beside it. */
  more: (caseId: string) => number;
};
/** Each case by itself. */
export const each: Rings = { mayRing: () => true, rang: () => {}, more: () => 0 };

/** Of these cases, those that nothing but one member's reports made: whose, and whether somebody had them and left them. */
const ofOne = (caseIds: readonly string[]) => sql<{ id: string; reporterId: string; wasLeft: boolean }>`
  select c.id, min(r.reporter_id::text) as reporter_id,
         exists (select from safety.activity a where a.case_id = c.id and a.what in ('lapsed', 'released', 'declined')) as was_left
    from safety.cases c join safety.signals s on s.case_id = c.id
    left join safety.reports r on s.kind = 'report' and r.id::text = split_part(s.cause, ':', 2)
   where c.id = any(${caseIds as string[]}::uuid[])
   group by c.id having bool_and(r.reporter_id is not null) and count(distinct r.reporter_id) = 1`;

/** How these cases ring now, all that are urgent and wait: what has rung is what rang since nobody has been on them. Inside `asHouse`. */
export async function of(left: readonly { id: string; since: Date }[], now: Date): Promise<Rings> {
  const waiting = left.map(({ id }) => id);
  const rung = await sql<{ caseId: string; step: Step; who: string }>`
    select e.case_id, e.step, coalesce(e.member_id::text, e.channel) as who
      from unnest(${waiting}::uuid[], ${left.map(({ since }) => since)}::timestamptz[]) as w(id, since)
      join safety.escalations e on e.case_id = w.id and e.since = w.since
     where e.at > ${now}::timestamptz - make_interval(mins => ${ringMinutes}) and e.channel <> 'mail'`;
  const ones = await ofOne(waiting);
  const whose = new Map(ones.map(({ id, reporterId }) => [id, reporterId]));
  const gathered = new Map(ones.filter(({ wasLeft }) => !wasLeft).map(({ id, reporterId }) => [id, reporterId]));
  const heard = new Map<string, Set<string>>();
  const keyOf = (caseId: string, step: Step, who: string) => `${whose.get(caseId)} ${step} ${who}`;
  const rang: Rings['rang'] = (caseId, step, who) => {
    const key = keyOf(caseId, step, who);
    if (whose.has(caseId)) heard.set(key, (heard.get(key) ?? new Set()).add(caseId));
  };
  for (const { caseId, step, who } of rung) rang(caseId, step, who);
  return {
    rang,
    mayRing: (caseId, step, who) => {
      const before = gathered.has(caseId) ? heard.get(keyOf(caseId, step, who)) : undefined;
      return !before || before.has(caseId);
    },
    more: (caseId) => [...gathered].filter(([id, reporterId]) => id !== caseId && reporterId === gathered.get(caseId)).length
  };
}
