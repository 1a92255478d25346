-- When a persona goes, its words go in the same stroke: texts, titles, search entries, and what others had noted about it.
-- What others wrote stays, and stays readable in its thread.
create function forum.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update forum.posts
     set body = '', html = '', search = '', about = '{}', once = null, persona_id = null, helped_at = null,
         edited_at = null, deleted_at = coalesce(deleted_at, now())
   where persona_id = old.id;
  update forum.threads
     set title = '', tags = '{}', about = '{}', persona_id = null,
         deleted_at = case when last_number = 1 then coalesce(deleted_at, now()) else deleted_at end
   where persona_id = old.id;
  delete from forum.samples s using forum.threads t where t.id = s.thread_id and t.persona_id is null;
  delete from forum.follows where kind = 'person' and subject = old.id::text;
  delete from forum.mutes where kind = 'person' and subject = old.id::text;
  return old;
end $$;

create trigger forget before delete on members.personas for each row execute function forum.forget_persona();
