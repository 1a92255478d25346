/**
 * Endings: a circle's time may be over, and people need not lose each other.
 *
 * The end is said in good time. Those who sit there keep the names they shared
 * by handshake and take what is theirs. The circle goes on without those who
 * held it when some of them say they will; or it stays as a place to come back
 * to, without dates. What nobody takes on, a steward ends (`letting-go`). [MEET-9]
 */
import { asking, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { dayIn } from '#platform/days';
import { announce } from '#platform/events';
import type { Member } from '#members/members';
import { enoughHosts, mostHosts } from '#circles/circle-rules';
import * as holds from '#circles/holds';
import { furthest } from '#circles/sessions';

/** Days between saying that it ends and the end. */
export const notice = 14;

/** A day to end on: not sooner than two weeks from now, and no further ahead than anything is planned. */
export function dayOf(date: string): string {
  const day = dayIn(date) ?? refuse('circles.refused.endsOn', 'endsOn', { days: notice });
  if (Date.parse(`${day}T12:00Z`) < Date.now() + (notice - 1) * 86_400_000) refuse('circles.refused.endsOn', 'endsOn', { days: notice });
  if (Date.parse(`${day}T12:00Z`) > Date.now() + furthest * 86_400_000) refuse('circles.refused.farAhead', 'endsOn');
  return day;
}

/** Says when it ends; `''` takes it back. Those who sit there hear of either; said twice, once. */
export const say = (member: Member, code: string, date: string): Promise<void> => asking(member, async () => {
  const day = date.trim() === '' ? null : dayOf(date);
  const [circle] = await sql<{ id: string; endsOn: string | null }>`
    select id, ends_on::text from circles.circles where code = ${code} and kind not in ('table', 'talk') and id = any(circles.held()) and ended_at is null for update`;
  if (!circle) notFound();
  if (circle.endsOn === day) return;
  await sql`update circles.circles set ends_on = ${day}::date where id = ${circle.id}`;
  await announce('circles.ending.said', { circleId: circle.id });
});

/** Goes on: those who held it step back, and those who offered hold it now, the longest there first, no more than hold a circle. There have to be two whose offer counts. */
export const handOver = (member: Member, code: string): Promise<void> => asking(member, async () => {
  const [circle] = await sql<{ id: string; willing: string[]; hadEnd: boolean }>`
    select c.id, c.ends_on is not null as had_end,
           array(select s.id from circles.seats s where s.circle_id = c.id and circles.is_willing(s) order by s.taken_on, s.id limit ${mostHosts}::int) as willing
      from circles.circles c where c.code = ${code} and c.kind not in ('table', 'talk') and c.id = any(circles.held()) and c.ended_at is null for update of c`;
  if (!circle) notFound();
  if (circle.willing.length < enoughHosts) refuse('circles.refused.twoToHold', 'handOver');
  await sql`update circles.circles set kind = 'circle', weeks = null, ends_on = null where id = ${circle.id}`;
  const seats = await sql<{ circleId: string; personaId: string; role: string; isMine: boolean }>`
    update circles.seats set role = case when id = any(${circle.willing}::uuid[]) then 'host' else 'member' end, wants = '', hold = ''
     where circle_id = ${circle.id} and (id = any(${circle.willing}::uuid[]) or role = 'host')
    returning circle_id, persona_id, role, persona_id = any(members.my_personas()) as is_mine`;
  await holds.announceEnded(seats.filter(({ role, isMine }) => role !== 'host' && !isMine)); // whoever did it knows
  await announce('circles.hold.given', { circleId: circle.id });
  if (circle.hadEnd) await announce('circles.ending.said', { circleId: circle.id });
});

/** Stays as a place to come back to: no dates, no course, the same people. Two of them may hold a session when they like. Those who sit there hear of it, once. */
export const keepAsAlumni = (member: Member, code: string): Promise<void> => asking(member, async () => {
  const [circle] = await sql<{ id: string; isKept: boolean }>`
    select id, kind = 'alumni' and ends_on is null as is_kept from circles.circles
     where code = ${code} and kind not in ('table', 'talk') and id = any(circles.held()) and ended_at is null for update`;
  if (!circle) notFound();
  if (circle.isKept) return;
  await sql`update circles.circles set kind = 'alumni', weeks = null, ends_on = null where id = ${circle.id}`;
  await announce('circles.alumni.kept', { circleId: circle.id });
});
