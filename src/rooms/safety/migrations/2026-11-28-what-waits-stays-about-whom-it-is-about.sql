/*
 * Whether something about a name still waits for a person, or was over so
 * lately that whom it is about may read why and ask somebody else to look: a
 * case, a report whose words are kept, an urgent record and what follows it, a
 * pause, an appeal.
 */
create function safety.waits(persona uuid) returns boolean language sql stable as $$
  select exists (select from safety.cases c where c.persona_id = persona and (c.state <> 'closed' or c.closed_at > now() - interval '30 days'))
      or exists (select from safety.reports r where r.persona_id = persona and (r.closed_at is null or r.copy_id is not null))
      or exists (select from safety.urgent_records u where u.persona_id = persona and (u.ended_at is null or u.followed_up_at is null and u.follow_up_at > now() - interval '30 days'))
      or exists (select from safety.decisions d join safety.ends e on e.decision_id = d.id where d.persona_id = persona and (e.done_at is null or e.done_at > now() - interval '30 days'))
      or exists (select from safety.appeals a where a.persona_id = persona and a.closed_at is null) $$;

/*
 * Whoever takes a name away from a place and stays a member is still whom it is
 * about: what waits is passed on to the stand-in of that name, with its words.
 * Whoever leaves for good takes along what was noted about their words, as
 * before. In either case nobody comes to hold what they could not hold because
 * of whom it is about.
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
   where c.persona_id = old.id and not safety.may_hold(m.id, c.id, old.id)
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

-- Those who were paused under a name they have taken away since, and are paused still: which of the members that is, the end of it says.
do $$
declare
  lost record;
  stand uuid;
begin
  for lost in
    select d.id, (array_agg(m.id))[1] as whose
      from safety.decisions d join safety.ends e on e.decision_id = d.id join members.members m on m.suspended_until = e.due_at
     where d.kind = 'paused' and d.persona_id is null and e.done_at is null and e.due_at > now()
     group by d.id having count(*) = 1
  loop
    stand := gen_random_uuid();
    insert into members.personas (id, member_id, space, retired_at, stands_for) values (stand, lost.whose, 'left', now(), gen_random_uuid());
    update safety.decisions set persona_id = stand where id = lost.id;
    update safety.appeals set persona_id = stand where decision_id = lost.id;
    update safety.cases set persona_id = stand where subject_kind = 'decision' and subject_id = lost.id and state <> 'closed';
  end loop;
end $$;
