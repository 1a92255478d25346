-- Lines for a good day: short posts whose authors let them stand, once, on another member's Today. Two people say yes,
-- the author and then a steward; a change of the words asks the steward again.
create table forum.good_lines (
  post_id uuid primary key references forum.posts on delete cascade,
  consented_at timestamptz not null default now(),
  chosen_at timestamptz,
  chosen_by uuid references members.members on delete set null
);
create index good_lines_chosen_by on forum.good_lines (chosen_by);
grant select, insert, update, delete on forum.good_lines to alongside_app;

-- Who has seen one today, and who wants none.
create table forum.line_wishes (
  member_id uuid primary key references members.members on delete cascade,
  shown_on date,
  hidden_at timestamptz
);
alter table forum.line_wishes enable row level security;
create policy own on forum.line_wishes using (member_id = (select members.asker()));
grant select, insert, update, delete on forum.line_wishes to alongside_app;
