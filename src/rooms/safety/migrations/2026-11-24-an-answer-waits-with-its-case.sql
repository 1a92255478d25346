/*
 * Words for those who told us, written while the case stays open: they wait
 * with it, whoever holds it next finds them, and they are sent when it is closed.
 */
alter table safety.cases add column answer text not null default '';

-- As before, and they go with whom the case is about.
create or replace function safety.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  nobody uuid := gen_random_uuid();
begin
  update safety.signals set reasons = '[]' where case_id in (select id from safety.cases where persona_id = old.id);
  update safety.activity set note = '', told = '' where case_id in (select id from safety.cases where persona_id = old.id);
  update safety.cases set answer = '' where persona_id = old.id and answer <> '';
  update safety.reports set subject_id = nobody where subject_id = old.id;
  update safety.cases set subject_id = nobody where subject_id = old.id;
  update safety.decisions set subject_id = nobody where subject_id = old.id;
  return old;
end $$;
