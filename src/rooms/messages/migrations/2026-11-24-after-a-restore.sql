-- Nor whether colleagues of a provider may still read along: after a restore they do when the member lets them again.
create function messages.restored() returns void language sql set search_path = '' as $$
  update messages.conversations set team_at = null where team_at is not null $$;
revoke execute on function messages.restored() from public;
