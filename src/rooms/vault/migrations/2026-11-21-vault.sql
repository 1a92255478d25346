-- Runs in the vault's own database, as its own account. Nothing here names a member of the community.
create schema vault;

-- One person who told us something. The key is chance and stands nowhere else; the marks are keyed hashes of the member's id.
create table vault.people (
  person_key uuid primary key default gen_random_uuid(),
  member_mark text not null unique,                -- under the vault's secret: how a member's own request finds this row
  erasure_mark text not null unique,               -- under the community's: how an erasure reaches it, also after a restore
  adult boolean,                                   -- only when somebody other than the person said so
  adult_source text,
  made_at timestamptz not null default now()
);

create table vault.details (
  person_key uuid not null references vault.people on delete cascade,
  field text not null check (field in ('name', 'phone', 'address', 'contact', 'provider')),
  sealed text not null,
  source text not null default 'self',             -- typed by the member, or the provider it came from
  level text not null default '',                  -- how sure that provider was, in its own word
  changed_at timestamptz not null default now(),
  primary key (person_key, field)
);

-- Each time somebody else looked. It stays when the person goes: its key then leads to nobody.
create table vault.openings (
  id bigint generated always as identity primary key,
  opening text not null,                           -- which breaking of the glass allowed it
  person_key uuid not null,
  fields text[] not null,
  at timestamptz not null default now()
);
create index openings_opening on vault.openings (opening);

create function vault.stays() returns trigger language plpgsql as $$
begin
  raise exception 'openings of the vault are only ever added';
end $$;
create trigger stays before update or delete on vault.openings for each row execute function vault.stays();
