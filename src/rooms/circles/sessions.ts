/**
 * Sessions: one meeting of a circle, at its time.
 *
 * A session is early, then open from the moment one of its hosts comes in,
 * then over: nobody sits in a room without a host, and every room ends when it
 * said it would. What the hosts plan, and what they send between two sessions,
 * is for those who sit there.
 */
import { asking, isUuid, sql } from '#db';
import { notFound, refuse } from '#platform/answers';
import { announce } from '#platform/events';
import type { Member } from '#members/members';
import { mayWrite } from '#members/pausing';
import { calls, longest, slows, type Call } from '#circles/circle-rules';
import { early, goodbye, weekly } from '#circles/session-rules';
import { words } from '#circles/word-rules';

export type Session = {
  id: string; number: number; startsAt: Date; minutes: number; call: Call; openedAt: Date | null; closedAt: Date | null; slow: number; came: number | null;
  /** Not this time: said by those who hold it. */
  isOff: boolean;
  /** For those who sit there. */
  plan: string; between: string;
};

/** Every session of a circle, in their order; plans and notes only for those who sit there. */
export const of = (member: Member, circleId: string) => asking(member, () => sql<Session>`
  select s.id, s.number, s.starts_at, s.minutes, s.call, s.opened_at, s.closed_at, s.slow, s.came, s.off_at is not null as is_off, coalesce(n.plan, '') as plan, coalesce(n.between, '') as between
    from circles.sessions s left join circles.notes n on n.session_id = s.id
   where s.circle_id = ${circleId} order by s.starts_at, s.number limit 104`);

/** The next meeting of a circle one sits in, within a week; one that is going on is next, too. Where nobody holds it, none is. */
export type Next = { code: string; name: string; startsAt: Date; /** A host has opened its room. */ isOpen: boolean };
export const next = async (member: Member): Promise<Next | undefined> => (await asking(member, () => sql<Next>`
  select c.code, c.name, s.starts_at, s.opened_at is not null as is_open
    from circles.sessions s join circles.circles c on c.id = s.circle_id
   where s.circle_id = any((select circles.mine())::uuid[]) and c.ended_at is null and not circles.is_unheld(c) and s.closed_at is null
     and s.starts_at < now() + interval '7 days' and s.starts_at + make_interval(mins => s.minutes) > now()
   order by s.starts_at, c.code limit 1`))[0];

/** The plan of a session, and the note that goes out before the next. */
export const write = (member: Member, code: string, sessionId: string, { plan, between }: { plan: string; between: string }): Promise<void> => {
  if (!isUuid(sessionId)) notFound();
  mayWrite(member, 'plan');
  const [planned, note] = [words(plan, 'plan', longest.plan), words(between, 'between', longest.between)];
  return asking(member, async () => {
    const [written] = await sql`
      insert into circles.notes (session_id, circle_id, plan, between)
      select s.id, s.circle_id, ${planned}, ${note} from circles.sessions s join circles.circles c on c.id = s.circle_id
       where s.id = ${sessionId} and c.code = ${code} and c.id = any(circles.held())
      on conflict (session_id) do update set plan = excluded.plan, between = excluded.between returning session_id`;
    if (!written) notFound();
  });
};

/** Nobody plans further ahead. Days. */
export const furthest = 366;

/** When it is to be; a day that is behind us, or years ahead, is a slip of the pen. */
export function comingAt({ date, time }: { date: string; time: string }, timeZone: string): Date {
  const [at] = weekly(date, time, timeZone, 1) ?? refuse('circles.refused.date', 'date');
  if (at!.getTime() > Date.now() + furthest * 86_400_000) refuse('circles.refused.farAhead', 'date');
  return at!.getTime() > Date.now() ? at! : refuse('circles.refused.past', 'date');
}

