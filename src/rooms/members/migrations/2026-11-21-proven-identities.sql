-- That somebody signed in through a provider of identities is the same person as last time. No name and no number: a keyed hash of issuer and subject.
create table members.identities (
  mark text primary key,
  member_id uuid not null references members.members on delete cascade,
  provider text not null,                          -- what the operator calls it in the settings
  level text not null default '',                  -- how sure it was, in its own word
  made_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  unique (member_id, provider)
);
alter table members.identities enable row level security;
create policy own on members.identities using (member_id = (select members.asker()) or (select members.is_house()));

-- A trip to a provider and back: belongs to one browser, is used once, and is forgotten within the hour.
create table members.trips (
  browser_hash bytea primary key,
  provider text not null,
  state text not null,
  nonce text not null,
  verifier text not null,
  device text not null check (device in ('shared', 'own')),
  next text not null default '',
  member_id uuid references members.members on delete cascade, -- who wants to add this way in; nobody, when signing in
  asked_at timestamptz not null default now(),
  back_at timestamptz,
  mark text,                                       -- who came back, when they are new here and are about to join
  level text,
  adult boolean
);
create index trips_member on members.trips (member_id);
alter table members.trips enable row level security;
create policy house on members.trips using ((select members.is_house()));

grant select, insert, update, delete on members.identities, members.trips to alongside_app;
