/*
 * Hours an operator typed hold names in words. When somebody leaves for good,
 * or puts their name at the desk away, theirs goes from there in the same
 * stroke (ID-3). A shift nobody else stands in keeps its time with a dash,
 * which is nobody's name and promises nothing: without any hours at all the
 * doors would close.
 */
create function house.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  called text := (select lower(f.name) from members.faces f where f.persona_id = old.id);
begin
  update house.sayings s
     set value = (
           select jsonb_agg(case when t.shift @? '$.names[*]' then jsonb_set(t.shift, '{names}', (
                    select coalesce(jsonb_agg(n.name order by n.at), '["–"]') from jsonb_array_elements(t.shift->'names') with ordinality as n(name, at)
                     where lower(btrim(n.name #>> '{}')) <> called)) else t.shift end order by t.at)
             from jsonb_array_elements(s.value) with ordinality as t(shift, at))
   where s.name = 'shifts' and jsonb_typeof(s.value) = 'array'
     and exists (select from jsonb_path_query(s.value, '$[*].names[*]') as n(name) where lower(btrim(n.name #>> '{}')) = called);
  return old;
end $$;
create trigger forget_hours before delete on members.personas for each row when (old.space in ('forum', 'moderation')) execute function house.forget_persona();