/** Another time or another way. Only what has not begun; what nobody opened can still have another day. Those who sit there are told. */
export const move = async (member: Member, code: string, sessionId: string, { date, time, call }: { date: string; time: string; call: string }, timeZone: string): Promise<void> => {
  if (!isUuid(sessionId)) notFound();
  const at = comingAt({ date, time }, timeZone);
  const way = calls.find((one) => one === call) ?? 'text';
  return asking(member, async () => {
    const [held] = await sql<{ circleId: string; isSame: boolean }>`
      select c.id as circle_id, s.starts_at = ${at} and s.call = ${way} and s.closed_at is null as is_same from circles.sessions s join circles.circles c on c.id = s.circle_id
       where c.code = ${code} and c.id = any(circles.held()) and c.kind not in ('table', 'talk') and c.ended_at is null and s.id = ${sessionId} and s.opened_at is null for update of s`;
    if (!held) notFound();
    if (held.isSame) return;
    await sql`update circles.sessions set starts_at = ${at}, call = ${way}, closed_at = null, off_at = null where id = ${sessionId}`;
    await announce('circles.session.moved', { circleId: held.circleId });
  });
};

/** Not this time; or it takes place after all. Until it would be over, and not once its room was open. Twice is once; those who sit there are told. */
export const hold = (member: Member, code: string, sessionId: string, isOn: boolean): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId)) notFound();
  const [held] = await sql<{ circleId: string; isOff: boolean }>`
    select c.id as circle_id, s.off_at is not null as is_off from circles.sessions s join circles.circles c on c.id = s.circle_id
     where c.code = ${code} and c.id = any(circles.held()) and c.kind not in ('table', 'talk') and c.ended_at is null and s.id = ${sessionId} and s.opened_at is null
       and s.starts_at + make_interval(mins => s.minutes) > now() and (s.off_at is not null or s.closed_at is null) for update of s`;
  if (!held) notFound();
  if (held.isOff !== isOn) return;
  await sql`
    with s as (update circles.sessions set closed_at = case when ${isOn}::boolean then null else now() end, off_at = case when ${isOn}::boolean then null else now() end where id = ${sessionId} returning id)
    select pg_notify('circles', id::text) from s`;
  await announce('circles.session.moved', { circleId: held.circleId });
});

/** One more, a week after the last, by the same clock. */
export const add = async (member: Member, code: string, { date, time }: { date: string; time: string }, timeZone: string): Promise<void> => {
  const at = comingAt({ date, time }, timeZone);
  return asking(member, async () => {
    const [made] = await sql`
      insert into circles.sessions (id, circle_id, number, starts_at, minutes, call)
      select gen_random_uuid(), c.id, l.number + 1, ${at}, l.minutes, l.call
        from circles.circles c
        join lateral (select number, minutes, call from circles.sessions where circle_id = c.id order by number desc limit 1) l on true
       where c.code = ${code} and c.kind not in ('table', 'talk') and c.id = any(circles.held()) and c.ended_at is null and l.number < 104
      on conflict (circle_id, number) do nothing returning id`;
    if (!made) notFound();
  });
};

/** Slower or quicker: how many seconds between two lines of one person. */
export const slowTo = (member: Member, code: string, sessionId: string, seconds: number): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId) || !(slows as readonly number[]).includes(seconds)) notFound();
  const [changed] = await sql`
    with s as (update circles.sessions s set slow = ${seconds} from circles.circles c
                where c.id = s.circle_id and c.code = ${code} and c.id = any(circles.held()) and s.id = ${sessionId} and s.closed_at is null returning s.id)
    select pg_notify('circles', id::text) from s`;
  if (!changed) notFound();
});

/** A host comes in and the room is open, not earlier than a quarter of an hour before. Inside `asking`. */
export const openBy = (sessionId: string) => sql`
  with s as (update circles.sessions s set opened_at = now()
              where s.id = ${sessionId} and s.opened_at is null and s.closed_at is null and s.circle_id = any(circles.held())
                and now() between s.starts_at - make_interval(mins => ${early}) and s.starts_at + make_interval(mins => s.minutes + ${goodbye}) returning s.id)
  select pg_notify('circles', id::text) from s`;

/** Closes a room. How many came is kept as a number; who it was, is not. */
export const close = (member: Member, code: string, sessionId: string): Promise<void> => asking(member, async () => {
  if (!isUuid(sessionId)) notFound();
  const [closed] = await sql`
    with s as (update circles.sessions s set closed_at = now(), came = (select count(*) from circles.presences p where p.session_id = s.id)
                 from circles.circles c
                where c.id = s.circle_id and c.code = ${code} and c.id = any(circles.held()) and s.id = ${sessionId} and s.opened_at is not null and s.closed_at is null returning s.id)
    select pg_notify('circles', id::text) from s`;
  if (!closed) notFound();
});
