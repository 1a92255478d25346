/**
 * Asking after somebody who was not there.
 *
 * In a course or a support group the same people meet, and one who is not
 * there is missed. A host may ask once a session, with words that ask for
 * nothing; who was asked may say they will be back, need a break, or would
 * rather go, or say nothing. Who came is known for a week, and only to those
 * who hold the group. Nobody is asked to look for somebody who has died.
 */
import { asking, isUuid, sql } from '#db';
import { notFound } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';

export const answers = ['back', 'break', 'leave'] as const;
export type Answer = (typeof answers)[number];

export type Absent = { sessionId: string; number: number; seatId: string; name: string; isAsked: boolean; answer: Answer | null };

/** Who was not in the last session, for hosts of a cohort. */
export const absent = (member: Member, circleId: string) => asking(member, () => sql<Absent>`
  select s.id as session_id, s.number, t.id as seat_id, f.name, m.persona_id is not null as is_asked, m.answer
    from (select id, number, starts_at from circles.sessions where circle_id = ${circleId} and circle_id = any(circles.held()) and opened_at is not null and starts_at > now() - interval '7 days'
                and (closed_at is not null or starts_at + make_interval(mins => minutes) < now()) order by starts_at desc limit 1) s
    join circles.seats t on t.circle_id = ${circleId} and t.role <> 'host' and t.taken_on < s.starts_at::date + 1
    join members.faces f on f.persona_id = t.persona_id
    left join circles.missed m on m.session_id = s.id and m.persona_id = t.persona_id
   where not exists (select from circles.presences p where p.session_id = s.id and p.persona_id = t.persona_id) and t.persona_id not in (select members.resting())
   order by lower(f.name)`);

/** Asks after one of them. Twice is once. */
export const ask = (member: Member, code: string, sessionId: string, seatId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId) || !isUuid(seatId)) notFound();
  mayWrite(member);
  const [asked] = await sql<{ personaId: string; circleId: string }>`
    insert into circles.missed (session_id, circle_id, persona_id)
    select s.id, c.id, t.persona_id from circles.sessions s join circles.circles c on c.id = s.circle_id join circles.seats t on t.circle_id = c.id and t.id = ${seatId}
     where s.id = ${sessionId} and c.code = ${code} and c.id = any(circles.held()) and c.kind in ('course', 'support')
       and not exists (select from circles.presences p where p.session_id = s.id and p.persona_id = t.persona_id) and t.persona_id not in (select members.resting())
    on conflict do nothing returning persona_id, circle_id`;
  if (asked) await announce('circles.member.missed', { circleId: asked.circleId, personaId: asked.personaId });
});

/** Whether somebody asked after me here, and I have not said anything. */
export async function mine(member: Member, circleId: string): Promise<{ sessionId: string; answer: Answer | null } | undefined> {
  const [found] = await asking(member, () => sql<{ sessionId: string; answer: Answer | null }>`
    select session_id, answer from circles.missed where circle_id = ${circleId} and persona_id = any(members.my_personas()) and asked_on > current_date - 7 order by asked_on desc, session_id limit 1`);
  return found;
}

export const answer = (member: Member, sessionId: string, said: string): Promise<void> => asking(member, async () => {
  const known = answers.find((one) => one === said);
  if (!isUuid(sessionId) || !known) notFound();
  const [made] = await sql`update circles.missed set answer = ${known} where session_id = ${sessionId} and persona_id = any(members.my_personas()) returning 1 as made`;
  if (!made) notFound();
});
