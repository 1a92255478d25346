-- Where somebody who works with members can be told by mail that something waits, in their working hours, because they asked for it.
create table notices.desk_reaches (
  provider_id uuid primary key,
  member_id uuid not null unique references members.members on delete cascade,   -- their work account: it goes with it
  sealed_address text not null,
  code_hash text,
  code_until timestamptz,
  confirmed_at timestamptz,
  from_hour int not null default 8 check (from_hour between 0 and 23),
  until_hour int not null default 16 check (until_hour between 1 and 24 and until_hour > from_hour),
  wanted_at timestamptz,                           -- since when something waits that they were not told of
  told_at timestamptz                              -- when they were last told
);
create index desk_reaches_wanted on notices.desk_reaches (wanted_at) where wanted_at is not null;
alter table notices.desk_reaches enable row level security;
create policy own on notices.desk_reaches using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update, delete on notices.desk_reaches to alongside_app;
