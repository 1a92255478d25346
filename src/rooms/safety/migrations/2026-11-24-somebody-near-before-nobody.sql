-- An appeal that waits and that nobody on the desk may hold goes to whoever is only near to it: that is better than nobody. Who decided, or stays away, still never gets it.
delete from safety.apart a using safety.cases c
 where c.id = a.case_id and c.state <> 'closed' and c.subject_kind = 'decision' and a.why = 'there'
   and not exists (
     select from members.roles r
      where r.ended_at is null and r.role in ('moderator', 'steward', 'clinicalLead', 'safeguardingLead') and safety.may_hold(r.member_id, c.id, c.persona_id));
