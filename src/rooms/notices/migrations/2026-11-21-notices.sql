create schema notices;
grant usage on schema notices to alongside_app;

-- Something told to one member. The row holds ids; the words are made when it is read.
create table notices.notices (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  kind text not null,
  subject text not null,                           -- what it is about: a thread's code, a session …
  data jsonb not null default '{}',
  cause text not null,                             -- one effect of one event: hearing it twice tells once
  made_at timestamptz not null default now(),
  shown_from timestamptz not null default now(),   -- quiet hours and the daily gathering put it later
  seen_at timestamptz,
  unique (member_id, cause)
);
create index notices_list on notices.notices (member_id, made_at desc, id desc);
create index notices_unseen on notices.notices (member_id) where seen_at is null;
alter table notices.notices enable row level security;
create policy own on notices.notices using (member_id = (select members.asker()) or (select members.is_house()));

-- What a member wants to hear of. No row: everything that is an answer to them, nothing else.
create table notices.wishes (
  member_id uuid primary key references members.members on delete cascade,
  replies boolean not null default true,
  follows boolean not null default true,
  reactions boolean not null default true
);
alter table notices.wishes enable row level security;
create policy own on notices.wishes using (member_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on all tables in schema notices to alongside_app;
