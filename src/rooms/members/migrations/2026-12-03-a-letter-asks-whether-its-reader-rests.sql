-- Whether somebody's account rests: a provider's letter to them is not sent then. It says that and nothing else.
create function members.is_resting(who uuid) returns boolean
language sql stable security definer set search_path = '' as $$
  select exists (select from members.rests r where r.member_id = who)
$$;
