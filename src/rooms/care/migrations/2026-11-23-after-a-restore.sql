-- A backup knows nothing of what was taken back after it was made. So nothing is shared after a restore until its member shares it again.
create function care.restored() returns void language sql set search_path = '' as $$
  update care.grants set revoked_at = now() where revoked_at is null $$;
revoke execute on function care.restored() from public;
