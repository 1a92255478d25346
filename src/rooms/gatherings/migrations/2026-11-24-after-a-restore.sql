-- Nor which addresses of a calendar ended. Whoever has one needs no sign-in: after a restore a new one is made.
create function gatherings.restored() returns void language sql set search_path = '' as $$
  update gatherings.calendars set revoked_at = now() where revoked_at is null $$;
revoke execute on function gatherings.restored() from public;
