-- A letter nobody was left to ask about keeps the day an answer was due, so that it stands among what waits. Of those before, the day they were given up on.
update messages.messages m
   set due_at = (select max(k.at) from messages.climbs k where k.conversation_id = m.conversation_id and k.step = 'nobody')
 where m.by = 'member' and m.step = 'nobody' and m.answered_at is null and m.due_at is null;
