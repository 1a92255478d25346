-- Somebody has died: their account rests. Nothing of theirs goes, nobody comes in by it, and nobody is asked after them. It can be undone.
create table members.rests (
  member_id uuid primary key references members.members on delete cascade,
  since timestamptz not null default now(),
  by_id uuid references members.members on delete set null          -- the lead or steward who said so
);
create index rests_by on members.rests (by_id);
alter table members.rests enable row level security;
create policy house on members.rests using ((select members.is_house()));
grant select, insert, delete on members.rests to alongside_app;

-- The names of those who rest, for rooms that would remind others of them. It says no more than that, and is asked by the house's own lists alone.
create function members.resting() returns setof uuid
language sql stable security definer set search_path = '' as $$
  select p.id from members.rests r join members.personas p on p.member_id = r.member_id
$$;
