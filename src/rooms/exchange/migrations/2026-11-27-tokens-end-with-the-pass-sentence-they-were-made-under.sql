-- Whoever knew the old pass-sentence may have made a token, or have seen one: from the moment there is a new one they open nothing.
-- The moment one is made is that of the statement, so that it is told apart from a new sentence in the same breath.
alter table exchange.tokens alter column made_at set default clock_timestamp();
alter table exchange.tokens add column ended_by text check (ended_by in ('provider', 'pass', 'restore')); -- why it was over before its day
grant update (ended_by) on exchange.tokens to alongside_app;

-- Asked at each request, so that nothing waits for whoever writes it down.
create or replace function exchange.enter(token bytea) returns table (account_id uuid, scopes text[], language text)
language sql stable security definer set search_path = '' as $$
  select p.account_id, t.scopes, m.language
    from exchange.tokens t
    join care.providers p on p.id = t.provider_id and p.left_at is null
    join members.members m on m.id = p.account_id
    join members.keys k on k.member_id = m.id
   where t.token_hash = token and t.revoked_at is null and t.ends_at > now() and t.made_at > coalesce(k.pass_set_at, '-infinity')
$$;

-- Writes down that those made under an older sentence are over, and since when. Answers with how many.
create function exchange.end_older(account uuid) returns int
language sql volatile security definer set search_path = '' as $$
  with ended as (
    update exchange.tokens t set revoked_at = greatest(k.pass_set_at, t.made_at), ended_by = 'pass'
      from care.providers p, members.keys k
     where p.id = t.provider_id and p.account_id = account and k.member_id = account and t.revoked_at is null and t.made_at <= k.pass_set_at
    returning 1
  )
  select count(*)::int from ended
$$;
revoke execute on function exchange.end_older(uuid) from public;
grant execute on function exchange.end_older(uuid) to alongside_app;

create or replace function exchange.restored() returns void language sql set search_path = '' as $$
  update exchange.tokens set revoked_at = now(), ended_by = 'restore' where revoked_at is null $$;

-- Those of whoever set a new one before this was so.
update exchange.tokens t set revoked_at = k.pass_set_at, ended_by = 'pass'
  from care.providers p join members.keys k on k.member_id = p.account_id
 where p.id = t.provider_id and t.revoked_at is null and t.made_at <= k.pass_set_at;
