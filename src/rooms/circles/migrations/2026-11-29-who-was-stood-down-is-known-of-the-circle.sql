/*
 * Two things end a hold, and they are two marks. The role by which a seat held
 * its circle is over ('gone', of the seat): with a role again it is a seat like
 * others. Or a steward ended it: that is known of the circle and the member,
 * whatever they are called there, until a steward says otherwise.
 */
create table circles.stood_down (
  circle_id uuid not null references circles.circles on delete cascade,
  member_id uuid not null references members.members on delete cascade,
  at timestamptz not null default now(),
  primary key (circle_id, member_id)
);
create index stood_down_member on circles.stood_down (member_id);
alter table circles.stood_down enable row level security;
create policy own on circles.stood_down for select using (member_id = (select members.asker()) or (select members.is_house()));
create policy house on circles.stood_down using ((select members.is_house()));
grant select, insert, delete on circles.stood_down to alongside_app;

alter table circles.seats drop constraint seats_hold_check;

-- Whoever was without any role since they sat down stepped back with it. Of everybody else a steward ended it.
insert into circles.stood_down (circle_id, member_id)
select s.circle_id, p.member_id from circles.seats s join members.personas p on p.id = s.persona_id
 where s.hold = 'ended'
   and not exists (
     select from members.roles r
      where r.member_id = p.member_id and r.ended_at::date >= s.taken_on - 1
        and not exists (select from members.roles o where o.member_id = r.member_id and o.given_at <= r.ended_at and (o.ended_at is null or o.ended_at > r.ended_at)))
on conflict do nothing;
update circles.seats s set hold = case when exists (
    select from circles.stood_down d join members.personas p on p.member_id = d.member_id where d.circle_id = s.circle_id and p.id = s.persona_id) then '' else 'gone' end
 where s.hold = 'ended';

alter table circles.seats add constraint seats_hold_check check (hold in ('', 'role', 'gone'));

-- Whether somebody who sits there may offer to hold it.
create function circles.may_offer(one circles.seats) returns boolean language sql stable security definer set search_path = '' as $$
  select exists (
    select from members.personas p
     where p.id = one.persona_id
       and not exists (select from circles.stood_down d where d.circle_id = one.circle_id and d.member_id = p.member_id)
       and (one.hold <> 'gone' or exists (select from members.roles r where r.member_id = p.member_id and r.ended_at is null))) $$;
