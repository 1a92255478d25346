-- Whether an offer to hold a circle counts: of somebody who may, whose name there stands, whose writing is not paused, and whose account does not rest.
create function circles.is_willing(one circles.seats) returns boolean language sql stable security definer set search_path = '' as $$
  select one.wants = 'host' and circles.may_offer(one) and exists (
    select from members.personas p join members.members m on m.id = p.member_id
     where p.id = one.persona_id and p.retired_at is null and coalesce(m.suspended_until, now()) <= now()
       and not exists (select from members.rests r where r.member_id = m.id)) $$;
