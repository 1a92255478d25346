-- Whoever leaves for good is no subject any more: what was told and decided about a person keeps together under an id that leads to nobody.
create or replace function safety.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  nobody uuid := gen_random_uuid();
begin
  update safety.signals set reasons = '[]' where case_id in (select id from safety.cases where persona_id = old.id);
  update safety.activity set note = '', told = '' where case_id in (select id from safety.cases where persona_id = old.id);
  update safety.reports set subject_id = nobody where subject_id = old.id;
  update safety.cases set subject_id = nobody where subject_id = old.id;
  update safety.decisions set subject_id = nobody where subject_id = old.id;
  return old;
end $$;

-- Those who left before.
with gone as materialized (
  select id, gen_random_uuid() as nobody
    from (select subject_id as id from safety.reports where subject_kind = 'person'
          union select subject_id from safety.cases where subject_kind = 'person'
          union select subject_id from safety.decisions where subject_kind = 'person') subjects
   where not exists (select from members.personas p where p.id = subjects.id)
), told as (
  update safety.reports r set subject_id = gone.nobody from gone where r.subject_kind = 'person' and r.subject_id = gone.id
), looked_at as (
  update safety.cases c set subject_id = gone.nobody from gone where c.subject_kind = 'person' and c.subject_id = gone.id
)
update safety.decisions d set subject_id = gone.nobody from gone where d.subject_kind = 'person' and d.subject_id = gone.id;
