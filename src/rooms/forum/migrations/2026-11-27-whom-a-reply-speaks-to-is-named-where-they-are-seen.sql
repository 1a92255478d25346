-- As before, and not where that post is kept back from the reader: a reply that says a number must not tell who wrote there.
create or replace function forum.name_at(thread uuid, place int, unseen uuid[]) returns text language sql stable as $$
  select f.name from forum.posts p join members.faces f on f.persona_id = p.persona_id
   where p.thread_id = thread and p.number = place and p.persona_id <> all(unseen)
     and (p.hidden_at is null or forum.kept_why(p.id) is null or p.persona_id = any((select members.my_personas())::uuid[])) $$;
