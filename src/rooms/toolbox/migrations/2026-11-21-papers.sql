create schema toolbox;
grant usage on schema toolbox to alongside_app;

-- Papers: what a member keeps for themselves. What stands on one is sealed under their own key; the house can
-- see that there is one, of which kind, and for which day, so that it can be found again.
create table toolbox.papers (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  kind text not null,
  day date,                                        -- the day it is about, in the member's own calendar
  sealed text not null,
  version int not null default 1,
  once text,                                       -- a form sent twice, or sent later from a device without signal, counts once
  made_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create index papers_own on toolbox.papers (member_id, kind, day desc, made_at desc);
create unique index papers_once on toolbox.papers (member_id, once) where once is not null;
alter table toolbox.papers enable row level security;
create policy own on toolbox.papers using (member_id = (select members.asker()));

-- How a paper stood before: for those that are worth looking back on, and whenever two devices changed the same one.
create table toolbox.earlier (
  id uuid primary key,
  paper_id uuid not null references toolbox.papers on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  sealed text not null,
  is_clash boolean not null,                       -- written on another device at the same time, and waiting to be settled
  written_at timestamptz not null default now()
);
create index earlier_paper on toolbox.earlier (paper_id, written_at desc);
create index earlier_member on toolbox.earlier (member_id);
alter table toolbox.earlier enable row level security;
create policy own on toolbox.earlier using (member_id = (select members.asker()));

grant select, insert, update, delete on all tables in schema toolbox to alongside_app;
