-- Whoever took over from somebody who left reads what waited by its climb. Before that was so, a letter nobody was left to answer got none when its provider left: it gets it now, from the day they left.
insert into messages.climbs (id, conversation_id, member_id, to_id, step, why, at)
select gen_random_uuid(), c.id, c.member_id, t.passed_to, 'cover', 'left', t.ended_at
  from messages.conversations c join care.ties t on t.id = c.tie_id join care.providers p on p.id = t.passed_to
 where c.kind = 'care' and t.ended_by = 'left' and p.left_at is null
   and exists (select from messages.messages m where m.conversation_id = c.id and m.by = 'member' and m.step = 'nobody' and m.answered_at is null)
   and not exists (select from messages.climbs k where k.conversation_id = c.id and k.why = 'left');
