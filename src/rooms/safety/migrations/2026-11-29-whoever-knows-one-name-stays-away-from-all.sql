/*
 * As before, and true across names: whoever could not hold a case because they
 * know somebody under another name they have does not come to hold it when that
 * name is taken away. That is noted of the cases there are; what is known stays
 * known of the name it was said of, and goes with it.
 */
create or replace function safety.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  stand uuid := case when safety.waits(old.id) then members.stand_in(old.id) end;
  subject uuid := coalesce(stand, gen_random_uuid());
begin
  insert into safety.apart (case_id, member_id, why)
  select distinct c.id, m.id, 'decided'
    from safety.cases c
    join members.roles r on r.ended_at is null and r.role in ('moderator', 'steward', 'clinicalLead', 'safeguardingLead')
    join members.members m on m.id = r.member_id
   where c.persona_id in (select p.id from members.personas p where p.member_id = old.member_id) and not safety.may_hold(m.id, c.id, c.persona_id)
  on conflict do nothing;
  if stand is null then
    update safety.signals set reasons = '[]' where case_id in (select id from safety.cases where persona_id = old.id);
    update safety.activity set note = '', told = '' where case_id in (select id from safety.cases where persona_id = old.id);
    update safety.cases set answer = '' where persona_id = old.id and answer <> '';
  end if;
  update safety.reports set subject_id = subject where subject_id = old.id;
  update safety.cases set subject_id = subject where subject_id = old.id;
  update safety.decisions set subject_id = subject where subject_id = old.id;
  if stand is not null then
    update safety.texts set persona_id = stand where persona_id = old.id;
    update safety.cases set persona_id = stand where persona_id = old.id;
    update safety.reports set persona_id = stand where persona_id = old.id;
    update safety.decisions set persona_id = stand where persona_id = old.id;
    update safety.appeals set persona_id = stand where persona_id = old.id;
    update safety.urgent_records set persona_id = stand where persona_id = old.id;
    update safety.turned_away set persona_id = stand where persona_id = old.id;
    update safety.harms set persona_id = stand where persona_id = old.id;
    insert into safety.known (member_id, persona_id, made_at) select member_id, stand, made_at from safety.known where persona_id = old.id;
  end if;
  return old;
end $$;
