/*
 * Cases. Everything that needs a person is a case about one subject: a post, a
 * person, a decision somebody appeals. A subject has one open case at a time,
 * with as many signals and reports under it as there are. What happened to a
 * case is written down in the same stroke, and never changed afterwards.
 */
create table safety.cases (
  id uuid primary key,
  subject_kind text not null check (subject_kind ~ '^[a-z]+$'),     -- 'post', 'person', 'decision', …
  subject_id uuid not null,
  persona_id uuid references members.personas on delete set null,   -- whom it is about; null when they have left, or it is about nobody
  space text not null default 'forum',
  level text not null check (level in ('urgent', 'concern', 'unassessed', 'low', 'none')),
  lane text not null check (lane in ('risk', 'unanswered', 'reported', 'held', 'shows', 'appeal', 'unread', 'adverse')),
  weight int not null,                             -- lane, then level: what the queue is ordered by, before age
  state text not null default 'open' check (state in ('open', 'claimed', 'acting', 'closed')),
  version int not null default 1,                  -- goes up with every change; a decision about an old one is refused
  opened_at timestamptz not null default now(),
  seen_at timestamptz,                             -- when a person first took it or opened its words
  claimed_by uuid references members.members on delete set null,
  claimed_at timestamptz,
  claimed_until timestamptz,                       -- the lease; when it has run out the case is free
  handed_to uuid references members.members on delete set null,     -- asked by name to take over, and has not answered yet
  second_asked_at timestamptz,                     -- a second opinion is wanted
  seconded_by uuid references members.members on delete set null,
  outcome text,
  closed_at timestamptz,
  closed_by uuid references members.members on delete set null
);
create unique index cases_one on safety.cases (subject_kind, subject_id) where state <> 'closed';
create index cases_queue on safety.cases (weight, opened_at, id) where state <> 'closed';
create index cases_leases on safety.cases (claimed_until) where state in ('claimed', 'acting');
create index cases_subject on safety.cases (subject_kind, subject_id, opened_at);
create index cases_persona on safety.cases (persona_id);
create index cases_claimed_by on safety.cases (claimed_by);
create index cases_handed_to on safety.cases (handed_to);
create index cases_closed on safety.cases (closed_at) where state = 'closed';
alter table safety.cases enable row level security;
create policy house on safety.cases using ((select members.is_house()));

-- Why a case is here. `cause` is one effect of one event: hearing it twice notes it once.
create table safety.signals (
  id uuid primary key,
  case_id uuid not null references safety.cases on delete cascade,
  kind text not null check (kind in ('report', 'triage', 'unanswered', 'unread', 'sample', 'held', 'jigsaw', 'appeal', 'adverse', 'worse', 'person')),
  level text not null check (level in ('urgent', 'concern', 'unassessed', 'low', 'none')),
  flags text[] not null default '{}',
  reasons jsonb not null default '[]',             -- [{phase, why, words?, level}]
  version text not null default '',                -- of what assessed it
  cause text not null unique,
  at timestamptz not null default now()
);
create index signals_case on safety.signals (case_id, at);
alter table safety.signals enable row level security;
create policy house on safety.signals using ((select members.is_house()));

-- Everything that was done about a case, in the transaction that did it. Written once, never changed.
create table safety.activity (
  id bigint generated always as identity primary key,
  case_id uuid not null references safety.cases on delete cascade,
  at timestamptz not null default now(),
  by_id uuid references members.members on delete set null,         -- null: the house itself
  what text not null,
  version int not null,                            -- of the case, once it was done
  from_level text, to_level text,
  to_id uuid references members.members on delete set null,         -- to whom it was handed
  note text not null default '',                   -- for moderators
  told text not null default ''                    -- for the member, as they read it
);
create index activity_case on safety.activity (case_id, id);
create index activity_by on safety.activity (by_id);
create index activity_to on safety.activity (to_id);
alter table safety.activity enable row level security;
create policy house on safety.activity using ((select members.is_house()));

-- Cases a moderator does not get: they said "not me, this one" (nobody asks why), or it is an appeal against their own decision.
create table safety.apart (
  case_id uuid not null references safety.cases on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  why text not null check (why in ('asked', 'decided')),
  primary key (case_id, member_id)
);
create index apart_member on safety.apart (member_id);
alter table safety.apart enable row level security;
create policy house on safety.apart using ((select members.is_house()));

