-- A pause for a person takes two: one proposes it, another confirms it or says no.
create table safety.proposals (
  id uuid primary key,
  case_id uuid not null references safety.cases on delete cascade,
  kind text not null check (kind in ('paused')),
  hours int not null check (hours between 1 and 720),
  rule int not null,
  said_id uuid references safety.texts on delete set null deferrable initially deferred,
  answer text not null default '',                 -- for those who told us, once it is confirmed
  proposed_by uuid references members.members on delete set null,
  at timestamptz not null default now(),
  settled_at timestamptz,
  settled_by uuid references members.members on delete set null,
  is_confirmed boolean
);
create unique index proposals_open on safety.proposals (case_id) where settled_at is null;
create index proposals_proposed_by on safety.proposals (proposed_by);
create index proposals_settled_by on safety.proposals (settled_by);
alter table safety.proposals enable row level security;
create policy house on safety.proposals using ((select members.is_house()));

-- What was changed besides words: about-lines before and after, how long a pause is.
alter table safety.decisions add column detail jsonb not null default '{}';

-- What ends by itself, and when. A clock ends it and says so.
create table safety.ends (
  decision_id uuid primary key references safety.decisions on delete cascade,
  due_at timestamptz not null,
  done_at timestamptz
);
create index ends_due on safety.ends (due_at) where done_at is null;

-- Somebody asks another person to look at a decision about them. Once for each decision.
create table safety.appeals (
  id uuid primary key,
  decision_id uuid not null unique references safety.decisions on delete cascade,
  persona_id uuid references members.personas on delete set null,
  words_id uuid references safety.texts on delete set null deferrable initially deferred,
  made_at timestamptz not null default now(),
  closed_at timestamptz,
  closed_by uuid references members.members on delete set null,
  outcome text check (outcome in ('upheld', 'overturned')),
  answer_id uuid references safety.decisions on delete set null
);
create index appeals_persona on safety.appeals (persona_id);
create index appeals_closed_by on safety.appeals (closed_by);
alter table safety.appeals enable row level security;
create policy own on safety.appeals using (
  (select members.is_house()) or persona_id in (select id from members.personas where member_id = (select members.asker())));

-- A moderator read more of somebody than what was reported. Whoever it was about can read this, once the case is over.
create table safety.openings (
  id uuid primary key,
  case_id uuid references safety.cases on delete set null,
  member_id uuid not null references members.members on delete cascade,  -- whose words they were
  by_id uuid references members.members on delete set null,
  what text not null check (what in ('posts')),
  at timestamptz not null default now()
);
create index openings_member on safety.openings (member_id, at);
create index openings_case on safety.openings (case_id);
create index openings_by on safety.openings (by_id);
alter table safety.openings enable row level security;
create policy house on safety.openings using ((select members.is_house()));

grant select, insert, update, delete on safety.proposals, safety.ends, safety.appeals to alongside_app;
grant select, insert on safety.openings to alongside_app;
