/*
 * When a persona goes, so does what it answered: whoever asked waits again, or
 * has the next answer, as when an author takes back their reply. Only where the
 * thread was begun in the last thirty days: an answer that stood for longer was
 * had, and a host who goes after years does not bring years back to the desk.
 */
create function forum.wait_again(gone uuid[]) returns void language sql security definer set search_path = '' as $$
  with went as (
    select p.thread_id, array_agg(p.created_at) as times from forum.posts p where p.id = any(gone) and p.number > 1 group by p.thread_id
  )
  update forum.threads t
     set host_answered_at = case when t.host_answered_at = any(w.times) then null else t.host_answered_at end,
         answered_at = case when t.answered_at <> all(w.times) then t.answered_at else (
           select min(p.created_at) from forum.posts p
            where p.thread_id = t.id and p.number > 1 and p.persona_id is distinct from t.persona_id and p.id <> all(gone)
              and p.deleted_at is null and p.hidden_at is null) end
    from went w
   where t.id = w.thread_id and t.created_at > now() - interval '30 days'
     and (t.answered_at = any(w.times) or t.host_answered_at = any(w.times)) $$;
revoke execute on function forum.wait_again(uuid[]) from public;

-- Its name puts it before the one that empties the words: until then they say whose they are.
create function forum.answers_go() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform forum.wait_again(array(select p.id from forum.posts p where p.persona_id = old.id));
  return old;
end $$;
create trigger answers_go before delete on members.personas for each row execute function forum.answers_go();

-- Those whose answer went before this was so.
select forum.wait_again(array(
  select p.id from forum.posts p join forum.threads t on t.id = p.thread_id
   where p.persona_id is null and p.number > 1 and t.created_at > now() - interval '30 days'));
