-- What a member tells of moderation is read by none of those who decided about their words: whoever proposed a pause or said yes or no to it did, too.
insert into safety.apart (case_id, member_id, why)
select distinct c.id, a.member_id, 'decided'
  from safety.harms h
  join safety.cases c on c.subject_kind = 'harm' and c.subject_id = h.id
  join members.personas p on p.member_id = h.told_by
  join safety.decisions d on d.persona_id = p.id and d.at <= h.told_at
  join safety.proposals q on q.case_id = d.case_id
 cross join lateral (values (q.proposed_by), (q.settled_by)) a (member_id)
 where h.topic = 'moderated' and a.member_id is not null
    on conflict do nothing;
