-- The key that seals what a member keeps for themselves, itself locked by a key of the operator's.
-- It goes with the member; without it nothing they sealed can ever be read.
create table members.seals (
  member_id uuid primary key references members.members on delete cascade,
  lock text not null,                              -- the name of the operator's key that locks it
  locked text not null,
  made_at timestamptz not null default now(),
  locked_at timestamptz not null default now()
);
create index seals_lock on members.seals (lock);
alter table members.seals enable row level security;
create policy own on members.seals using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update on members.seals to alongside_app;
