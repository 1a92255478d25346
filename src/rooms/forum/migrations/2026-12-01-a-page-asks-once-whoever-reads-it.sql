/*
 * What a thread's page asks for few readers (a draft that speaks to somebody, a
 * closed or hidden thread, somebody from the desk who reads) it asks in the one
 * statement it is. As functions these are made ready only where they are entered,
 * and they see what the asker sees.
 */

-- Whom a reply to this post speaks to; without a name where they have left, and nobody where their post is not there for the asker.
create function forum.spoken_to(thread uuid, place text, mine uuid[], unseen uuid[]) returns json language sql stable as $$
  select json_build_object('to', $2, 'name', f.name)
    from forum.posts p left join members.faces f on f.persona_id = p.persona_id
   where p.thread_id = $1 and p.number > 1 and p.number = case when $2 ~ '^[1-9][0-9]{0,6}$' then $2::int end
     and p.deleted_at is null and (p.hidden_at is null or p.persona_id = any($3)) and coalesce(p.persona_id <> all($4), true) $$;

-- Whom a thread admits, and whether what began it is kept back.
create function forum.besides(thread uuid) returns json language sql stable as $$
  select json_build_object(
    'admitted', array(select f.name from forum.admissions a join members.faces f on f.persona_id = a.persona_id where a.thread_id = $1 order by lower(f.name)),
    'isKept', exists (select from forum.kept_back w join forum.posts p on p.id = w.post_id where p.thread_id = $1 and p.number = 1)) $$;

-- Somebody from the desk has this post before them.
create function forum.saw(post uuid) returns void language sql volatile as $$
  update forum.posts set seen_at = now() where id = $1 and seen_at is null $$;
