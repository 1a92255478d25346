-- Whoever told us that somebody is in danger, and complained of nothing, is not too near to look: what is open and was kept from them for that alone is theirs to take again.
delete from safety.apart a using safety.cases c
 where c.id = a.case_id and c.state <> 'closed' and c.subject_kind in ('post', 'person') and a.why = 'there'
   and not exists (
     select from safety.reports r
      where r.subject_kind = c.subject_kind and r.subject_id = c.subject_id and r.reporter_id = a.member_id
        and (r.reason <> 'danger' or exists (select from safety.signals s where s.cause = 'report:' || r.id::text and s.level <> 'urgent')));
