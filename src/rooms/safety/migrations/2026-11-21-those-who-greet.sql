-- Members who offered to greet newcomers. They are shown a few who have just written; nobody counts what they do.
create table safety.greeters (
  member_id uuid primary key references members.members on delete cascade,
  since timestamptz not null default now()
);
alter table safety.greeters enable row level security;
create policy own on safety.greeters using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, delete on safety.greeters to alongside_app;

-- What became of somebody's earlier reports, for whoever weighs a new one.
create index reports_reporter on safety.reports (reporter_id, closed_at desc) where closed_at is not null;
