/*
 * Hours an operator typed count for whoever has the name as a reader takes it: "Zoe" is Zoë. They go the same way: when
 * somebody leaves for good, or puts their name at the desk away, every writing of it goes from there (ID-3).
 */
-- As `foldName` in the room of the members: case, accents, spaces and look-alike letters make no difference.
create function house.folded(name text) returns text language sql immutable set search_path = '' as $$
  select replace(regexp_replace(normalize(
    replace(replace(replace(replace(translate(lower(translate(normalize(name, NFKC), 'ВКМНТҮΒΖΗΚΜΝΤΥΧΡ', 'bkmhtybzhkmntyxp')), '0135аеорсухіјѕԁһԛԝктмвгпѵӏӧґԍғьзոօսհցզοϲϳσδβμλανρτικεηυχωγ@$|ıłøåðđħŋ', 'olesaeopcyxijsdhqwktmbrnvlorgfbenouhgqocjodbulavptikenuxwyasliloaddhn'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), 'ß', 'ss'),
    NFKD), '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u0300-\u036f\u2000-\u206f]', '', 'g'), 'i', 'l') $$;

create or replace function house.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  called text[] := (select array[f.name_folded, house.folded(f.name)] from members.faces f where f.persona_id = old.id);
begin
  update house.sayings s
     set value = (
           select jsonb_agg(case when t.shift @? '$.names[*]' then jsonb_set(t.shift, '{names}', (
                    select coalesce(jsonb_agg(n.name order by n.at), '["–"]') from jsonb_array_elements(t.shift->'names') with ordinality as n(name, at)
                     where house.folded(n.name #>> '{}') <> all(called))) else t.shift end order by t.at)
             from jsonb_array_elements(s.value) with ordinality as t(shift, at))
   where s.name = 'shifts' and jsonb_typeof(s.value) = 'array'
     and exists (select from jsonb_path_query(s.value, '$[*].names[*]') as n(name) where house.folded(n.name #>> '{}') = any(called));
  return old;
end $$;
