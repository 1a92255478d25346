/*
 * Life after the programme: a local community's time may end, and people need
 * not lose each other. The end is said in good time. When two or more of those
 * who belong there would carry it on, it goes on and is theirs; when not, it
 * stays as a place to come back to, which takes nobody in any more. [MEET-9]
 */
alter table members.spaces add column ends_on date;
alter table members.spaces add column carried_at timestamptz;   -- it goes on, held by those who offered
alter table members.spaces add column alumni_at timestamptz;    -- it stays for those in it
create index spaces_ending on members.spaces (ends_on) where ends_on is not null;

-- "I would help carry it on." Known to everybody in the place, so that they can find each other.
create table members.keepers (
  persona_id uuid primary key,
  space text not null,
  offered_on date not null default current_date,
  foreign key (persona_id, space) references members.personas (id, space) on delete cascade
);
create index keepers_space on members.keepers (space);
alter table members.keepers enable row level security;
create policy own on members.keepers using (persona_id = any((select members.my_personas())::uuid[]) or (select members.is_house()));
create policy seen on members.keepers for select using (space = any((select members.my_spaces())::text[]));
grant select, insert, delete on members.keepers to alongside_app;
