create schema measures;
grant usage on schema measures to alongside_app;

-- One filling-in of one instrument. Which one, in which version and language, and what was said about who sees it, is sealed.
create table measures.responses (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  sealed text not null,
  begun_at timestamptz not null default now(),
  done_at timestamptz
);
create index responses_own on measures.responses (member_id, begun_at desc);
alter table measures.responses enable row level security;
create policy own on measures.responses using (member_id = (select members.asker()));

-- What was answered, one row for each time a page was sent. Added to, never written over: the app may not change a row.
create table measures.answers (
  id uuid primary key,
  seq bigint generated always as identity,         -- in which order
  response_id uuid not null references measures.responses on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  sealed text not null
);
create index answers_response on measures.answers (response_id, seq);
create index answers_member on measures.answers (member_id);
alter table measures.answers enable row level security;
create policy own on measures.answers using (member_id = (select members.asker()));

-- What came out, by which version of the arithmetic. Another version adds a row and leaves this one.
create table measures.scores (
  response_id uuid not null references measures.responses on delete cascade,
  version text not null,
  member_id uuid not null references members.members on delete cascade,
  sealed text not null,
  at timestamptz not null default now(),
  primary key (response_id, version)
);
create index scores_member on measures.scores (member_id);
alter table measures.scores enable row level security;
create policy own on measures.scores using (member_id = (select members.asker()));

-- How a member likes to be asked, and what they put off.
create table measures.wishes (
  member_id uuid primary key references members.members on delete cascade,
  sealed text not null
);
alter table measures.wishes enable row level security;
create policy own on measures.wishes using (member_id = (select members.asker()));

-- Which instruments a steward switched on or off: the newest row counts, all of them stay.
create table measures.choices (
  id bigint generated always as identity primary key,
  instrument text not null check (instrument ~ '^[a-z][a-z0-9-]{1,39}$'),
  choice text not null check (choice in ('on', 'off')),
  by_id uuid references members.members on delete set null,
  at timestamptz not null default now()
);
create index choices_instrument on measures.choices (instrument, id desc);
create index choices_by on measures.choices (by_id);

grant select, insert, delete on measures.responses to alongside_app;
grant update (done_at) on measures.responses to alongside_app;
grant select, insert on measures.answers, measures.scores, measures.choices to alongside_app;
grant select, insert, update, delete on measures.wishes to alongside_app;
