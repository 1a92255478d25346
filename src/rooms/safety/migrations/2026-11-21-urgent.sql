-- Who was told that an urgent case waits, in which order and by which way. One row a person and a way; never changed into another.
create table safety.escalations (
  id uuid primary key,
  case_id uuid not null references safety.cases on delete cascade,
  since timestamptz not null,                      -- since when nobody has been on it: one climb of the rota
  step text not null check (step in ('duty', 'onCall', 'lead', 'stewards')),
  channel text not null check (channel in ('notice', 'mail', 'webhook', 'alarm')),
  member_id uuid references members.members on delete cascade,      -- null: not to a person
  at timestamptz not null default now(),
  done_at timestamptz,
  tries int not null default 0,
  trouble text not null default '',                -- a code, such as ECONNREFUSED; never words
  unique nulls not distinct (case_id, since, step, channel, member_id)
);
create index escalations_member on safety.escalations (member_id);
alter table safety.escalations enable row level security;
create policy own on safety.escalations using (member_id = (select members.asker()) or (select members.is_house()));

-- Where staff can be reached besides here, if they wish. Sealed; only its owner and the house that sends to it.
create table safety.reaches (
  member_id uuid primary key references members.members on delete cascade,
  sealed_address text not null,
  code_hash text,                                  -- of the code sent to it, until it is confirmed
  code_until timestamptz,
  confirmed_at timestamptz
);
alter table safety.reaches enable row level security;
create policy own on safety.reaches using (member_id = (select members.asker()) or (select members.is_house()));

-- The steps of an urgent case: a record of its own, beside the case.
create table safety.urgent_records (
  id uuid primary key,
  case_id uuid not null unique references safety.cases on delete cascade,
  persona_id uuid references members.personas on delete set null,   -- whom it is about
  owner_id uuid references members.members on delete set null,
  second_id uuid references members.members on delete set null,     -- the second person
  began_at timestamptz not null default now(),
  said text not null default '',                   -- what was said to the member, in the owner's words
  offered text not null default '',
  answer text not null default '',                 -- what the member answered
  told text not null default '',                   -- who was told, and what
  content text not null default '' check (content in ('', 'live', 'held', 'folded', 'hidden')),
  outcome text not null default '' check (outcome in ('', 'safeNow', 'withOthers', 'inCare', 'emergency', 'noAnswer', 'notUrgent', 'died')),
  outcome_words text not null default '',
  ended_at timestamptz,
  follow_up_at timestamptz,                        -- 24 to 72 hours after (safety guide §2.3, after-care)
  followed_up_at timestamptz,
  follow_up_words text not null default '',
  debrief_due_at timestamptz,                      -- within 24 hours of the end (safety guide §5)
  version int not null default 1
);
create index urgent_records_persona on safety.urgent_records (persona_id);
create index urgent_records_owner on safety.urgent_records (owner_id);
create index urgent_records_second on safety.urgent_records (second_id);
create index urgent_records_open on safety.urgent_records (began_at) where ended_at is null;
create index urgent_records_follow_up on safety.urgent_records (follow_up_at) where followed_up_at is null;
alter table safety.urgent_records enable row level security;
create policy house on safety.urgent_records using ((select members.is_house()));

-- When each step was done and by whom. Added to, never changed.
create table safety.urgent_steps (
  id bigint generated always as identity primary key,
  record_id uuid not null references safety.urgent_records on delete cascade,
  step text not null,
  by_id uuid references members.members on delete set null,
  at timestamptz not null default now()
);
create index urgent_steps_record on safety.urgent_steps (record_id, id);
create index urgent_steps_by on safety.urgent_steps (by_id);
alter table safety.urgent_steps enable row level security;
create policy house on safety.urgent_steps using ((select members.is_house()));

grant select, insert, update, delete on safety.escalations, safety.reaches, safety.urgent_records to alongside_app;
grant select, insert on safety.urgent_steps to alongside_app;

-- The words of a record leave with whom they are about; that it was, when, and how it ended, stays.
create function safety.forget_urgent() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  update safety.urgent_records set said = '', offered = '', answer = '', told = '', outcome_words = '', follow_up_words = '' where persona_id = old.id;
  return old;
end $$;
create trigger forget_urgent before delete on members.personas for each row execute function safety.forget_urgent();
