-- Two sheets shared by one person are told apart by their day before either is opened. Of nothing else is a day said.
create function toolbox.sheet_days(tie uuid) returns table (grant_id uuid, day text)
language sql stable security definer set search_path = '' as $$
  select g.id, p.day::text from care.grants g join toolbox.papers p on p.id::text = g.thing and p.member_id = g.member_id and p.kind = 'sheet'
   where g.tie_id = tie and g.provider_id = care.me() and g.revoked_at is null and g.ends_at > now() and g.kind = 'questions' and p.day is not null $$;
