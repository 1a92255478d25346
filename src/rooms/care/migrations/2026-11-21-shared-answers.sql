-- Since when the member also lets the answers behind a measure's result be seen. Empty: the result alone.
alter table care.grants add column answers_at timestamptz check (answers_at is null or kind = 'measure-result');

-- Whose answers the asking provider may read in this very transaction: a result opened in it, shared together with its answers.
create function care.answers_opened_now() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select g.member_id
    from care.openings o
    join care.grants g on g.id = o.grant_id
    join care.ties t on t.id = g.tie_id and t.ended_at is null
   where o.provider_id = care.me() and o.opened_at = now() and g.answers_at is not null and g.revoked_at is null and g.ends_at > now() $$;
