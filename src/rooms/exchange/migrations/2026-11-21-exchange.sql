create schema exchange;
grant usage on schema exchange to alongside_app;

-- What lets a program of a clinic in, as one provider and for some things. The token is shown once; here lies its hash.
create table exchange.tokens (
  id uuid primary key,
  provider_id uuid not null,
  token_hash bytea not null unique,
  label text not null,
  scopes text[] not null check (scopes <@ '{people,shared,messages,answer}' and cardinality(scopes) > 0),
  made_at timestamptz not null default now(),
  ends_at timestamptz not null,
  used_on date,                                    -- a day: when exactly a program asked is nobody's business
  revoked_at timestamptz
);
create index tokens_provider on exchange.tokens (provider_id, made_at desc);
alter table exchange.tokens enable row level security;
create policy own on exchange.tokens using (provider_id = (select care.me()) or (select members.is_house()));
grant select, insert on exchange.tokens to alongside_app;
grant update (used_on, revoked_at) on exchange.tokens to alongside_app;

-- Which account a token stands for: as long as it was not taken back, is not over, and its provider is here. It answers only to a hash of 256 random bits.
create function exchange.enter(token bytea) returns table (account_id uuid, scopes text[], language text)
language sql stable security definer set search_path = '' as $$
  select p.account_id, t.scopes, m.language
    from exchange.tokens t
    join care.providers p on p.id = t.provider_id and p.left_at is null
    join members.members m on m.id = p.account_id
   where t.token_hash = token and t.revoked_at is null and t.ends_at > now()
$$;
