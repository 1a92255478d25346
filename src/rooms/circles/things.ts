/** What this room keeps of a member, for "download my things". Others' words are theirs. */
import { asking, sql } from '#db';
import type { Member } from '#members/members';

export const of = (member: Member): Promise<Record<string, unknown>> => asking(member, async () => ({
  circles: await sql`
    select c.name as circle, c.kind, f.name as name_there, s.role, s.taken_on, s.wants, s.hold from circles.seats s join circles.circles c on c.id = s.circle_id
      left join members.faces f on f.persona_id = s.persona_id where s.persona_id = any(members.my_personas()) order by s.taken_on, c.name`,
  circlesNotMineToHold: await sql`select c.name as circle, d.at from circles.stood_down d join circles.circles c on c.id = d.circle_id where d.member_id = ${member.id} order by d.at`,
  circleLines: await sql`
    select c.name as circle, l.said_at, l.body, l.about from circles.lines l join circles.circles c on c.id = l.circle_id
     where l.persona_id = any(members.my_personas()) and l.taken_back_at is null order by l.said_at`,
  circleAsides: await sql`
    select c.name as circle, a.said_at, a.body from circles.asides a join circles.circles c on c.id = a.circle_id where a.persona_id = any(members.my_personas()) order by a.said_at`,
  circlePresences: await sql`
    select c.name as circle, s.starts_at, p.is_here, p.is_listening, p.spoken from circles.presences p join circles.sessions s on s.id = p.session_id join circles.circles c on c.id = p.circle_id
     where p.persona_id = any(members.my_personas()) order by s.starts_at`,
  circlesAskedAfterMe: await sql`
    select c.name as circle, m.asked_on, m.answer from circles.missed m join circles.circles c on c.id = m.circle_id where m.persona_id = any(members.my_personas()) order by m.asked_on`,
  circleWaits: await sql`select c.name as circle, w.since from circles.waits w join circles.circles c on c.id = w.circle_id where w.member_id = ${member.id} order by w.since`,
  circleWishes: await sql`select words, made_on, answered_at from circles.wishes where member_id = ${member.id} order by made_on`,
  circleCheers: await sql`select words, asked_at, done_at from circles.cheers where persona_id = any(members.my_personas()) order by asked_at`,
  circleCheering: await sql`select g.said, h.asked_at from circles.cheering g join circles.cheers h on h.id = g.cheer_id where g.persona_id = any(members.my_personas()) and g.said is not null order by h.asked_at`
}));
