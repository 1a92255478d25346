-- Cheers: one line a member lets a few people see, so that they may cheer. The line is sealed under the operator's key,
-- not the member's own: it is meant to be read by others. Everything stands under forum names, between people who have
-- shared them; when they no longer do, nobody sees it.
create table toolbox.cheers (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  goal_id uuid not null unique references toolbox.papers on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  sealed text not null,
  asked_at timestamptz not null default now()
);
create index cheers_member on toolbox.cheers (member_id);
create index cheers_persona on toolbox.cheers (persona_id);

-- Who was chosen to see it, and what they said, if anything.
create table toolbox.cheerers (
  cheer_id uuid not null references toolbox.cheers on delete cascade,
  persona_id uuid not null references members.personas on delete cascade,
  member_id uuid not null references members.members on delete cascade, -- whose line it is
  said text check (said in ('metoo', 'mind', 'hear')),
  primary key (cheer_id, persona_id)
);
create index cheerers_persona on toolbox.cheerers (persona_id);
create index cheerers_member on toolbox.cheerers (member_id);

alter table toolbox.cheers enable row level security;
alter table toolbox.cheerers enable row level security;
create policy own on toolbox.cheerers using (member_id = (select members.asker()));
create policy chosen_reads on toolbox.cheerers for select using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy chosen_says on toolbox.cheerers for update using (persona_id = any((select members.my_personas())::uuid[]));
create policy own on toolbox.cheers using (member_id = (select members.asker()));
create policy chosen_reads on toolbox.cheers for select
  using (id in (select cheer_id from toolbox.cheerers where persona_id = any((select members.my_personas())::uuid[])) or (select members.is_house()));
grant select, insert, update, delete on toolbox.cheers, toolbox.cheerers to alongside_app;
