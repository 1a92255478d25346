/*
 * What a page asks of few posts and of most not at all: why one is kept back,
 * whom it speaks to, who reacted to one's own. As parts of the page's statement
 * they were made ready at every request; as functions they are only where there
 * is such a post. They see what the asker sees: row-level security holds in them.
 */
create function forum.kept_why(post uuid) returns text language sql stable as $$
  select min(why) from forum.kept_back where post_id = post $$;

-- The name on the post with this number, unless it is of somebody the asker does not see.
create function forum.name_at(thread uuid, place int, unseen uuid[]) returns text language sql stable as $$
  select f.name from forum.posts p join members.faces f on f.persona_id = p.persona_id
   where p.thread_id = thread and p.number = place and p.persona_id <> all(unseen) $$;

-- By kind, the first four who reacted. For the author of the post: nobody else may read the rows.
create function forum.reacted_to(post uuid, unseen uuid[]) returns json language sql stable as $$
  select json_object_agg(kind, names)
    from (select r.kind, (array_agg(f.name order by r.made_at))[1:4] as names
            from forum.reactions r join members.faces f on f.persona_id = r.persona_id
           where r.post_id = post and r.persona_id <> all(unseen) group by r.kind) g $$;

-- How far the asker has read, if that is further than before. A statement that writes nothing is answered row by row; this keeps a page such a one.
create function forum.read_to(thread uuid, upto int) returns void language sql volatile as $$
  insert into forum.readings as r (member_id, thread_id, number) values (members.asker(), thread, upto)
  on conflict (member_id, thread_id) do update set number = excluded.number, at = now() where r.number < excluded.number $$;
