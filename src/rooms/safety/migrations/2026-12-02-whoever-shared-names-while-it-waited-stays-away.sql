-- Of those who shared names while a case waited and do not any more: also where it had waited since before they did. [MOD-2, ID-9]
insert into safety.apart (case_id, member_id, why)
select distinct c.id, r.member_id, 'decided'
  from members.reveals v
  join members.personas seer on seer.id = v.seer_id
  cross join lateral (values (v.member_id, seer.member_id), (seer.member_id, v.member_id)) as pair(near, about)
  join members.roles r on r.member_id = pair.near and r.ended_at is null and r.role in ('moderator', 'steward', 'clinicalLead', 'safeguardingLead')
  join members.personas p on p.member_id = pair.about
  join safety.cases c on c.persona_id = p.id
 where v.until is not null and c.opened_at::date <= v.until and (c.closed_at is null or c.closed_at::date >= v.since)
on conflict do nothing;
