/*
 * A word to the hosts, or their answer, is there until a day after the meeting
 * it was written for, or after it was written if that is later. One that nobody
 * it is for has opened by then waits, as long as another meeting is ahead, and
 * then a day from when it is opened. What is here already waits in the same way.
 */
alter table circles.asides add column opened_at timestamptz;
create index asides_circle on circles.asides (circle_id, said_at);

create function circles.keeps(aside circles.asides) returns boolean language sql stable security definer set search_path = '' as $$
  select coalesce((
    select now() < k.until
        or case when aside.opened_at is null then c.ended_at is null and exists (
                  select from circles.sessions n where n.circle_id = c.id and n.closed_at is null and n.starts_at + make_interval(mins => n.minutes) > now())
                else aside.opened_at > k.until and now() < aside.opened_at + interval '1 day' end
      from circles.sessions s join circles.circles c on c.id = s.circle_id
     cross join lateral (select greatest(aside.said_at, s.starts_at + make_interval(mins => s.minutes)) + interval '1 day' as until) k
     where s.id = aside.session_id), false) $$;

-- Whoever it is for has it before them. The words stay as they were written.
create function circles.open_asides(wanted uuid[]) returns void language sql volatile security definer set search_path = '' as $$
  update circles.asides a set opened_at = now()
   where a.id = any(wanted) and a.opened_at is null and a.persona_id <> all(members.my_personas())
     and (a.to_persona = any(members.my_personas()) or a.to_persona is null and a.circle_id = any(circles.held())) $$;
