/*
 * How long a thread is for its reader. What is kept back at its end counts for
 * its author alone, so that no number of pages tells others that it is there.
 * As functions these are only where there is such an end, or a short view.
 */
create function forum.last_for(thread uuid, shown int, mine uuid[]) returns int language sql stable as $$
  select coalesce(max(p.number), $2) from forum.posts p where p.thread_id = $1 and p.number > $2 and p.persona_id = any($3) $$;

-- The newest replies up to a number that a reader sees, newest first: three for the short view, and one more that says whether it left something out.
create function forum.newest_for(thread uuid, last int, mine uuid[], unseen uuid[]) returns int[] language sql stable as $$
  select array(
    select p.number from forum.posts p
     where p.thread_id = $1 and p.number between 2 and $2 and coalesce(p.persona_id <> all($4), true)
       and not (p.hidden_at is not null and coalesce(p.persona_id <> all($3), true) and forum.kept_why(p.id) is not null)
     order by p.number desc limit 4) $$;

-- How often words that were kept back have appeared in a thread. A page that was read as they did holds them not, and says so by this.
alter table forum.threads add column appeared int not null default 0;

-- How far the asker has read, if that is further than before, and nothing has appeared since the page was read: then the next page says it.
-- Whoever shows words holds the same lock alone, so that one of the two sees what the other did.
create function forum.read_to(thread uuid, upto int, known int) returns void language sql volatile as $$
  select pg_advisory_xact_lock_shared(hashtextextended('appear ' || $1, 0));
  insert into forum.readings as r (member_id, thread_id, number)
  select members.asker(), $1, $2 from forum.threads t where t.id = $1 and t.appeared = $3
  on conflict (member_id, thread_id) do update set number = excluded.number, at = now() where r.number < excluded.number $$;
drop function forum.read_to(uuid, int);

create function forum.appear_lock(thread uuid) returns void language sql volatile as $$
  select pg_advisory_xact_lock(hashtextextended('appear ' || $1, 0)) $$;
