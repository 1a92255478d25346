-- Nor which tokens. Each opened what its provider could see, for months: after a restore new ones are made.
create function exchange.restored() returns void language sql set search_path = '' as $$
  update exchange.tokens set revoked_at = now() where revoked_at is null $$;
revoke execute on function exchange.restored() from public;
