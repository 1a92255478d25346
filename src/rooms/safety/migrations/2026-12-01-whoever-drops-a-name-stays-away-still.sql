/*
 * As before, and true of both who shared names: a moderator who takes their own
 * name away, takes a new one, or takes their yes back, does not come to hold a
 * case they could not hold while somebody it is about shared names with them.
 * Nor do they where the other one, or a block, ended it. That is noted of the
 * cases there are. What was seen stays seen.
 */
create function safety.stay_away(one uuid, other uuid) returns void language sql as $$
  insert into safety.apart (case_id, member_id, why)
  select distinct c.id, m.id, 'decided'
    from (values (one, other), (other, one)) as pair(near, about)
    join members.members m on m.id = pair.near
    join members.personas p on p.member_id = pair.about
    join safety.cases c on c.persona_id = p.id
   where exists (select from members.roles r where r.member_id = m.id and r.ended_at is null and r.role in ('moderator', 'steward', 'clinicalLead', 'safeguardingLead'))
  on conflict do nothing $$;
revoke execute on function safety.stay_away(uuid, uuid) from public;

-- They go with any of the three names they are of, and the cases are asked about before that.
create function safety.forget_shared() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform safety.stay_away(r.member_id, seer.member_id)
     from members.reveals r join members.personas seer on seer.id = r.seer_id
    where r.until is null and old.id in (r.seer_id, r.seen_id, r.shows_id);
  return old;
end $$;
create trigger forget_a_shared_name before delete on members.personas for each row execute function safety.forget_shared();

create function safety.end_shared() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform safety.stay_away(new.member_id, seer.member_id) from members.personas seer where seer.id = new.seer_id;
  return null;
end $$;
create trigger end_shared after update of until on members.reveals for each row when (old.until is null and new.until is not null) execute function safety.end_shared();

-- Of those who shared names while a case waited and do not any more.
insert into safety.apart (case_id, member_id, why)
select distinct c.id, r.member_id, 'decided'
  from members.reveals v
  join members.personas seer on seer.id = v.seer_id
  cross join lateral (values (v.member_id, seer.member_id), (seer.member_id, v.member_id)) as pair(near, about)
  join members.roles r on r.member_id = pair.near and r.ended_at is null and r.role in ('moderator', 'steward', 'clinicalLead', 'safeguardingLead')
  join members.personas p on p.member_id = pair.about
  join safety.cases c on c.persona_id = p.id
 where v.until is not null and c.opened_at::date between v.since and v.until
on conflict do nothing;
