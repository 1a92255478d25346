-- Whether a tie is, or was, of the provider who asks: to say that it is over to whoever ends it twice. A yes or a no, and nothing of it.
create function care.was_mine(tie uuid) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (select from care.ties t where t.id = tie and t.provider_id = care.me()) $$;
