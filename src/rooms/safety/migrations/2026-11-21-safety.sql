create schema safety;
grant usage on schema safety to alongside_app;

-- A host has said "I am on it": a lease, so that nobody's name blocks a post for long.
create table safety.answering (
  thread_id uuid primary key,
  persona_id uuid not null references members.personas on delete cascade,
  until timestamptz not null
);

-- Somebody asked for a person to look. Who asked is never shown to whom it is about.
create table safety.reports (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('post', 'person')),
  subject_id uuid not null,
  reporter_id uuid references members.members on delete set null,
  reason text not null,
  words text not null default '',
  made_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid references members.members on delete set null,
  outcome text
);
create index reports_open on safety.reports (made_at) where closed_at is null;
alter table safety.reports enable row level security;
create policy own on safety.reports using (reporter_id = (select members.asker()) or (select members.is_house()));

grant select, insert, update, delete on all tables in schema safety to alongside_app;
