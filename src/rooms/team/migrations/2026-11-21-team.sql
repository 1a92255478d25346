create schema team;
grant usage on schema team to alongside_app;

-- Learning to moderate: lessons read, made-up cases tried, one shift beside somebody.
create table team.learnt (
  member_id uuid not null references members.members on delete cascade,
  what text not null,                              -- 'lesson:<name>' or 'case:<name>'
  at timestamptz not null default now(),
  primary key (member_id, what)
);
alter table team.learnt enable row level security;
create policy own on team.learnt using (member_id = (select members.asker()) or (select members.is_house()));

create table team.shadowings (
  member_id uuid primary key references members.members on delete cascade,
  asked_at timestamptz not null default now(),
  beside uuid references members.members on delete set null,        -- the moderator they sat beside, who says so
  confirmed_at timestamptz
);
create index shadowings_beside on team.shadowings (beside);
alter table team.shadowings enable row level security;
create policy own on team.shadowings using (member_id = (select members.asker()) or (select members.is_house()));

-- What was heavy, and when: for the one who carried it, and their lead. Never a measure of anybody's work.
create table team.heavy (
  member_id uuid not null references members.members on delete cascade,
  case_id uuid not null,
  level text not null check (level in ('urgent', 'concern')),
  at timestamptz not null default now(),
  primary key (member_id, case_id)
);
create index heavy_at on team.heavy (member_id, at desc);
alter table team.heavy enable row level security;
create policy own on team.heavy using (member_id = (select members.asker()) or (select members.is_house()));

-- What somebody would rather not be offered. No reason is asked for, so there is no place for one.
create table team.spared (
  member_id uuid not null references members.members on delete cascade,
  theme text not null,
  primary key (member_id, theme)
);
alter table team.spared enable row level security;
create policy own on team.spared using (member_id = (select members.asker()) or (select members.is_house()));

-- Talks afterwards: within a day of an urgent case; after a death also three days and two weeks later.
create table team.talks (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  case_id uuid not null,
  kind text not null check (kind in ('debrief', 'welfare', 'later')),
  due_at timestamptz not null,
  held_at timestamptz,
  sealed_words text,                               -- theirs alone, under their own key
  unique (member_id, case_id, kind)
);
create index talks_due on team.talks (due_at) where held_at is null;
alter table team.talks enable row level security;
create policy own on team.talks using (member_id = (select members.asker()) or (select members.is_house()));

-- Notes from supervision: their own, sealed under their own key.
create table team.notes (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  at timestamptz not null default now(),
  sealed_words text not null
);
create index notes_member on team.notes (member_id, at desc);
alter table team.notes enable row level security;
create policy own on team.notes using (member_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on all tables in schema team to alongside_app;