-- People a moderator knows: nothing about them is theirs to decide. Only they themselves see the list.
create table safety.known (
  member_id uuid not null references members.members on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  made_at timestamptz not null default now(),
  primary key (member_id, persona_id)
);
create index known_persona on safety.known (persona_id);
alter table safety.known enable row level security;
create policy own on safety.known using (member_id = (select members.asker()) or (select members.is_house()));

-- Whether a case may be this moderator's: not about themselves in any of their personas, not about somebody they know, not one they stay away from.
create function safety.may_hold(moderator uuid, of_case uuid, persona uuid) returns boolean language sql stable as $$
  select not exists (select from safety.apart a where a.case_id = of_case and a.member_id = moderator)
     and not exists (
       select from members.personas theirs
        where theirs.id = persona
          and (theirs.member_id = moderator
               or exists (select from members.personas p join safety.known k on k.persona_id = p.id
                           where p.member_id = theirs.member_id and k.member_id = moderator))) $$;

-- What moderators call each other: the name they moderate under, else the one they write under.
create function safety.called(moderator uuid) returns text language sql stable as $$
  select f.name from members.personas p join members.faces f on f.persona_id = p.id
   where p.member_id = moderator and p.space in ('moderation', 'forum')
   order by p.space = 'moderation' desc limit 1 $$;

grant select, insert, update, delete on safety.cases, safety.signals, safety.apart, safety.known to alongside_app;
grant select, insert on safety.activity to alongside_app;

-- What was decided belongs to a case; more can be decided; taking something back is a row of its own.
alter table safety.decisions
  add column case_id uuid references safety.cases on delete set null,
  add column after_id uuid references safety.texts on delete set null deferrable initially deferred,
  add column undoes uuid references safety.decisions on delete set null;
create index decisions_case on safety.decisions (case_id);
create unique index decisions_undone on safety.decisions (undoes) where undoes is not null;
create index decisions_after on safety.decisions (after_id);
alter table safety.decisions drop constraint decisions_subject_kind_check;
alter table safety.decisions drop constraint decisions_kind_check;
alter table safety.decisions add constraint decisions_kind_check
  check (kind in ('nothing', 'spoke', 'acknowledged', 'suggested', 'labelled', 'unlabelled', 'folded', 'unfolded', 'hid', 'showed', 'paused', 'unpaused', 'upheld', 'overturned'));
alter table safety.reports drop constraint reports_outcome_check;
alter table safety.reports add constraint reports_outcome_check
  check (outcome in ('nothing', 'spoke', 'acknowledged', 'suggested', 'labelled', 'folded', 'hid', 'paused'));

-- Whoever leaves for good takes along what was noted about their words. That there was a case, and what became of it, stays.
create function safety.forget_persona() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update safety.signals set reasons = '[]' where case_id in (select id from safety.cases where persona_id = old.id);
  update safety.activity set note = '', told = '' where case_id in (select id from safety.cases where persona_id = old.id);
  return old;
end $$;
create trigger forget_cases before delete on members.personas for each row execute function safety.forget_persona();

-- What is open today becomes cases.
with subjects as (
  select subject_kind, subject_id, (array_agg(persona_id))[1] as persona_id, bool_or(reason = 'danger') as is_danger, min(made_at) as opened_at
    from safety.reports where closed_at is null group by subject_kind, subject_id
)
insert into safety.cases (id, subject_kind, subject_id, persona_id, level, lane, weight, opened_at)
select gen_random_uuid(), subject_kind, subject_id, persona_id, case when is_danger then 'urgent' else 'low' end,
       case when is_danger then 'risk' else 'reported' end, case when is_danger then 10 else 33 end, opened_at
  from subjects;
insert into safety.signals (id, case_id, kind, level, cause, at)
select gen_random_uuid(), c.id, 'report', case when r.reason = 'danger' then 'urgent' else 'low' end, 'report:' || r.id, r.made_at
  from safety.reports r join safety.cases c on c.subject_kind = r.subject_kind and c.subject_id = r.subject_id
 where r.closed_at is null;
insert into safety.activity (case_id, at, what, version, to_level) select id, opened_at, 'opened', 1, level from safety.cases;
