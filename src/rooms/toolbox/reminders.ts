/**
 * Reminders: "tell me at this time". Off until a member sets one.
 *
 * What is told is one neutral sentence among the notices; no medicine, no
 * reason, nothing on a locked screen. The house knows the times, and not what
 * they are for. One that could not be told within two hours is left out:
 * a late reminder to take something helps nobody and may harm.
 */
import { randomUUID } from 'node:crypto';
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { timeIn } from '#platform/days';
import { announce } from '#platform/events';
import * as duty from '#house/duty';
import type { Member } from '#members/members';
import { dayAfter } from '#toolbox/day-rules';
import * as days from '#toolbox/days';

export const most = 12;
/** `at` is HH:MM on the member's own clock. */
export type Reminder = { id: string; at: string };

export const of = (member: Member): Promise<Reminder[]> => asking(member, () => sql<Reminder>`
  select id, to_char(at_time, 'HH24:MI') as at from toolbox.reminders where member_id = ${member.id} order by at_time`);

/** The same time twice is once. It begins at the next time the clock shows it. */
export async function set(member: Member, typed: string): Promise<void> {
  const at = timeIn(typed) ?? refuse('toolbox.refused.time', 'at');
  const now = await days.now(member);
  const known = await of(member);
  if (known.length >= most && !known.some((one) => one.at === at)) refuse('toolbox.refused.reminders', 'at', { most });
  const last = at <= now.time ? now.day : dayAfter(now.day, -1);
  await asking(member, () => sql`
    insert into toolbox.reminders (id, member_id, at_time, told_on) values (${randomUUID()}, ${member.id}, ${at}::time, ${last}::date) on conflict (member_id, at_time) do nothing`);
}

export const drop = (member: Member, id: string) =>
  asking(member, () => (isUuid(id) ? sql`delete from toolbox.reminders where id = ${id} and member_id = ${member.id}` : notFound()));

/**
 * In `asHouse`: says which are due now, each once a day, by the clock its
 * member has now. What counts is the last time that clock showed it, which
 * shortly after midnight was yesterday.
 */
export async function tell(now: Date): Promise<number> {
  const { timeZone } = await duty.now(now);
  const due = await sql<{ id: string; memberId: string; toldOn: string }>`
    update toolbox.reminders r set told_on = l.on_day
      from (select c.id, c.wall, c.wall::date - case when c.wall::time < c.at_time then 1 else 0 end as on_day
              from (select o.id, o.at_time, ${now}::timestamptz at time zone coalesce(nullif(s.time_zone, ''), ${timeZone || 'UTC'}) as wall
                      from toolbox.reminders o left join members.settings s on s.member_id = o.member_id
                     where not exists (select from members.rests x where x.member_id = o.member_id)) c) l
     where l.id = r.id and r.told_on is distinct from l.on_day and l.wall < l.on_day + r.at_time + interval '2 hours'
    returning r.id, r.member_id, r.told_on::text as told_on`;
  for (const { id, memberId, toldOn } of due) await announce('toolbox.reminder.due', { memberId, cause: `${id}:${toldOn}` });
  return due.length;
}
