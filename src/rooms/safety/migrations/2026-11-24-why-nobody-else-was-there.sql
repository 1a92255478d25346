-- Where nobody else may be on an urgent case, its record says why there is no second person, in the owner's words.
alter table safety.urgent_records add column alone_because text not null default '';

-- They leave with whom the record is about, as its other words do.
create or replace function safety.forget_urgent() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update safety.urgent_records set said = '', offered = '', answer = '', told = '', outcome_words = '', follow_up_words = '', alone_because = '' where persona_id = old.id;
  return old;
end $$;
