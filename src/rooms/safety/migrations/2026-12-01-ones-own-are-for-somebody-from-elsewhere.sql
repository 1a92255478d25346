-- What is not pressing is never theirs who complained of it, also where nobody else is left: then somebody from elsewhere is needed. Cases that are open come along;
-- who sits where something was said is asked again when a case is touched.
insert into safety.apart (case_id, member_id, why)
select distinct c.id, r.reporter_id, 'there'
  from safety.cases c join safety.reports r on r.subject_kind = c.subject_kind and r.subject_id = c.subject_id and r.reporter_id is not null
 where c.state <> 'closed' and c.level not in ('urgent', 'concern', 'unassessed')
   and not exists (select from safety.urgent_records u where u.case_id = c.id and u.ended_at is null)
   and (r.reason <> 'danger' or exists (select from safety.signals s where s.cause = 'report:' || r.id::text and s.level <> 'urgent'))
on conflict do nothing;
