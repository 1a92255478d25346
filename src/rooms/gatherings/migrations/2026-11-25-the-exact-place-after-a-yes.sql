-- Gatherings whose exact place I may know now, as before; whoever is asked to host knows it when they have said yes, and not before. [NEW-8]
create or replace function gatherings.placed() returns uuid[] language sql stable security definer set search_path = '' as $$
  select array(
    select unnest(gatherings.hosted())
    union
    select g.id from gatherings.seats s
      join gatherings.sittings i on i.id = s.sitting_id
      join gatherings.gatherings g on g.id = i.gathering_id
     where s.state = 'coming' and s.persona_id = any(members.my_personas()) and i.cancelled_at is null
       and i.ends_at > now() - interval '1 day'
       and (g.late_hours = 0 or i.starts_at - make_interval(hours => g.late_hours) <= now())) $$;
