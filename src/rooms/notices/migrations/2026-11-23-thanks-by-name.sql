-- Thanks for a date are told with the name they come from; what is told already takes it over.
update notices.notices n set data = n.data || jsonb_build_object('who', jsonb_build_array(t.from_id))
  from gatherings.thanks t join members.personas p on p.id = t.to_id
 where n.kind = 'meet.thanks' and n.data -> 'who' is null and n.cause = 'meet.thanks:' || t.sitting_id and n.member_id = p.member_id;
