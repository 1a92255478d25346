-- Reminders: at which times of their own clock a member asked to be told. What for is not kept here: it lies sealed
-- on a paper, and the notice says no word of it.
create table toolbox.reminders (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  at_time time not null,
  time_zone text not null,                         -- a wall clock: summer time moves with it
  told_on date,                                    -- by that clock; once a day
  made_at timestamptz not null default now(),
  unique (member_id, at_time)
);
alter table toolbox.reminders enable row level security;
create policy own on toolbox.reminders using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update, delete on toolbox.reminders to alongside_app;
