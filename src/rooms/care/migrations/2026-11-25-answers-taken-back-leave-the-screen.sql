-- Whether a look at a measure's result showed the answers behind it. Of those before: as it is shared now.
alter table care.openings add column with_answers boolean not null default false;
update care.openings o set with_answers = true from care.grants g where g.id = o.grant_id and g.answers_at is not null;

-- Whether what was opened may still be on the screen. As before; and what was shown with its answers, only as long as those are shared, too.
create or replace function care.still(opening uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from care.openings o
                   join care.grants g on g.id = o.grant_id and g.revoked_at is null and g.ends_at > now()
                   join care.ties t on t.id = g.tie_id and t.ended_at is null
                   join care.providers p on p.id = o.provider_id and p.left_at is null
                  where o.id = opening and o.opened_at > now() - interval '13 hours' and (g.answers_at is not null or not o.with_answers)) $$;
