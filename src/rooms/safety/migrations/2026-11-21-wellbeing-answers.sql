-- A member answered a question about harm to themselves and was told that people see it; or a steward tries the alert.
alter table safety.signals drop constraint signals_kind_check;
alter table safety.signals add constraint signals_kind_check
  check (kind in ('report', 'triage', 'unanswered', 'unread', 'sample', 'held', 'jigsaw', 'appeal', 'adverse', 'worse', 'person', 'answer', 'drill'));

-- Alerts that were tried: who sent one, and who took it. Until somebody else has, nothing that asks about harm is switched on.
create table safety.drills (
  id uuid primary key,
  sent_by uuid references members.members on delete set null,
  sent_at timestamptz not null default now(),
  taken_by uuid references members.members on delete set null,
  taken_at timestamptz
);
create index drills_sent_by on safety.drills (sent_by);
create index drills_taken_by on safety.drills (taken_by);
create index drills_taken on safety.drills (taken_at desc) where taken_at is not null;
alter table safety.drills enable row level security;
create policy house on safety.drills using ((select members.is_house()));
grant select, insert, update on safety.drills to alongside_app;
