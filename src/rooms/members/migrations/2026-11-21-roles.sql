-- Two roles for when it is serious, and one for learning to be a moderator.
alter table members.roles drop constraint roles_role_check;
alter table members.roles add constraint roles_role_check check (role in ('host', 'trainee', 'moderator', 'clinicalLead', 'safeguardingLead', 'steward'));
alter table members.invitations drop constraint invitations_role_check;
alter table members.invitations add constraint invitations_role_check check (role in ('host', 'trainee', 'moderator', 'clinicalLead', 'safeguardingLead', 'steward'));

-- Who has been trained to moderate: here, or before, as a steward wrote down. Without it the role of a moderator begins as a trainee's.
create table members.trained (
  member_id uuid primary key references members.members on delete cascade,
  at timestamptz not null default now(),
  recorded_by uuid references members.members on delete set null,   -- null: they did it here
  words text not null default ''                   -- where and when, in a steward's words
);
create index trained_recorded_by on members.trained (recorded_by);
alter table members.trained enable row level security;
create policy own on members.trained using (member_id = (select members.asker()) or (select members.is_house()));
grant select, insert, update, delete on members.trained to alongside_app;

-- Whoever moderates today keeps doing so.
insert into members.trained (member_id, words) select distinct member_id, 'before training was recorded' from members.roles where role = 'moderator' and ended_at is null;
