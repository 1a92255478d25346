/*
 * How a seat came to hold its circle: by the role of whoever took it ('role'),
 * and then it goes with the role; or because those who sit there wanted it
 * ('', as for every other seat). 'ended': it held once and does not any more;
 * it is nobody's to take back by offering.
 */
alter table circles.seats add column hold text not null default '' check (hold in ('', 'role', 'ended'));
create index seats_hold on circles.seats (circle_id) where hold = 'role';

-- Those who hold a circle now and took their seat while they had a role came by it. Whoever has none any more steps back with the next clock.
update circles.seats s set hold = 'role'
  from circles.circles c, members.personas p
 where c.id = s.circle_id and c.kind not in ('table', 'talk') and s.role = 'host' and p.id = s.persona_id
   and exists (select from members.roles r where r.member_id = p.member_id and r.given_at::date <= s.taken_on + 1 and (r.ended_at is null or r.ended_at::date >= s.taken_on - 1));

-- Since when those who sit there have been told that nobody holds it.
alter table circles.circles add column unheld_at timestamptz;

-- Where nobody who holds it comes, no date is a promise. The room of a gathering has its hosts from there.
create function circles.is_unheld(one circles.circles) returns boolean language sql stable set search_path = '' as $$
  select one.ended_at is null and one.kind not in ('table', 'talk') and circles.hosts(one.id) = 0 $$;
