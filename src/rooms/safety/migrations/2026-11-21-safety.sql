create schema safety;
grant usage on schema safety to alongside_app;

-- A host has said "I am on it": a lease, so that nobody's name blocks a thread for long.
create table safety.answering (
  thread_id uuid primary key,
  persona_id uuid not null references members.personas on delete cascade,
  taken_at timestamptz not null default now(),
  until timestamptz not null
);
create index answering_persona on safety.answering (persona_id);

-- Somebody's words kept beside a report or a decision. They go when the person they belong to leaves for good.
create table safety.texts (
  id uuid primary key,
  persona_id uuid not null references members.personas on delete cascade,
  words text not null,
  kept_at timestamptz not null default now()
);
create index texts_persona on safety.texts (persona_id);
alter table safety.texts enable row level security;
create policy own on safety.texts using ((select members.is_house()));

-- What a moderator decided, and why. Written once, never changed: taking something back is another row.
create table safety.decisions (
  id uuid primary key,
  at timestamptz not null default now(),
  moderator_id uuid references members.members on delete set null,
  subject_kind text not null check (subject_kind in ('post', 'person')),
  subject_id uuid not null,
  persona_id uuid references members.personas on delete set null,  -- whom it is about
  kind text not null check (kind in ('nothing', 'spoke', 'hid', 'showed')),
  rule int check (rule between 1 and 20),                          -- which of the ways we treat each other
  said_id uuid references safety.texts on delete set null deferrable initially deferred,         -- what the author was told, word for word
  before_id uuid references safety.texts on delete set null deferrable initially deferred        -- the author's words as they were
);
create index decisions_subject on safety.decisions (subject_kind, subject_id, at);
create index decisions_persona on safety.decisions (persona_id);
create index decisions_moderator on safety.decisions (moderator_id);
alter table safety.decisions enable row level security;
create policy own on safety.decisions using (
  (select members.is_house())
  or persona_id in (select id from members.personas where member_id = (select members.asker())));

-- Somebody asked for a person to look. Who asked is never shown to whom it is about.
create table safety.reports (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('post', 'person')),
  subject_id uuid not null,
  persona_id uuid references members.personas on delete set null,  -- whom it is about
  reporter_id uuid references members.members on delete set null,
  reason text not null check (reason in ('danger', 'unkind', 'shows', 'harm', 'selling', 'other')),
  words_id uuid references safety.texts on delete set null deferrable initially deferred,        -- the reporter's own words
  copy_id uuid references safety.texts on delete set null deferrable initially deferred,         -- what was written, as it stood when it was reported
  made_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid references members.members on delete set null,
  outcome text check (outcome in ('nothing', 'spoke', 'hid')),
  answer text not null default ''                                  -- a moderator's words to the reporter
);
create index reports_open on safety.reports (made_at) where closed_at is null;
create index reports_subject on safety.reports (subject_kind, subject_id) where closed_at is null;
create unique index reports_once on safety.reports (reporter_id, subject_kind, subject_id) where closed_at is null;
create index reports_persona on safety.reports (persona_id);
create index reports_closed_by on safety.reports (closed_by);
alter table safety.reports enable row level security;
create policy own on safety.reports using (reporter_id = (select members.asker()) or (select members.is_house()));

-- Figures the house tells about itself, worked out by a clock and never on a page.
create table safety.figures (
  name text primary key,
  value int,                                       -- null while there is too little to say
  at timestamptz not null default now()
);

grant select, insert, update, delete on all tables in schema safety to alongside_app;
revoke update, delete on safety.decisions from alongside_app;
