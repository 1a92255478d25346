-- Volunteering is something of its own; and a member may propose what is missing. [MEET-10]
alter table learning.places drop constraint places_kind_check;
alter table learning.places add constraint places_kind_check check (kind in ('activity', 'volunteering', 'organisation'));

create table learning.proposals (
  id uuid primary key,
  member_id uuid not null references members.members on delete cascade,
  words text not null,
  made_on date not null default current_date,
  seen_at timestamptz
);
create index proposals_member on learning.proposals (member_id);
create index proposals_waiting on learning.proposals (made_on) where seen_at is null;
alter table learning.proposals enable row level security;
create policy own on learning.proposals using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update on learning.proposals to alongside_app;
