-- Which names in the hours that were typed nobody with a role here has, and stewards have been told of: a mark of each, no name. It goes when the name is known or is not there any more.
create table house.unknown_names (
  mark text primary key,
  told_at timestamptz not null default now()
);
alter table house.unknown_names enable row level security;
create policy house on house.unknown_names using ((select members.is_house()));
grant select, insert, delete on house.unknown_names to alongside_app;
