-- Who else comes, as before, and only for its time: first names and signs until the date is over, names as long as one can say thanks for it.
create or replace function gatherings.company(wanted uuid) returns table (persona_id uuid, first_name text, spot text)
language sql stable security definer set search_path = '' as $$
  select s.persona_id,
         case when s.level = 'first' and i.starts_at < now() + interval '24 hours' and i.ends_at > now() then s.first_name else '' end,
         case when s.level = 'spot' and i.starts_at < now() + interval '24 hours' and i.ends_at > now() then s.spot else '' end
    from gatherings.seats s join gatherings.sittings i on i.id = s.sitting_id
   where s.sitting_id = wanted and s.state = 'coming' and s.shows and i.ends_at > now() - interval '60 days'
     and s.persona_id <> all(members.my_personas()) and s.persona_id not in (select members.blocked())
     and exists (select from gatherings.seats mine where mine.sitting_id = wanted and mine.state = 'coming' and mine.shows and mine.persona_id = any(members.my_personas())) $$;
